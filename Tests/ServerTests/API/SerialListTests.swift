import HTTPTypes
import Testing

@testable import Server

/// A batch's serial numbers as text, as a table and as JSON: from any place, in any length.
struct SerialListTests {
    private static let serials = "\(World.model)/batches/B%2F1/serials"

    @Test func aTableHasAHeadAndARowForEach() async throws {
        try await World.stocked { world in
            let text = try await world.send("GET", Self.serials).text.split(separator: "\n").map(String.init)
            let table = try await world.send("GET", "\(Self.serials)?as=csv")
            #expect(table.status == 200)
            #expect(table.headers[.contentType] == "text/csv; charset=utf-8")
            let rows = text.enumerated().map { "\($0.offset + 1),\($0.element)\n" }.joined()
            #expect(table.text == "sequence,serial\n" + rows)
            let accepted = try await world.send("GET", Self.serials, headers: ["Accept": "text/csv"])
            #expect(accepted.body == table.body)
            let json = try await world.send("GET", "\(Self.serials)?as=ndjson", headers: ["Accept": "text/csv"])
            #expect(json.headers[.contentType] == "application/x-ndjson")
            let lines = json.text.split(separator: "\n")
            #expect(lines.count == 100)
            for (line, serial) in zip(lines, text) {
                #expect(try JSONParser.parse(Array(line.utf8))["serial"]?.text == serial)
            }
        }
    }

    /// Digits grow at 9 and 99: what follows a place is the same from wherever one begins.
    @Test(arguments: SerialStream.Form.allCases) func anyPartIsPartOfTheWhole(_ form: SerialStream.Form) async throws {
        try await World.stocked { world in
            let head = form == .csv ? 1 : 0
            let whole = try await world.send("GET", "\(Self.serials)?as=\(form.rawValue)").text
                .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            #expect(whole.count == 100 + head)
            for (from, limit) in [(1, 1), (1, 100), (9, 2), (95, 1_000), (100, 1), (50, 10)] {
                let part = try await world.send(
                    "GET", "\(Self.serials)?as=\(form.rawValue)&from=\(from)&limit=\(limit)"
                ).text
                let wanted = whole.prefix(head) + whole.dropFirst(head + from - 1).prefix(limit)
                #expect(part == wanted.map { $0 + "\n" }.joined(), "from \(from), \(limit)")
            }
            for query in ["from=0", "from=101", "limit=0", "as=xml", "from=x"] {
                let refused = try await world.send("GET", "\(Self.serials)?as=\(form.rawValue)&\(query)")
                #expect(refused.status == 400, "\(query)")
            }
        }
    }

    @Test func literalsThatMeanSomethingElsewhereAreEscaped() async throws {
        try await World.stocked { world in
            for (number, pattern) in [("Q1", #"A"B,{seq:3}<&>\"#), ("Q2", ",{seq:3}"), ("Q3", #"{seq:3}""#)] {
                try await world.ask("POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"\#(number)"}"#)
                let escaped = String(decoding: JSONWriter.bytes { $0.value(pattern) }, as: UTF8.self)
                let path = "/api/v1/manufacturers/acme/models/\(number)/batches"
                try await world.ask(
                    "POST", path, json: #"{"batch":"1","count":2,"pattern":\#(escaped),"addFormat":true}"#)
                let serial = pattern.replacing("{seq:3}", with: "001")
                let text = try await world.send("GET", "\(path)/1/serials?limit=1").text
                #expect(text == serial + "\n")
                let row = try await world.send("GET", "\(path)/1/serials?as=csv&limit=1").text
                #expect(row == "sequence,serial\n1,\"\(serial.replacing("\"", with: "\"\""))\"\n")
                let json = try await world.send("GET", "\(path)/1/serials?as=ndjson&limit=1")
                #expect(try JSONParser.parse(json.body)["serial"]?.text == serial)
                #expect(!json.text.contains("<"))
            }
        }
    }

    /// Several pieces of rows, so that their seams are looked at too.
    @Test func aLongTableIsWhole() async throws {
        try await World.stocked { world in
            let path = "\(World.model)/batches"
            try await world.ask("POST", path, json: #"{"batch":"L","count":20000,"date":"2026-03-02"}"#)
            let table = try await world.send("GET", "\(path)/L/serials?as=csv").text.split(separator: "\n")
            let text = try await world.send("GET", "\(path)/L/serials").text.split(separator: "\n")
            #expect(table.count == 20_001)
            for (index, row) in table.dropFirst().enumerated() where row != "\(101 + index),\(text[index])" {
                Issue.record("row \(index): \(row)")
            }
        }
    }
}
