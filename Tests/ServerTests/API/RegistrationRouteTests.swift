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
            #expect(released.code == "ownership.notYours")
            let consent = try await world.send(
                "POST", "/api/v1/consents/withdrawal", as: .stranger, json: #"{"code": "0000"}"#)
            #expect(consent.code == "consent.unknown")
            // Opened as a link, the address of a message's header leads to the page that asks; it withdraws nothing itself.
            let link = try await world.send("GET", "/api/v1/unsubscribe/AB12", as: .stranger)
            #expect(link.status == 303 && link.headers[.location] == "/unsubscribe?code=AB12")
        }
    }
}
