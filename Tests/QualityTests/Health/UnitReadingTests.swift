import Identifiers
import Registry
import Storage
import Testing

@testable import Quality

/// What is kept of the readings of units.
@Suite struct UnitReadingTests {
    private static let day: Int64 = 86_400_000_000

    private static func draft(_ day: Int64, _ key: UnitKey, _ readings: [(String, String)] = []) -> EventDraft {
        var draft = EventDraft(time: day * Self.day)
        (draft.units, draft.businessStep) = ([key], .sensorReporting)
        if !readings.isEmpty {
            draft.details.readings = readings.map { EventDetails.Reading(type: $0.0, value: $0.1) }
        }
        return draft
    }

    private static func sell(_ desk: TestDesk) throws -> (ID<Manufacturer>, UnitKey) {
        let maker = try desk.manufacturer()
        let key = try desk.register("S1", of: try desk.model(of: maker), at: 0)
        var early = draft(5, key, [("at_the_plant", "1")])
        early.businessStep = .inspecting
        try desk.record(early, of: maker.id)
        var sale = draft(10, key)
        sale.businessStep = .retailSelling
        try desk.record(sale, of: maker.id)
        return (maker.id, key)
    }

    @Test(arguments: Engine.available)
    func lastReadingCountsWheneverItIsTold(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, key) = try await registry.write { desk in
                let (maker, key) = try Self.sell(desk)
                try desk.record(Self.draft(400, key, [("smart_5", "17"), ("smart_12", "3")]), of: maker)
                return (maker, key)
            }
            func kept() async throws -> [UnitReading] {
                try await registry.advance(QualityFollower())
                return try await registry.read { try UnitReadingRows.list(of: key, $0) }
            }
            let first = try await kept()
            #expect(first.map(\.type) == ["smart_12", "smart_5"])
            #expect(first.last?.last == UnitReading.Point(age: 390, value: "17"))
            // Told later, read earlier.
            let late = try await registry.write {
                try $0.record(Self.draft(110, key, [("smart_5", "2")]), of: maker).id
            }
            let second = try await kept()
            #expect(second.last?.last.value == "17" && second.last?.time == 400 * Self.day)
            #expect(second.last?.earlier == [UnitReading.Point(age: 100, value: "2")])
            try await registry.write { desk in
                var correction = Self.draft(110, key)
                (correction.corrects, correction.errorReason) = (late, .didNotOccur)
                try desk.record(correction, of: maker)
            }
            #expect(try await kept() == first)
        }
    }

    @Test(arguments: Engine.available)
    func unitThatIsNotInServiceHasNone(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, key, event) = try await registry.write { desk in
                let (maker, key) = try Self.sell(desk)
                let event = try desk.record(Self.draft(20, key, [("smart_5", "17")]), of: maker).id
                return (maker, key, event)
            }
            try await registry.advance(QualityFollower())
            #expect(try await registry.read { try UnitReadingRows.list(of: key, $0) }.count == 1)
            try await registry.write { desk in
                var correction = Self.draft(20, key)
                (correction.corrects, correction.errorReason) = (event, .didNotOccur)
                try desk.record(correction, of: maker)
            }
            try await registry.advance(QualityFollower())
            #expect(try await registry.read { try UnitReadingRows.list(of: key, $0) }.isEmpty)
        }
    }

    @Test func earlierValuesAreSpreadOverTheAges() {
        var reading = UnitReading(type: "meter", unit: nil, last: UnitReading.Point(age: 0, value: "0"), time: 0)
        for age: Int64 in 1..<3_000 { reading.take(UnitReading.Point(age: age, value: "\(age)"), at: age * Self.day) }
        #expect(reading.last == UnitReading.Point(age: 2_999, value: "2999"))
        #expect(reading.earlier.count <= UnitReading.mostEarlier && reading.earlier.count > 8)
        #expect(reading.earlier.map(\.age) == reading.earlier.map(\.age).sorted())
        for age: Int64 in [400, 800, 1_600, 2_500] {
            #expect(reading.point(near: age, within: SiblingReadings.reach(age)) != nil, "\(age)")
        }
        #expect(reading.point(near: 10_000, within: 100) == nil)
    }

    @Test(arguments: Engine.available)
    func valuesOfOtherUnitsOfMeasureAreNotMixed(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let key = try await registry.write { desk in
                let (maker, key) = try Self.sell(desk)
                for (day, value, unit) in [(200, "70", "FAH"), (400, "21", "CEL")] as [(Int64, String, String)] {
                    var draft = Self.draft(day, key)
                    draft.details.readings = [.init(type: "temperature", value: value, unit: unit)]
                    try desk.record(draft, of: maker)
                }
                return key
            }
            try await registry.advance(QualityFollower())
            let reading = try await registry.read { try UnitReadingRows.list(of: key, $0) }.first
            #expect(reading?.unit == "CEL" && reading?.last.value == "21" && reading?.earlier.isEmpty == true)
        }
    }
}
