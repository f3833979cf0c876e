import Identifiers
package import Nameplate
import Registry
import SupplyChain

/// A supply chain in which faults are planted: a plant makes goods, three warehouses pass them on, forty shops sell them. All
/// that people and scanners report goes to a registry by its façade: in time, late, twice, or never. In the end the registry
/// must have found each fault, and nothing else.
package final class SimulatedChain {
    let registry: NameplateRegistry
    let plan: ChainPlan
    let clock: ChainClock
    var random: any RandomNumberGenerator
    var truth = ChainTruth()
    var findings: [ChainFinding] = []
    var shipments: [ChainShipment] = []
    var report = ChainReport()
    /// Moments at which everything has settled for the night.
    var nights: [Int64] = []
    /// What may be sold, or turn up elsewhere, in a later round.
    var standing: [(good: ChainGood, shop: Int)] = []
    var sold: [ChainGood] = []
    var nextCased: Int64 = 1
    var nextLoose: Int64 = 1
    var nextSingle: Int64 = 1
    private var nextCode: Int64 = 1
    private var agenda: [Entry] = []
    let start: Int64

    struct Entry {
        var time: Int64
        var body: () async throws -> Void
    }

    /// - Parameters:
    ///   - registry: an empty one, of this clock.
    ///   - random: seeded, so that a chain can be had again.
    package init(
        _ registry: NameplateRegistry, _ plan: ChainPlan, _ clock: ChainClock, random: any RandomNumberGenerator
    ) {
        (self.registry, self.plan, self.clock, self.random) = (registry, plan, clock, random)
        start = clock.now()
    }

    /// Runs it, and compares what was found with what was planted.
    package func run() async throws -> ChainReport {
        let began = ContinuousClock.now
        try await makeCatalogue()
        for round in 0..<plan.rounds {
            let first = start + ChainClock.day + Int64(round) * 7 * ChainClock.day
            try await work(until: first)
            planRound(round, from: first)
        }
        try await work(until: .max)
        report.units = plan.units
        let counted = ContinuousClock.now
        try await registry.catchUp()
        report.counting = Self.seconds(since: counted)
        report.all = Self.seconds(since: began)
        try await compare()
        return report
    }

    // MARK: Time

    func at(_ time: Int64, _ body: @escaping () async throws -> Void) { agenda.append(Entry(time: time, body: body)) }

    private func work(until end: Int64) async throws {
        let due = agenda.enumerated().filter { $0.element.time < end }.sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        agenda.removeAll { $0.time < end }
        for entry in due {
            clock.move(to: entry.element.time)
            try await entry.element.body()
        }
    }

    static func seconds(since start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .seconds(1) }

    // MARK: Chance

    func isDrawn(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    func draw(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }

    func draw(hours range: ClosedRange<Int64>) -> Int64 {
        draw((range.lowerBound * ChainClock.hour)...(range.upperBound * ChainClock.hour))
    }

    func shuffled(_ list: ChainList) -> [ScanEntry] { list.shuffled(using: &random) }

    // MARK: Numbers

    /// The next SSCC.
    func newCode() -> String {
        let number = String(nextCode)
        nextCode += 1
        let body = "39520471" + String(repeating: "0", count: 9 - number.count) + number
        return (0...9).map { body + String($0) }.first { (try? SSCC(parsing: $0)) != nil } ?? body
    }

    static func serial(_ letter: String, _ number: Int64) -> String {
        letter + String(repeating: "0", count: max(0, 7 - String(number).count)) + String(number)
    }
}
