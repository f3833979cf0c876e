import Nameplate

/// Sends what is due as long as a server runs. Several at once, so that one destination that is slow to answer holds up
/// no other.
struct NoticeWorkers {
    private static let count = 4
    /// How long a worker rests that has found nothing to do.
    private static let pause: Duration = .seconds(1)

    private let tasks: [Task<Void, Never>]

    init(_ registry: NameplateRegistry, by senders: NoticeSenders) {
        tasks = (0..<Self.count).map { _ in Task { await Self.work(registry, senders) } }
    }

    private static func work(_ registry: NameplateRegistry, _ senders: NoticeSenders) async {
        while !Task.isCancelled {
            // What fails is tried again after the next pause.
            let run = try? await registry.deliverNotices(by: senders)
            guard run?.count ?? 0 == 0 else { continue }
            try? await Task.sleep(for: pause)
        }
    }

    /// Ends what is under way: it is sent again later.
    func close() async {
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
