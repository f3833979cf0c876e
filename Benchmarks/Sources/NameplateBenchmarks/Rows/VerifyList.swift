import Nameplate
import Registry
import Server

/// 100,000 serial numbers verified in one request, streamed in and out through the routes, a verdict a line; each is a scan.
/// Beside it a tenth of them, for what a list takes that grows with it.
enum VerifyList {
    private static let entries = 100_000
    private static let path = "/api/v1/verify/list"

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await setting.filledRegistry(units: setting.rows)
        let caller = InProcessCaller(NameplateResponder(sample.registry))
        let keys = SampledKeys(entries, from: sample.serials, of: setting.rows, seed: 8)
        let short = Array(keys.texts.prefix(entries / 10).joined(separator: "\n").utf8)
        let whole = Array(keys.texts.joined(separator: "\n").utf8)
        let least = try await ResidentMemory.highest { try await caller.judge(short, of: entries / 10, at: path) }
        let most = try await ResidentMemory.highest { try await caller.judge(whole, of: entries, at: path) }
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(entries / 10) { try await caller.judge(short, of: entries / 10, at: path) },
                Way(entries) { try await caller.judge(whole, of: entries, at: path) },
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
}
