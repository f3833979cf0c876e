import Identifiers
import Nameplate
import Registry
import Testing

/// What a look-up comes to, in one line.
private func outcome(_ answer: LookupAnswer) -> String {
    switch answer.outcome {
    case .unit(let found): "unit \(found.manufacturer.slug) \(found.model.number.text) \(found.unit.key.serial.text)"
    case .model(let found): "model \(found.manufacturer.slug) \(found.model.number.text)"
    case .choice(let units, let models): "choice of \(units.count) units and \(models.count) models"
    case .unknown: "unknown"
    }
}

@Suite("Look-up")
struct LookupTests {
    @Test(arguments: [
        // One of the two numbers.
        ("ST4000DM000", "model seagate ST4000DM000"),
        ("  st4000dm000\n", "model seagate ST4000DM000"),
        ("ST4OOODMOOO", "model seagate ST4000DM000"),
        ("HGST HMS5C4040ALE640", "model hgst HMS5C4040ALE640"),
        ("ST500LM012 HN", "model seagate ST500LM012 HN"),
        ("ST500LM012HN", "model seagate ST500LM012 HN"),
        ("PL1331LAG4013H", "unit hgst HMS5C4040ALE640 PL1331LAG4013H"),
        ("pl1331 lag 4013h", "unit hgst HMS5C4040ALE640 PL1331LAG4013H"),
        ("ＰＬ１３３１ＬＡＧ４０１３Ｈ", "unit hgst HMS5C4040ALE640 PL1331LAG4013H"),
        ("PLI33ILAG4OI3H", "unit hgst HMS5C4040ALE640 PL1331LAG4013H"),
        // Both, with and without labels, in any order.
        ("ST4000DM000 Z300ABCD", "unit seagate ST4000DM000 Z300ABCD"),
        ("Z300ABCD ST4000DM000", "unit seagate ST4000DM000 Z300ABCD"),
        ("M/N: ST4000DM000 S/N Z300ABCD", "unit seagate ST4000DM000 Z300ABCD"),
        ("SER. NO. Z300ABCD\nModel No. ST4000DM000", "unit seagate ST4000DM000 Z300ABCD"),
        ("Modell ST4000DM000 Serien-Nr.: Z300ABCD", "unit seagate ST4000DM000 Z300ABCD"),
        ("Modèle : ST4000DM000\nN° de série : Z300ABCD", "unit seagate ST4000DM000 Z300ABCD"),
        ("型号 ST4000DM000 序列号 Z300ABCD", "unit seagate ST4000DM000 Z300ABCD"),
        ("S/NZ300ABCD", "unit seagate ST4000DM000 Z300ABCD"),
        ("Seagate ST500LM012 HN S2ZYJ9BD408152", "unit seagate ST500LM012 HN S2ZYJ9BD408152"),
        ("HGST HMS5C4040ALE640, serial PL1331LAG4013H, thanks!", "unit hgst HMS5C4040ALE640 PL1331LAG4013H"),
        // In each other's place.
        ("Model: Z300ABCD Serial: ST4000DM000", "unit seagate ST4000DM000 Z300ABCD"),
        // Shared by two models.
        ("SHARED-77", "choice of 2 units and 0 models"),
        ("shared77", "choice of 2 units and 0 models"),
        ("M/N HMS5C4040BLE640 S/N SHARED77", "unit hgst HMS5C4040BLE640 SHARED-77"),
        // A trade item number is the model's.
        ("9520471003207", "model fjordlys FJ-320"),
        ("EAN 9520471003207", "model fjordlys FJ-320"),
        // A known model with an unknown serial number.
        ("M/N ST4000DM000 S/N Z999ZZZZ", "model seagate ST4000DM000"),
        // Nothing.
        ("QQQQ-1234-ZZ", "unknown"),
        ("N/A", "unknown"),
        ("", "unknown"),
        ("   ", "unknown"),
        ("'; DROP TABLE units; --", "unknown"),
        ("<script>alert(1)</script>", "unknown"),
        ("\u{202E}\u{0}\u{7}", "unknown"),
    ])
    func aTextFromAPlateIsUnderstood(_ text: String, _ expected: String) async throws {
        let sample = try await SampleRegistry()
        let answer = try await sample.registry.lookup(text, as: .administrator)
        #expect(outcome(answer) == expected)
        if expected == "unknown" { #expect(!answer.notes.isEmpty, "An unknown text is explained.") }
        await sample.close()
    }

    @Test func anIssuedNumberIsFoundThoughItHasNoRow() async throws {
        let sample = try await SampleRegistry()
        let serial = sample.issuedSerial
        for text in [
            serial, serial.lowercased(), "S/N \(serial)", "FJ-320 \(serial)",
            "\(serial.prefix(4)) \(serial.dropFirst(4))",
        ] {
            let answer = try await sample.registry.lookup(text, as: .stranger)
            #expect(outcome(answer) == "unit fjordlys FJ-320 \(serial)", "\(text)")
        }
        await sample.close()
    }

    @Test(arguments: [
        ("Model: Z300ABCD Serial: ST4000DM000", LookupNote.Code.swapped),
        ("pl1331-lag4013h", .spelling),
        ("SHARED-77", .sharedSerial),
        ("M/N WDX-100 S/N 4711-99", .modelUnknown),
        ("M/N ST4000DM000 S/N Z999ZZZZ", .serialUnknown),
        ("M/N FJ-320 S/N TR2510999999A", .serialMalformed),
        ("M/N ST4000DM000 S/N PL1331LAG4013H", .otherModel),
        ("M/N ST4000DM000 S/N 12345678", .placeholder),
        ("N/A", .placeholder),
        ("UNKNOWN", .placeholder),
        ("0000", .placeholder),
        ("4006381333931", .looksLike),
        ("P/N 9FX-2233", .otherNumber),
        ("Asset tag 00123", .otherNumber),
        ("Z300\u{200B}ABCD", .cleaned),
        ("", .empty),
    ])
    func theNotesSayWhatWasUnderstood(_ text: String, _ code: LookupNote.Code) async throws {
        let sample = try await SampleRegistry()
        let answer = try await sample.registry.lookup(text, as: .administrator)
        #expect(answer.notes.contains { $0.code == code }, "\(answer.notes)")
        await sample.close()
    }

    @Test func aNumberTypedInGroupsIsOneNumber() async throws {
        let sample = try await SampleRegistry()
        let serial = sample.issuedSerial
        var groups: [Substring] = []
        var rest = serial[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(3))
            rest = rest.dropFirst(3)
        }
        let typed = groups.joined(separator: " ")
        #expect(groups.count > 3)
        for text in [typed, "S/N \(typed)", "FJ-320 \(typed)", "M/N FJ-320 S/N \(typed)"] {
            #expect(
                outcome(try await sample.registry.lookup(text, as: .stranger)) == "unit fjordlys FJ-320 \(serial)",
                "\(text)")
        }
        await sample.close()
    }

    @Test func aVehicleOfAKnownMakerIsToldByItsFirstCharacters() async throws {
        let sample = try await SampleRegistry()
        let answer = try await sample.registry.lookup("YFJ4A1234XB567890", as: .stranger)
        #expect(outcome(answer) == "unknown")
        #expect(answer.notes.contains { $0.sentence.contains("made by Fjordlys") }, "\(answer.notes)")
        await sample.close()
    }

    @Test func aWrongCheckCharacterIsNamedWithItsPlace() async throws {
        let sample = try await SampleRegistry()
        let last = sample.issuedSerial.last == "A" ? "B" : "A"
        let wrong = sample.issuedSerial.dropLast() + last
        let answer = try await sample.registry.lookup("M/N FJ-320 S/N \(wrong)", as: .stranger)
        let note = try #require(answer.notes.first { $0.code == .serialMalformed })
        #expect(note.position == sample.issuedSerial.count - 1)
        await sample.close()
    }

    @Test func aMiscopiedSerialNumberAloneIsRecognisedByItsForm() async throws {
        let sample = try await SampleRegistry()
        let last = sample.issuedSerial.last == "A" ? "B" : "A"
        let wrong = sample.issuedSerial.dropLast() + last
        for text in [String(wrong), wrong.lowercased(), "S/N \(wrong)"] {
            let answer = try await sample.registry.lookup(text, as: .stranger)
            #expect(outcome(answer) == "unknown")
            let note = try #require(answer.notes.first { $0.code == .serialMalformed }, "\(answer.notes)")
            #expect(note.position == sample.issuedSerial.count - 1)
            #expect(note.sentence.contains("Fjordlys"))
        }
        await sample.close()
    }

    @Test func aModelThatIsNotReleasedLooksUnknownToStrangers() async throws {
        let sample = try await SampleRegistry()
        for text in ["FJ-900S", "SECRET-1", "M/N FJ-900S S/N SECRET-1", "FJ-900S SECRET-1"] {
            let answer = try await sample.registry.lookup(text, as: .stranger)
            #expect(outcome(answer) == "unknown", "\(text)")
            #expect(!answer.suggestions.contains { $0.contains("FJ-900S") })
            #expect(outcome(try await sample.registry.lookup(text, as: .administrator)) != "unknown")
        }
        await sample.close()
    }

    @Test func strangersDoNotLearnThatASerialBelongsToAnotherModel() async throws {
        let sample = try await SampleRegistry()
        let text = "M/N ST4000DM000 S/N PL1331LAG4013H"
        let unknown = try await sample.registry.lookup("M/N ST4000DM000 S/N PL1331LAG4999H", as: .stranger)
        let other = try await sample.registry.lookup(text, as: .stranger)
        #expect(other.notes.map(\.code) == unknown.notes.map(\.code))
        await sample.close()
    }

    @Test func aFloodOfTextIsRefused() async throws {
        let sample = try await SampleRegistry()
        await #expect(throws: RegistryError.self) {
            try await sample.registry.lookup(String(repeating: "A1 ", count: 4_000_000), as: .stranger)
        }
        let long = String(repeating: "A1 B2 C3 ", count: 2_000)
        #expect(outcome(try await sample.registry.lookup(long, as: .stranger)) == "unknown")
        await sample.close()
    }
}
