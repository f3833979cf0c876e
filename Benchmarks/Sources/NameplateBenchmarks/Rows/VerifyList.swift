import Nameplate
import Registry
import Server

/// 100,000 serial numbers verified in one request, streamed in and out through the routes, a verdict a line; each is a scan.
/// Beside it a tenth of them, for what a list takes that grows with it.
enum VerifyList {
    private static let entries = 100_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await setting.filledRegistry(units: setting.rows)
        let caller = InProcessCaller(NameplateResponder(sample.registry))
        let keys = SampledKeys(entries, from: sample.serials, of: setting.rows, seed: 8)
        let short = Array(keys.texts.prefix(entries / 10).joined(separator: "\n").utf8)
        let whole = Array(keys.texts.joined(separator: "\n").utf8)
        let least = try await ResidentMemory.highest { try await verify(short, entries / 10, through: caller) }
        let most = try await ResidentMemory.highest { try await verify(whole, entries, through: caller) }
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(entries / 10) { try await verify(short, entries / 10, through: caller) },
                Way(entries) { try await verify(whole, entries, through: caller) },
            ])
        let time = rounds.time(of: 1).median * Double(entries)
        return [
            Finding(
                "verify a list of \(Figures.count(Double(entries))) among \(Figures.count(Double(setting.rows)))",
                target: "streaming, memory that does not grow with it",
                measured: "\(Figures.time(time)); \(max(0, most - least) >> 20) MiB more than a tenth of it",
                ratio: rounds.ratio(of: 1, to: 0), isMet: most - least < 64 << 20)
        ]
    }

    private static func verify(_ list: [UInt8], _ count: Int, through caller: InProcessCaller) async throws {
        let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for start in stride(from: 0, to: list.count, by: 65_536) {
                continuation.yield(Array(list[start..<min(start + 65_536, list.count)]))
            }
            continuation.finish()
        }
        var lines = 0
        try await caller.send(
            "POST", "/api/v1/verify/list", headers: [("Content-Type", "text/plain")],
            body: InProcessCaller.stream(pieces)
        ) { head, piece in
            guard head.status == 200 else { throw UnequalWork("The list is refused with \(head.status).") }
            lines += piece.count { $0 == UInt8(ascii: "\n") }
        }
        guard lines == count + 1 else { throw UnequalWork("The list has \(lines) verdicts.") }
    }
}
