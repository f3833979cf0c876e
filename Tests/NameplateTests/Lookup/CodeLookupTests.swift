import Identifiers
import Nameplate
import Registry
import Testing

/// What scanners deliver: the codes on products in every notation, and what scanners do to them.
@Suite("Look-up of codes")
struct CodeLookupTests {
    private static let gtin = "09520471003207"

    /// The notes of a look-up that finds the sample's issued unit by what `text` makes of its serial number.
    private func notes(_ text: (String) -> String) async throws -> [LookupNote] {
        let sample = try await SampleRegistry()
        let answer = try await sample.registry.lookup(text(sample.issuedSerial), as: .stranger)
        guard case .unit(let found) = answer.outcome else {
            Issue.record("\(text(sample.issuedSerial)): \(answer.outcome) \(answer.notes)")
            return answer.notes
        }
        #expect(found.model.number.text == "FJ-320")
        #expect(found.unit.key.serial.text == sample.issuedSerial)
        await sample.close()
        return answer.notes
    }

    @Test(
        "A code names its unit in every notation, and nothing needs to be said",
        arguments: [
            "(01)09520471003207(21)#", "(01)09520471003207(10)LOT7(21)#", "]C10109520471003207" + "21#",
            "]d2010952047100320710LOT7\u{1D}21#", "]Q30109520471003207" + "21#\u{1D}11260101",
            "\u{1D}010952047100320721#",
            "0109520471003207" + "21#", " ]e0010952047100320721#\r\n", "https://id.gs1.org/01/09520471003207/21/#",
            "https://example.com/x/01/09520471003207/10/LOT7/21/#?17=301231",
            "HTTPS://ID.GS1.ORG/01/09520471003207/21/#",
            "https://id.gs1.org/gtin/9520471003207/ser/#", "urn:epc:id:sgtin:9520471.000320.#",
            "[)>\u{1E}06\u{1D}1PFJ-320\u{1D}S#\u{1E}\u{4}", "]A0#", "*#*",
        ])
    func codes(_ code: String) async throws {
        let notes = try await notes { code.replacing("#", with: $0) }
        #expect(notes.allSatisfy { $0.code == .scanner && code.hasPrefix("*") }, "\(notes)")
    }

    @Test("A HIBC label names model and unit")
    func healthIndustryLabels() async throws {
        _ = try await notes { serial in
            let label = "+A999FJ3200/S\(serial)"
            return label + (CheckCharacter.mod43.compute(over: label.utf8) ?? "")
        }
    }

    @Test("A code whose separators were lost names its unit, and the note says what was put in")
    func lostSeparators() async throws {
        let notes = try await notes { "010952047100320721\($0)10LOT7" }
        let note = try #require(notes.first { $0.code == .codeMended }, "\(notes)")
        #expect(note.sentence.contains("separator"))
        #expect(note.sentence.contains("Set the scanner"))
    }

    @Test("A number that was read twice, and one typed through the wrong keyboard, are found and said to be so")
    func scannerFaults() async throws {
        let twice = try await notes { $0 + $0 }
        #expect(twice.contains { $0.code == .scanner && $0.sentence.contains("twice") })
        let french = Dictionary(
            uniqueKeysWithValues: zip("1234567890AQZWMaqzwm-", "&é\"'(-è_çàQAWZ:qawz,)"))
        let typed = try await notes { serial in String(serial.map { french[$0] ?? $0 }) }
        #expect(typed.contains { $0.code == .scanner && $0.sentence.contains("AZERTY") }, "\(typed)")
    }

    @Test("A layout that changes only letters into letters is no excuse for another unit")
    func lettersStay() async throws {
        let sample = try await SampleRegistry()
        // Z300ABCD is a unit; Y and Z are exchanged on German keyboards.
        let answer = try await sample.registry.lookup("Y300ABCD", as: .stranger)
        #expect(!answer.isFound)
        #expect(answer.notes.allSatisfy { $0.code != .scanner })
        await sample.close()
    }

    @Test(
        "A code of an unknown article says so, whatever the notation",
        arguments: [
            "(01)09506000134352(21)ABC123", "010950600013435221ABC12310L1",
            "https://id.gs1.org/01/09506000134352/21/ABC123",
        ])
    func unknownArticles(_ code: String) async throws {
        let sample = try await SampleRegistry()
        let answer = try await sample.registry.lookup(code, as: .stranger)
        #expect(!answer.isFound)
        #expect(
            answer.notes.contains { $0.code == .modelUnknown && $0.sentence.contains("09506000134352") },
            "\(answer.notes)")
        await sample.close()
    }

    @Test("An unknown vehicle is described, and an unknown phone")
    func descriptions() async throws {
        let sample = try await SampleRegistry()
        let vehicle = try await sample.registry.lookup("VIN 5YJ3E1EA6KF317000", as: .stranger)
        #expect(vehicle.notes.contains { $0.sentence.contains("Tesla Model 3 of 2019") }, "\(vehicle.notes)")
        let phone = try await sample.registry.lookup("520348009373899", as: .stranger)
        #expect(phone.notes.contains { $0.sentence.contains("Ericsson R520m") }, "\(phone.notes)")
        await sample.close()
    }

    @Test(
        "Hostile codes are answered",
        arguments: [
            "]", "](", "(01)", "(01)(21)", "((((((((", "[)>", "[)>\u{1E}06\u{1D}", "+", "urn:epc:", "http://", "^^^^",
            String(repeating: "\u{1D}", count: 4_000), "01" + String(repeating: "0", count: 4_000),
            "]C1" + String(repeating: "]C1", count: 2_000), String(repeating: "(01)09520471003207", count: 400),
        ])
    func hostile(_ code: String) async throws {
        let sample = try await SampleRegistry()
        let answer = try await sample.registry.lookup(code, as: .stranger)
        #expect(!answer.notes.isEmpty || answer.isFound)
        await sample.close()
    }
}
