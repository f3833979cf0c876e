import Testing

@testable import Server

struct ParseRouteTests {
    private static let path = "/api/v1/parse"

    @Test(arguments: World.Asker.allCases) func everybodyMayAskWhatANumberIs(_ asker: World.Asker) async throws {
        try await World.with { world in
            let answer = try await world.ask("GET", Self.path + "?text=4006381333931", as: asker)
            #expect(answer.json["scheme"]?.text == "gtin")
            #expect(answer.json["value"]?["canonical"]?.text == "04006381333931")
            #expect(answer.json["confidence"]?.text == "likely")
            #expect(answer.json["interpretations"]?.elements.first?["scheme"]?.text == "gln")
        }
    }

    @Test func theSchemeAndItsSettingsAreAskedInTheQueryOrTheBody() async throws {
        try await World.with { world in
            let heavy = try await world.ask(
                "GET", Self.path + "?text=4DR5VK353GF444101&scheme=vin&vehicle_class=heavy&as_of=2026")
            #expect(heavy.json["value"]?["model_year_candidates"]?.elements.map(\.integer) == [2016, 1986])
            #expect(heavy.json["tables"]?["vehicles"]?.text?.contains("vPIC") == true)
            let refused = try await world.ask(
                "POST", Self.path, json: #"{"input":"KNEA55HD7R6000001","scheme":"vin","profile":"us"}"#)
            #expect(refused.json["valid"]?.boolean == false)
            #expect(refused.json["error"]?["reason"]?.text == "check_digit")
            #expect(refused.json["corrections"]?.elements.isEmpty == false)
            let path = try await world.ask("POST", Self.path, json: #"{"input":["01","21"],"kind":"dlPathSequence"}"#)
            #expect(path.json["valid"]?.boolean == true)
            let decimal = try await world.ask(
                "POST", Self.path, json: #"{"input":{"3100":17.23},"scheme":"encodeDecimal"}"#)
            #expect(decimal.json["value"]?["bracketed"]?.text == "(3102)001723")
            let lost = try await world.ask(
                "POST", Self.path, json: #"{"input":"01095060001343521726073110LOT4711A21SN123456"}"#)
            #expect(lost.json["scanner"]?.elements.first?["code"]?.text == "scanner.separators")
        }
    }

    @Test func manyAreAnsweredInTheirOrder() async throws {
        try await World.with { world in
            let answer = try await world.ask(
                "POST", Self.path, json: #"{"requests":[{"input":"CSQU3054383"},{"input":"hello"},{"scheme":"imei"}]}"#)
            let answers = answer.json["answers"]?.elements ?? []
            #expect(answers.map { $0["valid"]?.boolean } == [true, false, false])
            #expect(answers.map { $0["error"]?["code"]?.text } == [nil, "parse.unread", "parse.field"])
            let many = Array(repeating: #"{"input":"1"}"#, count: 1_001).joined(separator: ",")
            let refused = try await world.send("POST", Self.path, json: #"{"requests":[\#(many)]}"#)
            #expect(refused.status == 422 && refused.code == "json.value")
            let both = try await world.send("POST", Self.path, json: #"{"requests":[],"input":"1"}"#)
            #expect(both.code == "json.value")
        }
    }

    @Test func whatIsWrongWithARequestIsTold() async throws {
        try await World.with { world in
            let unknown = try await world.ask("GET", Self.path + "?text=1&scheme=nope")
            #expect(unknown.json["error"]?["code"]?.text == "parse.scheme")
            let day = try await world.ask("GET", Self.path + "?text=1&as_of=yesterday")
            #expect(day.json["error"]?["code"]?.text == "parse.field")
            for (target, code) in [(Self.path, "query.invalid"), (Self.path + "?text=1&x=1", "query.unknown")] {
                #expect(try await world.send("GET", target).code == code)
            }
            let extra = try await world.send("POST", Self.path, json: #"{"input":"1","x":1}"#)
            #expect(extra.code == "json.unknownField")
            let large = try await world.send(
                "POST", Self.path, json: #"{"input":"\#(String(repeating: "1", count: 1 << 20))"}"#)
            #expect(large.code == "body.tooLarge")
            let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
            #expect(try await world.send("POST", Self.path, json: #"{"input":\#(deep)}"#).status == 400)
        }
    }

    @Test func hostileTextsAreAnsweredAndStayTexts() async throws {
        try await World.with { world in
            for text in [
                #"\u0000"#, "<script>alert(1)</script>", #"\u202e123"#, String(repeating: "(01)", count: 100_000),
            ] {
                let answer = try await world.ask("POST", Self.path, json: #"{"input":"\#(text)"}"#)
                #expect(answer.json["valid"]?.boolean == false)
                #expect(!answer.text.contains("<script"))
            }
        }
    }
}
