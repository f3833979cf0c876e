import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Abuse stories of false reports and forged data: who may say it is asked, and what was said can be taken back.
struct FalseWordStoryTests {
    private static func event(_ world: World, _ sequence: Int, _ rest: String) async throws -> String {
        #"{"manufacturer":"acme","model":"WDX-100/4","serials":["\#(try await world.serial(sequence))"],\#(rest)}"#
    }

    private static func unit(_ world: World, _ sequence: Int) async throws -> String {
        "\(World.model)/units/\(try await world.serial(sequence))"
    }

    /// The thief cannot register a thing at all; a clerk who does it for him is found and corrected.
    @Test func aThiefRegistersFirst() async throws {
        try await World.stocked { world in
            let sale = try await Self.event(world, 40, #""businessStep":"retail_selling","owner":"Thief""#)
            for asker in [World.Asker.stranger, .owner] {
                #expect(try await world.send("POST", "/api/v1/events", as: asker, json: sale).status == 403)
            }
            let event = try await world.ask("POST", "/api/v1/events", as: .technician, json: sale)
            let id = try #require(event.json["id"]?.text)
            let unit = try await Self.unit(world, 40)
            #expect(try await world.ask("GET", unit).json["hasOwner"]?.boolean == true)
            try await world.ask(
                "POST", "/api/v1/events",
                json: try await Self.event(world, 40, #""corrects":"\#(id)","errorReason":"did_not_occur""#))
            let after = try await world.ask("GET", unit).json
            #expect(after["hasOwner"]?.boolean != true)
            // Who said so stays to be read.
            let who = try await world.ask("GET", "/api/v1/events/\(id)").text
            #expect(who.contains("token:"))
            #expect(try await world.send("POST", "/api/v1/audit").text.contains(#""findings":[]"#))
        }
    }

    /// Nobody outside can call a thing stolen; what staff has said falsely goes from the public page when it is corrected.
    @Test func anExPartnerReportsTheft() async throws {
        try await World.stocked { world in
            let theft = try await Self.event(world, 7, #""disposition":"stolen""#)
            for asker in [World.Asker.stranger, .owner] {
                let answer = try await world.send("POST", "/api/v1/events", as: asker, json: theft)
                #expect(answer.status == 403, "\(asker)")
            }
            let unit = try await Self.unit(world, 7)
            let before = try await world.ask("GET", unit, as: .stranger)
            let event = try await world.ask("POST", "/api/v1/events", as: .support, json: theft)
            let id = try #require(event.json["id"]?.text)
            #expect(try await world.ask("GET", unit, as: .stranger).text.contains(#""warnings":["stolen"]"#))
            try await world.ask(
                "POST", "/api/v1/events",
                json: try await Self.event(world, 7, #""corrects":"\#(id)","errorReason":"did_not_occur""#))
            #expect(try await world.ask("GET", unit, as: .stranger).body == before.body)
            #expect(try await world.ask("GET", unit, as: .owner).json["ownerName"]?.text == "Sample Owner")
        }
    }

    @Test func aForgedFileIsNotImported() async throws {
        try await World.stocked { world in
            try await world.ask("POST", "/api/v1/manufacturers", json: #"{"slug":"beta","name":"Beta"}"#)
            let file = "manufacturer,number,name\nacme,NEW-1,x\nbeta,NEW-1,x\n"
            _ = try await world.registry.createAccount(
                "clerk", grants: [NamedGrant(.catalogue, manufacturer: "acme")], as: .administrator)
            let made = try await world.registry.createToken(
                AccessTokenDraft(name: "test", permissions: [.importFiles, .editCatalogue], days: 1), of: "clerk",
                as: .administrator)
            let fields: HTTPFields = [.authorization: "Bearer \(made.secret)", .contentType: "text/csv"]
            func send(_ fields: HTTPFields) async throws -> String {
                try await world.send(
                    "POST", "/api/v1/imports/models", through: .loopback, fields, bytes: Array(file.utf8)
                ).text
            }
            #expect(try await send([.contentType: "text/csv"]).contains("access.forbidden"))
            #expect(try await send(fields).contains("access.forbidden"))
            // All or nothing: what the clerk may write is not there either.
            #expect(try await world.send("GET", "/api/v1/manufacturers/acme/models/NEW-1").status == 404)
            // Nor does a file help that somebody else has imported.
            let imported = try await world.send(
                "POST", "/api/v1/imports/models", headers: ["Content-Type": "text/csv"], bytes: Array(file.utf8))
            #expect(imported.text.contains(#""created":2"#), "\(imported.text)")
            let again = try await send(fields)
            #expect(again.contains("access.forbidden") && !again.contains(#""alreadyImported":true"#), "\(again)")
            #expect(try await world.send("GET", "/api/v1/imports", fields).json["items"]?.elements.isEmpty == true)
        }
    }

    /// A name that shows as another, or that writes a header or a cell of its own.
    @Test(arguments: ["a\u{202E}b", "a\u{2066}b", "a\r\nSet-Cookie: x=1", "a\0b", "a\u{1B}[2Jb", "a\u{200B}b"])
    func aNameIsWhatItShows(_ name: String) async throws {
        try await World.stocked { world in
            func json(_ field: String, _ rest: String = "") -> String {
                let text = String(decoding: JSONWriter.bytes { $0.value(name) }, as: UTF8.self)
                return "{\"\(field)\":\(text)\(rest)}"
            }
            for (path, body) in [
                ("/api/v1/manufacturers", json("name", #","slug":"x""#)),
                ("/api/v1/manufacturers", json("slug", #","name":"x""#)),
                ("/api/v1/manufacturers/acme/models", json("number")),
                ("/api/v1/manufacturers/acme/models", json("name", #","number":"X1""#)),
                ("\(World.model)/batches", json("batch", #","count":1"#)), ("/api/v1/accounts", json("name")),
                ("\(World.model)/units/\(try await world.serial(7))/owner", json("reason")),
            ] {
                let answer = try await world.send("POST", path, json: body)
                let isCleaned = answer.status < 300 && !answer.text.contains(name)
                #expect(answer.status == 422 || isCleaned, "\(path): \(answer.status) \(answer.text)")
                #expect(answer.headers[.setCookie] == nil)
                #expect(answer.headers[.location]?.contains("\r") != true)
            }
        }
    }

    @Test func noCellOfATableIsAFormula() async throws {
        try await World.stocked { world in
            for (number, batch) in ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)"].enumerated() {
                try await world.ask(
                    "POST", "\(World.model)/batches",
                    json: #"{"batch":"\#(batch)","count":\#(number + 1),"date":"2026-03-02"}"#)
            }
            let table = try await world.send(
                "GET", "/api/v1/audit-trail?action=batch.issue", headers: ["Accept": "text/csv"]
            ).text
            for cell in table.split(whereSeparator: { ",\r\n".contains($0) }) {
                #expect(!"=+-@".contains(cell.first { $0 != "\"" } ?? " "), "\(cell)")
            }
        }
    }
}
