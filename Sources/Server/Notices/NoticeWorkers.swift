import Nameplate

/// Sends what is due as long as a server runs. Several at once, so that one destination that is slow to answer holds up
/// no other.
struct NoticeWorkers {
    private static let count = 4
    /// How long a worker rests that has found nothing to do.
    private static let pause: Duration = .seconds(1)

    private let tasks: [Task<Void, Never>]

    init(_ registry: NameplateRegistry, by sender: any WebhookSender) {
        tasks = (0..<Self.count).map { _ in Task { await Self.work(registry, sender) } }
    }

    private static func work(_ registry: NameplateRegistry, _ sender: any WebhookSender) async {
        while !Task.isCancelled {
            // What fails is tried again after the next pause.
            let run = try? await registry.deliverNotices(by: sender)
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
