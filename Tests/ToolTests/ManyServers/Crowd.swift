import Foundation
import Synchronization
import TestSupport

/// Many clients who issue from one format and sell, take back, move and correct the same few units, each with a key that
/// makes it take effect once. A client asks again, at whatever server there is, until it has a certain answer.
final class Crowd: Sendable {
    /// What was answered.
    struct Answers {
        /// The ids of events that were acknowledged.
        var events: Set<String> = []
        /// The first and last sequence numbers of batches that were.
        var batches: [ClosedRange<Int>] = []
        /// Events of moves, and how often a correction of each was acknowledged.
        var moves: [String] = []
        var corrections: [String: Int] = [:]
        /// Refusals by their code.
        var refusals: [String: Int] = [:]
        /// Certain answers of any kind.
        var count = 0
    }

    static let units = (1...5).map { String(format: "T%06d", $0) }

    private let answers = Mutex(Answers())
    private let sockets = Mutex<[String]>([])
    private let isEnding = Atomic(false)
    private let finished = DispatchSemaphore(value: 0)
    private let size: Int

    /// - Parameter seed: What the clients do is drawn from it; when they do it is not.
    init(of size: Int, seed: UInt64) {
        self.size = size
        for client in 0..<size {
            Thread.detachNewThread { [self] in
                var random = SplitMix64(seed: seed &+ UInt64(client))
                var number = 0
                while !isEnding.load(ordering: .relaxed) {
                    number += 1
                    act(key: "\(seed)-\(client)-\(number)", &random)
                }
                finished.signal()
            }
        }
    }

    /// Tells the clients where servers answer.
    func use(_ sockets: [String]) { self.sockets.withLock { $0 = sockets } }

    /// Waits until so many further answers are there; false where they do not come.
    func waitForMore(_ count: Int, atMost patience: TimeInterval = 120) -> Bool {
        let target = answers.withLock(\.count) + count
        let deadline = Date().addingTimeInterval(patience)
        while answers.withLock(\.count) < target {
            guard Date() < deadline else { return false }
            usleep(1000)
        }
        return true
    }

    /// Lets each client finish what it has begun.
    func end() -> Answers {
        isEnding.store(true, ordering: .relaxed)
        for _ in 0..<size { finished.wait() }
        return answers.withLock { $0 }
    }

    private func act(key: String, _ random: inout SplitMix64) {
        let unit = Self.units.randomElement(using: &random) ?? ""
        var body: [String: Any] = ["manufacturer": "acme", "model": "T-1", "serials": [unit]]
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<2:
            let count = Int.random(in: 1...3, using: &random)
            guard let reply = send("/api/v1/manufacturers/acme/models/T-1/batches", ["count": count], key, &random)
            else { return }
            answers.withLock { answers in
                if let first = reply["firstSequence"] as? Int, let last = reply["lastSequence"] as? Int, first <= last {
                    answers.batches.append(first...last)
                }
            }
        case 2..<6:
            let sells = Bool.random(using: &random)
            body["businessStep"] = sells ? "retail_selling" : "accepting"
            body["disposition"] = sells ? "retail_sold" : "active"
            body["expect"] = ["dispositions": [sells ? "active" : "retail_sold"], "mode": "command"]
            _ = record(body, key, &random)
        case 6..<9:
            body["businessStep"] = "arriving"
            body["location"] = "shop \(Int.random(in: 0..<9, using: &random))"
            if let event = record(body, key, &random) { answers.withLock { $0.moves.append(event) } }
        default:
            // The same few are wanted by many.
            guard let move = answers.withLock({ $0.moves.suffix(4) }).randomElement(using: &random) else { return }
            let correction = ["manufacturer": "acme", "corrects": move, "errorReason": "did_not_occur"]
            if record(correction, key, &random) != nil {
                answers.withLock { $0.corrections[move, default: 0] += 1 }
            }
        }
    }

    private func record(_ body: [String: Any], _ key: String, _ random: inout SplitMix64) -> String? {
        guard let event = send("/api/v1/events", body, key, &random)?["id"] as? String else { return nil }
        _ = answers.withLock { $0.events.insert(event) }
        return event
    }

    /// Asks until the answer is certain: kept, or refused for a reason that lies in the request.
    private func send(
        _ path: String, _ body: [String: Any], _ key: String, _ random: inout SplitMix64
    ) -> [String: Any]? {
        while true {
            let socket = sockets.withLock { $0 }.randomElement(using: &random)
            let reply = socket.flatMap { Client.post(path, body, key: key, socket: $0) }
            guard let reply, reply.status < 500 else {
                usleep(5000)
                continue
            }
            answers.withLock { answers in
                answers.count += 1
                if reply.status >= 300 { answers.refusals[reply.code ?? "\(reply.status)", default: 0] += 1 }
            }
            return reply.status < 300 ? reply.json : nil
        }
    }
}
