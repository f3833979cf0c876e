import Identifiers
import Registry
import Storage
import Testing

@Suite struct ContainmentTests {
    /// Puts `child` into `parent`, or takes it out.
    private func event(
        _ action: EventAction, _ child: Int, _ parent: Int, of model: Model, at time: Int64
    ) throws -> EventDraft {
        var draft = EventDraft(time: time)
        draft.type = .aggregation
        draft.action = action
        draft.units = [UnitKey(model.id, try SerialNumber(parsing: "00\(child)"))]
        draft.parent = UnitKey(model.id, try SerialNumber(parsing: "00\(parent)"))
        return draft
    }

    private func cases(_ registry: TestRegistry) async throws -> Model {
        try await registry.write { try $0.model("SSCC", of: try $0.manufacturer(), kind: .container) }
    }

    @Test(
        arguments: Engine.available, [[(1, 2), (2, 1)], [(1, 2), (2, 3), (3, 1)], [(2, 3), (1, 2), (3, 4), (4, 1)]])
    func aContainerNeverStandsInItself(_ engine: Engine, _ steps: [(Int, Int)]) async throws {
        try await engine.withRegistry { registry in
            let model = try await cases(registry)
            for (index, (child, parent)) in steps.enumerated() {
                let draft = try event(.add, child, parent, of: model, at: registry.clock.now)
                let code = try await refusal {
                    try await registry.write { try $0.record(draft, of: model.manufacturer) }
                }
                #expect(code == (index == steps.count - 1 ? .eventInvalid : nil))
            }
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func aCorrectionThatClosesACircleIsRefused(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await cases(registry)
            let now = registry.clock.now
            let first = try event(.add, 1, 2, of: model, at: now)
            let joined = try await registry.write { try $0.record(first, of: model.manufacturer) }
            var draft = EventDraft(time: now)
            draft.corrects = joined.id
            draft.errorReason = .didNotOccur
            let drop = draft
            let dropped = try await registry.write { try $0.record(drop, of: model.manufacturer) }
            let second = try event(.add, 2, 1, of: model, at: now)
            _ = try await registry.write { try $0.record(second, of: model.manufacturer) }
            draft.corrects = dropped.id
            let restore = draft
            #expect(
                try await refusal { try await registry.write { try $0.record(restore, of: model.manufacturer) } }
                    == .eventInvalid)
        }
    }

    @Test(arguments: Engine.available)
    func containersStandSixteenDeepAtMost(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await cases(registry)
            for depth in 0...16 {
                let draft = try event(.add, depth + 1, depth, of: model, at: registry.clock.now)
                let code = try await refusal {
                    try await registry.write { try $0.record(draft, of: model.manufacturer) }
                }
                #expect(code == (depth == 16 ? .eventInvalid : nil), "depth \(depth)")
            }
        }
    }

    @Test(arguments: Engine.available)
    func aDeleteEndsOnlyTheStayThatItNames(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await cases(registry)
            let now = registry.clock.now
            for draft in [
                try event(.add, 1, 2, of: model, at: now), try event(.delete, 1, 3, of: model, at: now + 1),
            ] {
                _ = try await registry.write { try $0.record(draft, of: model.manufacturer) }
            }
            let key = UnitKey(model.id, try SerialNumber(parsing: "001"))
            let parent = try await registry.read { try Units.find(key, $0)?.state.parent?.serial.text }
            #expect(parent == "002")
        }
    }

    @Test(arguments: Engine.available)
    func aChildIsWhereItsContainerIs(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await cases(registry)
            let now = registry.clock.now
            var moved = EventDraft(time: now + 2)
            moved.units = [UnitKey(model.id, try SerialNumber(parsing: "003"))]
            moved.businessLocation = "dock"
            var movedOn = moved
            (movedOn.time, movedOn.businessLocation) = (now + 4, "ship")
            for draft in [
                try event(.add, 1, 2, of: model, at: now), try event(.add, 2, 3, of: model, at: now + 1), moved,
                try event(.delete, 1, 2, of: model, at: now + 3), movedOn,
            ] {
                _ = try await registry.write { try $0.record(draft, of: model.manufacturer) }
            }
            let places = try await registry.read { reader in
                let key = UnitKey(model.id, try SerialNumber(parsing: "001"))
                let history = try Units.history(of: try #require(try Units.find(key, reader)), reader)
                return try [now + 1, now + 2, now + 4].map { time in
                    try UnitPlaces.place(of: history.state(asOf: time), asOf: time, reader)
                }
            }
            #expect(places == [nil, "dock", "dock"])
            // What it has left is not in its row.
            let row = try await registry.read { reader in
                let key = UnitKey(model.id, try SerialNumber(parsing: "001"))
                return try UnitPlaces.place(of: try #require(try Units.find(key, reader)), reader)
            }
            #expect(row == "dock")
        }
    }
}
