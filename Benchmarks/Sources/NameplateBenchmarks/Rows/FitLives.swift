import Foundation
import Statistics

/// How ten million units lived, in whole days: the counting of ages with a survival curve, with a Weibull fit, and with
/// late entry; then a scan for a cluster. One core, data in memory, as other tools measure it.
enum FitLives {
    private static let units = 10_000_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let lives = Lives(units)
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(1) {
                    let table = try LifeTable(wholeDays: lives.exits, failed: lives.failed)
                    guard try KaplanMeier(table).points.count > 1_000 else { throw UnequalWork("Ages are missing.") }
                },
                Way(1) {
                    let table = try LifeTable(wholeDays: lives.exits, failed: lives.failed, entries: lives.entries)
                    guard try KaplanMeier(table).points.count > 1_000 else { throw UnequalWork("Ages are missing.") }
                },
                Way(1) {
                    let table = try LifeTable(wholeDays: lives.exits, failed: lives.failed, entries: lives.entries)
                    let shape = try WeibullFit(table).distribution.shape
                    guard abs(shape - 1.4) < 0.02 else { throw UnequalWork("The shape is \(shape).") }
                },
                Way(1) { _ = try scan() },
            ])
        let memory = try await ResidentMemory.highest {
            _ = try LifeTable(wholeDays: lives.exits, failed: lives.failed, entries: lives.entries)
        }
        let rows = [
            ("Kaplan–Meier of 10 million whole-day ages", 0.15), ("the same with late entry", 0.15),
            ("Weibull fit of 10 million whole-day ages with late entry", 0.3),
            ("scan 1,000 cells of 100,000 claims, 999 replicates", 10),
        ]
        return rows.enumerated().map { way, row in
            let time = rounds.time(of: way).median
            return Finding(
                row.0, target: "< \(Figures.time(row.1))", measured: Figures.time(time), isMet: time < row.1)
        } + [
            Finding(
                "memory meanwhile, data and benchmark included", target: "< 1 GB",
                measured: Figures.bytes(Double(memory)), isMet: memory < 1_000_000_000)
        ]
    }

    /// Half of all cells as the longest window, and a cluster.
    private static func scan() throws -> PoissonScan {
        let counts = (0..<1000).map { 100 + ($0 * 7919) % 23 - 11 + (400..<420 ~= $0 ? 40 : 0) }
        return try PoissonScan(counts: counts, baseline: counts.map { _ in 1 }, replicates: 999)
    }
}

/// Lives of a fleet that enters over 200 days and is observed for up to four years: 30,000 days as scale, shape 1.4.
private struct Lives {
    var exits: [Int32] = []
    var failed: [Bool] = []
    var entries: [Int32] = []

    init(_ count: Int) {
        var random = RandomNumbers(seed: 20_260_101)
        exits.reserveCapacity(count)
        failed.reserveCapacity(count)
        entries.reserveCapacity(count)
        while exits.count < count {
            let share = Double.random(in: 0..<1, using: &random)
            let life = (30_000 * pow(-log1p(-share), 1 / 1.4)).rounded(.up)
            let entry = Int32.random(in: 0..<200, using: &random)
            let end = entry + 1 + Int32.random(in: 0..<1460, using: &random)
            guard life > Double(entry) else { continue }
            exits.append(life <= Double(end) ? Int32(life) : end)
            failed.append(life <= Double(end))
            entries.append(entry)
        }
    }
}
