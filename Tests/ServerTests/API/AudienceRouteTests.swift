import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Owners who consent to be written to, over the API and in a browser without scripts.
struct AudienceRouteTests {
    private static let path = "/api/v1/manufacturers/acme/audience"
    private static let why = #"{"reason":"Letter of the spring"}"#

    private func consent(_ world: World, name: String = "=1+1") async throws {
        try await world.registry.perform(as: .administrator) { desk in
            let maker = try Manufacturers.require("acme", desk.transaction)
            let owner = try desk.party("Sample Owner", of: maker.id)
            try PartyContacts.set(
                try PartyContact(name: name, email: "owner-1@example.com", city: "Oslo"), of: owner.id,
                desk.transaction)
            try PartyConsents.give(.news, of: owner.id, how: "form", desk.transaction)
        }
    }

    @Test func theTableNamesOwnersAndHowTheyWithdraw() async throws {
        try await World.stocked { world in
            try await consent(world)
            let table = try await world.ask("POST", "\(Self.path)?purpose=news", as: .support, json: Self.why)
            #expect(table.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(table.headers[.cacheControl] == "no-store")
            let lines = table.text.split(separator: "\n").map(String.init)
            #expect(lines.first == "email,name,language,model,boughtOn,warrantyUntil,unsubscribe")
            let row = try #require(lines.dropFirst().first)
            #expect(lines.count == 2 && row.hasPrefix("owner-1@example.com,'=1+1,,WDX-100/4,2026-04-01,,"))
            #expect(!table.text.contains("Oslo") && !table.text.contains("Sample Owner"))
            let link = try #require(row.split(separator: ",").last.map(String.init))
            #expect(try await world.send("POST", link, as: .stranger).status == 200, "\(link)")
            let after = try await world.ask("POST", "\(Self.path)?purpose=news", as: .support, json: Self.why)
            #expect(after.text.split(separator: "\n").count == 1)
        }
    }

    @Test func itIsCountedWithoutAReasonAndNarrowed() async throws {
        try await World.stocked { world in
            try await consent(world)
            for (query, units) in [
                ("purpose=news", 1), ("purpose=offers", 0), ("purpose=news&model=WDX-100/4&ageFrom=1&ageUntil=2", 1),
                ("purpose=news&ageFrom=3", 0), ("purpose=news&warrantyEndingWithin=30", 0),
            ] {
                let count = try await world.ask("GET", "\(Self.path)/count?\(query)", as: .support)
                #expect(throws: Never.self) { try Schema.object(AudienceCount.schema).check(count.json) }
                #expect(count.text.contains("\"units\":\(units),"), "\(query): \(count.text)")
            }
        }
    }

    @Test(arguments: [
        ("", 422, "value.invalid"), ("purpose=all", 400, "query.invalid"),
        ("purpose=news&ageFrom=-1", 400, "query.invalid"), ("purpose=news&ageFrom=9&ageUntil=8", 422, "value.invalid"),
        ("purpose=news&model=X", 404, "model.unknown"),
    ]) func whatIsAskedWrongIsRefused(_ query: String, _ status: Int, _ code: String) async throws {
        try await World.stocked { world in
            let count = try await world.send("GET", "\(Self.path)/count?\(query)", as: .support)
            #expect(count.status == status && count.code == code, "\(count.text)")
            let table = try await world.send("POST", "\(Self.path)?\(query)", as: .support, json: Self.why)
            #expect(table.status == status && table.code == code, "\(table.text)")
        }
    }

    @Test func aTableNeedsAReason() async throws {
        try await World.stocked { world in
            let none = try await world.send("POST", "\(Self.path)?purpose=news", as: .support, json: "{}")
            #expect(none.code == "json.missingField")
            let short = try await world.send("POST", "\(Self.path)?purpose=news", json: #"{"reason":"no"}"#)
            #expect(short.code == "reason.invalid")
        }
    }

    @Test func thePageCountsAndGivesOutToWhomItMay() async throws {
        try await FormBrowser.with("/manufacturers/acme/audience") { world, browser in
            try await consent(world, name: "Owner <1>")
            let page = try await browser.send(.get, as: "support").text
            let token = try await browser.token(in: page)
            let fields = [("token", token), ("purpose", "news"), ("model", "WDX-100/4\r\n"), ("ageFrom", " 1 ")]
            let counted = try await browser.send(.post, as: "support", form: fields + [("do", "count")])
            #expect(counted.status == 200 && counted.text.contains("1 person, 1 unit"))
            #expect(!counted.text.contains("owner-1@example.com"))
            let table = try await browser.send(
                .post, as: "support", form: fields + [("do", "table"), ("reason", "Letter of the spring")])
            #expect(table.status == 200 && table.text.contains("owner-1@example.com,Owner <1>,"))
            let short = try await browser.send(
                .post, as: "support", form: fields + [("do", "table"), ("reason", "<b>")])
            #expect(short.status == 422 && short.text.contains("&lt;b&gt;"))
            for eyes in ["maker", "technician", "owner", "public"] {
                #expect(try await browser.send(.get, as: eyes).status == 403, "\(eyes)")
            }
        }
    }
}
