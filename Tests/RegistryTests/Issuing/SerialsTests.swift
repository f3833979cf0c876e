import Identifiers
import Registry
import Storage
import TestSupport
import Testing

/// No serial number twice, whoever issued it.
@Suite struct SerialsTests {
    @Test(arguments: Engine.available, 0..<40 as Range<UInt64>)
    func everyIssuedSerialDecodesToItsBatchAlone(_ engine: Engine, seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            var random = SplitMix64(seed: seed)
            let patterns = [
                "A{seq:4}", "{yy}{ww}{seq:3}{check:mod37-36}", "B-{plant:2}{seq:5:base16}",
                "{plant:2}{yy}{scrambled:6:base32}",
            ]
            var drafts: [BatchDraft] = []
            for _ in 0..<12 {
                drafts.append(
                    BatchDraft(
                        count: Int64.random(in: 1...40, using: &random),
                        firstSequence: Bool.random(using: &random) ? Int64.random(in: 0...90, using: &random) : nil,
                        fields: SerialFormat.Fields(
                            plant: ["TR", "OS"].randomElement(using: &random),
                            date: try CivilDate(year: 2025, month: 3, day: Int.random(in: 1...28, using: &random))),
                        pattern: patterns.randomElement(using: &random)))
            }
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                for pattern in patterns { _ = try desk.format(pattern, of: model) }
                return model
            }
            var batches: [Batch] = []
            for draft in drafts {
                do {
                    batches.append(
                        try await registry.write {
                            try Issuing.issue(draft, of: model, $0.recorder, as: .administrator)
                        })
                } catch let error as RegistryError {
                    #expect([.batchOverlap, .batchTaken, .batchRoom].contains(error.code), "seed \(seed): \(error)")
                }
            }
            let issued = batches
            try await registry.read { reader in
                var seen: Set<String> = []
                for batch in issued {
                    for sequence in try #require(batch.issue).sequences {
                        let key = try TestDesk.unit(sequence, of: batch, reader)
                        #expect(seen.insert(key.serial.text).inserted, "seed \(seed): \(key.serial.text) twice")
                        let unit = try #require(try Units.find(key, reader))
                        #expect(unit.batch == batch.id && unit.sequence == sequence, "seed \(seed)")
                    }
                }
            }
            #expect(try await registry.findings() == [])
        }
    }

    /// Random formats of one model, random batches of them, and units numbered elsewhere, some of whose numbers are such
    /// as the formats print: what is let in carries each number once.
    @Test(arguments: Engine.available, 0..<12 as Range<UInt64>)
    func formatsBatchesAndForeignUnitsNeverShareANumber(_ engine: Engine, seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            var random = SplitMix64(seed: seed)
            let model = try await registry.write { try $0.model(of: try $0.manufacturer()) }
            func attempt<T: Sendable>(_ body: @escaping @Sendable (TestDesk) throws -> T) async throws -> T? {
                do {
                    return try await registry.write(body)
                } catch let error as RegistryError {
                    let known: Set<RegistryError.Code> = [
                        .formatTaken, .formatOverlap, .formatCollides, .batchOverlap, .batchTaken, .batchRoom,
                        .serialTaken, .serialNotIssued,
                    ]
                    #expect(known.contains(error.code), "seed \(seed): \(error)")
                    return nil
                }
            }
            var (formats, batches, foreign): ([ModelFormat], [Batch], [String]) = ([], [], [])
            for _ in 0..<60 {
                let fields = SerialFormat.Fields(
                    plant: ["A", "B"].randomElement(using: &random),
                    date: try CivilDate(year: 2015 + Int.random(in: 0...11, using: &random), month: 5, day: 4))
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    let pattern = Self.patterns.randomElement(using: &random) ?? "{seq:3}"
                    if let made = try await attempt({ try $0.format(pattern, of: model) }) { formats.append(made) }
                case 1, 2:
                    guard let format = formats.randomElement(using: &random) else { continue }
                    let count = Int64.random(in: 1...30, using: &random)
                    let first = Bool.random(using: &random) ? Int64.random(in: 0...60, using: &random) : nil
                    let made = try await attempt {
                        try $0.issue(count, of: model, from: first, fields: fields, pattern: format.format.pattern)
                    }
                    if let made { batches.append(made) }
                default:
                    // A number such as a format prints, its neighbour, or any.
                    let serial =
                        try formats.randomElement(using: &random).map { format in
                            let end = min(format.format.room, 80)
                            return try format.format.writer(for: fields).text(
                                of: Int64.random(in: 0..<end, using: &random))
                        } ?? "A\(Int.random(in: 0...999, using: &random))"
                    if try await attempt({ try $0.register(serial, of: model) }) != nil { foreign.append(serial) }
                }
            }
            let (issued, registered) = (batches, foreign)
            try await registry.read { reader in
                var seen = Set(registered)
                #expect(seen.count == registered.count, "seed \(seed)")
                for batch in issued {
                    for sequence in try #require(batch.issue).sequences {
                        let key = try TestDesk.unit(sequence, of: batch, reader)
                        #expect(seen.insert(key.serial.text).inserted, "seed \(seed): \(key.serial.text) twice")
                        #expect(try Units.find(key, reader)?.batch == batch.id, "seed \(seed)")
                    }
                }
                for serial in registered {
                    let unit = try Units.find(UnitKey(model.id, SerialNumber(parsing: serial)), reader)
                    #expect(unit != nil && unit?.sequence == nil, "seed \(seed): \(serial)")
                }
            }
            #expect(try await registry.findings() == [])
        }
    }

    private static let patterns = [
        "{seq:3}", "A{seq:3}", "{plant:1}{seq:3}", "{plant:1}{y}{seq:2:base16}", "{yy}{seq:3}{check:luhn}",
        "A{scrambled:6}", "{plant:1}{scrambled:6}", "{scrambled:4:base36}", "{yy}{ww}{scrambled:6}{check:mod37-36}",
        "{scrambled:6}-{plant:1}", "{y}{seq:4}", "B-{seq:2}", "{ddd}{seq:3}{check:mod11-2}",
    ]

    @Test(arguments: Engine.available)
    func aBatchThatOverlapsAnotherIsRefused(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "A{seq:4}")
                _ = try desk.issue(100, of: model, from: 100)
                return model
            }
            for (first, count) in [(199, 1), (0, 101), (150, 1), (100, 100), (50, 500)] as [(Int64, Int64)] {
                let code = try await refusal {
                    try await registry.write { try $0.issue(count, of: model, from: first) }
                }
                #expect(code == .batchOverlap, "\(count) from \(first)")
            }
            let next = try await registry.write { try $0.issue(1, of: model) }
            #expect(next.issue?.sequences == 200...200)
            let before = try await registry.write { try $0.issue(100, of: model, from: 0, number: "before") }
            #expect(before.issue?.count == 100)
        }
    }

    @Test(arguments: Engine.available)
    func aForeignSerialThatAFormatReadsIsRefused(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "A{seq:4}")
                _ = try desk.issue(10, of: model, from: 1)
                return model
            }
            let codes = [
                ("A0011", RegistryError.Code.serialNotIssued), ("A0010", .serialTaken), ("A0001", .serialTaken),
            ]
            for (serial, code) in codes {
                #expect(try await refusal { try await registry.write { try $0.register(serial, of: model) } } == code)
            }
            try await registry.write { _ = try $0.register("A00011", of: model) }
            let found = try await registry.read { try UnitRows.list(of: model.id, after: nil, limit: 9, $0) }
            #expect(found.map(\.key.serial.text) == ["A00011"])
        }
    }

    @Test(arguments: Engine.available)
    func aFormatThatReadsAStoredSerialIsRefused(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                try desk.register("A0007", of: model)
                return model
            }
            #expect(
                try await refusal { try await registry.write { _ = try $0.format("A{seq:4}", of: model) } }
                    == .formatCollides)
            try await registry.write { _ = try $0.format("A{seq:5}", of: model) }
            #expect(
                try await refusal { try await registry.write { _ = try $0.format("A{seq:5}", of: model) } }
                    == .formatTaken)
            #expect(
                try await refusal { try await registry.write { _ = try $0.format("{plant:1}{seq:5}", of: model) } }
                    == .formatOverlap)
        }
    }

    @Test(arguments: Engine.available)
    func aSecondRegistrationNamesTheFirst(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                try desk.register("WX-41", of: model)
                return model
            }
            do {
                try await registry.write { _ = try $0.register("WX-41", of: model) }
                Issue.record("The serial number was registered twice.")
            } catch let error as RegistryError {
                #expect(error.code == .serialTaken)
                #expect(error.sentence.contains("WX-41") && error.sentence.contains("2026-01-01"))
            }
            // The same key, another text: another unit.
            try await registry.write { _ = try $0.register("WX41", of: model) }
            let units = try await registry.read { try UnitRows.withKey("WX41", of: model.id, $0) }
            #expect(Set(units.map(\.key.serial.text)) == ["WX-41", "WX41"])
        }
    }

    @Test(arguments: Engine.available)
    func aForeignUnitJoinsNoIssuedBatch(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let code = try await refusal {
                try await registry.write { desk in
                    let model = try desk.model(of: try desk.manufacturer(), format: "A{seq:4}")
                    _ = try desk.issue(1, of: model, number: "L-1")
                    return try Batches.findOrCreate("L-1", of: model, producedOn: nil, desk.transaction)
                }
            }
            #expect(code == .batchTaken)
        }
    }

    @Test(arguments: Engine.available, [Int64.min, -1, 0, Issuing.largestBatch + 1, Int64.max])
    func aCountThatNoBatchHasIsRefused(_ engine: Engine, _ count: Int64) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { try $0.model(of: try $0.manufacturer(), format: "A{seq:18}") }
            #expect(
                try await refusal { try await registry.write { try $0.issue(count, of: model) } } == .valueInvalid)
        }
    }

    @Test(arguments: [
        (Int64.max, RegistryError.Code.batchRoom), (.min, .valueInvalid), (-1, .valueInvalid), (9_999, .batchRoom),
        (10_000, .batchRoom),
    ])
    func aFirstNumberBeyondTheFormatIsRefused(_ first: Int64, _ code: RegistryError.Code) async throws {
        try await Engine.sqlite.withRegistry { registry in
            let model = try await registry.write { try $0.model(of: try $0.manufacturer(), format: "A{seq:4}") }
            let refused = try await refusal { try await registry.write { try $0.issue(2, of: model, from: first) } }
            #expect(refused == code)
        }
    }
}
