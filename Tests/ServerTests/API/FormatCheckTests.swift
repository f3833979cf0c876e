import Testing

@testable import Server

struct FormatCheckTests {
    private static let path = "/api/v1/formats/check"

    @Test(arguments: World.Asker.allCases) func everybodyMayAskWhatAPatternMeans(_ asker: World.Asker) async throws {
        try await World.with { world in
            let answer = try await world.ask(
                "POST", Self.path, as: asker, json: #"{"pattern":"{plant:2}{yy}{seq:5}{check:mod37-36}","plant":"TR"}"#)
            #expect(answer.json["length"]?.integer == 10)
            #expect(answer.json["room"]?.integer == 100_000)
            #expect(answer.json["needs"]?["plant"]?.integer == 2)
            #expect(answer.json["needs"]?["date"]?.text == "year")
            #expect(answer.json["madeUp"]?.elements.map(\.text) == ["date"])
            #expect(answer.json["firstSerial"]?.text?.hasPrefix("TR2500000") == true)
            #expect(answer.json["problems"]?.elements.isEmpty == true)
            #expect(answer.json["model"] == nil)
        }
    }

    @Test func aMistakeIsAnAnswerWithItsPlace() async throws {
        try await World.with { world in
            let answer = try await world.ask("POST", Self.path, json: #"{"pattern":"{yy}{seq:6"}"#)
            let problem = answer.json["problems"]?.elements.first
            #expect(problem?["code"]?.text == "format.syntax")
            #expect(problem?["field"]?.text == "pattern")
            #expect(problem?["position"]?.integer == 4)
            #expect(answer.json["pattern"] == nil)
            let hostile = try await world.ask("POST", Self.path, json: #"{"pattern":"{<script>}{seq:6}"}"#)
            #expect(!hostile.text.contains("<script"))
        }
    }

    @Test func withAModelItIsAQuestionOfThoseWhoIssue() async throws {
        try await World.stocked { world in
            let json =
                #"{"pattern":"TR{yy}{seq:5}{check:mod37-36}","manufacturer":"acme","model":"WDX-100/4","date":"2026-03-02","count":5}"#
            for asker in World.Asker.allCases {
                let answer = try await world.send("POST", Self.path, as: asker, json: json)
                #expect(answer.status == (asker == .maker || asker == .administrator ? 200 : 403), "\(asker)")
            }
            let answer = try await world.ask("POST", Self.path, as: .maker, json: json)
            #expect(answer.json["firstSequence"]?.integer == 101)
            #expect(answer.json["lastSequence"]?.integer == 105)
            #expect(answer.json["previousBatch"]?.text == "B/1")
            #expect(answer.json["isNew"]?.boolean == false)
            #expect(answer.json["left"]?.integer == 99_899)
            for (change, code) in [
                (#""manufacturer":"acme""#, "json.missingField"), (#""model":"X""#, "json.missingField"),
                (#""manufacturer":"nobody","model":"X""#, "manufacturer.unknown"),
                (#""manufacturer":"acme","model":"X""#, "model.unknown"), (#""count":0"#, "json.value"),
                (#""date":"yesterday""#, "identifier.date"), (#""extra":1"#, "json.unknownField"),
            ] {
                let refused = try await world.send("POST", Self.path, json: #"{"pattern":"{seq:6}",\#(change)}"#)
                #expect(refused.code?.hasPrefix(code.prefix(10)) == true, "\(change): \(refused.text)")
            }
        }
    }

    @Test func modelsAreFoundByNumberWhoeverMakesThem() async throws {
        try await World.stocked { world in
            let found = try await world.ask("GET", "/api/v1/models?number=WDX-100%2F4", as: .stranger)
            #expect(found.json["items"]?.elements.first?["manufacturer"]?["slug"]?.text == "acme")
            #expect(try await world.ask("GET", "/api/v1/models?number=X1").json["items"]?.elements.isEmpty == true)
            #expect(try await world.ask("GET", "/api/v1/models").json["items"]?.elements.isEmpty == false)
            #expect(try await world.send("GET", "/api/v1/models?number=").code == "identifier.empty")
        }
    }
}
