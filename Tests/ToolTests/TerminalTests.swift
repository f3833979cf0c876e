import Testing

@testable import NameplateTool

@Suite struct TerminalTests {
    @Test(arguments: [
        ("", 0), ("FJ-320", 6), ("日本語", 6), ("ｶﾅ", 2), ("Ａ", 2), ("é", 1), ("e\u{301}", 1), ("👍", 2), ("한글", 4),
        ("\u{202F}", 1),
    ])
    func theWidthOfATextIsItsColumns(_ text: String, _ width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 4, "日…"), ("日本語", 6, "日本語"), ("a", 0, ""),
    ])
    func aTextIsCutToFit(_ text: String, _ width: Int, _ expected: String) {
        #expect(text.fitted(to: width) == expected)
        #expect(text.fitted(to: width).displayWidth <= width)
    }

    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]), ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]), ("", 5, [""]),
        ("日本語", 4, ["日本", "語"]), ("a\nb", 5, ["a", "b"]),
    ])
    func aTextIsWrapped(_ text: String, _ width: Int, _ expected: [String]) {
        #expect(text.wrapped(to: width) == expected)
    }

    @Test(arguments: [
        ("plain", "plain"), ("\u{1B}[31m", "<U+001B>[31m"), ("a\u{202E}b", "a<U+202E>b"), ("a\nb", "a<U+000A>b"),
        ("\u{0}", "<U+0000>"), ("\u{9B}2J", "<U+009B>2J"), ("نام\u{200C}ها", "نام\u{200C}ها"),
    ])
    func whatCouldSteerATerminalIsWrittenOut(_ text: String, _ shown: String) {
        #expect(text.harmless() == shown)
    }

    @Test func aTableFitsTheTerminalButNeverCutsASerialNumber() {
        var table = Table([
            .init(heading: "serial", isWhole: true), .init(heading: "count", isNumber: true), .init(heading: "note"),
            .init(heading: "never filled"),
        ])
        table.add(["TR2410001207Y", "7", "日本語 " + String(repeating: "long ", count: 20), ""])
        table.add(["TR2410001208W", "1200", "", ""])
        let lines = table.lines(for: Terminal(-1, environment: { $0 == "COLUMNS" ? "50" : nil }))
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.displayWidth <= 50 && !$0.hasSuffix(" ") })
        #expect(lines[0].hasPrefix("serial         count  note"))
        #expect(!lines[0].contains("never filled"))
        #expect(lines[1].hasPrefix("TR2410001207Y      7  日本語 long"))
        #expect(lines[2] == "TR2410001208W   1200")
    }

    @Test func nothingIsCutOrColouredInAPipe() {
        let terminal = Terminal(-1, environment: { _ in nil })
        #expect(terminal.width == nil)
        #expect(!terminal.hasColour)
        #expect(terminal.styled("text", .bad) == "text")
    }

    @Test(arguments: [
        (
            #"{"a":[1,{"b":"x,\"{"}],"c":{},"d":[]}"#,
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x,\\\"{\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}"
        ),
        (#" [ ] "#, "[]"), (#""text""#, #""text""#), ("", ""), ("]]", "\n]\n]"),
    ])
    func jsonIsIndentedAsItCame(_ json: String, _ expected: String) {
        #expect(String(decoding: JSONText.indented(json.utf8), as: UTF8.self) == expected)
    }

    @Test func aCallEncodesWhatIsTyped() {
        let call = APICall(.get, ["units", "a/b c?#%é"], query: [("after", "x&y"), ("none", nil)])
        #expect(call.target == "/api/v1/units/a%2Fb%20c%3F%23%25%C3%A9?after=x%26y")
    }

    @Test func aProgressBarFitsItsLine() {
        for width in [10, 20, 40, 80, 200] {
            for fraction in [nil, -1, 0, 0.5, 1, 7] {
                let line = ProgressBar.line(
                    label: "Importing events", fraction: fraction, rows: 1_234_567, seconds: 3, width: width)
                #expect(line.displayWidth <= width)
            }
        }
        let line = ProgressBar.line(label: "Importing", fraction: 0.25, rows: 500, seconds: 2, width: 80)
        #expect(line.contains("25 %"))
        #expect(line.contains("250/s"))
        #expect(line.contains("0:06 left"))
    }

    @Test(arguments: [
        (0, "0:00"), (65, "1:05"), (7384, "2:03:04"), (-1, "–"), (Double.infinity, "–"), (Double.nan, "–"),
    ])
    func durationsAreReadable(_ seconds: Double, _ text: String) {
        #expect(Figures.duration(seconds) == text)
    }

    @Test func aCaretStandsUnderTheWrongCharacter() {
        let body = Array(
            #"{"code":"lookup.wrong","detail":"Wrong.","field":"text","position":3}"#.utf8)
        let head = AnswerHead(status: 422)
        let lines = Refusal(head, body, typed: ["text": "日本語x"]).lines(for: Terminal(-1, environment: { _ in nil }))
        #expect(lines == ["Wrong. [lookup.wrong]", "  日本語x", "        ^"])
        let unknown = Refusal(head, Array("<html>".utf8)).lines(for: Terminal(-1, environment: { _ in nil }))
        #expect(unknown == ["The server answered with status 422. [server.status422]"])
    }
}
