import Identifiers
import TestSupport
import Testing

@Suite("Serial numbers, model numbers and find keys")
struct SerialNumberTests {
    @Test(
        "A serial keeps its text and folds its key",
        arguments: [
            ("  SN-4711 / io \n", "SN-4711 / io", "SN471110"), ("wd.wcc4-n5", "wd.wcc4-n5", "WDWCC4N5"),
            ("ＡＢ－１２", "ＡＢ－１２", "AB12"), ("Oo0Ii1", "Oo0Ii1", "000111"), ("ж-12", "ж-12", "Ж12"),
            ("\u{A0}A1\u{3000}", "A1", "A1"), ("12–34−5", "12–34−5", "12345"), ("<b>1</b>", "<b>1</b>", "<B>1<B>"),
        ])
    func keepsText(_ given: String, _ text: String, _ key: String) throws {
        let serial = try SerialNumber(parsing: given)
        #expect(serial.text == text)
        #expect(serial.key == key)
    }

    @Test(
        "What nobody can read off a plate is refused with its position",
        arguments: [
            ("", "identifier.empty", nil), (" \t\n", "identifier.empty", nil), ("AB\u{0}C", "identifier.character", 2),
            ("A\u{202E}B", "identifier.character", 1), ("A\u{200B}B", "identifier.character", 1),
            ("\u{FEFF}AB", "identifier.character", 0), ("A\nB", "identifier.character", 1),
            ("A\u{2066}B", "identifier.character", 1), ("A\u{FFFD}", "identifier.character", 1),
            ("  A\u{7}", "identifier.character", 3), ("e\u{301}1", "identifier.character", 1),
            ("A\u{FE0F}1", "identifier.character", 1), ("---", "identifier.onlyPunctuation", nil),
            ("?", "identifier.onlyPunctuation", nil), ("'\"", "identifier.onlyPunctuation", nil),
            (String(repeating: "A", count: 65), "identifier.length", 64),
            (String(repeating: "語", count: 64) + "", nil, nil),
            (String(repeating: "𝔸", count: 64), "identifier.length", nil),
        ] as [(String, String?, Int?)])
    func refuses(_ text: String, _ code: String?, _ position: Int?) throws {
        guard let code else {
            #expect(try SerialNumber(parsing: text).text == text)
            return
        }
        let error = try #require(throws: IdentifierError.self) { try SerialNumber(parsing: text) }
        #expect(error.code.rawValue == code)
        #expect(error.position == position)
        #expect(
            error.sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.properties.generalCategory != .format })
    }

    @Test("Identity is the bytes of the text")
    func identity() throws {
        // The Kelvin sign and the letter K are one character to Unicode, but two texts in a table.
        #expect(try SerialNumber(parsing: "\u{212A}1") != SerialNumber(parsing: "K1"))
        #expect(try SerialNumber(parsing: "k1") != SerialNumber(parsing: "K1"))
        #expect(try Set([SerialNumber(parsing: "K1"), SerialNumber(parsing: " K1 ")]).count == 1)
    }

    @Test("The limits are 64 characters for serials and 80 for models")
    func limits() throws {
        #expect(try SerialNumber(parsing: String(repeating: "7", count: 64)).text.count == 64)
        #expect(try ModelNumber(parsing: String(repeating: "7", count: 80)).text.count == 80)
        #expect(throws: IdentifierError.self) { try ModelNumber(parsing: String(repeating: "7", count: 81)) }
    }

    @Test("A model number keeps single spaces only")
    func modelSpaces() throws {
        let model = try ModelNumber(parsing: " WDX   100\u{A0} Pro ")
        #expect(model.text == "WDX 100 Pro")
        #expect(model.key == "WDX100PR0")
    }

    @Test("Folding twice is folding once, and bytes fold as text does", arguments: 0..<200 as Range<UInt64>)
    func foldIsIdempotent(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            let limit: UInt32 = seed % 2 == 0 ? 0x7F : 0x2FFF
            if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &random)) { text.append(scalar) }
        }
        let key: String = FindKey.fold(String(text))
        #expect(FindKey.fold(key) == key, "seed \(seed)")
        #expect(key.utf8.count <= String(text).utf8.count, "seed \(seed)")
        let bytes: [UInt8] = Array(String(text).utf8)
        let folded: [UInt8]? = bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 1) { buffer in
                FindKey.fold(ascii: bytes, into: buffer).map { Array(buffer.prefix($0)) }
            }
        }
        if let folded { #expect(folded == Array(key.utf8), "seed \(seed)") }
        #expect((folded == nil) == bytes.contains { $0 >= 0x80 })
    }

    @Test("The fold is frozen: every ASCII character")
    func foldOfASCII() {
        let all = String(decoding: (0x20...0x7E).map { UInt8($0) }, as: UTF8.self)
        #expect(
            FindKey.fold(all)
                == "!\"#$%&'()*+,0123456789:;<=>?@ABCDEFGH1JKLMN0PQRSTUVWXYZ[\\]^_`ABCDEFGH1JKLMN0PQRSTUVWXYZ{|}~")
        #expect(FindKey.version == 1)
    }

    @Test("Error codes are API")
    func codes() {
        let codes: [String] = IdentifierError.Code.allCases.map(\.rawValue)
        #expect(
            codes == [
                "identifier.empty", "identifier.length", "identifier.character", "identifier.checkCharacter",
                "identifier.onlyPunctuation", "identifier.date", "format.syntax", "format.unknownField",
                "format.alphabet", "format.check", "format.repeatedField", "format.noSequence", "format.conflict",
                "format.tooLong", "format.tooLarge", "format.tooSmall", "format.keyMissing", "format.fieldMissing",
                "format.fieldValue", "format.sequence", "gs1.content", "gs1.structure", "gs1.association",
                "gs1.digitalLink", "gs1.scan", "gs1.epc", "gs1.companyPrefixLength", "gs1.table",
                "reference.damaged", "parse.scheme", "parse.field", "parse.unread", "format.tooFewSerials",
                "format.tooManySerials",
            ])
    }
}
