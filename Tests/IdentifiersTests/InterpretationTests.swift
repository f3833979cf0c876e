import Identifiers
import TestSupport
import Testing

@Suite("Interpretations")
struct InterpretationTests {
    @Test(
        "The best reading of a text",
        arguments: [
            ("1C4PJMBXXJD592546", Scheme.vin, "1C4PJMBXXJD592546"),
            ("VIN: 1c4pjmbxxjd592546", .vin, "1C4PJMBXXJD592546"),
            ("WVWZZZ1KZAW000100", .vin, "WVWZZZ1KZAW000100"), ("IMEI 35-209900-176148-1", .imei, "352099001761481"),
            ("490154203237518", .imei, "490154203237518"), ("8944073927867820620", .iccid, "8944073927867820620"),
            ("00:a0:67:db:17:07", .mac, "00-A0-67-DB-17-07"), ("CSQU3054383", .iso6346, "CSQU3054383"),
            ("IMO 9074729", .imo, "9074729"), ("978-3-16-148410-0", .isbn, "9783161484100"),
            ("+A123BJC5D6E71G", .hibc, "+A123BJC5D6E71G"), ("DOT 4WB DCJMV0 2816", .tire, "4WBDCJMV02816"),
            ("FD9006 00067", .bosch, "FD9006 00067"), ("CNK642PH2G", .hp, "CNK642PH2G"),
            ("RM544899G", .ge, "RM544899G"), ("A0 00 00 4D 5E 6F 70", .meid, "A000004D5E6F70"),
            ("The car, VIN 1C4PJMBXXJD592546, was sold.", .vin, "1C4PJMBXXJD592546"),
            ("=/1AB370000007JC89=,000000", .iccbba, "=/1AB370000007JC89=,000000"),
        ])
    func best(text: String, scheme: Scheme, canonical: String) throws {
        let readings = Identifier.interpretations(of: text)
        let first = try #require(readings.first, "\(text)")
        #expect(first.scheme == scheme, "\(readings.map { ($0.scheme, $0.confidence) })")
        #expect(first.text == canonical)
        #expect(!first.reason.isEmpty)
    }

    @Test(
        "What is no number has no sure reading",
        arguments: ["0108412345678905 21ABC", "hello", "", " ", "\u{0}", "12345", "Model FJ-320", "🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗"])
    func none(text: String) {
        let readings = Identifier.interpretations(of: text)
        #expect(!readings.contains { $0.scheme == .vin })
        #expect(!readings.contains { $0.confidence >= .likely }, "\(readings.map { ($0.scheme, $0.text) })")
    }

    @Test("Readings are ordered by confidence, and each holds its own text")
    func ordered() {
        for text in ["490154203237518", "1234567890", "ABC1234", "0123456789012", "12345678"] {
            let readings = Identifier.interpretations(of: text)
            #expect(readings.map(\.confidence) == readings.map(\.confidence).sorted(by: >))
        }
    }

    @Test("Every valid vector is among the readings of its text")
    func vectors() throws {
        let files: [(String, [Scheme])] = [
            ("ids-vin", [.vin]), ("ids-imei", [.imei, .iccid]), ("ids-meid", [.meid]), ("ids-mac", [.mac, .eui64]),
            ("ids-iso6346", [.iso6346, .imo]), ("ids-udi", [.hibc, .iccbba]), ("ids-iuid", [.iuid]),
            ("ids-serial-dates", [.apple, .hp, .ge, .bosch, .dellServiceTag]),
        ]
        for (file, schemes) in files {
            for scheme in schemes {
                for line in try Vectors.lines(file, scheme.rawValue) where line.isValid {
                    let readings = Identifier.interpretations(of: line.input)
                    // A tag without a digit or without a letter is no more than a word or a number.
                    if scheme == .dellServiceTag, readings.isEmpty { continue }
                    if scheme == .mac || scheme == .eui64, line.input.utf8.allSatisfy({ (48...57).contains($0) }) {
                        continue
                    }
                    #expect(readings.contains { $0.scheme == scheme }, "\(line) \(readings.map(\.scheme))")
                }
            }
        }
    }

    @Test(
        "What scanners put around a number is recognised and mended",
        arguments: [
            ("]C1490154203237518", ScannerFault.Kind.symbologyIdentifier, "490154203237518"),
            ("490154203237518490154203237518", .doubled, "490154203237518"),
            ("490154203237518\n490154203237518", .doubled, "490154203237518"),
            ("490154203237518\r\n", .suffix, "490154203237518"), ("csqu3054383", .capsLock, "CSQU3054383"),
            ("*+EXHWWT93N6OA9QOGNRZXA0/$XVYELYAYOK-*", .startStop, "+EXHWWT93N6OA9QOGNRZXA0/$XVYELYAYOK-"),
        ])
    func frames(shown: String, kind: ScannerFault.Kind, mended: String) throws {
        let fault = try #require(ScannerFault.faults(in: shown).first { $0.kind == kind }, "\(shown)")
        #expect(fault.mended == mended)
        #expect(!fault.sentence.isEmpty)
    }

    @Test(
        "A wrong keyboard layout is recognised and mended",
        arguments: [
            (asFrench("1C4PJMBXXJD592546"), ScannerFault.Kind.azertyComputer, "1C4PJMBXXJD592546"),
            (asFrench("CSQU3054383"), .azertyComputer, "CSQU3054383"),
            (asGerman("+YZ23BJZ5D6E71B"), .qwertzComputer, "+YZ23BJZ5D6E71B"),
            ("!C$PJMBXXJD%(@%$^", .azertyScanner, "1C4PJ?BXXJD592546"),
        ])
    func layouts(shown: String, kind: ScannerFault.Kind, mended: String) throws {
        let faults = ScannerFault.faults(in: shown)
        // A French scanner's M is another key: such a text has no valid reading and none is invented.
        guard mended.contains("?") == false else {
            #expect(faults.isEmpty)
            return
        }
        let fault = try #require(faults.first { $0.kind == kind }, "\(shown) \(faults)")
        #expect(fault.mended == mended)
        #expect(fault.interpretations.first?.text == mended)
    }

    /// What a French computer shows where the scanner sends American keys.
    private static func asFrench(_ text: String) -> String {
        let keys: [Character: Character] = [
            "1": "&", "2": "é", "3": "\"", "4": "'", "5": "(", "6": "-", "7": "è", "8": "_", "9": "ç", "0": "à",
            "A": "Q", "Q": "A", "W": "Z", "Z": "W", "M": "?",
        ]
        return String(text.map { keys[$0] ?? $0 })
    }

    private static func asGerman(_ text: String) -> String {
        let keys: [Character: Character] = ["Y": "Z", "Z": "Y", "+": "`", "/": "-", "-": "ß", "$": "$"]
        return String(text.map { keys[$0] ?? $0 })
    }

    @Test("A number that nearly obeys a scheme is told with what may be meant")
    func nearMisses() throws {
        let vehicle = try #require(Identifier.nearMisses(of: "KNEA55HD7R6000001").first)
        #expect(vehicle.scheme == .vin)
        #expect(vehicle.error.code == .checkCharacter || vehicle.error.code == .character)
        #expect(vehicle.corrections.map(\.text).contains("KNAE55HD7R6000001"))
        #expect(Identifier.nearMisses(of: "44915898089B808").first?.corrections.first?.text == "449158980898808")
        #expect(Identifier.nearMisses(of: "CSQU3054384").first?.scheme == .iso6346)
        // European numbers need no check digit.
        #expect(Identifier.nearMisses(of: "WVWZZZ1KZAW000100").isEmpty)
        for text in ["1C4PJMBXXJD592546", "hello", "", "490154203237518", "TR2410001207Y"] {
            #expect(Identifier.nearMisses(of: text).isEmpty, "\(text)")
        }
    }

    @Test("A number that is right has no fault")
    func noFaults() {
        for text in ["490154203237518", "1C4PJMBXXJD592546", "CSQU3054383", "", "hello"] {
            #expect(ScannerFault.faults(in: text).isEmpty)
        }
    }
}
