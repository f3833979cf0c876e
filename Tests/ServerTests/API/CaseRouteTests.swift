import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Cases over HTTP.
struct CaseRouteTests {
    private static let list = "/api/v1/manufacturers/acme/cases"

    private func open(_ world: World, _ more: String = "") async throws -> (path: String, json: JSONValue) {
        let serial = try await world.serial(7)
        let made = try await world.ask(
            "POST", Self.list,
            json: #"{"model": "WDX-100/4", "serial": "\#(serial)", "complaint": "It hums\nall night"\#(more)}"#
        ).json
        return (try #require(made["path"]?.text), made)
    }

    @Test func aCaseIsOpenedHandledAndBroughtToItsEnd() async throws {
        try await World.stocked { world in
            let (path, made) = try await open(world, #", "channel": "call", "priority": "high""#)
            #expect(made["state"]?.text == "open" && made["headline"]?.text == "It hums")
            #expect(made["part"]?.text == "desk" && made["overdue"]?.boolean == false)
            let read = try await world.ask("GET", path)
            #expect(read.json == made && read.headers[.eTag]?.hasPrefix("\"1-") == true)
            func step(_ json: String, version: String = "*") async throws -> World.Exchange {
                try await world.send("POST", "\(path)/steps", json: json, headers: ["If-Match": version])
            }
            #expect(try await world.send("POST", "\(path)/steps", json: #"{"step": "solve"}"#).status == 428)
            #expect(try await step(#"{"step": "solve"}"#).code == "value.invalid")
            #expect(try await step(#"{"step": "ask"}"#).code == "reason.invalid")
            #expect(try await step(#"{"step": "dance"}"#).status == 422)
            #expect(try await step(#"{"step": "receive"}"#).code == "state.step")
            #expect(try await step(#"{"step": "withdraw"}"#).code == "access.forbidden")
            let serial = try await world.serial(7)
            let order =
                try await world.ask(
                    "POST", "\(World.model)/units/\(serial)/service-orders", json: #"{"currency": "NOK"}"#
                ).json["number"]?.text ?? ""
            func plan(_ order: String) async throws -> World.Exchange {
                try await world.send(
                    "PUT", path, json: #"{"priority": "urgent", "order": "\#(order)"}"#,
                    headers: ["If-Match": "\"1\""])
            }
            #expect(try await plan("W-1").code == "order.unknown")
            #expect(try await plan(order).json["order"]?.text == order)
            #expect(try await step(#"{"step": "awaitParts"}"#, version: "\"1\"").code == "case.changed")
            let back = try await step(#"{"step": "approveReturn", "text": "To the works"}"#).json
            #expect(back["returnState"]?.text == "approved" && back["returnInstructions"]?.text == "To the works")
            _ = try await world.ask("POST", "\(path)/replies", json: #"{"text": "within", "internal": true}"#)
            let ended = try await step(#"{"step": "solve", "outcome": "advised"}"#).json
            #expect(ended["outcome"]?.text == "advised" && ended["endedAt"] != nil)
            let replies = ended["replies"]?.elements ?? []
            #expect(replies.map { $0["internal"]?.boolean } == [false, true, false])
            #expect(
                try await world.send("PUT", "\(path)/rating", json: #"{"stars": 5}"#).code == "access.forbidden")
        }
    }

    @Test func listsArePagedAndTellWhatIsOpen() async throws {
        try await World.stocked { world in
            for priority in ["low", "urgent", "normal"] {
                _ = try await open(world, #", "priority": "\#(priority)""#)
            }
            let first = try await world.ask("GET", "\(Self.list)?limit=2").json
            let next = try #require(first["next"]?.text)
            let second = try await world.ask("GET", "\(Self.list)?limit=2&after=\(next)").json
            let items = (first["items"]?.elements ?? []) + (second["items"]?.elements ?? [])
            #expect(items.map { $0["priority"]?.text } == ["urgent", "normal", "low"] && second["next"] == nil)
            #expect(first["open"]?.integer == 3 && first["overdue"]?.integer == 0)
            let ofModel = try await world.ask("GET", "\(Self.list)?model=WDX-100%2F4&assignee=nobody").json
            #expect(ofModel["items"]?.elements.count == 3 && ofModel["ratings"]?.integer == 0)
            #expect(try await world.ask("GET", "\(Self.list)?ended=true").json["items"]?.elements.isEmpty == true)
            #expect(try await world.ask("GET", "\(Self.list)?overdue=true").json["items"]?.elements.isEmpty == true)
            #expect(try await world.send("GET", "\(Self.list)?model=NONE").code == "model.unknown")
            #expect(try await world.send("GET", "\(Self.list)?state=lost").status == 400)
            #expect(try await world.send("GET", "\(Self.list)?after=nonsense").code == "cursor.invalid")
        }
    }

    @Test(
        arguments: [
            #", "complaint": "twice""#, #", "kind": "wish""#, #", "priority": "now""#, #", "dueAt": "soon""#,
            #", "dueAt": "1999-01-01T00:00:00Z""#, #", "assignee": "nobody-here""#, #", "claim": "C-1""#,
            #", "contact": " ""#, #", "stars": 5"#,
        ])
    func whatCannotBeReadIsRefused(_ more: String) async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let json = #"{"model": "WDX-100/4", "serial": "\#(serial)", "complaint": "x"\#(more)}"#
            let answer = try await world.send("POST", Self.list, json: json)
            #expect((400..<500).contains(answer.status), "\(answer.text)")
        }
    }

    @Test func aFileOfACaseIsForWhomTheCaseIsFor() async throws {
        try await World.stocked { world in
            let (path, _) = try await open(world)
            let binary = ["Content-Type": "application/octet-stream"]
            let sent = try await world.send(
                "POST", "\(path)/files?name=p.txt", headers: binary, bytes: Array("photo".utf8))
            #expect(sent.status == 201, "\(sent.text)")
            let id = try #require(try sent.json["id"]?.text)
            let file = try await world.send("GET", "\(path)/files/\(id)")
            #expect(file.text == "photo" && file.headers[.cacheControl] == "no-store")
            #expect(try await world.ask("GET", "\(path)/files").json["items"]?.elements.count == 1)
            #expect(try await world.send("GET", "\(path)/files/\(id)", as: .stranger).code == "access.forbidden")
            for wrong in ["0", "x", "99"] {
                #expect(try await world.send("GET", "\(path)/files/\(wrong)").code == "attachment.unknown")
            }
            _ = try await world.ask("DELETE", "\(path)/files/\(id)")
            #expect(try await world.send("POST", "\(path)/erasure", json: "{}").code == "confirmation.missing")
            _ = try await world.ask("POST", "\(path)/erasure", json: #"{"confirm": true}"#, status: 200)
            #expect(try await world.ask("GET", path).json["complaint"] == nil)
        }
    }
}
