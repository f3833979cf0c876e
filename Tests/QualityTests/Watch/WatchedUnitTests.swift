import Identifiers
import Registry
import Storage
import Testing

@testable import Quality

/// Units that somebody watches.
@Suite struct WatchedUnitTests {
    private static let day: Int64 = 86_400_000_000

    private static func sell(_ serial: String, _ desk: TestDesk, of model: Model) throws -> UnitKey {
        let key = try desk.register(serial, of: model, at: 0)
        try tell(desk, key, of: model, on: 1, .retailSelling)
        return key
    }

    private static func tell(
        _ desk: TestDesk, _ key: UnitKey, of model: Model, on day: Int64, _ step: BusinessStep,
        _ change: (inout EventDraft) -> Void = { _ in }
    ) throws {
        var draft = EventDraft(time: day * Self.day)
        (draft.units, draft.businessStep) = ([key], step)
        change(&draft)
        try desk.record(draft, of: model.manufacturer)
    }

    @Test(arguments: Engine.available)
    func changesAreCountedFromWhenAUnitIsTakenUp(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (model, key) = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                let key = try Self.sell("S1", desk, of: model)
                try Self.tell(desk, key, of: model, on: 50, .sensorReporting) {
                    $0.details.readings = [.init(type: "smart_5", value: "2"), .init(type: "hours", value: "7")]
                }
                return (model, key)
            }
            let until = try CivilDate(parsing: "9999-12-31")
            let taken = try await registry.write { desk in
                let row = try #require(try Units.find(key, desk.transaction))
                return try WatchedUnits.watch(row, "It hums", until: until, as: .administrator, desk.transaction)
            }
            #expect(taken.failuresThen == 0 && taken.readingsThen == ["smart_5": "2", "hours": "7"])
            try await registry.write { desk in
                try Self.tell(desk, key, of: model, on: 60, .sensorReporting) {
                    $0.details.readings = [
                        .init(type: "smart_5", value: "17"), .init(type: "hours", value: "7"),
                        .init(type: "smart_197", value: "1"),
                    ]
                }
                try Self.tell(desk, key, of: model, on: 70, .repairing) { $0.details.faultCode = "E1" }
            }
            try await registry.advance(QualityFollower())
            try await registry.read { reader in
                let kept = try #require(try WatchedUnits.find(key, reader))
                #expect(kept == taken)
                #expect(try WatchedUnits.list(of: model.manufacturer, reader) == [taken])
                let changes = WatchChanges(since: kept, failures: 1, try UnitReadingRows.list(of: key, reader))
                #expect(changes.newFailures == 1)
                #expect(changes.risen.map(\.type) == ["smart_197", "smart_5"])
                #expect(changes.risen.map(\.then) == [nil, "2"] && changes.risen.map(\.now) == ["1", "17"])
            }
            // Taken up again, changes are counted anew; let go, it is on no list.
            try await registry.write { desk in
                let row = try #require(try Units.find(key, desk.transaction))
                let again = try WatchedUnits.watch(row, "Still", until: nil, as: .administrator, desk.transaction)
                #expect(again.failuresThen == 1 && again.readingsThen["smart_5"] == "17")
                #expect(try WatchedUnits.end(key, as: .administrator, desk.transaction).endedAt != nil)
                #expect(try WatchedUnits.list(of: model.manufacturer, desk.transaction).isEmpty)
                #expect(try WatchedUnits.find(key, desk.transaction)?.isWatched(on: until) == false)
            }
            #expect(
                try await refusal {
                    try await registry.write { try WatchedUnits.end(key, as: .administrator, $0.transaction) }
                } == .unitUnknown)
        }
    }

    @Test(arguments: Engine.available, ["", " ", String(repeating: "x", count: 401), "a\u{202E}b"])
    func reasonHasToBeText(_ engine: Engine, _ reason: String) async throws {
        try await engine.withRegistry { registry in
            let code = try await refusal {
                try await registry.write { desk in
                    let model = try desk.model(of: try desk.manufacturer())
                    let key = try Self.sell("S1", desk, of: model)
                    let row = try #require(try Units.find(key, desk.transaction))
                    _ = try WatchedUnits.watch(row, reason, until: nil, as: .administrator, desk.transaction)
                }
            }
            #expect(code == .valueInvalid)
        }
    }

    @Test(arguments: Engine.available)
    func dayThatIsOverIsRefused(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let code = try await refusal {
                try await registry.write { desk in
                    let model = try desk.model(of: try desk.manufacturer())
                    let key = try Self.sell("S1", desk, of: model)
                    let row = try #require(try Units.find(key, desk.transaction))
                    let over = try CivilDate(parsing: "1980-01-01")
                    _ = try WatchedUnits.watch(row, "It hums", until: over, as: .administrator, desk.transaction)
                }
            }
            #expect(code == .valueInvalid)
        }
    }

    /// Sixty units, of which those with many errors fail: one that has as many and runs is proposed.
    @Test(arguments: Engine.available)
    func unitWithReadingsOfThoseThatFailIsProposed(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                for number in 0..<120 {
                    let key = try Self.sell("S\(number)", desk, of: model)
                    let isBad = number < 11
                    try Self.tell(desk, key, of: model, on: 100, .sensorReporting) {
                        $0.details.readings = [.init(type: "errors", value: isBad ? "\(90 + number)" : "0")]
                    }
                    if number > 0, isBad {
                        try Self.tell(desk, key, of: model, on: 110, .repairing) { $0.details.faultCode = "E1" }
                    } else {
                        try Self.tell(desk, key, of: model, on: 200, .sensorReporting)
                    }
                }
                return model
            }
            try await registry.advance(QualityFollower())
            let today = CivilDate(microseconds: registry.clock.now)
            try await registry.read { reader in
                let scope = try PopulationScope.load(of: model.manufacturer, reader)
                let sampler = try HealthSampler(
                    model, in: scope, noFaults: [], until: today, isForMany: true, reader)
                func proposed(_ watched: Set<UnitKey>) throws -> [String] {
                    try WatchProposals.list(of: model, limit: 5, sampler, except: watched, reader).map {
                        $0.unit.serial.text
                    }
                }
                #expect(try proposed([]) == ["S0"])
                #expect(try proposed([UnitKey(model.id, try SerialNumber(parsing: "S0"))]).isEmpty)
            }
        }
    }
}
