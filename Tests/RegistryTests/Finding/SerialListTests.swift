import Registry
import TestSupport
import Testing

@Suite struct SerialListTests {
    /// All entries of a list that arrives in pieces of some size.
    private func entries(_ bytes: [UInt8], _ syntax: SerialListSyntax, pieces: Int = 7) throws -> [SerialListEntry] {
        var reader = syntax.reader
        var entries: [SerialListEntry] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            entries += try reader.read(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        return try entries + reader.finish()
    }

    private func entries(_ text: String, _ syntax: SerialListSyntax, pieces: Int = 7) throws -> [SerialListEntry] {
        try entries(Array(text.utf8), syntax, pieces: pieces)
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func linesEndAnyWayAndKeepTheirNumbers(_ pieces: Int) throws {
        let text = "\u{FEFF}A1\r\nB2\n\n  C 3\t\rД4\r\n\r\nE5"
        let found = try entries(text, .lines, pieces: pieces)
        #expect(found.map(\.text) == ["A1", "B2", "", "C 3", "Д4", "", "E5"])
        #expect(found.map(\.line) == Array(1...7))
        #expect(try entries("", .lines).isEmpty)
        #expect(try entries("\n\n", .lines).map(\.text) == ["", ""])
    }

    @Test(arguments: [1, 2, 5, 1000])
    func aTableIsReadByItsHeader(_ pieces: Int) throws {
        let text =
            "Price;Model No.;Serial-Number\r\n\"1;5\";FJ-320;\"TR\"\"1\"\r\n;;TR2\r\n9;\"two\nlines\";TR3\n;;\nx\n"
        let found = try entries(text, .table, pieces: pieces)
        #expect(found.map(\.text) == ["TR\"1", "TR2", "TR3", "", ""])
        #expect(found.map(\.model) == ["FJ-320", nil, "two\nlines", nil, nil])
        #expect(found.map(\.line) == [2, 3, 4, 6, 7])
    }

    @Test func aTableOfOneColumnNeedsNoHeader() throws {
        #expect(try entries("A1\nB2\n", .table).map(\.text) == ["A1", "B2"])
        #expect(try entries("S/N\nB2\n", .table).map(\.text) == ["B2"])
        #expect(try entries("serial", .table).isEmpty)
    }

    @Test(arguments: [
        "a,b\n1,2\n", "a\tb\n1\t2\n", "serial,b\n\"unclosed\n1,2\n", "PK\u{3}\u{4}", "s\u{0}e\u{0}r\u{0}i\u{0}",
    ])
    func whatIsNoTableOfSerialNumbersIsRefused(_ text: String) throws {
        #expect(throws: RegistryError.self) { try entries(text, .table, pieces: 1000) }
    }

    @Test func aListIsGuessedFromItsFirstLine() {
        for text in ["serial,model\n", "Model;S/N\nX;1", "no\tserial number\n1\t2"] {
            #expect(SerialListSyntax(guessing: text) == .table)
        }
        for text in ["", "TR1\nTR2", "FJ-320, TR1", "serial", "M/N FJ-320 S/N TR1"] {
            #expect(SerialListSyntax(guessing: text) == .lines)
        }
    }

    @Test func longLinesAreCutAndNothingIsKeptOfTheirRest() throws {
        let flood = String(repeating: "A1", count: 500_000)
        let found = try entries("X1\n\(flood)\nX2\n\(flood)", .lines, pieces: 60_000)
        #expect(found.map(\.isTooLong) == [false, true, false, true])
        #expect(found.map { $0.text.utf8.count } == [2, SerialListLimit.line, 2, SerialListLimit.line])
        #expect(throws: RegistryError.self) { try entries("serial\n\(flood)\n", .table, pieces: 60_000) }
        #expect(throws: RegistryError.self) { try entries("serial,\"\(flood)", .table, pieces: 60_000) }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func anyBytesAreReadInAnyPieces(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("A1,;\"\n\r\t \0é\u{202E}".utf8) + [0xFF, 0xC3]
        let bytes = (0..<300).map { _ in alphabet.randomElement(using: &random) ?? 0 }
        let whole = try entries(bytes, .lines, pieces: 1000)
        for pieces in [1, 2, 13] { #expect(try entries(bytes, .lines, pieces: pieces) == whole, "seed \(seed)") }
        let table = Array("serial,model\n".utf8) + bytes
        let rows = try? entries(table, .table, pieces: 1000)
        for pieces in [1, 2, 13] { #expect((try? entries(table, .table, pieces: pieces)) == rows, "seed \(seed)") }
    }
}
