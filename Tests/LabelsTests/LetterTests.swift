import Labels
import Testing

@Suite struct LetterTests {
    private static func letter(_ body: String) -> Letter {
        Letter(
            sender: "Fjordlys", address: ["Owner 17", "Storgata 1", "0155 Oslo", "NO"], date: "2026-01-02",
            subject: "Ihr Gerät", body: body)
    }

    private static func pages(_ letters: [Letter]) throws -> Int {
        let writer = LetterWriter()
        for letter in letters { writer.add(letter) }
        let text = String(decoding: try writer.finish(), as: UTF8.self)
        #expect(text.hasPrefix("%PDF-") && text.contains("%%EOF"))
        let count = try #require(text.firstMatch(of: /\/Count ([0-9]+)/))
        return try #require(Int(count.1))
    }

    @Test func eachLetterHasAPageOfItsOwn() throws {
        #expect(try Self.pages([Self.letter("a\n\nb"), Self.letter("c")]) == 2)
    }

    @Test func aLongOneGoesOnAndEnds() throws {
        #expect(try Self.pages([Self.letter(String(repeating: "Line\n", count: 100))]) == 3)
        #expect(try Self.pages([Self.letter(String(repeating: "word ", count: 50_000))]) == 20)
    }

    @Test(arguments: ["", "\u{0}", "\u{202E}abc", "長い\u{FFFD}", "<b>&amp;</b>"])
    func noTextBreaksIt(_ text: String) throws {
        let letter = Letter(
            sender: text, address: Array(repeating: text, count: 20), date: text, subject: text, body: text)
        #expect(try Self.pages([letter]) == 1)
    }
}
