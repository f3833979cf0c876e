import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct DemandTests {
    private static let demand = Statement(
        """
        SELECT location, kind, destination, week, CAST(sum(quantity) AS BIGINT)
          FROM demand_weeks
         WHERE manufacturer_id <> $1
         GROUP BY location, kind, destination, week
         ORDER BY location, kind, destination, week
        """)
    private static let receipts = Statement(
        """
        SELECT source, location, shipped_at, received_at, CAST(sum(quantity) AS BIGINT)
          FROM stock_receipts
         WHERE manufacturer_id <> $1
         GROUP BY source, location, shipped_at, received_at
         ORDER BY source, location, shipped_at, received_at
        """)

    /// What was wanted, with the week counted from the one of the clock's beginning.
    private static func demand(_ registry: TestRegistry) async throws -> [String] {
        try await registry.advance(StockFollower())
        let first = DemandWeek(of: TestClock.start)
        return try await registry.read { reader in
            try reader.all(demand, [.integer(0)]) { row in
                let week = first.weeks(to: DemandWeek(monday: row.integer(3)))
                return "\(row.text(0)) \(row.text(1))>\(row.text(2)) week \(week): \(row.integer(4))"
            }
        }
    }

    private static func receipts(_ registry: TestRegistry) async throws -> [String] {
        try await registry.read { reader in
            try reader.all(receipts, [.integer(0)]) { row in
                let days = (row.integer(3) - row.integer(2)) / TestClock.day
                return "\(row.text(0))>\(row.text(1)) \(days) days: \(row.integer(4))"
            }
        }
    }

    /// Times with the Mondays of their weeks. 1970 began on a Thursday; 2026-01-01 is one too.
    private static let mondays: [(Int64, Int64)] = [
        (0, -3), (3 * TestClock.day, -3), (4 * TestClock.day, 4), (-3 * TestClock.day, -3),
        (-3 * TestClock.day - 1, -10), (TestClock.start, 20_451), (.max, 106_751_985), (.min, -106_751_998),
    ]

    @Test(arguments: mondays)
    func weeksBeginOnMonday(_ time: Int64, _ monday: Int64) {
        #expect(DemandWeek(of: time).monday == monday)
        #expect((DemandWeek(of: time).monday + 3) % 7 == 0)
    }

    /// Sold, used and shipped count; moving within the day's work, scrapping and losing do not.
    @Test(arguments: Engine.available)
    func demandIsWhatLeavesBecauseItIsWanted(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, units) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker)
                return (
                    maker.id,
                    try (0..<8).map {
                        try desk.register("U\($0)", of: model, at: desk.transaction.now - 60 * TestClock.day)
                    }
                )
            }
            @discardableResult
            func record(
                _ numbers: [Int], days: Int64, _ change: @escaping @Sendable (inout EventDraft) -> Void
            ) async throws -> ID<Event> {
                try await registry.write { desk in
                    var draft = EventDraft(time: TestClock.start + days * TestClock.day)
                    draft.units = numbers.map { units[$0] }
                    change(&draft)
                    return try desk.record(draft, of: maker).id
                }
            }
            try await record(Array(0..<8), days: -50) { ($0.businessStep, $0.businessLocation) = (.storing, "plant") }
            try await record([0, 1, 2, 3], days: -21) { ($0.businessStep, $0.disposition) = (.shipping, .inTransit) }
            #expect(try await Self.demand(registry) == ["plant shipped> week -3: 4"])
            try await record([0, 1, 2, 3], days: -14) {
                ($0.businessStep, $0.businessLocation, $0.disposition) = (.receiving, "shop", .sellableAccessible)
            }
            #expect(try await Self.demand(registry) == ["plant shipped>shop week -3: 4"])
            #expect(try await Self.receipts(registry) == ["plant>shop 7 days: 4"])
            let sale = try await record([0, 1], days: -7) {
                ($0.businessStep, $0.disposition) = (.retailSelling, .retailSold)
            }
            // At a place that nobody had told of.
            try await record([2], days: -7) {
                ($0.businessStep, $0.businessLocation, $0.disposition) = (.retailSelling, "market", .retailSold)
            }
            try await record([4], days: -7) { $0.businessStep = .installing }
            try await record([5], days: -7) { $0.businessStep = .destroying }
            try await record([6], days: -7) { $0.disposition = .stolen }
            try await record([7], days: -7) { $0.disposition = .damaged }
            let wanted = [
                "market sold> week -1: 1", "plant shipped>shop week -3: 4", "plant used> week -1: 1",
                "shop shipped>market week -1: 1", "shop sold> week -1: 2",
            ]
            #expect(try await Self.demand(registry) == wanted)
            // A late report changes the past: two of them had been sent to the outlet.
            try await record([0, 1], days: -10) { ($0.businessStep, $0.businessLocation) = (.receiving, "outlet") }
            #expect(
                try await Self.demand(registry) == [
                    "market sold> week -1: 1", "outlet sold> week -1: 2", "plant shipped>shop week -3: 4",
                    "plant used> week -1: 1", "shop shipped>market week -1: 1", "shop shipped>outlet week -1: 2",
                ])
            // A sale that never was is wanted no more.
            try await record([0, 1], days: -7) { ($0.corrects, $0.errorReason) = (sale, .didNotOccur) }
            #expect(
                try await Self.demand(registry) == [
                    "market sold> week -1: 1", "plant shipped>shop week -3: 4", "plant used> week -1: 1",
                    "shop shipped>market week -1: 1", "shop shipped>outlet week -1: 2",
                ])
        }
    }

    @Test(arguments: Engine.available)
    func whatIsOnAPalletIsWantedAndReceivedWithIt(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker, format: "F{seq:6}")
                let batch = try desk.issue(1_000, of: model)
                let pallet = UnitKey(
                    try desk.model("SSCC", of: maker, kind: .container).id, try SerialNumber(parsing: "pallet"))
                var packing = EventDraft(time: TestClock.start - 20 * TestClock.day)
                (packing.type, packing.action, packing.businessStep) = (.aggregation, .add, .packing)
                (packing.parent, packing.businessLocation) = (pallet, "plant")
                packing.ranges = [
                    EventDraft.SequenceRange(batch: batch.id, sequences: batch.issue?.sequences ?? 0...0)
                ]
                try desk.record(packing, of: maker.id)
                var moving = EventDraft(time: TestClock.start - 16 * TestClock.day)
                (moving.units, moving.disposition, moving.businessStep) = ([pallet], .inTransit, .shipping)
                try desk.record(moving, of: maker.id)
                moving.time += 5 * TestClock.day
                (moving.disposition, moving.businessStep, moving.businessLocation) = (nil, .receiving, "shop")
                try desk.record(moving, of: maker.id)
                // Sold out of the pallet, as shops do.
                var sale = EventDraft(time: TestClock.start - 7 * TestClock.day)
                sale.units = [try desk.unit(batch.issue?.sequences.lowerBound ?? 0, of: batch)]
                (sale.disposition, sale.businessStep, sale.businessLocation) = (.retailSold, .retailSelling, "shop")
                try desk.record(sale, of: maker.id)
            }
            #expect(
                try await Self.demand(registry) == ["plant shipped>shop week -2: 1000", "shop sold> week -1: 1"])
            #expect(try await Self.receipts(registry) == ["plant>shop 5 days: 1000"])
        }
    }

    @Test(arguments: Engine.available)
    func piecesAreWantedByWhatIsDoneWithThem(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, part) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                return (maker.id, try desk.model("FILTER", of: maker).id)
            }
            @discardableResult
            func record(_ quantity: Int64, _ change: @escaping @Sendable (inout EventDraft) -> Void) async throws
                -> ID<Event>
            {
                registry.clock.advance(by: 1_000_000)
                return try await registry.write { desk in
                    var draft = EventDraft(time: desk.transaction.now)
                    draft.details.quantities = quantity == 0 ? nil : [EventDetails.Quantity(quantity, of: part)]
                    draft.details.source = "plant"
                    change(&draft)
                    return try desk.record(draft, of: maker).id
                }
            }
            try await record(100) { ($0.action, $0.businessLocation, $0.details.source) = (.add, "plant", nil) }
            try await record(10) { ($0.businessStep, $0.disposition) = (.shipping, .inTransit) }
            try await record(20) { ($0.businessStep, $0.businessLocation) = (.storing, "shop") }
            try await record(3) { ($0.businessStep, $0.disposition) = (.retailSelling, .retailSold) }
            let used = try await record(4) { $0.businessStep = .repairing }
            try await record(5) { $0.businessStep = .removing }
            let wanted = [
                "plant shipped> week 0: 10", "plant shipped>shop week 0: 20", "plant sold> week 0: 3",
                "plant used> week 0: 4",
            ]
            #expect(try await Self.demand(registry) == wanted)
            let undone = try await record(0) {
                ($0.corrects, $0.errorReason, $0.details.source) = (used, .didNotOccur, nil)
            }
            #expect(try await Self.demand(registry) == wanted.dropLast())
            try await record(0) { ($0.corrects, $0.errorReason, $0.details.source) = (undone, .didNotOccur, nil) }
            #expect(try await Self.demand(registry) == wanted)
        }
    }

    /// Whatever happens, in whatever order it is reported and corrected: what was counted step by step is what the histories
    /// say as they are known in the end.
    @Test(arguments: Seeded.cases(12, onPostgres: 2))
    func demandIsWhatEachUnitsHistorySays(_ seeded: Seeded) async throws {
        try await seeded.engine.withRegistry(seed: seeded.seed) { registry in
            var history = RandomHistory(seed: seeded.seed)
            history.mix += [.insides, .insides, .insides, .units]
            history.steps += [.retailSelling, .shipping, .shipping]
            try await history.run(20, in: registry)
            try await registry.advance(StockFollower())
            try await history.goOn(25, in: registry)
            let counted = try await (Self.demand(registry), Self.receipts(registry))
            let products = history.products
            let expected = try await registry.read { reader in
                let histories = StockHistories(reader)
                let places = StockPlaces(knownAt: .max, histories)
                var (demand, receipts): ([String: Int64], [String: Int64]) = ([:], [:])
                let first = DemandWeek(of: TestClock.start)
                for unit in products {
                    let events = try UnitHistory.load(unit.key, batch: unit.batch, sequence: unit.sequence, reader)
                    let flow = try Flow(of: histories.steps(of: events, knownAt: .max), places)
                    for one in flow.departures {
                        let week = first.weeks(to: DemandWeek(of: one.time))
                        demand["\(one.location) \(one.kind.rawValue)>\(one.destination) week \(week)", default: 0] += 1
                    }
                    for one in flow.receipts {
                        let days = (one.receivedAt - one.shippedAt) / TestClock.day
                        receipts["\(one.source)>\(one.location) \(days) days", default: 0] += 1
                    }
                }
                return (
                    demand.map { "\($0.key): \($0.value)" }.sorted(), receipts.map { "\($0.key): \($0.value)" }.sorted()
                )
            }
            #expect(counted.0.sorted() == expected.0)
            #expect(Self.summed(counted.1) == Self.summed(expected.1))
        }
    }

    /// Several receipts took as many days: their rows are one line.
    private static func summed(_ lines: [String]) -> [String: Int64] {
        lines.reduce(into: [:]) { sums, line in
            let parts = line.split(separator: ": ")
            sums[String(parts[0]), default: 0] += Int64(parts[1]) ?? 0
        }
    }
}
