import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

struct FormatPreviewTests {
    private static let pattern = "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}"

    // MARK: By itself

    @Test func aPatternShowsItsFirstAndLastSerialNumbers() {
        let preview = FormatPreview(FormatQuestion(pattern: "WX-{seq:3}"))
        #expect(preview.firstSerial == "WX-000")
        #expect(preview.between == ["WX-001", "WX-002", "WX-499"])
        #expect(preview.lastSerial == "WX-999")
        #expect(preview.format?.room == 1_000)
        #expect(preview.obstacles.isEmpty && preview.missing.isEmpty)
        #expect(preview.model == nil)
    }

    @Test func aCountBeginsWhereIssuingDoes() {
        let preview = FormatPreview(FormatQuestion(pattern: "WX-{seq:3}", count: 2))
        #expect(preview.sequences == 1...2)
        #expect(preview.between.isEmpty)
        for (count, code) in [(0, "value.invalid"), (-1, "value.invalid"), (1_000, "batch.room"), (.max, "batch.room")]
        {
            let refused = FormatPreview(FormatQuestion(pattern: "WX-{seq:3}", count: Int64(count)))
            #expect(refused.obstacles.map(\.code) == [code])
            #expect(refused.obstacles.map(\.field) == ["count"])
            #expect(refused.firstSerial != nil, "what there is room for is shown")
        }
    }

    @Test(
        arguments: [
            ("", 0), ("{yy}{seq:6", 4), ("ab{seq:6}{foo}", 9), ("{seq:6}é", 7), ("{yy}", nil), ("{seq:63}", 0),
            ("{seq:6}\u{202E}", 7), ("}", 0), (String(repeating: "x", count: 1_000), nil),
        ] as [(String, Int?)])
    func aWrongPatternSaysWhere(_ pattern: String, _ position: Int?) {
        let preview = FormatPreview(FormatQuestion(pattern: pattern, plant: "TR", count: 5))
        #expect(preview.format == nil)
        #expect(preview.firstSerial == nil)
        #expect(preview.obstacles.map(\.field) == ["pattern"])
        #expect(preview.obstacles.first?.position == position)
    }

    @Test func whatIsMissingIsMadeUpAndSaid() throws {
        let preview = FormatPreview(FormatQuestion(pattern: Self.pattern))
        #expect(preview.missing.map(\.field) == ["plant", "date"])
        #expect(preview.missing.allSatisfy { $0.code == "format.fieldMissing" })
        #expect(preview.obstacles.isEmpty)
        #expect(preview.firstSerial?.hasPrefix("AA2527") == true)
        let given = FormatPreview(
            FormatQuestion(pattern: Self.pattern, plant: "TR", date: try CivilDate(parsing: "2026-03-02")))
        #expect(given.missing.isEmpty)
        #expect(given.firstSerial?.hasPrefix("TR2610") == true)
    }

    @Test func aWrongFieldIsToldOfThatFieldAndTheRestIsShown() throws {
        let preview = FormatPreview(
            FormatQuestion(pattern: Self.pattern, plant: "tr1", date: try CivilDate(parsing: "2026")))
        #expect(preview.obstacles.map(\.field) == ["plant", "date"])
        #expect(preview.obstacles.map(\.code) == ["format.fieldValue", "format.fieldMissing"])
        #expect(preview.isMadeUp(.plant) && preview.isMadeUp(.date) && !preview.isMadeUp(.line))
        #expect(preview.firstSerial != nil)
    }

    /// Whatever is typed, and each beginning of it as it is typed.
    @Test(arguments: 0..<40 as Range<UInt64>) func typingNeverFails(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let parts = [
            "{plant:2}", "{line:1}", "{yy}", "{ww}", "{mm}", "{seq:6}", "{seq:3:base32}", "{seq:2:[AB]}", "{", "}",
            "{{",
            "}}", "WX-", "é", "\u{202E}", "{check:mod37-36}", "{check:luhn}", "{check:iso6346}", "{seq:19}", ":", "",
        ]
        let pattern = (0..<Int.random(in: 1...7, using: &random)).compactMap { _ in parts.randomElement(using: &random)
        }
        .joined()
        for length in 0...pattern.count {
            let preview = FormatPreview(
                FormatQuestion(
                    pattern: String(pattern.prefix(length)), plant: parts.randomElement(using: &random),
                    count: Int64.random(in: .min ... .max, using: &random)))
            #expect((preview.format == nil) == preview.obstacles.contains { $0.field == "pattern" }, "seed \(seed)")
            #expect((preview.firstSerial == nil) == (preview.lastSerial == nil), "seed \(seed)")
            if let format = preview.format, let first = preview.firstSerial {
                #expect((try? format.decode(first)) != nil, "seed \(seed): \(first)")
            }
        }
    }

    // MARK: For a model

    private func preview(
        _ question: FormatQuestion, model: String = "FJ-320", of slug: String = "fjordlys",
        as principal: Principal = .administrator, in sample: SampleRegistry
    ) async throws -> FormatPreview {
        try await sample.registry.previewFormat(question, model: model, of: slug, as: principal)
    }

    @Test func aModelsFormatGoesOnAfterItsLastBatch() async throws {
        let sample = try await SampleRegistry()
        var question = FormatQuestion(
            pattern: Self.pattern, plant: "TR", date: try CivilDate(parsing: "2025-03-05"), count: 10)
        let next = try await preview(question, in: sample)
        #expect(next.model?.isNew == false)
        #expect(next.sequences == 501...510)
        #expect(next.model?.previous?.number == "2025-W10")
        #expect(next.model?.left == 999_499)
        #expect(next.obstacles.isEmpty)
        // What is shown is what issuing gives.
        let draft = BatchDraft(
            count: 10, fields: SerialFormat.Fields(plant: "TR", date: try CivilDate(parsing: "2025-03-05")))
        let planned = try await sample.registry.planBatch(draft, model: "FJ-320", of: "fjordlys", as: .administrator)
        #expect(planned.firstSerial == next.firstSerial)
        #expect(planned.lastSerial == next.lastSerial)
        #expect(planned.batch.number == next.model?.batch)

        question.batch = "2025-W10"
        #expect(try await preview(question, in: sample).obstacles.map(\.code) == ["batch.taken"])
        question.batch = nil
        question.count = 1_000_000
        let room = try await preview(question, in: sample)
        #expect(room.obstacles.map(\.code) == ["batch.room"])
        #expect(room.obstacles.map(\.field) == ["count"])
        #expect(room.sequences == 501...999_999)
        question.date = try CivilDate(parsing: "2025-03-12")
        question.count = 1
        let anew = try await preview(question, in: sample)
        #expect(anew.sequences == 1...1)
        #expect(anew.model?.previous == nil)
        await sample.close()
    }

    @Test func aNewFormatIsHeldAgainstTheModelsOwnAndItsUnits() async throws {
        let sample = try await SampleRegistry()
        let overlap = try await preview(FormatQuestion(pattern: "{plant:2}{yy}{ww}{seq:7}"), in: sample)
        #expect(overlap.obstacles.map(\.code) == ["format.overlap"])
        #expect(overlap.obstacles.map(\.field) == ["pattern"])
        #expect(overlap.model?.isNew == true)
        let fine = try await preview(FormatQuestion(pattern: "X{seq:7}"), in: sample)
        #expect(fine.obstacles.isEmpty)
        #expect(fine.model?.isNew == true)
        #expect(fine.firstSerial == "X0000001")
        let collision = try await preview(
            FormatQuestion(pattern: "SECRET-{seq:1}"), model: "FJ-900S", in: sample)
        #expect(collision.obstacles.map(\.code) == ["format.collides"])
        // Spelled otherwise it is the same format.
        let same = try await preview(
            FormatQuestion(pattern: "{plant:2}{yy}{ww}{seq:6:base10}{check:mod37-36}"), in: sample)
        #expect(same.model?.isNew == false)
        await sample.close()
    }

    @Test func aFormatThatIsUsedUpSaysSo() async throws {
        let sample = try await SampleRegistry()
        try await sample.registry.perform(as: .administrator) { commands in
            let draft = BatchDraft(number: "A", count: 9, fields: SerialFormat.Fields(), pattern: "X{seq:1}")
            _ = try commands.issue(draft, addingFormat: true, of: "fjordlys", model: "FJ-320")
        }
        let used = try await preview(FormatQuestion(pattern: "X{seq:1}", count: 1), in: sample)
        #expect(used.obstacles.map(\.code) == ["batch.room"])
        #expect(used.model?.left == 0)
        #expect(used.firstSerial == nil)
        await sample.close()
    }

    @Test func onlyWhoMayIssueSeesWhereNumbersGoOn() async throws {
        let sample = try await SampleRegistry()
        let fjordlys = try await sample.registry.manufacturer("fjordlys", as: .administrator).id
        let seagate = try await sample.registry.manufacturer("seagate", as: .administrator).id
        let question = FormatQuestion(pattern: Self.pattern)
        let refused: [Principal] = [
            .stranger, .owner(ID(1)), .staff(.support, .everyManufacturer), .staff(.technician, .everyManufacturer),
            .staff(.maker, .manufacturers([seagate])),
        ]
        for principal in refused {
            let error = await #expect(throws: RegistryError.self) {
                try await preview(question, as: principal, in: sample)
            }
            #expect(error?.code == .forbidden, "\(principal)")
        }
        #expect(try await preview(question, as: .staff(.maker, .manufacturers([fjordlys])), in: sample).model != nil)
        let unknown = await #expect(throws: RegistryError.self) {
            try await preview(question, model: "FJ-999", in: sample)
        }
        #expect(unknown?.code == .modelUnknown)
        await sample.close()
    }

    // MARK: Issuing with a new format

    @Test func aFormatIsAddedWithItsFirstBatchOrNeitherIs() async throws {
        let sample = try await SampleRegistry()
        func issue(_ pattern: String, count: Int64, batch: String, as principal: Principal = .administrator)
            async throws
        {
            try await sample.registry.perform(as: principal) { commands in
                let draft = BatchDraft(number: batch, count: count, fields: SerialFormat.Fields(), pattern: pattern)
                _ = try commands.issue(draft, addingFormat: true, of: "fjordlys", model: "FJ-320")
            }
        }
        func patterns() async throws -> Set<String> {
            Set(
                try await sample.registry.formats(of: "fjordlys", model: "FJ-320", as: .administrator)
                    .map(\.format.format.pattern))
        }
        let before = try await patterns()
        for (count, batch) in [(1_000 as Int64, "A"), (1, "2025-W10"), (0, "B")] {
            await #expect(throws: RegistryError.self) { try await issue("X{seq:3}", count: count, batch: batch) }
            #expect(try await patterns() == before)
        }
        try await issue("X{seq:3:base10}", count: 5, batch: "A")
        #expect(try await patterns() == before.union(["X{seq:3}"]))
        try await issue("X{seq:3}", count: 5, batch: "B")
        #expect(try await patterns() == before.union(["X{seq:3}"]))
        await #expect(throws: IdentifierError.self) { try await issue("X{seq", count: 5, batch: "C") }
        let audit = try await sample.registry.audit(as: .administrator)
        #expect(audit.findings.isEmpty)
        await sample.close()
    }

    @Test func modelsAreFoundByTheirExactNumber() async throws {
        let sample = try await SampleRegistry()
        func makers(_ number: String, as principal: Principal = .administrator) async throws -> [String] {
            try await sample.registry.models(numbered: number, as: principal).map(\.manufacturer.slug)
        }
        #expect(try await makers("FJ-320") == ["fjordlys"])
        #expect(try await makers("FJ320") == [])
        #expect(try await makers("FJ-32O") == [])
        #expect(try await makers("FJ-900S") == ["fjordlys"])
        #expect(try await makers("FJ-900S", as: .stranger) == [])
        try await sample.registry.perform(as: .administrator) { commands in
            _ = try commands.createModel(
                ModelDetails(number: try ModelNumber(parsing: "FJ-320")), supersedes: nil, of: "hgst")
        }
        #expect(try await makers("FJ-320") == ["fjordlys", "hgst"])
        await sample.close()
    }
}
