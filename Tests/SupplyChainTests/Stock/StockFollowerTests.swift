import Identifiers
import Registry
import Storage
import SupplyChain
import TestSupport
import Testing

@Suite struct StockFollowerTests {
    private static let changes = Statement(
        """
        SELECT location, model_id, batch_id, disposition, CAST(sum(quantity) AS BIGINT)
          FROM stock_changes
         WHERE event_time <= $1
         GROUP BY location, model_id, batch_id, disposition
        """)
    private static let levels = Statement(
        "SELECT location, model_id, batch_id, disposition, quantity FROM stock_levels WHERE quantity <> $1")

    /// The sums of a statement that are not zero.
    private static func sums(
        _ statement: Statement, _ value: Int64, _ registry: TestRegistry
    ) async throws -> [NaiveStock.Kind: Int64] {
        let rows = try await registry.read { reader in
            try reader.all(statement, [.integer(value)]) { row in
                (
                    NaiveStock.Kind(
                        location: row.text(0), model: ID(row.integer(1)),
                        batch: row.integer(2) == 0 ? nil : ID(row.integer(2)),
                        disposition: Disposition(rawValue: row.text(3))), row.integer(4)
                )
            }
        }
        return Dictionary(uniqueKeysWithValues: rows.filter { $0.1 != 0 })
    }

    /// Whatever happens, in whatever order it is reported and corrected: each unit is in exactly one place, at every time.
    @Test(arguments: Seeded.cases(10, onPostgres: 2))
    func stockAtAnyTimeIsWhatEachUnitsHistorySays(_ seeded: Seeded) async throws {
        try await seeded.engine.withRegistry(seed: seeded.seed) { registry in
            var history = RandomHistory(seed: seeded.seed)
            history.mix += [.insides, .insides, .insides, .units]
            let follower = StockFollower()
            try await history.run(20, in: registry)
            try await registry.advance(follower)
            try await history.goOn(25, in: registry)
            try await registry.advance(follower)
            let moments = Set(history.events.map(\.draft.time)).sorted()
            for moment in moments {
                let counted = try await Self.sums(Self.changes, moment, registry)
                let expected = NaiveStock(history: history, time: moment).levels()
                #expect(counted == expected, "at \(moment)")
            }
            let now = try await Self.sums(Self.levels, 0, registry)
            #expect(now == NaiveStock(history: history, time: .max).levels())
        }
    }

    @Test(arguments: Engine.available)
    func movingAPalletMovesAllThatIsWithinByOneEvent(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (model, batch) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker, format: "F{seq:6}")
                let batch = try desk.issue(10_000, of: model)
                let cases = try desk.model("SSCC", of: maker, kind: .container)
                func container(_ text: String) throws -> UnitKey {
                    UnitKey(cases.id, try SerialNumber(parsing: text))
                }
                let pallet = try container("pallet")
                var boxes: [UnitKey] = []
                for number in 0..<10 {
                    var packing = EventDraft(time: desk.transaction.now - TestClock.day)
                    (packing.type, packing.action, packing.businessStep) = (.aggregation, .add, .packing)
                    packing.businessLocation = "plant"
                    packing.parent = try container("box \(number)")
                    let first = (batch.issue?.sequences.lowerBound ?? 0) + Int64(number) * 1_000
                    packing.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: first...(first + 999))]
                    try desk.record(packing, of: maker.id)
                    boxes.append(try container("box \(number)"))
                }
                var packing = EventDraft(time: desk.transaction.now - TestClock.day / 2)
                (packing.type, packing.action, packing.businessStep) = (.aggregation, .add, .packing)
                (packing.parent, packing.units, packing.businessLocation) = (pallet, boxes, "plant")
                try desk.record(packing, of: maker.id)
                var moving = EventDraft(time: desk.transaction.now)
                (moving.units, moving.businessLocation, moving.businessStep) = ([pallet], "shop", .receiving)
                try desk.record(moving, of: maker.id)
                return (model.id, batch.id)
            }
            try await registry.advance(StockFollower())
            let kind = NaiveStock.Kind(location: "shop", model: model, batch: batch, disposition: .active)
            let levels = try await Self.sums(Self.levels, 0, registry)
            #expect(levels[kind] == 10_000)
            #expect(levels.filter { $0.key.location == "plant" }.isEmpty)
            let before = try await Self.sums(Self.changes, registry.clock.now - TestClock.day / 4, registry)
            // The batch was issued, and so active, after that.
            let there = NaiveStock.Kind(location: "plant", model: model, batch: batch, disposition: nil)
            #expect(before[there] == 10_000 && before[kind] == nil)
        }
    }
}
