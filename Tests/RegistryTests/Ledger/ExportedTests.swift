import Registry
import Storage
import Testing

/// What was taken to another country for good stays so until it is back.
@Suite struct ExportedTests {
    /// The states of a unit and of a number that only its batch tells of, after each thing that happens to both on a day of its own.
    private static func states(
        after happenings: [(inout EventDraft) -> Void], _ engine: Engine
    ) async throws -> [[UnitState]] {
        var states: [[UnitState]] = []
        try await engine.withRegistry { registry in
            let shop = try await CommandTests.Shop.open(registry)
            for happening in happenings {
                registry.clock.advance(by: TestClock.day)
                var draft = EventDraft(time: registry.clock.now)
                (draft.units, draft.ranges) = ([shop.unit], [shop.whole(2...5)])
                happening(&draft)
                let event = draft
                _ = try await registry.write { try $0.record(event, of: shop.manufacturer) }
                let implied = try await registry.write { try $0.unit(3, of: shop.batch) }
                states.append(
                    try await registry.read { reader in
                        try [shop.unit, implied].map { try #require(try Units.find($0, reader)).state }
                    })
            }
            #expect(try await registry.findings() == [])
        }
        return states
    }

    @Test(arguments: Engine.available)
    func itLastsUntilTheUnitIsGoodsAgain(_ engine: Engine) async throws {
        let states = try await Self.states(
            after: [
                { ($0.businessStep, $0.disposition, $0.details.market) = (.retailSelling, .retailSold, "NO") },
                { ($0.businessStep, $0.disposition) = (.departing, .exported) },
                { ($0.businessStep, $0.disposition) = (.repairing, .active) },
                { ($0.disposition, $0.details.market) = (.exported, "CH") },
                { ($0.businessStep, $0.disposition) = (.receiving, .returned) },
                { $0.details.set = ["exported"] }, { $0.details.unset = ["exported"] },
            ], engine)
        for column in 0..<2 {
            let told = states.map { $0[column] }
            #expect(
                told.map { $0.marks.contains(.exported) } == [false, true, true, true, false, true, false], "\(column)")
            // Where it was sold for holds no longer; where to is what an event says.
            #expect(told.map(\.market) == ["NO", nil, nil, "CH", "CH", nil, nil], "\(column)")
            #expect(
                told.map(\.disposition?.rawValue) == ["retail_sold", "exported", "active", "exported"]
                    + Array(repeating: "returned", count: 3))
            // What is done to it abroad is no time in service.
            let seconds = told.map { $0.serviceSeconds / 86_400 }
            #expect(seconds == [0, 1, 1, 1, 4, 5, 6], "\(column)")
            #expect(told.allSatisfy { $0.endedAt == nil })
        }
    }

    @Test(arguments: Engine.available)
    func aMistakeIsCorrected(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let shop = try await CommandTests.Shop.open(registry)
            var draft = EventDraft(time: registry.clock.now)
            (draft.units, draft.disposition, draft.details.market) = ([shop.unit], .exported, "CH")
            let gone = draft
            let event = try await registry.write { try $0.record(gone, of: shop.manufacturer) }
            #expect(try await shop.state(of: shop.unit, registry)?.marks == [.exported])
            var correction = EventDraft(time: registry.clock.now)
            (correction.units, correction.corrects, correction.errorReason) = ([shop.unit], event.id, .didNotOccur)
            let wrong = correction
            _ = try await registry.write { try $0.record(wrong, of: shop.manufacturer) }
            let state = try await shop.state(of: shop.unit, registry)
            #expect(state?.marks == [] && state?.disposition == nil && state?.market == nil)
        }
    }
}
