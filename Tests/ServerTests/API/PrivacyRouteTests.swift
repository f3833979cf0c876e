import HTTPTypes
import Registry
import Testing

@testable import Server

/// Owners, persons, retention and the audit trail over the API.
struct PrivacyRouteTests {
    private static let persons = "/api/v1/manufacturers/acme/persons"

    @Test func anOwnerIsReadWithAReasonAndLearnsOfIt() async throws {
        try await World.stocked { world in
            let unit = "\(World.model)/units/\(try await world.serial(7))"
            let none = try await world.send("POST", "\(unit)/owner", as: .support, json: "{}")
            #expect(none.status == 422 && none.code == "json.missingField")
            let short = try await world.send("POST", "\(unit)/owner", as: .support, json: #"{"reason":"no"}"#)
            #expect(short.status == 422 && short.code == "reason.invalid" && short.json["field"]?.text == "reason")
            let answer = try await world.ask(
                "POST", "\(unit)/owner", as: .support, json: #"{"reason":"Case 4711"}"#,
                headers: ["Idempotency-Key": "k1"])
            #expect(answer.json["owner"]?["name"]?.text == "Sample Owner")
            // Each time is another look, also under the same key: nothing personal is kept for a repeated request.
            try await world.ask(
                "POST", "\(unit)/owner", as: .support, json: #"{"reason":"Case 4711"}"#,
                headers: ["Idempotency-Key": "k1"])
            #expect(answer.headers[.cacheControl] == "no-store")
            let asOwner = try await world.ask("GET", unit, as: .owner)
            #expect(asOwner.headers[.cacheControl] == "no-store")
            let own = asOwner.json
            #expect(own["looks"]?.elements.map { $0["reason"]?.text } == ["Case 4711", "Case 4711"])
            #expect(own["looks"]?.elements.first?["who"]?.text?.hasPrefix("token:") == true)
            #expect(try await world.ask("GET", unit, as: .maker).json["looks"] == nil)
        }
    }

    @Test func aPersonIsGivenOutAndErased() async throws {
        try await World.stocked { world in
            let unit = "\(World.model)/units/\(try await world.serial(7))"
            let question = #"{"reference":"Sample Owner","reason":"Asked by letter"}"#
            let export = try await world.ask("POST", "\(Self.persons)/export", as: .support, json: question)
            #expect(export.json["items"]?.elements.first?["units"]?.elements.count == 1)
            for body in ["", #""reference":"a","id":"1","#, #""id":"-1","#, #""id":"x","#] {
                let wrong = try await world.send(
                    "POST", "\(Self.persons)/export", json: "{\(body)\"reason\":\"Asked by letter\"}")
                #expect(wrong.status == 422 && wrong.code == "value.invalid", "\(body)")
            }
            let dry = try await world.ask(
                "POST", "\(Self.persons)/erase?dryRun=true", json: #"{"reference":"Sample Owner"}"#)
            #expect(dry.json["dryRun"]?.boolean == true && !dry.text.contains("Sample Owner"))
            let unsure = try await world.send("POST", "\(Self.persons)/erase", json: question)
            #expect(unsure.status == 422 && unsure.code == "confirmation.missing")
            try await world.ask(
                "POST", "\(Self.persons)/erase",
                json: #"{"reference":"Sample Owner","reason":"Asked by letter","confirm":true}"#)
            let gone = try await world.ask("POST", "\(unit)/owner", json: #"{"reason":"Case 4711"}"#)
            #expect(gone.json["owner"]?["name"] == nil && gone.json["owner"]?["erasedAt"] != nil)
            #expect(try await world.send("POST", "\(Self.persons)/export", json: question).code == "party.unknown")
        }
    }

    @Test func theTrailIsReadFilteredAndTakenAway() async throws {
        try await World.stocked { world in
            let path = "/api/v1/audit-trail"
            let all = try await world.ask("GET", path).json["items"]?.elements ?? []
            #expect(all.count >= 4)
            var seen: [String] = []
            var next: String? = ""
            while let cursor = next {
                let page = try await world.ask("GET", "\(path)?limit=2" + (cursor.isEmpty ? "" : "&after=\(cursor)"))
                    .json
                seen += page["items"]?.elements.compactMap { $0["id"]?.text } ?? []
                next = page["next"]?.text
            }
            #expect(seen == all.compactMap { $0["id"]?.text })
            let models = try await world.ask("GET", "\(path)?action=model.create&since=2026-06-01&until=2026-06-02")
            #expect(models.json["items"]?.elements.map { $0["subject"]?.text } == ["WDX-100/4"])
            #expect(try await world.ask("GET", "\(path)?since=2026-06-02").json["items"]?.elements.isEmpty == true)
            #expect(try await world.send("GET", "\(path)?since=soon").code == "value.invalid")
            #expect(try await world.send("GET", "\(path)?after=AAAA").code == "cursor.invalid")
            let table = try await world.send("GET", "\(path)?action=batch.issue", headers: ["Accept": "text/csv"])
            #expect(table.text.split(separator: "\r\n").count == 2 && table.text.hasPrefix("at,who,action,subject"))
            let lines = try await world.send("GET", path, headers: ["Accept": "application/x-ndjson"])
            for line in lines.text.split(separator: "\n") {
                try Schema.object(try #require(Self.entry)).check(try JSONParser.parse(Array(line.utf8)))
            }
            #expect(lines.text.contains("trail.export") && lines.text.contains(#""request":"#))
        }
    }

    private static var entry: ObjectSchema? {
        guard case .object(let page) = Routes.auditTrail[0].answer.schema,
            case .list(.object(let entry), _) = page.properties[0].schema
        else { return nil }
        return entry
    }

    @Test func retentionIsShownSetAndRun() async throws {
        try await World.stocked { world in
            let rules = try await world.ask("GET", "/api/v1/retention").json["items"]?.elements ?? []
            #expect(rules.compactMap { $0["rule"]?.text } == RetentionRule.allCases.map(\.rawValue))
            let set = try await world.ask("PUT", "/api/v1/retention/trail-reasons", json: #"{"days":30,"isOn":true}"#)
            #expect(set.json["days"]?.integer == 30 && set.json["isOn"]?.boolean == true)
            #expect(try await world.send("PUT", "/api/v1/retention/x", json: "{}").status == 404)
            #expect(try await world.send("PUT", "/api/v1/retention/imports", json: #"{"days":0}"#).status == 422)
            #expect(try await world.send("PUT", "/api/v1/retention/responses", json: #"{"days":9}"#).status == 422)
            #expect(try await world.send("POST", "/api/v1/retention/run", json: "{}").code == "confirmation.missing")
            let run = try await world.ask("POST", "/api/v1/retention/run", json: #"{"confirm":true}"#)
            #expect(
                run.json["items"]?.elements.compactMap { $0["rule"]?.text } == [
                    "trail-addresses", "trail-reasons", "scans", "thefts", "findings",
                ])
        }
    }
}
