import Identifiers
import Registry
import Storage
import TestSupport
import Testing

/// Random histories of what is put into what, compared with lists that know nothing of the registry's tables.
@Suite struct ComponentPropertyTests {
    private static let seeds = 0..<40 as Range<UInt64>

    /// A world in which things are packed, built in, taken out, replaced and corrected, often late.
    private func world(seed: UInt64, in registry: TestRegistry) async throws -> RandomHistory {
        var world = RandomHistory(seed: seed)
        // In every other world most things happen in the plant.
        if seed % 2 == 0 { world.steps = [nil, nil, .inspecting, .inspecting, .holding, .assembling, .shipping] }
        world.mix = [.units, .ranges, .insides, .insides, .insides, .insides, .insides, .correction, .correction]
        try await world.run(20, in: registry)
        for _ in 0..<20 {
            try await world.changeComponents(in: registry)
            try await world.goOn(1, in: registry)
        }
        return world
    }

    private func questions(_ world: inout RandomHistory, now: Int64) -> [Viewpoint] {
        let head = max(world.head, 1)
        return [Viewpoint()]
            + (0..<3).map { _ in
                Viewpoint(
                    asOf: world.chance(4) ? nil : world.moment(now: now),
                    knownAt: world.chance(3) ? nil : Int64.random(in: 1...head, using: &world.random))
            }
    }

    @Test(arguments: Engine.available, seeds)
    func contentsChainsAndUsesAreThoseOfTheEvents(_ engine: Engine, seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            var world = try await world(seed: seed, in: registry)
            let views = questions(&world, now: registry.clock.now)
            let (units, batches) = (world.units, world.batches)
            var naive = NaiveComponents(units: units, events: world.events)
            for view in views {
                (naive.asOf, naive.knownAt) = (view.asOf ?? .max, view.knownAt ?? .max)
                let (now, parents) = (naive, naive.parents())
                let comment: Comment = "seed \(seed) at \(view)"
                try await registry.read { reader in
                    for unit in units {
                        guard let row = try Units.find(unit.key, reader) else { continue }
                        let tree = try Self.tree(of: unit.key, at: view, units, reader)
                        #expect(tree == NaiveComponents.tree(of: unit.key, parents), comment)
                        let found = try Whereabouts.find(row, at: view, reader)
                        #expect(found.holders.map(\.key) == NaiveComponents.chain(of: unit.key, parents), comment)
                        #expect(found.holders.first?.joining?.event == now.fold(of: unit).joined?.event, comment)
                        guard unit.batch == nil || unit.sequence % 2 == 0 else { continue }
                        let production = view.atTheEndOfProduction(of: try Units.history(of: row, reader))
                        let built = try Self.tree(of: unit.key, at: production, units, reader)
                        let expected = NaiveComponents.tree(of: unit.key, now.built(unit).parents())
                        #expect(built == expected, "as built, \(comment)")
                    }
                    for batch in batches {
                        let uses = try Self.uses(of: batch, at: view, units, reader)
                        let parts = units.filter { $0.batch == batch.id && parents[$0.key] != nil }
                        let expected = parts.map { ($0.key, NaiveComponents.chain(of: $0.key, parents)) }
                        #expect(uses == Dictionary(uniqueKeysWithValues: expected), comment)
                    }
                }
            }
            #expect(try await registry.findings() == [], "seed \(seed)")
        }
    }

    /// The units that a content stands for: those of a range that have no row.
    private static func units(
        of subject: Content.Subject, _ units: [RandomHistory.Unit], _ reader: any SQLReader
    ) throws -> [UnitKey] {
        switch subject {
        case .unit(let key): return [key]
        case .range(let range, let count):
            let members = try units.filter {
                try $0.batch == range.batch && range.sequences.contains($0.sequence)
                    && UnitRows.find($0.key, reader) == nil
            }
            #expect(Int64(members.count) == count)
            return members.map(\.key)
        }
    }

    /// The tree in pages of one, so that every place to go on from is tried.
    private static func tree(
        of unit: UnitKey, at view: Viewpoint, _ all: [RandomHistory.Unit], _ reader: any SQLReader
    ) throws -> Set<NaiveComponents.TreePlace> {
        var places: [NaiveComponents.TreePlace] = []
        var next: Contents.Place?
        repeat {
            let page = try ComponentTree.load(of: unit, at: view, from: next, limit: 1, reader)
            #expect(!page.isCut)
            for component in page.components {
                for member in try units(of: component.content.subject, all, reader) {
                    places.append(.init(level: component.level, assembly: component.assembly, unit: member))
                }
            }
            next = try page.next.map { try #require(Contents.Place($0.text)) }
        } while next != nil
        #expect(Set(places).count == places.count)
        return Set(places)
    }

    private static func uses(
        of batch: Batch, at view: Viewpoint, _ all: [RandomHistory.Unit], _ reader: any SQLReader
    ) throws -> [UnitKey: [UnitKey]] {
        var uses: [UnitKey: [UnitKey]] = [:]
        var next: PartUses.Place?
        repeat {
            let page = try PartUses.page(of: batch, at: view, after: next, limit: 2, reader)
            for use in page.items {
                for member in try units(of: use.part, all, reader) {
                    #expect(uses.updateValue(use.holders, forKey: member) == nil)
                }
            }
            next = try page.next.map { try #require(PartUses.Place($0.text)) }
        } while next != nil
        return uses
    }
}
