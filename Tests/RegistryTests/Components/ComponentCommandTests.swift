import Identifiers
import Registry
import Storage
import Testing

/// Installing, removing and replacing: what is done, and what is refused.
@Suite struct ComponentCommandTests {
    @Test(arguments: Engine.available)
    func bothHistoriesTellAReplacement(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let (fridge, old, new) = (shop.fridges[0], try shop.compressor(1), try shop.compressor(2))
            try await shop.install(old, in: fridge, day: 1, slot: "K1", step: .assembling)
            let (removed, installed) = try await shop.replace(old, with: new, in: fridge, day: 5, fault: "seized")
            let lines = try await registry.read { reader in
                try [fridge, old, new].map { key in
                    try Units.history(of: try #require(try Units.find(key, reader)), reader).entries
                        .filter { $0.type == .association }
                }
            }
            #expect(lines.map { $0.map(\.action) } == [[.add, .delete, .add], [.add, .delete], [.add]])
            #expect(lines[0].map(\.event) == lines[1].map(\.event) + lines[2].map(\.event))
            #expect(lines[1][1].businessStep == .replacing && lines[1][1].details.slot == "K1")
            #expect(lines[1][1].details.fitted == [EventDetails.PartNote(part: "C-9", serial: "c-2")])
            #expect(lines[2][0].details.removed == [EventDetails.PartNote(part: "C-9", serial: "c-1")])
            #expect(lines[2][0].details.slot == "K1")
            #expect(removed.draft.notes == ["Swapped"] && installed.draft.notes == [])
            let failures = try await registry.read { reader in
                try [fridge, old, new].map { try Units.find($0, reader)?.state.failures }
            }
            #expect(failures == [0, 1, 0])
            #expect(try await shop.tree(of: fridge).components.map(\.content.subject) == [.unit(new)])
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func aComponentIsInOneAssemblyAtATime(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let compressor = try shop.compressor(1)
            try await shop.install(compressor, in: shop.fridges[0], day: 2)
            for fridge in shop.fridges[0...1] {
                #expect(
                    try await refusal { try await shop.install(compressor, in: fridge, day: 3) } == .componentInstalled)
            }
            let head = try await registry.read { try Positions.head($0) }
            // On the day before it was in nothing: a late report takes its place in the past.
            try await shop.install(compressor, in: shop.fridges[1], day: 1)
            #expect(try await shop.parent(of: compressor, day: 1) == shop.fridges[1])
            #expect(try await shop.parent(of: compressor) == shop.fridges[0])
            #expect(try await registry.read { try Positions.head($0) } == head + 1)
            try await shop.remove(compressor, from: shop.fridges[0], day: 4)
            try await shop.install(compressor, in: shop.fridges[2], day: 5)
            #expect(try await shop.parent(of: compressor, day: 4) == nil)
            #expect(try await shop.parent(of: compressor) == shop.fridges[2])
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func whatDoesNotFitIsRefusedAndWritesNothing(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let (fridge, compressor) = (shop.fridges[0], try shop.compressor(1))
            let fan = try await registry.write { try $0.unit(1, of: shop.fans) }
            let foreign = try await registry.write { desk in
                try desk.register("X1", of: try desk.model("X-1", of: shop.other))
            }
            try await shop.install(compressor, in: fridge, day: 1)
            try await shop.happens(.destroying, to: shop.fridges[8], day: 2)
            let unissued = UnitKey(fan.model, try SerialNumber(parsing: "V999"))
            let unknown = UnitKey(fridge.model, try SerialNumber(parsing: "nothing"))
            let head = try await registry.read { try Positions.head($0) }

            func install(
                _ component: UnitKey, _ assembly: UnitKey, registers: Bool = false, step: BusinessStep? = nil
            ) async throws -> RegistryError.Code? {
                try await refusal {
                    try await shop.install(component, in: assembly, day: 9, step: step, registers: registers)
                }
            }
            #expect(try await install(fridge, fridge) == .componentCircle)
            #expect(try await install(fridge, compressor) == .componentCircle)
            #expect(try await install(try shop.compressor(2), fridge) == .unitUnknown)
            #expect(try await install(unissued, fridge) == .unitUnknown)
            #expect(try await install(unissued, fridge, registers: true) == .unitUnknown)
            #expect(try await install(unknown, fridge, registers: true) == .unitUnknown)
            #expect(try await install(fan, unknown, registers: true) == .unitUnknown)
            #expect(try await install(fan, shop.fridges[8]) == .componentEnded)
            #expect(try await install(shop.fridges[8], fridge) == .componentEnded)
            #expect(try await install(foreign, fridge) == .forbidden)
            #expect(try await install(fan, fridge, step: .retailSelling) == .valueInvalid)
            #expect(try await refusal { try await shop.install(fan, in: fridge, day: 101) } == .eventFuture)
            #expect(
                try await refusal { try await shop.remove(compressor, from: shop.fridges[1], day: 9) }
                    == .componentNotInstalled)
            #expect(
                try await refusal { try await shop.remove(compressor, from: fridge, day: 0) } == .componentNotInstalled)
            #expect(try await refusal { try await shop.remove(unknown, from: fridge, day: 9) } == .unitUnknown)
            #expect(
                try await refusal { try await shop.replace(compressor, with: compressor, in: fridge, day: 9) }
                    == .valueInvalid)
            // All or nothing: the removal is undone with the installation that is refused.
            #expect(
                try await refusal { try await shop.replace(compressor, with: fridge, in: fridge, day: 9) }
                    == .componentCircle)
            #expect(try await registry.read { try Positions.head($0) } == head)
            #expect(try await shop.parent(of: compressor) == fridge)
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func whatIsPackedIsBuiltInWithoutBeingUnpacked(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let fan = try await registry.write { try $0.unit(1, of: shop.fans) }
            var packing = EventDraft(time: shop.day(1))
            (packing.type, packing.action, packing.parent) = (.aggregation, .add, shop.pallet)
            packing.units = [fan]
            let packed = packing
            _ = try await registry.write { try $0.record(packed, of: shop.maker.id) }
            let event = try await shop.install(fan, in: shop.fridges[0], day: 2, registers: false)
            #expect(event.discrepancies == [])
            #expect(try await shop.parent(of: fan) == shop.fridges[0])
            #expect(try await shop.tree(of: shop.pallet).components == [])
        }
    }

    @Test(arguments: Engine.available)
    func aNewComponentIsRegisteredWithItsBatch(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let compressor = try shop.compressor(1)
            let batches = try await registry.write { desk in
                try ["L-1", "L-2"].map {
                    try Registry.Batches.findOrCreate($0, of: shop.compressors, producedOn: nil, desk.transaction).id
                }
            }
            try await shop.install(compressor, in: shop.fridges[0], day: 1, batch: batches[0])
            #expect(try await registry.read { try UnitRows.find(compressor, $0)?.batch } == batches[0])
            try await shop.remove(compressor, from: shop.fridges[0], day: 2)
            let other = try await refusal {
                try await shop.install(compressor, in: shop.fridges[1], day: 3, batch: batches[1])
            }
            #expect(other == .serialTaken)
            try await shop.install(compressor, in: shop.fridges[1], day: 3, batch: batches[0])
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func whatIsReportedIsKeptAndRaisesADiscrepancy(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let compressor = try shop.compressor(1)
            try await shop.install(compressor, in: shop.fridges[0], day: 1)
            func report(_ action: EventAction, _ parent: UnitKey, _ day: Int64) async throws -> [Discrepancy] {
                var draft = EventDraft(time: shop.day(day))
                (draft.type, draft.action, draft.parent) = (.association, action, parent)
                draft.units = [compressor]
                let fact = draft
                return try await registry.write { try $0.record(fact, of: shop.maker.id) }.discrepancies
            }
            #expect(try await report(.observe, shop.fridges[0], 2) == [])
            #expect(try await report(.observe, shop.fridges[1], 2).map(\.code) == [.inAnother])
            #expect(try await report(.delete, shop.fridges[1], 2).map(\.code) == [.notInside])
            let moved = try await report(.add, shop.fridges[1], 3)
            #expect(moved.map(\.code) == [.inAnother])
            #expect(moved.first?.unit == compressor)
            #expect(moved.first?.expected == shop.fridges[1].serial.text)
            #expect(moved.first?.found == shop.fridges[0].serial.text)
            #expect(try await shop.parent(of: compressor) == shop.fridges[1])
            #expect(try await report(.delete, shop.fridges[1], 4) == [])
            #expect(try await report(.delete, shop.fridges[1], 5).map(\.code) == [.notInside])
            #expect(try await report(.observe, shop.fridges[1], 5).map(\.code) == [.notInside])
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func aCorrectionTakesAnInstallationBack(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await Workshop.open(registry)
            let compressor = try shop.compressor(1)
            let event = try await shop.install(compressor, in: shop.fridges[0], day: 1)
            var draft = EventDraft(time: shop.day(1))
            (draft.corrects, draft.errorReason) = (event.id, .didNotOccur)
            let correction = draft
            _ = try await registry.write { try $0.record(correction, of: shop.maker.id) }
            #expect(try await shop.tree(of: shop.fridges[0]).components == [])
            let position = try await registry.position(of: event.id)
            let before = try await shop.tree(of: shop.fridges[0], at: Viewpoint(knownAt: position))
            #expect(before.components.count == 1)
            try await shop.install(compressor, in: shop.fridges[1], day: 2)
            #expect(try await registry.findings() == [])
        }
    }
}
