import HTTPTypes
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@testable import Server

/// Registering and handing over, as programs do it.
struct RegistrationRouteTests {
    private func withUnit(_ body: (World, _ unit: String) async throws -> Void) async throws {
        try await World.stocked { world in
            try await body(world, "\(World.model)/units/\(try await world.serial(5))")
        }
    }

    private func account(_ name: String) -> String {
        #"{"account": {"name": "\#(name)", "password": "correct horse battery"}}"#
    }

    @Test func aStrangersRegistrationWaitsAndStaffDecide() async throws {
        try await withUnit { world, unit in
            let made = try await world.send(
                "POST", "\(unit)/registrations", as: .stranger, json: account("ada@example.com"))
            let answer = try JSONParser.parse(Array(made.text.utf8))
            #expect(made.status == 201, "\(made.text)")
            #expect(throws: Never.self) { try Schema.object(RegistrationAnswer.schema).check(answer) }
            #expect(answer["state"]?.text == "pending" && answer["evidence"] == nil && answer["owner"] == nil)
            let id = try #require(answer["id"]?.text)
            let list = try await world.send("GET", "/api/v1/manufacturers/acme/registrations")
            #expect(list.text.contains(id) && list.text.contains(#""evidence":"none""#))
            let path = "\(unit)/registrations/\(id)/decision"
            let refused = try await world.send("POST", path, json: #"{"step": "refuse"}"#)
            #expect(refused.status == 422 && refused.code == "reason.invalid")
            let approved = try await world.send("POST", path, json: #"{"step": "approve"}"#)
            #expect(approved.status == 200 && approved.text.contains(#""state":"valid""#), "\(approved.text)")
            let again = try await world.send("POST", path, json: #"{"step": "approve"}"#)
            #expect(again.code == "state.step")
            // Whether it has an owner by now or not, a stranger is answered alike.
            let second = try await world.send(
                "POST", "\(unit)/registrations", as: .stranger, json: account("eve@example.com"))
            let other = try JSONParser.parse(Array(second.text.utf8))
            #expect(second.status == 201 && other["state"]?.text == "pending")
        }
    }

    @Test func theListGoesOnWhereItsPageEnded() async throws {
        try await withUnit { world, unit in
            let list = "/api/v1/manufacturers/acme/registrations"
            for (number, name) in [(5, "ada@example.com"), (6, "eve@example.com")] {
                let path = "\(World.model)/units/\(try await world.serial(number))/registrations"
                #expect(try await world.send("POST", path, as: .stranger, json: account(name)).status == 201)
            }
            var (serials, place): ([String], String?) = ([], "")
            while let after = place {
                let page = try await world.send("GET", "\(list)?limit=1" + (after.isEmpty ? "" : "&after=\(after)"))
                let json = try JSONParser.parse(Array(page.text.utf8))
                #expect(throws: Never.self) {
                    try Schema.object(Route.page(of: RegistrationAnswer.schema)).check(json)
                }
                serials += json["items"]?.elements.compactMap { $0["serial"]?.text } ?? []
                place = json["next"]?.text
            }
            #expect(serials.count == 2 && Set(serials).count == 2)
            #expect(try await world.send("GET", "\(list)?after=x").code == "cursor.invalid")
        }
    }

    @Test func whatIsSentWrongIsRefusedAndChangesNothing() async throws {
        try await withUnit { world, unit in
            for (json, code) in [
                (#"{"ownerCode": "0000000000"}"#, "registration.code"),
                (#"{"purchasedOn": "soon"}"#, "identifier.character"),
                (#"{"contact": {"email": "nobody"}}"#, "value.invalid"),
                (#"{"consents": {"all": true}}"#, "json.unknownField"),
                (#"{"owner": "Owner 17"}"#, "access.forbidden"), ("{}", "access.signIn"),
            ] {
                var fields = String(json.dropLast())
                if !["access.forbidden", "access.signIn"].contains(code) {
                    fields += #", "account": {"name": "ada@example.com", "password": "correct horse battery"}"#
                }
                let answer = try await world.send("POST", "\(unit)/registrations", as: .stranger, json: fields + "}")
                #expect(answer.code == code, "\(json): \(answer.text)")
            }
            let none = try await world.send("POST", "\(unit)9/registrations", as: .stranger, json: account("x@y.zz"))
            #expect(none.status == 404)
            #expect(try await world.send("GET", "/api/v1/manufacturers/acme/registrations").text.contains("[]"))
            #expect(try await world.send("GET", "/api/v1/accounts").text.contains("ada@example.com") == false)
        }
    }

    @Test(arguments: [
        (#"{"purchasedOn": "soon"}"#, "purchasedOn"), (#"{"contact": {"email": "nobody"}}"#, "contact.email"),
        (#"{"contact": {"country": "Norway"}}"#, "contact.country"),
        (#"{"account": {"name": "a b", "password": "correct horse battery"}}"#, "account.name"),
        (#"{"account": {"name": "maker", "password": "correct horse battery"}}"#, "account.name"),
        (#"{"account": {"name": "owner-9", "password": "short"}}"#, "account.password"),
    ]) func aRefusalNamesTheFieldAsTheDocumentHasIt(_ json: String, _ field: String) async throws {
        try await withUnit { world, unit in
            let answer = try await world.send("POST", "\(unit)/registrations", as: .stranger, json: json)
            #expect((400..<500).contains(answer.status) && answer.json["field"]?.text == field, "\(answer.text)")
        }
    }

    @Test func aRepeatedRequestRegistersOnce() async throws {
        try await withUnit { world, unit in
            let headers = ["Content-Type": "application/json", "Idempotency-Key": "one"]
            let body = Array(#"{"owner": "Owner 17"}"#.utf8)
            let first = try await world.send("POST", "\(unit)/registrations", headers: headers, bytes: body)
            let second = try await world.send("POST", "\(unit)/registrations", headers: headers, bytes: body)
            #expect(first.status == 201 && first.text == second.text)
            #expect(first.text.contains(#""state":"valid""#) && first.text.contains(#""evidence":"staff""#))
        }
    }

    @Test func aRepeatedProofIsKeptOnceAndGoesAgainWhileSomebodyDecides() async throws {
        try await withUnit { world, unit in
            let made = try await world.send(
                "POST", "\(unit)/registrations", as: .stranger, json: account("owner-1@example.com"))
            let registration = "\(unit)/registrations/\(try #require(made.json["id"]?.text))"
            func add(_ key: String) async throws -> World.Exchange {
                try await world.send(
                    "POST", "\(registration)/proofs?name=a.png",
                    headers: ["Idempotency-Key": key, "Content-Type": "application/octet-stream"],
                    bytes: SamplePictures.png)
            }
            func list() async throws -> [String] {
                try await world.ask("GET", "\(registration)/proofs").json["items"]?.elements
                    .compactMap { $0["id"]?.text } ?? []
            }
            let (first, again) = (try await add("one"), try await add("one"))
            #expect(first.status == 201 && first.text == again.text, "\(first.text)")
            #expect(try await list().count == 1)
            #expect(try await add("two").status == 201)
            let id = try #require(first.json["id"]?.text)
            try await world.ask("DELETE", "\(registration)/proofs/\(id)")
            #expect(try await world.send("DELETE", "\(registration)/proofs/\(id)").code == "attachment.unknown")
            #expect(try await list().count == 1)
            try await world.ask("POST", "\(registration)/decision", json: #"{"step": "approve"}"#)
            #expect(try await add("three").code == "state.step")
        }
    }

    @Test func rulesAreSetAndReadByEverybody() async throws {
        try await World.stocked { world in
            let path = "\(World.model)/registration-rules"
            let set = try await world.send(
                "POST", path,
                json: #"{"ownerCode": "required", "entitlements": [{"name": "help", "title": "Help", "months": 12}]}"#)
            #expect(set.status == 200, "\(set.text)")
            let read = try await world.send("GET", path, as: .stranger)
            #expect(read.text == set.text && read.text.contains(#""ownerCode":"required""#))
            let refused = try await world.send(
                "POST", path, json: #"{"entitlements": [{"name": "A B", "title": "x"}]}"#)
            #expect(refused.status == 422)
        }
    }

    @Test func codesThatAreNoneAnswerLikeOldOnes() async throws {
        try await withUnit { world, unit in
            let proof = try await world.send(
                "POST", "/api/v1/ownership-proofs/check", as: .stranger, json: #"{"code": "0000"}"#)
            #expect(proof.status == 404 && proof.code == "proof.unknown")
            let taken = try await world.send(
                "POST", "\(unit)/handover/acceptance", as: .stranger,
                json: #"{"code": "0000", "account": {"name": "b@example.com", "password": "correct horse battery"}}"#)
            #expect(taken.status == 422 && taken.code == "handover.code")
            let released = try await world.send("POST", "\(unit)/handover", as: .stranger, json: "{}")
            #expect(released.code == "access.forbidden")
            let consent = try await world.send(
                "POST", "/api/v1/consents/withdrawal", as: .stranger, json: #"{"code": "0000"}"#)
            #expect(consent.code == "consent.unknown")
            // Opened as a link, the address of a message's header leads to the page that asks; it withdraws nothing itself.
            let link = try await world.send("GET", "/api/v1/unsubscribe/AB12", as: .stranger)
            #expect(link.status == 303 && link.headers[.location] == "/unsubscribe?code=AB12")
        }
    }
}
