import Identifiers
import Registry
import Storage
import Testing

/// As built beside as maintained.
@Suite struct ComponentComparisonTests {
    /// A refrigerator with three components built in, shipped on day 3.
    private func built(_ shop: Workshop) async throws -> [UnitKey] {
        let parts = try (1...3).map(shop.compressor)
        for (index, part) in parts.enumerated() {
            try await shop.install(part, in: shop.fridges[0], day: 1, slot: "K\(index)", step: .assembling)
        }
        try await shop.happens(.inspecting, to: shop.fridges[0], day: 2)
        try await shop.happens(.shipping, to: shop.fridges[0], day: 3)
        return parts
    }

    @Test(arguments: Engine.available)
    func originalsReplacementsAdditionsAndGapsAreToldApart(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let (fridge, parts) = (shop.fridges[0], try await built(shop))
            let new = try (4...6).map(shop.compressor)
            // The second is replaced twice; into the third's place comes another by two commands.
            try await shop.replace(parts[1], with: new[0], in: fridge, day: 5)
            try await shop.replace(new[0], with: new[1], in: fridge, day: 6)
            try await shop.remove(parts[2], from: fridge, day: 7)
            let gap = try #require(try await shop.comparison(of: fridge))
            #expect(gap.components.map(\.origin) == [.original, .replacement(of: .unit(parts[1]))])
            #expect(gap.gone.map(\.component.content.subject) == [.unit(parts[1]), .unit(parts[2])])
            #expect(gap.gone.map(\.replacedBy) == [.unit(new[1]), nil])
            try await shop.install(new[2], in: fridge, day: 8, slot: "K2")
            try await shop.install(try shop.compressor(7), in: fridge, day: 9)
            let full = try #require(try await shop.comparison(of: fridge))
            #expect(
                full.components.map(\.origin)
                    == [.original, .replacement(of: .unit(parts[1])), .replacement(of: .unit(parts[2])), .added])
            #expect(full.gone.map(\.replacedBy) == [.unit(new[1]), .unit(new[2])])
            let shipped = try #require(try await shop.comparison(of: fridge, at: Viewpoint(asOf: shop.day(4))))
            #expect(shipped.components.allSatisfy { $0.origin == .original } && shipped.gone == [])
        }
    }

    @Test(arguments: Engine.available)
    func productionEndsWithTheFirstStepThatIsNotItsOwn(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let (fridge, parts) = (shop.fridges[0], try (1...5).map(shop.compressor))
            try await shop.install(parts[0], in: fridge, day: 1, step: .assembling)
            func builtIn() async throws -> [Content.Subject] {
                try await registry.read { reader in
                    let row = try #require(try Units.find(fridge, reader))
                    let view = Viewpoint().atTheEndOfProduction(of: try Units.history(of: row, reader))
                    return try ComponentTree.load(of: fridge, at: view, limit: 9, reader).components
                        .map(\.content.subject)
                }
            }
            // Still in production: reworked there.
            var rework = shop.change(fridge, day: 2)
            rework.businessStep = .disassembling
            let command = rework
            _ = try await registry.write { try Components.remove(parts[0], by: command, $0.recorder) }
            try await shop.install(parts[1], in: fridge, day: 2, step: .assembling)
            #expect(try await builtIn() == [.unit(parts[1])])
            // The first repair, at the moment at which a late list says that another part was built in.
            try await shop.replace(parts[1], with: parts[2], in: fridge, day: 3)
            try await shop.install(parts[3], in: fridge, day: 3, step: .assembling)
            #expect(try await builtIn() == [.unit(parts[1]), .unit(parts[3])])
            try await shop.install(parts[4], in: fridge, day: 4, step: .assembling)
            #expect(try await builtIn() == [.unit(parts[1]), .unit(parts[3])])
        }
    }

    @Test(arguments: Engine.available)
    func componentsOfComponentsAreComparedWhileTheirAssemblyIsTheOriginal(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let fridge = shop.fridges[0]
            let (module, spare) = (try shop.compressor(1), try shop.compressor(2))
            let (motor, newMotor, spareMotor) = (
                try shop.compressor(3), try shop.compressor(4), try shop.compressor(5)
            )
            try await registry.write { desk in
                for key in [module, spare] { try desk.register(key.serial.text, of: shop.compressors, at: shop.start) }
            }
            try await shop.install(motor, in: module, day: 1, step: .assembling)
            try await shop.install(spareMotor, in: spare, day: 1, step: .assembling)
            try await shop.install(module, in: fridge, day: 2, step: .assembling)
            try await shop.happens(.shipping, to: fridge, day: 3)
            try await shop.replace(motor, with: newMotor, in: module, day: 4)
            let repaired = try #require(try await shop.comparison(of: fridge))
            #expect(repaired.components.map(\.level) == [0, 1])
            #expect(repaired.components.map(\.origin) == [.original, .replacement(of: .unit(motor))])
            #expect(repaired.gone.map(\.component.assembly) == [module])
            try await shop.replace(module, with: spare, in: fridge, day: 5)
            let exchanged = try #require(try await shop.comparison(of: fridge))
            #expect(exchanged.components.map(\.content.subject) == [.unit(spare), .unit(spareMotor)])
            #expect(exchanged.components.map(\.origin) == [.replacement(of: .unit(module)), nil])
            #expect(exchanged.gone.map(\.component.content.subject) == [.unit(module)])
        }
    }

    @Test(arguments: Engine.available)
    func unitsWithoutAHistoryOfTheirOwnAreCompared(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            func range(_ action: EventAction, _ sequences: ClosedRange<Int64>, day: Int64) async throws {
                var draft = EventDraft(time: shop.day(day))
                (draft.type, draft.action, draft.parent) = (.association, action, shop.fridges[0])
                draft.businessStep = action == .add ? .assembling : .removing
                draft.ranges = [EventDraft.SequenceRange(batch: shop.fans.id, sequences: sequences)]
                let event = draft
                _ = try await registry.write { try $0.record(event, of: shop.maker.id) }
            }
            try await range(.add, 1...4, day: 1)
            try await range(.delete, 3...4, day: 5)
            let comparison = try #require(try await shop.comparison(of: shop.fridges[0]))
            let left = EventDraft.SequenceRange(batch: shop.fans.id, sequences: 1...2)
            #expect(comparison.components.map(\.content.subject) == [.range(left, count: 2)])
            #expect(comparison.components.map(\.origin) == [.original])
            #expect(try await registry.findings() == [])
        }
    }
}
