import Identifiers
import TestSupport
import Testing

@Suite("What a text looks like")
struct ReadingTests {
    @Test(
        "Placeholders are recognised in any case and punctuation",
        arguments: [
            ("N/A", .none), ("NA", .none), ("none", .none), (" n. a. ", .none), ("UNKNOWN", .unknown),
            ("Unbekannt", .unknown),
            ("inconnu", .unknown), ("DESCONOCIDO", .unknown), ("TBD", .pending), ("To be filled by O.E.M.", .firmware),
            ("Default string", .firmware), ("System Serial Number", .firmware), ("Not Specified", .firmware),
            ("xxxxxxxx", .repetition),
            ("12345678", .counting), ("123456789", .counting), ("0123456789", .counting), ("987654321", .counting),
            ("0000", .repetition),
            ("0", .repetition), ("1111", .repetition), ("see label", .pointer), ("made without serial", .none),
            ("-", .punctuation),
            ("???", .punctuation), ("Ｎ／Ａ", .none), ("не известно", .unknown), ("不明", .unknown), ("test", .sample),
        ] as [(String, Placeholder.Kind)])
    func placeholders(_ text: String, _ kind: Placeholder.Kind) throws {
        let placeholder = try #require(Placeholder.recognise(text))
        #expect(placeholder.kind == kind)
        #expect(placeholder.sentence.hasSuffix("."))
    }

    @Test(
        "Real numbers are no placeholders",
        arguments: ["", " ", "4711", "WDX-100", "111", "S301GRWY", "13579", "Z4Z0BT7P", "é"])
    func noPlaceholder(_ text: String) {
        #expect(Placeholder.recognise(text) == nil)
    }

    @Test("No real drive serial of the usual forms is taken for a placeholder", arguments: 0..<200 as Range<UInt64>)
    func randomSerials(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let letters: [Character] = Array("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
        let serial = String((0..<8).map { _ in letters.randomElement(using: &random) ?? "A" })
        #expect(Placeholder.recognise(serial) == nil, "seed \(seed): \(serial)")
    }

    @Test(
        "A text is told by its looks",
        arguments: [
            ("4006381333931", .tradeItem), ("EAN 4006381333931", .otherLabel), ("4006381333932", .tradeItemMiscopied),
            ("1M8GDM9AXKP042788", .vehicle), ("1M8GDM9A1KP042788", .vehicleUnchecked),
            ("1M8GDM9AOKP042788", .vehicleMiscopied),
            ("490154203237518", .mobileDevice), ("490154203237519", .mobileDeviceMiscopied),
            ("CSQU3054383", .container),
            ("00:1A:2B:3C:4D:5E", .networkAddress), ("001a.2b3c.4d5e", .networkAddress), ("2024-05-17", .date),
            ("17.05.2024", .date),
            ("5/17/2024", .date), ("+49 (30) 1234567", .telephone), ("a@example.com", .email),
            ("https://example.com/x", .url),
            ("550e8400-e29b-41d4-a716-446655440000", .uuid), ("Asset tag 42", .otherLabel), ("P/N 1CH166", .otherLabel),
            ("N/A", .placeholder), ("Aurora", .words), ("WDX-100", .marked), ("", .words),
            ("S/N 490154203237518", .mobileDevice),
            ("a\nb\nc", .unprintable),
        ] as [(String, Likeness.Code)])
    func likenesses(_ text: String, _ code: Likeness.Code) throws {
        let readings: [Likeness] = Likeness.readings(of: text)
        #expect(readings.first?.code == code, "\(readings)")
        #expect(readings.allSatisfy { $0.sentence.hasSuffix(".") })
    }

    @Test("An EAN is explained as what it is")
    func tradeItemSentence() {
        #expect(
            Likeness.readings(of: "4006381333931").first?.sentence
                == "13 digits with the valid GS1 check digit 1: an EAN product code, which all units of a model share. "
                + "It is not a serial number.")
    }

    @Test(
        "Hostile text has a reading and is not echoed with what disturbs a terminal",
        arguments: [
            "\u{0}\u{1B}[31m", "\u{202E}abc", String(repeating: "9", count: 1_000_000), "'; DROP TABLE units; --",
            "<script>",
        ])
    func hostile(_ text: String) {
        let readings: [Likeness] = Likeness.readings(of: text)
        #expect(!readings.isEmpty)
        for reading in readings {
            #expect(reading.sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
        }
    }

    @Test("Codes are API and differ")
    func codes() {
        #expect(Set(Likeness.Code.allCases.map(\.rawValue)).count == Likeness.Code.allCases.count)
        #expect(Likeness.Code.allCases.allSatisfy { $0.rawValue.hasPrefix("likeness.") })
    }
}

@Suite("Cleaning text from outside")
struct CleanTextTests {
    @Test(
        "What cannot be read is replaced or removed, and reported",
        arguments: [
            ("plain A-1", "plain A-1", []), ("ＡＢ１", "AB1", .fullWidth), ("a\u{A0}b", "a b", .spaces),
            ("a\u{0}b\u{1B}", "a b ", .control),
            ("\u{202E}a\u{200B}b\u{FEFF}", "ab", .invisible), ("a\r\nb\rc", "a\nb\nc", []), ("a\tb", "a b", []),
            ("a\u{FFFD}", "a ", .undecodable), ("é型", "é型", []),
        ] as [(String, String, CleanText.Changes)])
    func cleans(_ text: String, _ wanted: String, _ changes: CleanText.Changes) {
        let clean = CleanText(text, limit: 100)
        #expect(clean.text == wanted)
        #expect(clean.changes == changes)
        #expect(CleanText(clean.text, limit: 100).text == clean.text)
    }

    @Test("Bytes that are no text are read as spaces")
    func invalidBytes() {
        let clean = CleanText(utf8: [0x41, 0xFF, 0xC3, 0x28, 0x42], limit: 10)
        #expect(clean.text == "A  (B")
        #expect(clean.changes == .undecodable)
        #expect(clean.notes.count == 1)
    }

    @Test("The limit cuts, and says so")
    func limit() {
        let flood: [UInt8] = [UInt8](repeating: 0x39, count: 10_000_000)
        let clean = CleanText(utf8: flood, limit: 5)
        #expect(clean.text == "99999" && clean.changes == .cut)
        #expect(CleanText("12345", limit: 5).changes.isEmpty)
        #expect(CleanText("12345", limit: 0).text.isEmpty)
        #expect(CleanText(utf8: [0x31], limit: Int.max).text == "1")
    }
}
