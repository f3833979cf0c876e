import Identifiers
import Registry
import Storage
import Testing

/// What populations mean, by examples.
@Suite struct PopulationMeaningTests {
    private static let today = "2026-01-01"

    /// How many units a population holds, by its text.
    private static func count(
        _ text: String, on today: String = today, of manufacturer: String = "acme", _ registry: TestRegistry
    ) async throws -> Int64 {
        let today = try CivilDate(parsing: today)
        return try await registry.read { reader in
            let id = try Manufacturers.require(manufacturer, reader).id
            let scope = try PopulationScope.load(of: id, reader)
            let population = try CompiledPopulation(try Population(parsing: text), in: scope, on: today)
            return try PopulationCounter(population, in: scope, reader).count().total
        }
    }

    @Test(
        arguments: Engine.available,
        [
            // Three units of which one says nothing of its date, one its month, one its day.
            ("everything", 3), ("produced is known", 2), ("produced is unknown", 1),
            ("produced = 2024-02-29", 1), ("produced = 2024-02", 2), ("produced = 2024", 2),
            // A month is not certainly before a day within it, nor after it.
            ("produced before 2024-02-15", 0), ("produced after 2024-02-15", 1), ("produced before 2024-03", 2),
            ("produced <= 2024-02-28", 0), ("produced <= 2024-02-29", 2), ("produced >= 2024-02-01", 2),
            ("produced from 2024-02-01 to 2024-02-29", 2), ("produced from 2024-02-02 to 2024-03", 1),
            // What is not known is neither the one nor the other.
            ("produced != 2023", 2), ("produced != 2024-02-29", 0), ("not produced = 2024-02-29", 2),
            ("not produced = 2023", 3), ("plant = ZW", 0), ("plant != ZW", 0), ("not plant = ZW", 3),
            ("market = NO", 1), ("market != NO", 0), ("market is unknown", 2), ("mark = stolen", 1),
            ("not mark = recalled", 3), ("disposition is unknown", 2), ("not disposition = active", 2),
            // An anniversary of the 29th of February.
            ("age < 2 years", 2), ("age >= 1 year", 2), ("age > 22 months", 2), ("age < 22 months", 0),
            ("age <= 671 days", 0), ("age >= 672 days", 2), ("age >= 673 days", 0), ("age > 700 days", 0),
        ] as [(String, Int64)])
    func whatIsNotKnownDoesNotHold(_ engine: Engine, _ example: (text: String, count: Int64)) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                for (serial, produced) in [("x1", nil), ("x2", "2024-02"), ("x3", "2024-02-29")] {
                    let recorder = desk.recorder
                    recorder.registration = EventRecorder.Registration(
                        producedOn: try produced.map { try CivilDate(parsing: $0) })
                    var draft = EventDraft(time: desk.transaction.now)
                    draft.units = [UnitKey(model.id, try SerialNumber(parsing: serial))]
                    draft.action = .add
                    draft.registersUnits = true
                    if serial == "x1" {
                        draft.disposition = .active
                        draft.details.market = "NO"
                        draft.details.set = ["stolen"]
                    }
                    _ = try recorder.record(draft, of: model.manufacturer)
                }
            }
            #expect(try await Self.count(example.text, registry) == example.count)
        }
    }

    @Test(
        arguments: [
            ("2024-02-29", "1 year", "2025-02-28"), ("2024-02-29", "4 years", "2028-02-29"),
            ("2024-01-31", "1 month", "2024-02-29"), ("2024-01-30", "1 month", "2024-02-29"),
            ("2024-01-28", "1 month", "2024-02-28"), ("2024-03-31", "6 months", "2024-09-30"),
            ("2024-02-28", "366 days", "2025-02-28"),
        ])
    func anAgeIsReachedOnItsAnniversary(_ produced: String, _ age: String, _ anniversary: String) async throws {
        let day = try CivilDate(parsing: anniversary)
        let eve = try #require(CivilDate(dayNumber: day.dayNumber - 1)).isoText
        let morrow = try #require(CivilDate(dayNumber: day.dayNumber + 1)).isoText
        try await Engine.sqlite.withRegistry { registry in
            try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "A{seq:2}")
                _ = try desk.issue(1, of: model, fields: .init(date: try CivilDate(parsing: produced)))
            }
            for (sign, holds) in [("<", [1, 0, 0]), ("<=", [1, 1, 0]), (">", [0, 0, 1]), (">=", [0, 1, 1])] {
                for (date, expected) in zip([eve, anniversary, morrow], holds) {
                    #expect(
                        try await Self.count("age \(sign) \(age)", on: date, registry) == Int64(expected),
                        "\(sign) on \(date)")
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func aRangeOfSerialNumbersHasTheOrderOfItsFormat(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                let acme = try desk.manufacturer()
                let model = try desk.model("M-1", of: acme, format: "{check:mod37-36}A{yy}-{seq:4}")
                for year in [2024, 2025] {
                    _ = try desk.issue(500, of: model, fields: .init(date: try CivilDate(year: year)))
                }
                let plain = try desk.model("P-1", of: acme)
                for serial in ["a-9", "A10", "b"] { try desk.register(serial, of: plain) }
            }
            let batches = try await registry.read { reader in
                try Batches.list(
                    of: try #require(Models.find("M-1", of: try Manufacturers.require("acme", reader).id, reader)).id,
                    after: "", limit: 10, reader)
            }
            func serial(_ batch: Int, _ sequence: Int64) async throws -> String {
                try await registry.read { try TestDesk.unit(sequence, of: batches[batch], $0).serial.text }
            }
            let (first, second) = (
                batches[0].issue?.sequences.lowerBound ?? 0, batches[1].issue?.sequences.lowerBound ?? 0
            )
            let from = try await serial(0, first + 10)
            let to = try await serial(0, first + 19)
            let other = try await serial(1, second + 20)
            #expect(try await Self.count("serial from \(from) to \(to)", registry) == 10)
            #expect(try await Self.count("serial from \(from) to \(from)", registry) == 1)
            // Units numbered elsewhere: as their find keys are ordered, A10 before A9.
            #expect(try await Self.count("serial from A1 to A9", registry) == 2)
            #expect(try await Self.count("serial from a-1 to A-9", registry) == 2)
            #expect(try await Self.count("serial from A9 to Z", registry) == 2)
            #expect(try await Self.count("model = P-1 and serial from \(from) to Z", registry) == 0)
            for text in [
                "serial from \(to) to \(from)", "serial from \(from) to \(other)", "serial from \(from) to Z",
                "serial from A to \(to)", "serial from Z to A", "not (model = M-1 and serial from \(from) to Z)",
            ] {
                #expect(try await refusal { try await Self.count(text, registry) } == .populationRange, "\(text)")
            }
        }
    }

    @Test(arguments: Engine.available)
    func casesAndPalletsBelongOnlyWhereTheyAreNamed(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                let acme = try desk.manufacturer()
                let model = try desk.model("M-1", of: acme, format: "A{seq:4}")
                let batch = try desk.issue(100, of: model)
                let pallet = UnitKey(
                    try desk.model("SSCC", of: acme, kind: .container).id, try SerialNumber(parsing: "001"))
                var draft = EventDraft(time: desk.transaction.now)
                (draft.type, draft.action, draft.parent) = (.aggregation, .add, pallet)
                draft.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: 11...30)]
                try desk.record(draft, of: acme.id)
            }
            #expect(try await Self.count("everything", registry) == 100)
            #expect(try await Self.count("model = SSCC", registry) == 1)
            #expect(try await Self.count("model like SS*", registry) == 0)
            #expect(try await Self.count("model in (SSCC, M-1)", registry) == 101)
            #expect(try await Self.count("contains (model = M-1)", registry) == 0)
            #expect(try await Self.count("model = SSCC and contains (model = M-1)", registry) == 1)
            #expect(try await Self.count("model = SSCC and contains (serial from A0001 to A0010)", registry) == 0)
            #expect(try await Self.count("model = SSCC and contains (serial from A0001 to A0011)", registry) == 1)
            #expect(try await Self.count("model = SSCC and contains (serial like A003?)", registry) == 1)
        }
    }

    @Test(arguments: Engine.available)
    func aHundredMillionUnitsWithoutRowsAreCountedByArithmetic(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                let acme = try desk.manufacturer()
                let model = try desk.model("M-1", of: acme, format: "A{seq:9}")
                let batch = try desk.issue(100_000_000, of: model, from: 0)
                var draft = EventDraft(time: desk.transaction.now)
                draft.details.set = ["recalled"]
                draft.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: 10_000_000...19_999_999)]
                try desk.record(draft, of: acme.id)
                var single = EventDraft(time: desk.transaction.now)
                single.details.unset = ["recalled"]
                single.units = [try desk.unit(15_000_007, of: batch), try desk.unit(5, of: batch)]
                try desk.record(single, of: acme.id)
            }
            #expect(try await Self.count("everything", registry) == 100_000_000)
            #expect(try await Self.count("mark = recalled", registry) == 9_999_999)
            #expect(try await Self.count("not mark = recalled", registry) == 90_000_001)
            #expect(try await Self.count("serial like A*7", registry) == 10_000_000)
            #expect(try await Self.count("mark = recalled and serial like A*7", registry) == 999_999)
            #expect(
                try await Self.count(
                    "mark = recalled and serial from A015000000 to A015000010 and not serial = A015000003", registry)
                    == 9)
        }
    }

    @Test(arguments: Engine.available)
    func aPopulationEndsAtItsManufacturer(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                for (slug, count) in [("acme", 10), ("other", 200)] as [(String, Int64)] {
                    let model = try desk.model("M-1", of: try desk.manufacturer(slug), format: "A{seq:4}")
                    _ = try desk.issue(count, of: model)
                    try desk.register("x1", of: try desk.model("P-1", of: try desk.manufacturer(slug)))
                }
            }
            for text in ["everything", "model = M-1 or serial = x1", "serial like A* or serial = X1 or serial = x1"] {
                #expect(try await Self.count(text, registry) == 11)
                #expect(try await Self.count(text, of: "other", registry) == 201)
            }
        }
    }

    @Test(arguments: Engine.available)
    func theVerdictNamesThePartsThatDecide(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let key = try await registry.write { desk in
                try desk.register("x1", of: try desk.model("M-1", of: try desk.manufacturer()))
            }
            func verdict(_ text: String) async throws -> String {
                let today = try CivilDate(parsing: Self.today)
                return try await registry.read { reader in
                    let row = try #require(try Units.find(key, reader))
                    let scope = try PopulationScope.load(of: row.manufacturer, reader)
                    let population = try CompiledPopulation(try Population(parsing: text), in: scope, on: today)
                    let facts = UnitFacts(row, batch: nil, model: try #require(scope.model(row.key.model)))
                    let verdict = try population.verdict(on: facts, in: scope, reader)
                    let reasons = verdict.reasons.map { "\($0.text): \($0.holds), \($0.found ?? "?")" }
                    return "\(verdict.holds): " + reasons.joined(separator: "; ")
                }
            }
            #expect(try await verdict("everything") == "true: everything: true, ?")
            #expect(
                try await verdict("model = M-1 and plant = ZW and serial = x2") == "false: plant = ZW: false, ?")
            #expect(
                try await verdict("model = M-1 and serial = x1")
                    == "true: model = M-1: true, M-1; serial = x1: true, x1")
            #expect(try await verdict("plant = ZW or serial = x1") == "true: serial = x1: true, x1")
            #expect(
                try await verdict("plant = ZW or not model = M-1")
                    == "false: plant = ZW: false, ?; not model = M-1: false, M-1")
            #expect(
                try await verdict("contains (model = M-1) or mark = stolen")
                    == "false: contains (model = M-1): false, none; mark = stolen: false, none")
        }
    }
}
