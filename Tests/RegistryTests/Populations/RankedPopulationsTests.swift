import Identifiers
import Registry
import Storage
import TestSupport
import Testing

/// For which of several populations units count: what is told of batches and of parts of them agrees with each unit alone.
@Suite struct RankedPopulationsTests {
    @Test(arguments: Seeded.cases(40, onPostgres: 6))
    func batchesAndUnitsWithoutARowCountAsEachUnitAloneDoes(_ seeded: Seeded) async throws {
        try await seeded.engine.withRegistry(seed: seeded.seed) { registry in
            var world = RandomFleet(seed: seeded.seed)
            try await world.run(30, in: registry)
            var source = RandomPopulation(seed: seeded.seed &+ 2_000)
            source.words = world.words(&source.random)
            let (fleet, today) = (world, try CivilDate(parsing: "2025-06-30"))
            let lists = try (0..<12).map { _ in try (0..<(1 + source.below(4))).map { _ in try source.next(depth: 2) } }
            try await registry.read { reader in
                for populations in lists { try Self.check(populations, fleet, on: today, reader) }
            }
        }
    }

    private static func check(
        _ populations: [Population], _ fleet: RandomFleet, on today: CivilDate, _ reader: any SQLReader
    ) throws {
        let scope = try PopulationScope.load(of: fleet.manufacturer, reader)
        // Those that have no order cannot be told: neither can what is asked after them.
        let tellable = populations.prefix { (try? CompiledPopulation($0, in: scope, on: today)) != nil }.count
        let naive = NaivePopulation(fleet, today: today)
        func expected(_ unit: RandomFleet.Unit) -> RankedPopulations.Rank {
            if let index = populations.prefix(tellable).firstIndex(where: { naive.holds($0, unit) }) {
                return .population(index)
            }
            return tellable < populations.count ? .untold : .outside
        }
        for model in fleet.models {
            let ranked = try #require(
                RankedPopulations(
                    populations.map { WrittenPopulation($0) }, of: model.id, in: scope, on: today, reader))
            let comment: Comment = "\(model.number.text): \(populations)"
            let units = fleet.units.filter { $0.model.id == model.id }
            for unit in units {
                #expect(try ranked.rank(of: unit.row, batch: unit.batch) == expected(unit), comment)
            }
            for (id, units) in Dictionary(grouping: units, by: \.batch?.id) {
                if let rank = try ranked.rank(of: id.flatMap { try Batches.find($0, reader) }) {
                    #expect(units.allSatisfy { expected($0) == rank }, comment)
                }
            }
            for batch in fleet.batches where batch.model == model.id {
                var counted: [RankedPopulations.Rank: Int64] = [:]
                try ranked.forEachRowless(of: batch) { _, rank, count in counted[rank, default: 0] += count }
                let rowless = try units.filter { unit in
                    try unit.batch?.id == batch.id && UnitRows.find(unit.row.key, reader) == nil
                }
                #expect(counted == Dictionary(grouping: rowless, by: expected).mapValues { Int64($0.count) }, comment)
            }
        }
    }

    /// Ten million serial numbers, in parts of six: nothing is gone through one by one.
    @Test(arguments: Engine.available)
    func aBatchOfTenMillionIsArithmetic(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (model, batch) = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "F{seq:8}")
                return (model, try desk.issue(10_000_000, of: model, from: 0))
            }
            try await registry.read { reader in
                // No more is read than this.
                let rationed = RationedReader(reader, rows: 2_000)
                let scope = PopulationScope(of: model, formats: try SerialFormats.list(of: model.id, reader))
                let texts = [
                    "serial from F07000000 to F09999999", "serial like \"F*5\"", "serial from F00000000 to F02499999",
                ]
                let ranked = try #require(
                    RankedPopulations(
                        try texts.map { try WrittenPopulation(parsing: $0) }, of: model.id, in: scope,
                        on: try CivilDate(parsing: "2026-01-01"), rationed))
                #expect(try ranked.rank(of: batch) == nil)
                var counted: [RankedPopulations.Rank: Int64] = [:]
                try ranked.forEachRowless(of: batch) { _, rank, count in counted[rank, default: 0] += count }
                #expect(
                    counted == [
                        .population(0): 3_000_000, .population(1): 700_000, .population(2): 2_250_000,
                        .outside: 4_050_000,
                    ])
            }
        }
    }
}
