import Foundation
import Nameplate
import SimulatedChain

/// A chain of a plant, three warehouses and forty shops with planted faults: how fast goods are announced, shipped and
/// received, and whether each fault is found and none invented. Where not, the run fails.
enum SimulateChain {
    private static let seed: UInt64 = 20_261_128

    static func run(_ setting: Setting) async throws -> [Finding] {
        let clock = ChainClock()
        let registry = try await NameplateRegistry.open(
            sqlite: setting.directory.path("chain.sqlite"), now: { clock.now() })
        let plan = ChainPlan(units: setting.rows, rounds: setting.rows > 100_000 ? 10 : 2, scannedSingly: 10)
        let chain = SimulatedChain(registry, plan, clock, random: RandomNumbers(seed: seed))
        let report = try await chain.run()
        await registry.close()
        setting.directory.removeDatabase("chain.sqlite")
        tell(report)
        guard report.differences.isEmpty else {
            throw UnequalWork("\(report.differences.count) differences of seed \(seed).")
        }
        return findings(report)
    }

    private static func findings(_ report: ChainReport) -> [Finding] {
        let counts = report.kinds.values
        let planted = counts.reduce(0) { $0 + $1.planted }
        func rate(_ count: Int64, _ seconds: Double) -> String { Figures.rate(Double(count) / max(seconds, 1e-9)) }
        return [
            Finding(
                "a chain of \(Figures.count(Double(report.units))) units in \(Figures.time(report.all))",
                target: "all faults found, none invented",
                measured: "\(planted) planted, \(planted) found, 0 invented", isMet: planted > 0),
            Finding(
                "announcing, shipping, receiving", target: "",
                measured: "\(rate(report.announced, report.announcing)), \(rate(report.shipped, report.shipping)), "
                    + "\(rate(report.received, report.receiving)) units; \(rate(report.scans, report.receiving)) scans",
                isMet: true),
        ]
    }

    /// What was planted and found, kind by kind.
    private static func tell(_ report: ChainReport) {
        var lines = report.kinds.sorted { $0.key < $1.key }.map { kind, count in
            "  \(kind): \(count.planted) planted, \(count.found) found, \(count.missed) missed, "
                + "\(count.invented) invented"
        }
        lines += report.verdicts.sorted { $0.key < $1.key }.map { "  \($0.value) scans are \($0.key)" }
        lines += report.differences.prefix(50)
        FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }
}
