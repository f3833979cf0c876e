import Testing

@testable import Server

struct JSONTests {
    @Test(
        arguments: [
            ("{}", JSONValue.object([:])),
            (" [1, -2.5e+3 ,\"a\"]\n", .array([.number("1"), .number("-2.5e+3"), .text("a")])),
            (#""\u0041\ud83d\ude00\n\/""#, .text("A😀\n/")), ("true", .boolean(true)), ("null", .null),
            ("0", .number("0")),
            (#"{"a":{"b":null}}"#, .object(["a": .object(["b": .null])])), (#""\u0000""#, .text("\0")),
        ] as [(String, JSONValue)])
    func documentsAreRead(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONParser.parse(Array(text.utf8)) == value)
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "NaN", "Infinity",
        "tru",
        "\"a", "\"\\x\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u12\"", "\"\u{1}\"", "{} {}", "'a'", "// x",
        "\u{FEFF}{}",
        #"{"a":1,"a":2}"#, "nullx",
    ])
    func brokenDocumentsAreRefused(_ text: String) {
        #expect(throws: RequestError.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test func depthAndEncodingAreLimited() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: RequestError.self) { try JSONParser.parse(Array(deep.utf8)) }
        #expect(throws: RequestError.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
        let allowed = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(throws: Never.self) { try JSONParser.parse(Array(allowed.utf8)) }
    }

    @Test func theNumberOfValuesIsLimited() throws {
        // The array counts too.
        let most = "[" + String(repeating: "0,", count: Limits.jsonValues - 2) + "0]"
        #expect(try JSONParser.parse(Array(most.utf8)).elements.count == Limits.jsonValues - 1)
        let error = #expect(throws: RequestError.self) { try JSONParser.parse(Array("[0,\(most.dropFirst())".utf8)) }
        #expect(error?.code == .jsonInvalid && error?.position == most.utf8.count)
    }

    @Test(arguments: ["", "a", "\"\\\n\r\t\0", "<script>&amp;", "\u{202E}abc", "😀", "\u{2028}", "\u{7F}"])
    func writtenTextsAreReadBack(_ text: String) throws {
        let bytes = JSONWriter.bytes { json in json.object { $0.field("text", text) } }
        #expect(try JSONParser.parse(bytes) == .object(["text": .text(text)]))
        #expect(!bytes.contains(UInt8(ascii: "<")))
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (1_780_315_200_250_000, "2026-06-01T12:00:00.250000Z"),
        ] as [(Int64, String)])
    func timesAreWrittenToTheMicrosecond(_ time: Int64, _ text: String) {
        #expect(TimeText.text(time) == text)
    }

    @Test func cursorsBelongToTheirList() throws {
        let cursor = Cursor.text("Å/1", in: "/a")
        #expect(Cursor.key(of: cursor, in: "/a") == "Å/1")
        #expect(Cursor.key(of: cursor, in: "/b") == nil)
        for index in cursor.indices {
            var tampered = cursor
            tampered.replaceSubrange(index...index, with: cursor[index] == "A" ? "B" : "A")
            #expect(Cursor.key(of: tampered, in: "/a") == nil)
        }
        #expect(Cursor.key(of: "", in: "/a") == nil)
        #expect(Cursor.key(of: "Ä=", in: "/a") == nil)
    }
}
