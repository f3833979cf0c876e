import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Thefts and losses over HTTP.
struct TheftRouteTests {
    private static let list = "/api/v1/manufacturers/acme/thefts"

    private func report(
        _ world: World, _ more: String = "", sequence: Int = 7, as asker: World.Asker = .administrator
    ) async throws -> World.Exchange {
        let serial = try await world.serial(sequence)
        return try await world.send(
            "POST", Self.list, as: asker,
            json: #"{"model":"WDX-100/4","serial":"\#(serial)","kind":"stolen","happenedOn":"2025-01-02"\#(more)}"#)
    }

    @Test func aReportIsMadeReadMovedOnAndErased() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            let unit = "\(World.model)/units/\(serial)"
            let made = try await report(world, #", "country": "NO", "region": "Bergen", "policeReference": "47/11""#)
            #expect(made.status == 201, "\(made.text)")
            let first = made.json
            let path = try #require(first["path"]?.text)
            #expect(first["state"]?.text == "confirmed" && first["part"]?.text == "staff")
            let read = try await world.ask("GET", path)
            #expect(read.headers[.eTag]?.hasPrefix("\"2-") == true && read.json["region"]?.text == "Bergen")
            let seen = try await world.ask("GET", unit, as: .stranger)
            #expect(seen.text.contains(#""warnings":["stolen"]"#))
            for secret in ["Bergen", "47/11", "thefts", "T-"] {
                #expect(!seen.text.contains(secret))
            }
            #expect(try await world.ask("GET", unit).json["thefts"]?.elements.count == 1)
            func step(_ json: String, version: String = "*") async throws -> World.Exchange {
                try await world.send("POST", "\(path)/steps", json: json, headers: ["If-Match": version])
            }
            #expect(try await world.send("POST", "\(path)/steps", json: #"{"step": "recover"}"#).status == 428)
            #expect(try await step(#"{"step": "dance"}"#).status == 422)
            #expect(try await step(#"{"step": "expire"}"#).status == 422)
            #expect(try await step(#"{"step": "recover"}"#).code == "reason.invalid")
            #expect(
                try await step(#"{"step": "recover", "note": "In the yard"}"#, version: "\"1\"").code == "theft.changed"
            )
            #expect(try await step(#"{"step": "retract", "note": "In the yard"}"#).code == "state.step")
            let received = try await world.ask(
                "POST", "/api/v1/events",
                json:
                    #"{"manufacturer":"acme","model":"WDX-100/4","serials":["\#(serial)"],"businessStep":"receiving"}"#)
            let warned = received.json["thefts"]?.elements.first
            #expect(warned?["report"]?["state"]?.text == "confirmed" && warned?["serial"]?.text == serial)
            let found = try await step(#"{"step": "recover", "note": "In the yard"}"#).json
            #expect(found["state"]?.text == "recovered" && found["endedAt"] != nil)
            #expect(try await world.ask("GET", unit, as: .stranger).text.contains(#""warnings":[]"#))
            #expect(try await world.send("POST", "\(path)/erasure", json: "{}").code == "confirmation.missing")
            _ = try await world.ask("POST", "\(path)/erasure", json: #"{"confirm": true}"#, status: 200)
            let erased = try await world.ask("GET", path).json
            #expect(erased["region"] == nil && erased["country"]?.text == "NO")
        }
    }

    @Test func listsArePaged() async throws {
        try await World.stocked { world in
            for sequence in 7...9 { _ = try await report(world, #", "provisional": true"#, sequence: sequence) }
            let first = try await world.ask("GET", "\(Self.list)?limit=2").json
            let next = try #require(first["next"]?.text)
            let second = try await world.ask("GET", "\(Self.list)?limit=2&after=\(next)").json
            let items = (first["items"]?.elements ?? []) + (second["items"]?.elements ?? [])
            #expect(Set(items.compactMap { $0["serial"]?.text }).count == 3 && second["next"] == nil)
            #expect(items.allSatisfy { $0["expiresAt"] != nil && $0["proof"]?.text == "none" })
            let waiting = try await world.ask("GET", "\(Self.list)?state=provisional&model=WDX-100%2F4").json
            #expect(waiting["items"]?.elements.count == 3)
            #expect(try await world.ask("GET", "\(Self.list)?ended=true").json["items"]?.elements.isEmpty == true)
            #expect(try await world.send("GET", "\(Self.list)?model=NONE").code == "model.unknown")
            #expect(try await world.send("GET", "\(Self.list)?state=gone").status == 400)
            #expect(try await world.send("GET", "\(Self.list)?after=nonsense").code == "cursor.invalid")
        }
    }

    @Test(
        arguments: [
            #", "happenedOn": "2025-01-03""#, #", "country": "Norway""#, #", "region": "59.9 10.7""#,
            #", "words": """#, #", "ownerCode": "0000000000""#, #", "stars": 5"#, #", "provisional": "yes""#,
        ])
    func whatCannotBeReadIsRefused(_ more: String) async throws {
        try await World.stocked { world in
            let answer = try await report(world, more)
            #expect((400..<500).contains(answer.status), "\(answer.text)")
        }
    }

    @Test func strangersReportNothing() async throws {
        try await World.stocked { world in
            let refused = try await report(world, as: .stranger)
            #expect(refused.code == "access.forbidden")
            #expect(try await world.send("GET", Self.list, as: .stranger).code == "access.forbidden")
            #expect(try await world.send("GET", "/api/v1/thefts/T-0000-0011", as: .stranger).code == "access.forbidden")
            #expect(try await world.send("GET", "/api/v1/thefts/T-0000-0011").code == "theft.unknown")
        }
    }

    @Test func aFinderWritesAndReadsTheAnswer() async throws {
        try await World.stocked { world in
            let made = try await report(world)
            let path = try #require(made.json["path"]?.text)
            let unit = "\(World.model)/units/\(try await world.serial(7))"
            let written = try await world.send(
                "POST", "\(unit)/findings", as: .stranger, json: #"{"text":"In my yard","email":"owner-2@example.com"}"#
            )
            #expect(written.status == 201 && written.headers[.cacheControl] == "no-store", "\(written.text)")
            let code = try #require(written.json["code"]?.text)
            let read = try await world.ask("GET", path)
            #expect(!read.text.contains("@"))
            let thread = try #require(read.json["threads"]?.elements.first?["id"]?.text)
            let answered = try await world.ask("POST", "\(path)/messages/\(thread)", json: #"{"text":"Where?"}"#)
            #expect(answered.json["threads"]?.elements.first?["messages"]?.elements.count == 2)
            let seen = try await world.send(
                "POST", "/api/v1/findings/check", as: .stranger, json: #"{"code":"\#(code)"}"#)
            #expect(seen.json["messages"]?.elements.last?["text"]?.text == "Where?" && seen.json["id"] == nil)
            let more = try await world.send(
                "POST", "/api/v1/findings/replies", as: .stranger, json: #"{"code":"\#(code)","text":"Oslo"}"#)
            #expect(more.status == 201)
            let other = "\(World.model)/units/\(try await world.serial(8))"
            let quiet = try await world.send("POST", "\(other)/findings", as: .stranger, json: #"{"text":"x"}"#)
            #expect(quiet.code == "unit.unknown")
            #expect(try await world.send("POST", "\(path)/messages/x", json: #"{"text":"x"}"#).code == "theft.unknown")
        }
    }

    @Test func feedsAreOffUntilSomebodyPublishes() async throws {
        try await World.stocked { world in
            _ = try await report(world, #", "region": "Bergen", "policeReference": "4711""#)
            let feed = "/api/v1/manufacturers/acme/theft-feed"
            for path in [feed, "\(feed)/atom"] {
                #expect(try await world.send("GET", path, as: .stranger).code == "theft.unknown")
            }
            _ = try await world.ask("PUT", feed, json: #"{"published":true}"#)
            let serial = try await world.serial(7)
            let json = try await world.ask("GET", feed, as: .stranger)
            #expect(json.headers[.contentType] == "application/feed+json" && json.json["items"]?.elements.count == 1)
            let atom = try await world.send("GET", "\(feed)/atom", as: .stranger)
            #expect(atom.text.contains("<title>WDX-100/4 \(serial)</title>"))
            for text in [json.text, atom.text] {
                #expect(text.contains("2025-01") && !text.contains("2025-01-02"))
                for secret in ["T-", "Bergen", "4711"] { #expect(!text.contains(secret), "\(text)") }
            }
        }
    }
}
