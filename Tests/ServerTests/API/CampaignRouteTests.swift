import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Recalls over HTTP.
struct CampaignRouteTests {
    private static let list = "/api/v1/manufacturers/acme/campaigns"
    private static let said = #"""
        {"kind": "safetyRecall", "title": "The cord may break", "scope": "model = WDX-100/4", "remedy": "replace",
         "priority": "critical", "hazard": "Electric shock", "instructions": "Unplug it.", "doNotUse": true,
         "parts": [{"model": "CORD-2", "quantity": 1, "available": false}], "countries": ["NO", "SE"],
         "announcedOn": "2026-05-01", "ownNumber": "=1+1"}
        """#

    private func add(_ world: World, _ json: String = said) async throws -> (path: String, json: JSONValue) {
        let made = try await world.ask("POST", Self.list, json: json).json
        return (try #require(made["path"]?.text), made)
    }

    private func step(
        _ world: World, _ path: String, _ json: String, query: String = "", version: String = "*"
    ) async throws -> World.Exchange {
        try await world.send("POST", "\(path)/steps\(query)", json: json, headers: ["If-Match": version])
    }

    @Test func aRecallIsWrittenOpenedAmendedAndClosed() async throws {
        try await World.stocked { world in
            let (path, made) = try await add(world)
            #expect(
                made["state"]?.text == "draft" && made["possible"]?.elements.compactMap(\.text) == ["open", "withdraw"])
            let serial = try await world.serial(7)
            let unit = "\(World.model)/units/\(serial)"
            #expect(try await world.ask("GET", unit).json["campaigns"] == nil)
            #expect(try await world.send("POST", "\(path)/steps", json: #"{"step": "open"}"#).status == 428)
            #expect(try await step(world, path, #"{"step": "open"}"#, version: "\"77\"").status == 412)
            #expect(try await step(world, path, #"{"step": "close"}"#).code == "state.step")
            let tried = try await step(world, path, #"{"step": "open"}"#, query: "?dryRun=true")
            #expect(tried.status == 200 && tried.json["state"]?.text == "open")
            #expect(try await world.ask("GET", path).json["state"]?.text == "draft")
            #expect(try await step(world, path, #"{"step": "open"}"#).status == 200)
            let campaigns = try await world.ask("GET", unit).json["campaigns"]?.elements
            #expect(campaigns?.first?["number"]?.text == made["number"]?.text)
            #expect(campaigns?.first?["doNotUse"]?.boolean == true && campaigns?.first?["state"]?.text != nil)
            let count = try await world.ask("GET", "\(path)/count").json
            let total = try #require(count["total"]?.integer)
            #expect(total > 0 && count["counters"]?["affected"]?.integer == total)
            let states = RemedyStateNames.all.reduce(0) { $0 + (count["states"]?[$1]?.integer ?? 0) }
            #expect(states == total)
            let page = try await world.ask("GET", "\(path)/units?limit=2").json
            #expect(page["items"]?.elements.count == 2 && page["next"]?.text != nil)
            #expect(try await world.send("GET", "\(path)/units?format=csv").text.hasPrefix("manufacturer,model,serial"))
            let change = Self.said.replacing("The cord may break", with: "The cord breaks")
            #expect(
                try await world.send("PUT", path, json: change, headers: ["If-Match": "*"]).code == "reason.invalid")
            let amended = try await world.send(
                "PUT", path, json: change.replacing(#""ownNumber""#, with: #""note": "Sure now", "ownNumber""#),
                headers: ["If-Match": "*"])
            #expect(amended.status == 200, "\(amended.text)")
            let versions = amended.json["versions"]?.elements
            #expect(versions?.count == 2 && versions?.last?["changed"]?.elements.first?.text == "title")
            #expect(amended.json["snapshots"]?.elements.compactMap { $0["total"]?.integer } == [total, total])
            #expect(try await step(world, path, #"{"step": "close"}"#).code == "reason.invalid")
            #expect(try await step(world, path, #"{"step": "close", "note": "Done"}"#).status == 200)
            let locked = try await world.send("PUT", path, json: change, headers: ["If-Match": "*"])
            #expect(locked.status == 409 && locked.code == "campaign.locked")
        }
    }

    @Test func strangersReadWhatIsOpenAndNothingOfItsScope() async throws {
        try await World.stocked { world in
            let (path, _) = try await add(world)
            func ask(_ path: String) async throws -> World.Exchange {
                try await world.send("GET", path, as: .stranger)
            }
            #expect(try await ask(path).code == "campaign.unknown")
            #expect(try await ask(Self.list).json["items"]?.elements.isEmpty == true)
            _ = try await step(world, path, #"{"step": "open"}"#)
            let read = try await ask(path).json
            #expect(read["title"]?.text == "The cord may break" && read["parts"]?.elements.count == 1)
            for secret in ["scope", "steps", "snapshots", "possible"] { #expect(read[secret] == nil, "\(secret)") }
            #expect(read["versions"]?.elements.first?["by"] == nil)
            #expect(try await ask(Self.list).json["items"]?.elements.count == 1)
            let serial = try await world.serial(7)
            let unit = try await ask("\(World.model)/units/\(serial)").json
            #expect(unit["campaigns"]?.elements.count == 1 && unit["campaigns"]?.elements.first?["state"] == nil)
        }
    }

    @Test func remediesAreTakenFromATableOrAListOrNot() async throws {
        try await World.stocked { world in
            let (path, made) = try await add(world)
            _ = try await step(world, path, #"{"step": "open"}"#)
            let number = made["number"]?.text ?? ""
            let (first, second) = (try await world.serial(7), try await world.serial(8))
            func send(_ json: String) async throws -> World.Exchange {
                try await world.send("POST", "\(Self.list)/remedies", json: json)
            }
            func table(_ rows: [String], _ more: String = "") -> String {
                let text = (["campaign;model;serial;result;date;who;evidence"] + rows).joined(separator: #"\n"#)
                return #"{"table": "\#(text)"\#(more)}"#
            }
            let good = "\(number);WDX-100/4;\(first);remedied;2026-05-02;sample-shop;Slip 7"
            let bad = [
                "\(number);WDX-100/4;X;remedied;;;", "\(number);WDX-100/4;\(second);stolen;;;",
                "\(number);WDX-100/4;\(second);remedied;May;;", "R-1;WDX-100/4;\(second);remedied;;;",
                "\(number);WDX-100/4;\(second);remedied;9999-01-01;;", ";WDX-100/4;\(second);remedied;;;",
                "\(number);NIX;\(second);remedied;;;", "\(number);;\(second);remedied;;;",
                "\(number);WDX-100/4;;refused;;;",
            ]
            let tried = try await send(table(bad + [good], #", "dryRun": true"#))
            #expect(throws: Never.self) { try Schema.object(RemedyTableAnswer.schema).check(tried.json) }
            let lines = tried.json["errors"]?.elements.compactMap { $0["line"]?.integer }
            #expect(lines == Array(2...10) && tried.json["reported"]?.integer == 1, "\(tried.text)")
            let refused = try await send(table(bad + [good]))
            #expect(refused.status >= 400 && refused.text.contains("Line 2") && refused.text.contains("9 rows"))
            #expect(try await send(table([good])).json["reported"]?.integer == 1)
            let again = try await send(table([good]))
            #expect(again.json["unchanged"]?.integer == 1 && again.json["reported"]?.integer == 0)
            let other = try await send(table([good.replacing("Slip 7", with: "Slip 8")]))
            #expect(other.code == "campaign.remedied", "\(other.text)")
            let skipped = try await send(
                #"{"skipErrors": true, "rows": [{"campaign": "\#(number)", "plate": "WDX-100/4 \#(second)", "#
                    + #""result": "refused"}, {"campaign": "\#(number)", "plate": "?", "result": "refused"}]}"#)
            #expect(skipped.json["reported"]?.integer == 1, "\(skipped.text)")
            #expect(skipped.json["errors"]?.elements.first?["line"]?.integer == 2)
            let states = try await world.send("GET", "\(path)/states").text
            #expect(
                states.contains("Slip 7") && states.contains("2026-05-02,sample-shop") && states.contains("refused"))
            for wrong in ["{}", #"{"table": ""}"#, #"{"table": "a,b\n1,2"}"#, #"{"rows": [1]}"#] {
                #expect(try await send(wrong).status == 422, "\(wrong)")
            }
        }
    }

    @Test func theUnitsOfAPlaceAreListedAndTakenAwayAsATable() async throws {
        try await World.stocked { world in
            let (path, made) = try await add(world)
            _ = try await step(world, path, #"{"step": "open"}"#)
            let serial = try await world.serial(30)
            let received = try await world.send(
                "POST", "/api/v1/events",
                json: #"{"manufacturer": "acme", "businessStep": "receiving", "location": "shop-1", "#
                    + #""model": "WDX-100/4", "serials": ["\#(serial)"]}"#)
            #expect(received.status == 201, "\(received.text)")
            let site = "\(Self.list)/site"
            let list = try await world.ask("GET", "\(site)?site=shop-1").json
            #expect(throws: Never.self) { try Schema.object(SiteRecallAnswer.schema).check(list) }
            let line = list["items"]?.elements.first
            #expect(line?["serial"]?.text == serial && line?["isHere"]?.boolean == true)
            #expect(line?["campaign"]?.text == made["number"]?.text && line?["doNotUse"]?.boolean == true)
            let table = try await world.send("GET", "\(site)?site=shop-1&format=csv").text
            #expect(
                table.hasPrefix("manufacturer,model,serial,campaign") && table.contains("acme,WDX-100/4,\(serial),"))
            #expect(try await world.send("GET", "\(site)?site=shop-1&campaign=R-1").code == "campaign.unknown")
            #expect(try await world.send("GET", site).code == "value.invalid")
            #expect(try await world.ask("GET", "\(site)?site=shop-2").json["items"]?.elements.isEmpty == true)
        }
    }

    @Test(arguments: [
        (#"{"title": "x"}"#, "json.missingField"),
        (#"{"kind": "magic", "title": "x", "scope": "everything", "remedy": "repair"}"#, "json.value"),
        (#"{"kind": "upgrade", "title": " ", "scope": "everything", "remedy": "repair"}"#, "value.invalid"),
        (#"{"kind": "upgrade", "title": "x", "scope": "model =", "remedy": "repair"}"#, "population.syntax"),
        (#"{"kind": "upgrade", "title": "x", "scope": "product = 1", "remedy": "repair"}"#, "population.field"),
        (
            #"{"kind": "upgrade", "title": "x", "scope": "everything", "remedy": "repair", "countries": ["no"]}"#,
            "value.invalid"
        ),
        (#"[]"#, "json.value"),
    ])
    func nonsenseIsRefused(_ json: String, _ code: String) async throws {
        try await World.stocked { world in
            let answer = try await world.send("POST", Self.list, json: json)
            #expect(answer.status == 422 && (answer.code == code || code.hasPrefix("json")), "\(answer.text)")
            #expect(try await world.ask("GET", Self.list).json["items"]?.elements.isEmpty == true)
        }
    }

    @Test func theListIsPaged() async throws {
        try await World.stocked { world in
            for _ in 0..<3 { _ = try await add(world) }
            let first = try await world.ask("GET", "\(Self.list)?limit=2").json
            let next = try #require(first["next"]?.text)
            let second = try await world.ask("GET", "\(Self.list)?limit=2&after=\(next)").json
            let numbers = ((first["items"]?.elements ?? []) + (second["items"]?.elements ?? [])).compactMap {
                $0["number"]?.text
            }
            #expect(Set(numbers).count == 3 && second["next"] == nil)
            #expect(try await world.ask("GET", "\(Self.list)?state=open").json["items"]?.elements.isEmpty == true)
            #expect(try await world.send("GET", "\(Self.list)?model=NONE").code == "model.unknown")
            #expect(try await world.send("GET", "/api/v1/campaigns/R-1").code == "campaign.unknown")
        }
    }
}

private enum RemedyStateNames {
    static let all = [
        "notNotified", "notified", "bounced", "unreachable", "appointment", "inspectedFine", "remedied", "refused",
        "exported", "stolen", "scrapped", "neverSold",
    ]
}
