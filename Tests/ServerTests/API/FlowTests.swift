import HTTPTypes
import Nameplate
import Testing

@testable import Server

/// The happy paths, each answer held against the documented shape, and the refusals beside them.
struct FlowTests {
    @Test func manufacturersAreCreatedReadAndReplaced() async throws {
        try await World.with { world in
            let created = try await world.ask(
                "POST", "/api/v1/manufacturers",
                json: #"{"slug":"acme","name":"Åcme <b>","gs1Prefixes":["7312345"],"wmis":["YV1"]}"#)
            #expect(created.headers[.location] == "/api/v1/manufacturers/acme")
            #expect(created.headers[.eTag] == "\"1\"")
            #expect(!created.text.contains("<b>"))
            let read = try await world.ask("GET", "/api/v1/manufacturers/acme")
            #expect(read.json["name"]?.text == "Åcme <b>")
            let tag = try #require(read.headers[.eTag])
            let unchanged = try await world.send(
                "GET", "/api/v1/manufacturers/acme", headers: ["If-None-Match": "\"0\", W/\(tag)"])
            #expect(unchanged.status == 304)
            #expect(unchanged.body.isEmpty)

            let body = #"{"name":"Acme Two"}"#
            let path = "/api/v1/manufacturers/acme"
            #expect(try await world.send("PUT", path, json: body).status == 428)
            #expect(try await world.send("PUT", path, json: body, headers: ["If-Match": "3"]).code == "header.invalid")
            let replaced = try await world.ask("PUT", path, json: body, headers: ["If-Match": tag])
            #expect(replaced.json["rowVersion"]?.integer == 2)
            let stale = try await world.send("PUT", path, json: body, headers: ["If-Match": tag])
            #expect(stale.status == 412)
            #expect(stale.code == "manufacturer.changed")
            let other = try await world.send(
                "PUT", path, json: #"{"slug":"other","name":"X"}"#, headers: ["If-Match": "*"])
            #expect(other.status == 422)
            let taken = try await world.send("POST", "/api/v1/manufacturers", json: #"{"slug":"acme","name":"X"}"#)
            #expect(taken.status == 409)
            #expect(taken.code == "manufacturer.taken")
        }
    }

    @Test func modelsAreCreatedReadAndReplaced() async throws {
        try await World.stocked { world in
            let read = try await world.ask("GET", World.model)
            #expect(read.json["number"]?.text == "WDX-100/4")
            #expect(read.json["specifications"]?.elements.first?["number"]?.text == "310.50")
            #expect(read.json["fleet"]?["units"]?.integer == 100)
            let secret = try await world.ask("GET", World.model, as: .stranger)
            #expect(secret.json["fleet"] == nil)
            #expect(secret.headers[.eTag] != read.headers[.eTag])
            let replaced = try await world.ask(
                "PUT", World.model, json: #"{"name":"Freezer","fleetPublished":true}"#,
                headers: ["If-Match": try #require(read.headers[.eTag])])
            #expect(replaced.json["rowVersion"]?.integer == 2)
            #expect(try await world.ask("GET", World.model, as: .stranger).json["fleet"] != nil)
            let successor = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/models",
                json: #"{"number":"WDX-200","supersedes":"WDX-100/4","releasedOn":"2030-01-01"}"#)
            #expect(successor.headers[.location] == "/api/v1/manufacturers/acme/models/WDX-200")
            #expect(
                try await world.send("GET", "/api/v1/manufacturers/acme/models/WDX-200", as: .stranger).status == 404)
            #expect(try await world.ask("GET", World.model).json["supersededBy"]?.elements.count == 1)
        }
    }

    @Test func listsComeInPagesThatLoseAndRepeatNothing() async throws {
        try await World.with { world in
            for number in 0..<7 {
                try await world.ask("POST", "/api/v1/manufacturers", json: #"{"slug":"m\#(number)","name":"M"}"#)
            }
            var (slugs, after): ([String], String) = ([], "")
            while true {
                let page = try await world.ask("GET", "/api/v1/manufacturers?limit=3\(after)").json
                slugs += page["items"]?.elements.compactMap { $0["slug"]?.text } ?? []
                guard let next = page["next"]?.text else { break }
                after = "&after=\(next)"
                let tampered = "A" + next.dropFirst()
                let refused = try await world.send("GET", "/api/v1/manufacturers?after=\(tampered)")
                #expect(refused.code == "cursor.invalid" || tampered == next)
            }
            #expect(slugs == (0..<7).map { "m\($0)" })
        }
    }

    @Test func batchesAreTriedIssuedAndStreamed() async throws {
        try await World.stocked { world in
            let body = #"{"batch":"B2","count":3,"date":"2026-03-02"}"#
            let trial = try await world.ask("POST", "\(World.model)/batches?dryRun=true", json: body, status: 200)
            #expect(trial.json["firstSequence"]?.integer == 101)
            #expect(try await world.send("GET", "\(World.model)/batches/B2").code == "batch.unknown")
            let issued = try await world.ask("POST", "\(World.model)/batches", json: body)
            #expect(issued.headers[.location] == "\(World.model)/batches/B2")
            #expect(issued.json["lastSerial"]?.text == trial.json["lastSerial"]?.text)
            try await world.ask("GET", "\(World.model)/batches/B2")
            try await world.ask("GET", "\(World.model)/batches")
            try await world.ask("GET", "\(World.model)/formats")
            let serials = try await world.send("GET", "\(World.model)/batches/B2/serials")
            #expect(serials.headers[.contentLength] == String(serials.body.count))
            let lines = serials.text.split(separator: "\n").map(String.init)
            #expect(lines.count == 3)
            #expect(lines.first == issued.json["firstSerial"]?.text)
            #expect(lines.last == issued.json["lastSerial"]?.text)
            let rest = try await world.send("GET", "\(World.model)/batches/B2/serials?from=102")
            #expect(rest.text == lines.dropFirst().map { $0 + "\n" }.joined())
            let rows = try await world.send(
                "GET", "\(World.model)/batches/B2/serials?limit=1", headers: ["Accept": "application/x-ndjson"])
            #expect(rows.text == #"{"sequence":101,"serial":"\#(lines[0])"}"# + "\n")
            let outside = try await world.send("GET", "\(World.model)/batches/B2/serials?from=1")
            #expect(outside.code == "query.invalid")
            let batches = "\(World.model)/batches"
            let room = try await world.send("POST", batches, json: #"{"count":1000000,"date":"2026"}"#)
            #expect(room.code == "batch.room", "\(room.text)")
            let most = try await world.send("POST", batches, json: #"{"count":9223372036854775807,"date":"2026"}"#)
            #expect(most.status == 422, "\(most.text)")
            #expect(most.json["title"]?.text == "Unprocessable Content")
        }
    }

    @Test func eventsAreRecordedReadAndCorrected() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let recorded = try await world.ask(
                "POST", "/api/v1/events",
                json: """
                    {"manufacturer":"acme","model":"WDX-100/4","serials":["\(serial)"],
                     "eventTime":"2026-05-01T10:00:00.25+02:00","businessStep":"repairing","disposition":"active",
                     "location":"shop-1","faultCode":"not-cooling","notes":["Fan changed"],
                     "readings":[{"type":"power","value":58.50,"unit":"WTT"}],"fitted":[{"part":"FAN","serial":"F1"}],
                     "removed":[{"part":"FAN"}],"transactions":[{"type":"po","id":"1"}],"set":["recalled"]}
                    """)
            let id = try #require(recorded.json["id"]?.text)
            #expect(recorded.headers[.location] == "/api/v1/events/\(id)")
            let event = try await world.ask("GET", "/api/v1/events/\(id)")
            #expect(event.json["eventTime"]?.text == "2026-05-01T08:00:00.250000Z")
            #expect(event.json["zone"]?.integer == 120)
            #expect(event.json["readings"]?.elements.first?["value"]?.text == "58.50")
            #expect(event.json["units"]?.elements.first?["serial"]?.text == serial)
            let corrected = try await world.ask(
                "POST", "/api/v1/events",
                json: """
                    {"manufacturer":"acme","corrects":"\(id)","errorReason":"did_not_occur",
                     "eventTime":"2026-05-01T10:00:00.25+02:00"}
                    """)
            #expect(corrected.status == 201)
            let unit = try await world.ask("GET", "\(World.model)/units/\(serial)")
            #expect(unit.json["failures"]?.integer == 0)
            #expect(unit.json["history"]?.elements.contains { $0["correctedBy"] != nil } == true)
            let then = try await world.ask("GET", "\(World.model)/units/\(serial)?asOf=2026-03-15T00:00:00Z")
            #expect(then.json["disposition"]?.text == "active")
            #expect(try await world.send("GET", "\(World.model)/units/\(serial)?asOf=yesterday").status >= 400)
            #expect(try await world.send("GET", "/api/v1/events/\(Int64.max)").code == "event.unknown")
            #expect(try await world.send("GET", "/api/v1/events/-1").code == "event.unknown")
        }
    }

    @Test func rangesAndContainersAndExpectationsAreUnderstood() async throws {
        try await World.stocked { world in
            let range = try await world.ask(
                "POST", "/api/v1/events",
                json: """
                    {"manufacturer":"acme","model":"WDX-100/4","batch":"B/1","firstSequence":10,"lastSequence":20,
                     "container":"003123450000000011","action":"ADD","businessStep":"packing",
                     "disposition":"in_progress"}
                    """)
            let event = try await world.ask("GET", "/api/v1/events/\(try #require(range.json["id"]?.text))")
            #expect(event.json["type"]?.text == "AggregationEvent")
            #expect(event.json["ranges"]?.elements.first?["lastSequence"]?.integer == 20)
            #expect(event.json["parent"]?["isContainer"]?.boolean == true)
            let refused = try await world.send(
                "POST", "/api/v1/events",
                json: """
                    {"manufacturer":"acme","model":"WDX-100/4","serials":["\(try await world.serial(7))"],
                     "businessStep":"retail_selling","disposition":"retail_sold",
                     "expect":{"dispositions":["sellable_accessible"],"mode":"command"}}
                    """)
            #expect(refused.status == 409)
            #expect(refused.code == "unit.state")
        }
    }

    @Test func unitsFromElsewhereAreRegistered() async throws {
        try await World.with { world in
            try await world.ask("POST", "/api/v1/manufacturers", json: #"{"slug":"acme","name":"Acme"}"#)
            try await world.ask("POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"D1"}"#)
            let path = "/api/v1/manufacturers/acme/models/D1/units"
            let body =
                #"{"serial":"Z/1 %","batch":"L1","producedOn":"2024-05","disposition":"active","location":"hall"}"#
            let registered = try await world.ask("POST", path, json: body)
            #expect(registered.headers[.location] == "\(path)/Z%2F1%20%25")
            let unit = try await world.ask("GET", try #require(registered.headers[.location]))
            #expect(unit.json["serial"]?.text == "Z/1 %")
            #expect(unit.json["producedOn"]?.text == "2024-05")
            #expect(try await world.send("POST", path, json: body).code == "serial.taken")
            #expect(try await world.ask("GET", path).json["items"]?.elements.count == 1)
        }
    }

    @Test func dossiersShowEachAskerWhatIsHis() async throws {
        try await World.stocked { world in
            let path = "\(World.model)/units/\(try await world.serial(7))"
            let stranger = try await world.ask("GET", path, as: .stranger).json
            #expect(stranger["history"] == nil)
            #expect(stranger["ownerName"] == nil)
            #expect(stranger["producedOn"]?.text == "2026-03")
            let owner = try await world.ask("GET", path, as: .owner).json
            #expect(owner["ownerName"]?.text == "Sample Owner")
            #expect(owner["history"]?.elements.count == 2)
            let technician = try await world.ask("GET", path, as: .technician).json
            #expect(technician["ownerName"] == nil)
            #expect(technician["history"] != nil)
            #expect(technician["hasOwner"] == nil)
            let support = try await world.ask("GET", path, as: .support).json
            #expect(support["ownerName"] == nil && support["hasOwner"]?.boolean == true)
        }
    }

    @Test func lookUpFindsAndExplains() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let unit = try await world.ask("GET", "/api/v1/lookup?text=M/N+WDX-100/4+S/N%20\(serial)")
            #expect(unit.json["outcome"]?.text == "unit")
            #expect(unit.json["unit"]?["serial"]?.text == serial)
            let model = try await world.ask("POST", "/api/v1/lookup", as: .stranger, json: #"{"text":"WDX-100/4"}"#)
            #expect(model.json["outcome"]?.text == "model")
            let unknown = try await world.ask(
                "GET", "/api/v1/lookup?text=%3Cscript%3Ealert(1)%3C/script%3E", as: .stranger)
            #expect(unknown.json["outcome"]?.text == "unknown")
            #expect(!unknown.text.contains("<script"))
            #expect(unknown.json["suggestions"]?.elements.isEmpty == false)
        }
    }

    @Test func auditStreamsItsReport() async throws {
        try await World.stocked { world in
            let exchange = try await world.send("POST", "/api/v1/audit")
            let last = try #require(exchange.text.split(separator: "\n").last)
            let report = try JSONParser.parse(Array(last.utf8))["report"]
            #expect(report?["events"]?.integer == 2)
            #expect(report?["findings"]?.elements.isEmpty == true)
        }
    }

    @Test func filesAreImportedWholeOrNotAtAll() async throws {
        try await World.stocked { world in
            let path = "/api/v1/imports/models"
            let type = ["Content-Type": "text/csv"]
            let file = Array("manufacturer,number\nacme,N-1\nacme,N-2\n".utf8)
            func report(_ exchange: World.Exchange) throws -> JSONValue? {
                let lines = exchange.text.split(separator: "\n")
                let schema = Schema.any([.object(ImportProgress.line), .object(ImportReport.line)])
                for line in lines { try schema.check(JSONParser.parse(Array(line.utf8))) }
                return try JSONParser.parse(Array(#require(lines.last).utf8))["report"]
            }
            let trial = try await world.send("POST", "\(path)?dryRun=true", headers: type, bytes: file)
            #expect(try report(trial)?["created"]?.integer == 2)
            let faulty = try await world.send(
                "POST", path, headers: type, bytes: Array("manufacturer,number\nacme,N-1\nnobody,<b>\n".utf8))
            #expect(try report(faulty)?["errors"]?.elements.first?["row"]?.integer == 3)
            #expect(!faulty.text.contains("<b>"))
            #expect(try await world.send("GET", "/api/v1/manufacturers/acme/models/N-1").status == 404)
            let done = try await world.send("POST", path, headers: type, bytes: file)
            #expect(try report(done)?["created"]?.integer == 2)
            let again = try await world.send("POST", path, headers: type, bytes: file)
            #expect(try report(again)?["alreadyImported"]?.boolean == true)
            #expect(try await world.ask("GET", "/api/v1/imports").json["items"]?.elements.count == 1)
            let kind = try await world.send("POST", "/api/v1/imports/secrets", headers: type, bytes: file)
            #expect(kind.code == "import.unknown")
            let undeclared = try await world.send("POST", path, bytes: file)
            #expect(undeclared.status == 415)
        }
    }

    @Test func repeatedRequestsGetTheFirstAnswer() async throws {
        try await World.stocked { world in
            let key = ["Idempotency-Key": "0b9f-1"]
            let body = #"{"count":5,"date":"2026-03-02"}"#
            let first = try await world.ask("POST", "\(World.model)/batches", json: body, headers: key)
            #expect(first.headers[HeaderNames.idempotencyReplayed] == nil)
            let second = try await world.ask("POST", "\(World.model)/batches", json: body, headers: key)
            #expect(second.headers[HeaderNames.idempotencyReplayed] == "true")
            #expect(second.body == first.body)
            #expect(second.headers[.location] == first.headers[.location])
            let other = try await world.send(
                "POST", "\(World.model)/batches", json: #"{"count":6,"date":"2026-03-02"}"#, headers: key)
            #expect(other.status == 422)
            #expect(other.code == "idempotency.mismatch")
            let bad = try await world.send(
                "POST", "\(World.model)/batches", json: body, headers: ["Idempotency-Key": "a b"])
            #expect(bad.code == "header.invalid")
            let refused = try await world.send(
                "POST", "\(World.model)/batches", json: #"{"batch":"B/1","count":1,"date":"2026-03-02"}"#,
                headers: ["Idempotency-Key": "2"])
            #expect(refused.status == 409)
        }
    }
}
