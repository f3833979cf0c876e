import HTTPTypes
import Registry
import Testing

@testable import Server

/// Populations over HTTP.
struct PopulationRouteTests {
    private static let base = "/api/v1/manufacturers/acme/populations"

    private static func query(_ text: String, _ more: String = "") -> String {
        "?population=\(Href.encoded(text))\(more)"
    }

    @Test func aPopulationIsCheckedAsTextAndAsJSON() async throws {
        try await World.with { world in
            let text = try await world.ask(
                "POST", "/api/v1/populations/check", as: .stranger, json: #"{"population":"MODEL = A or age<2 years"}"#
            ).json
            #expect(text["text"]?.text == "model = A or age < 2 years")
            #expect(text["reading"]?.text?.contains("at least one of these holds") ?? false)
            let form = try #require(text["form"])
            let again = try await world.ask(
                "POST", "/api/v1/populations/check", as: .stranger,
                json: #"{"population":\#(String(decoding: Self.bytes(form), as: UTF8.self))}"#)
            #expect(again.json == text)
        }
    }

    private static func bytes(_ json: JSONValue) -> [UInt8] {
        JSONWriter.bytes { PopulationForm(json).write(to: &$0) }
    }

    @Test(
        arguments: [
            (#""model = A B""#, "population.syntax", "population", 10),
            (#""colour = red""#, "population.field", "population", 0),
            (#""produced = x""#, "population.value", "population", 11),
            (#"{"all":[]}"#, "population.form", "population.all", nil),
            (
                #"{"any":[{"field":"model","comparison":"in","values":["A",1]}]}"#, "population.form",
                "population.any[0].values[1]", nil
            ),
            (#""{\"all\":""#, "json.invalid", "population", 7), ("7", "json.value", "population", nil),
            ("null", "json.missingField", "population", nil),
        ] as [(String, String, String, Int64?)])
    func whatIsNoPopulationIsRefusedWithItsPlace(
        _ population: String, _ code: String, _ field: String, _ position: Int64?
    ) async throws {
        try await World.with { world in
            let refused = try await world.send(
                "POST", "/api/v1/populations/check", json: #"{"population":\#(population)}"#)
            #expect([400, 422].contains(refused.status))
            #expect(refused.code == code, "\(refused.text)")
            #expect(refused.json["field"]?.text == field)
            #expect(refused.json["position"]?.integer == position)
        }
    }

    @Test func unitsAreCountedByGetAndByPost() async throws {
        try await World.stocked { world in
            let count = try await world.ask(
                "GET", Self.base + "/count" + Self.query("batch = B/1 and not disposition = retail_sold")
            ).json
            #expect(count["total"]?.integer == 99)
            #expect(count["on"]?.text == "2026-06-01")
            #expect(count["models"]?.elements.first?["model"]?.text == "WDX-100/4")
            let aged = try await world.ask(
                "POST", Self.base + "/count",
                json: #"{"population":{"field":"age","comparison":">","values":["1 year"]},"on":"2027-03-03"}"#
            ).json
            #expect(aged["total"]?.integer == 100)
            let unknown = try await world.ask("GET", Self.base + "/count" + Self.query("model in (WDX-100, X)")).json
            #expect(unknown["total"]?.integer == 0)
            #expect(unknown["unknownModels"]?.elements.compactMap(\.text) == ["WDX-100", "X"])
        }
    }

    @Test func aRangeWithoutAnOrderIsRefusedWhereItStands() async throws {
        try await World.stocked { world in
            let (first, last) = (try await world.serial(5), try await world.serial(9))
            let text = "batch = B/1 and serial from \(first) to \(last)"
            #expect(try await world.ask("GET", Self.base + "/count" + Self.query(text)).json["total"]?.integer == 5)
            let refused = try await world.send(
                "GET", Self.base + "/count" + Self.query("batch = B/1 and serial from \(last) to \(first)"))
            #expect(refused.code == "population.range")
            #expect(refused.json["position"]?.integer == 16)
        }
    }

    @Test func theListComesInPagesAndStreams() async throws {
        try await World.stocked { world in
            try await world.ask("POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"P,\"1"}"#)
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/models/P%2C%221/units", json: #"{"serial":"=x\",1","batch":"a,b"}"#)
            var (serials, after): ([String], String) = ([], "")
            while true {
                let page = try await world.ask(
                    "GET", Self.base + "/units" + Self.query("everything", "&limit=40\(after)")
                ).json
                serials += page["items"]?.elements.compactMap { $0["serial"]?.text } ?? []
                guard let next = page["next"]?.text else { break }
                after = "&after=\(next)"
            }
            #expect(serials.count == 101)
            #expect(Set(serials).count == 101)

            let csv = try await world.ask("GET", Self.base + "/units" + Self.query("everything", "&format=csv"))
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            let lines = csv.text.split(separator: "\r\n").map(String.init)
            #expect(lines.count == 102)
            #expect(lines[0] == "manufacturer,model,serial,batch,sequence,produced_on")
            #expect(lines[1] == #"acme,"P,""1","'=x"",1","a,b",,"#)
            #expect(lines[2] == "acme,WDX-100/4,\(serials[1]),B/1,1,2026-03-02")

            let rows = try await world.ask(
                "POST", Self.base + "/units?format=ndjson&limit=7", json: #"{"population":"everything"}"#
            ).text.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
            #expect(rows.map { $0["serial"]?.text } == serials.prefix(7).map { $0 })

            #expect(
                try await world.send("GET", Self.base + "/units" + Self.query("everything", "&limit=501")).code
                    == "query.invalid")
            #expect(
                try await world.send("GET", Self.base + "/units" + Self.query("everything", "&after=AAAA")).code
                    == "cursor.invalid")
        }
    }

    @Test func oneUnitIsJudgedWithReasons() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let unit = "&model=\(Href.encoded("WDX-100/4"))&serial=\(serial)"
            let judged = try await world.ask(
                "GET", Self.base + "/holds" + Self.query("batch = B/1 and market = NO", unit)
            ).json
            #expect(judged["holds"]?.boolean == false)
            #expect(judged["reasons"]?.elements.map { $0["part"]?.text } == ["market = NO"])
            let body = #"{"population":"batch = B/1 and market = NO or disposition = retail_sold"}"#
            let posted = try await world.ask("POST", Self.base + "/holds?" + unit.dropFirst(), json: body).json
            #expect(posted["holds"]?.boolean == true)
            #expect(posted["reasons"]?.elements.first?["found"]?.text == "retail_sold")
            let unknown = try await world.send(
                "GET", Self.base + "/holds" + Self.query("everything", "&model=WDX-100%2F4&serial=nobody"))
            #expect(unknown.code == "unit.unknown")
            #expect(
                try await world.send("GET", Self.base + "/holds" + Self.query("everything")).code == "query.invalid")
            #expect(try await world.send("GET", Self.base + "/count").code == "query.invalid")
        }
    }

    @Test func anotherManufacturersUnitsDoNotCount() async throws {
        try await World.stocked { world in
            try await world.ask("POST", "/api/v1/manufacturers", json: #"{"slug":"other","name":"Other"}"#)
            try await world.ask("POST", "/api/v1/manufacturers/other/models", json: #"{"number":"WDX-100/4"}"#)
            try await world.ask(
                "POST", "/api/v1/manufacturers/other/models/WDX-100%2F4/units", json: #"{"serial":"x1"}"#)
            let text = Self.query("model = WDX-100/4")
            let others = "/api/v1/manufacturers/other/populations"
            #expect(try await world.ask("GET", Self.base + "/count" + text).json["total"]?.integer == 100)
            #expect(try await world.ask("GET", others + "/count" + text).json["total"]?.integer == 1)
            #expect(try await world.ask("GET", others + "/units" + text).json["items"]?.elements.count == 1)
            let unit = "&model=WDX-100%2F4&serial=\(try await world.serial(7))"
            #expect(try await world.send("GET", others + "/holds" + text + unit).code == "unit.unknown")
            #expect(try await world.send("GET", "/api/v1/manufacturers/none/populations/count" + text).status == 404)
        }
    }

    @Test func marketAndWorkOrderAreToldWhenUnitsAreIssuedAndAfterwards() async throws {
        try await World.stocked { world in
            let batch = try await world.ask(
                "POST", "\(World.model)/batches",
                json: #"{"batch":"B2","count":10,"date":"2026-03-03","workOrder":"WO-7","market":"NO"}"#
            ).json
            #expect(batch["workOrder"]?.text == "WO-7")
            let serial = try #require(batch["firstSerial"]?.text)
            let unit = try await world.ask("GET", "\(World.model)/units/\(serial)").json
            #expect(unit["market"]?.text == "NO")
            #expect(unit["history"]?.elements.first?["market"]?.text == "NO")
            let event =
                #"{"manufacturer":"acme","model":"WDX-100/4","serials":["\#(serial)"],"market":"SE"}"#
            try await world.ask("POST", "/api/v1/events", json: event)
            #expect(try await world.ask("GET", "\(World.model)/units/\(serial)").json["market"]?.text == "SE")
            #expect(try await world.ask("GET", "\(World.model)/units/\(serial)", as: .stranger).json["market"] == nil)
            for (text, count) in [("work order = WO-7", 10), ("market = NO", 9), ("market = SE", 1)]
                as [(String, Int64)]
            {
                let answer = try await world.ask("GET", Self.base + "/count" + Self.query(text)).json
                #expect(answer["total"]?.integer == count, "\(text)")
            }
            let wrong = try await world.send("POST", "/api/v1/events", json: event.replacing("SE", with: "se"))
            #expect(wrong.code == "value.invalid")
            let foreign = try await world.send(
                "POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"P"}"#)
            #expect(foreign.status == 201)
            let path = "/api/v1/manufacturers/acme/models/P/units"
            try await world.ask("POST", path, json: #"{"serial":"a1","batch":"L","workOrder":"WO-8","market":"DK"}"#)
            #expect(
                try await world.send("POST", path, json: #"{"serial":"a2","batch":"L","workOrder":"WO-9"}"#).code
                    == "batch.taken")
            #expect(
                try await world.send("POST", path, json: #"{"serial":"a3","workOrder":"WO-9"}"#).code == "value.invalid"
            )
        }
    }
}
