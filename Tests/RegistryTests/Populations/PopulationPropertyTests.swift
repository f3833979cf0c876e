import Identifiers
import Registry
import Storage
import TestSupport
import Testing

/// Random populations of random fleets, compared with a second evaluator that has everything at hand.
@Suite struct PopulationPropertyTests {
    private static let populationsPerFleet = 25

    @Test(arguments: Engine.available, 0..<60 as Range<UInt64>)
    func countsListsAndSingleUnitsAgreeWithANaiveEvaluator(_ engine: Engine, seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            var world = RandomFleet(seed: seed)
            try await world.run(30, in: registry)
            var source = RandomPopulation(seed: seed &+ 1_000)
            source.words = world.words(&source.random)
            let (fleet, populations) = (
                world, try (0..<Self.populationsPerFleet).map { _ in try source.next(depth: 3) }
            )
            let today = try CivilDate(parsing: ["2026-02-28", "2024-02-29", "2025-06-30"][Int(seed % 3)])
            let checked = try await registry.read { reader in
                try Self.check(populations, fleet, on: today, seed, reader)
            }
            // Some ask for ranges that have no order.
            #expect(checked > Self.populationsPerFleet / 3, "seed \(seed)")
        }
    }

    private static func check(
        _ populations: [Population], _ fleet: RandomFleet, on today: CivilDate, _ seed: UInt64, _ reader: any SQLReader
    ) throws -> Int {
        let scope = try PopulationScope.load(of: fleet.manufacturer, reader)
        let naive = NaivePopulation(fleet, today: today)
        var compiled: [CompiledPopulation] = []
        for population in populations {
            do throws(RegistryError) {
                compiled.append(try CompiledPopulation(population, in: scope, on: today))
            } catch {
                #expect(error.code == .populationRange, "seed \(seed): \(population)")
                continue
            }
        }
        for population in populations { try checkAlone(population, scope, on: today, seed, reader) }
        let set = PopulationSet(compiled)
        var random = SplitMix64(seed: seed)
        var expected: [[RandomFleet.Unit]] = compiled.map { _ in [] }
        for unit in fleet.units {
            let model = try #require(scope.model(unit.model.id))
            let facts = UnitFacts(unit.row, batch: unit.batch, model: model)
            let holding = try set.holding(facts, in: scope, reader)
            for (index, population) in compiled.enumerated() {
                let holds = naive.holds(population.population, unit)
                let comment: Comment =
                    "seed \(seed): \(unit.model.number) \(unit.row.key.serial) \(population.population)"
                #expect(try population.holds(facts, in: scope, reader) == holds, comment)
                #expect(holding.contains(index) == holds, comment)
                let verdict = try population.verdict(on: facts, in: scope, reader)
                #expect(verdict.holds == holds && !verdict.reasons.isEmpty, comment)
                if holds { expected[index].append(unit) }
            }
        }
        for (population, units) in zip(compiled, expected) {
            let comment: Comment = "seed \(seed): \(population.population)"
            let count = try PopulationCounter(population, in: scope, reader).count()
            #expect(count.total == Int64(units.count), comment)
            let byModel = Dictionary(grouping: units, by: \.model.number.text).mapValues { Int64($0.count) }
            #expect(Dictionary(uniqueKeysWithValues: count.models.map { ($0.number, $0.count) }) == byModel, comment)
            let listed = try list(population, scope, &random, reader)
            #expect(listed == ordered(units), comment)
            try glance(at: population, scope, count, listed: listed, reader, comment)
            try walk(population, scope, units, reader, comment)
        }
        return compiled.count
    }

    /// The models that a population names are enough to check it.
    private static func checkAlone(
        _ population: Population, _ scope: PopulationScope, on today: CivilDate, _ seed: UInt64, _ reader: any SQLReader
    ) throws {
        let named = try PopulationScope.load(of: scope.manufacturer, checking: population, reader)
        let comment: Comment = "seed \(seed): \(population)"
        #expect(named.unknownModels(in: population) == scope.unknownModels(in: population), comment)
        func fault(in scope: PopulationScope) -> RegistryError.Code? {
            do throws(RegistryError) {
                _ = try CompiledPopulation(population, in: scope, on: today)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(fault(in: named) == fault(in: scope), comment)
    }

    /// A walk meets each unit once, with its state.
    private static func walk(
        _ population: CompiledPopulation, _ scope: PopulationScope, _ units: [RandomFleet.Unit],
        _ reader: any SQLReader, _ comment: Comment
    ) throws {
        func state(_ state: UnitState) -> String {
            let marks = state.marks.map(\.rawValue).sorted()
            return "\(state.disposition?.rawValue ?? "") \(marks) \(state.market ?? "") \(state.serviceFrom ?? 0)"
        }
        var met: [String: Int64] = [:]
        let walk = PopulationWalk(population, in: scope, reader)
        try walk.forEachPart { met[state($0), default: 0] += $1 }
        try walk.forEachRow { met[state($0.state), default: 0] += 1 }
        let expected = Dictionary(grouping: units) { state($0.row.state) }.mapValues { Int64($0.count) }
        #expect(met == expected, comment)
        for unit in units.prefix(3) { #expect(try walk.unit(unit.row.key) != nil, comment) }
    }

    /// What is rationed says the same or nothing, and shows units from the beginning of the list.
    private static func glance(
        at population: CompiledPopulation, _ scope: PopulationScope, _ count: PopulationCount, listed: [String],
        _ reader: any SQLReader, _ comment: Comment
    ) throws {
        for rows in [0, 40, 400, Int.max] {
            do {
                let rationed = RationedReader(reader, rows: rows)
                #expect(try PopulationCounter(population, in: scope, rationed).count() == count, comment)
            } catch is RationedReader.UsedUp {
                #expect(rows < Int.max, comment)
            }
            let first = try PopulationLister(population, in: scope, RationedReader(reader, rows: rows)).first(5)
            let texts = first.map {
                text(of: $0.model, $0.serial, batch: $0.batch, sequence: $0.sequence, producedOn: $0.producedOn)
            }
            #expect(texts == Array(listed.prefix(texts.count)), comment)
            if rows == Int.max { #expect(texts.count == min(5, listed.count), comment) }
        }
    }

    /// The whole list, page by page.
    private static func list(
        _ population: CompiledPopulation, _ scope: PopulationScope, _ random: inout SplitMix64, _ reader: any SQLReader
    ) throws -> [String] {
        var units: [String] = []
        var cursor: PopulationCursor?
        repeat {
            let limit = Int.random(in: 1...30, using: &random)
            let page = try PopulationLister(population, in: scope, reader).page(after: cursor, limit: limit)
            #expect(page.units.count == limit || page.next == nil)
            units += page.units.map {
                text(of: $0.model, $0.serial, batch: $0.batch, sequence: $0.sequence, producedOn: $0.producedOn)
            }
            cursor = try page.next.map { try #require(PopulationCursor(text: $0.text)) }
        } while cursor != nil
        return units
    }

    private static func text(
        of model: String, _ serial: SerialNumber, batch: String?, sequence: Int64?, producedOn: CivilDate?
    ) -> String {
        "\(model) \(serial) \(batch ?? "-") \(sequence ?? -1) \(producedOn?.isoText ?? "-")"
    }

    private static func ordered(_ units: [RandomFleet.Unit]) -> [String] {
        func place(_ unit: RandomFleet.Unit) -> [[UInt8]] {
            let serial = unit.row.key.serial
            guard let sequence = unit.row.sequence else {
                return [
                    Array(unit.model.number.text.utf8), [1], Array(serial.key.utf8),
                    Array(unit.row.key.storedSerial.utf8),
                ]
            }
            let number = withUnsafeBytes(of: sequence.bigEndian) { Array($0) }
            return [Array(unit.model.number.text.utf8), [0], Array((unit.batch?.number ?? "").utf8), number]
        }
        let sorted = units.map { ($0, place($0)) }.sorted { left, right in
            for (left, right) in zip(left.1, right.1) where left != right {
                return left.lexicographicallyPrecedes(right)
            }
            return false
        }
        return sorted.map { unit, _ in
            text(
                of: unit.model.number.text, unit.row.key.serial, batch: unit.batch?.number,
                sequence: unit.row.sequence, producedOn: unit.producedOn)
        }
    }
}
