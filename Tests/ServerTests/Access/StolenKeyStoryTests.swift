import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Abuse stories about what lets somebody in: tokens, codes, roles and names.
struct StolenKeyStoryTests {
    private static func bearer(_ secret: String) -> HTTPFields { [.authorization: "Bearer \(secret)"] }

    private static func token(
        _ world: World, _ account: String, _ permissions: Set<Permission>, _ manufacturers: [String] = []
    ) async throws -> (id: ID<AccessToken>, fields: HTTPFields) {
        let made = try await world.registry.createToken(
            AccessTokenDraft(name: "test", permissions: permissions, manufacturers: manufacturers, days: 1),
            of: account, as: .administrator)
        return (made.token.token.id, bearer(made.secret))
    }

    @Test func aStolenTokenDoesOnlyWhatItIsForAndEndsAtOnce() async throws {
        try await World.stocked { world in
            let token = try await Self.token(world, "maker", [.record])
            let unit = "\(World.model)/units/\(try await world.serial(8))"
            func record() async throws -> Int {
                try await world.send(
                    "POST", "/api/v1/events", token.fields,
                    json: #"{"manufacturer":"acme","model":"WDX-100/4","serials":["\#(try await world.serial(8))"]}"#
                ).status
            }
            #expect(try await record() == 201)
            for (method, path, json) in [
                ("GET", "\(World.model)/batches", nil), ("POST", "\(unit)/owner", #"{"reason":"curious"}"#),
                ("GET", "/api/v1/accounts", nil), ("POST", "/api/v1/backup", #"{"passphrase":"12345678"}"#),
                ("POST", "/api/v1/tokens", #"{"name":"more","permissions":["record"]}"#),
                ("GET", "/api/v1/manufacturers/acme/audit-trail", nil),
            ] as [(String, String, String?)] {
                let answer = try await world.send(method, path, token.fields, json: json)
                #expect(answer.status == 403 && answer.code == "access.forbidden", "\(path)")
            }
            try await world.ask("DELETE", "/api/v1/tokens/\(token.id)")
            #expect(try await record() == 401)
            // What it has recorded names it, so that all of it can be found and corrected.
            let trail = try await world.ask("GET", "/api/v1/audit-trail?who=token:\(token.id)&action=event.record")
            let history = try await world.ask("GET", unit).json["history"]?.elements ?? []
            #expect(trail.json["items"]?.elements.isEmpty == false || !history.isEmpty)
        }
    }

    /// A token for making accounts would else be worth as much as its account.
    @Test func aTokenMakesNobodyMightierThanItself() async throws {
        try await World.stocked { world in
            _ = try await world.registry.createAccount(
                "boss", grants: [NamedGrant(.administrator, manufacturer: "acme")], as: .administrator)
            _ = try await world.registry.createAccount(
                "line", grants: [NamedGrant(.service, manufacturer: "acme")], as: .administrator)
            let service = Role.service.permissions
            let token = try await Self.token(world, "boss", service.union([.manageAccounts])).fields
            func post(_ path: String, _ json: String = "{}") async throws -> Int {
                try await world.send("POST", "/api/v1/\(path)", token, json: json).status
            }
            for role in Role.allCases where !role.permissions.isSubset(of: service) {
                let grant = #"{"role":"\#(role.rawValue)","manufacturer":"acme"}"#
                #expect(try await post("accounts", #"{"name":"x","grants":[\#(grant)]}"#) == 403, "\(role)")
                #expect(try await post("accounts/line/grants", grant) == 403, "\(role)")
            }
            // The administrator's own account is beyond it, and so are all who can do more.
            #expect(try await post("accounts/boss/invitation") == 404)
            #expect(try await post("tokens", #"{"name":"x","account":"boss","permissions":["issue"]}"#) == 404)
            #expect(try await world.send("GET", "/api/v1/accounts/boss", token).status == 404)
            #expect(
                try await post("accounts", #"{"name":"x","grants":[{"role":"service","manufacturer":"acme"}]}"#) == 201)
            #expect(try await post("accounts/line/disable") == 200)
            #expect(try await post("accounts/line/enable") == 200)
        }
    }

    /// What a manufacturer's administrator has made for somebody is worth no more after that person works for another too.
    @Test func nothingMadeForOneManufacturerOpensAnother() async throws {
        try await World.stocked { world in
            try await world.ask("POST", "/api/v1/manufacturers", json: #"{"slug":"beta","name":"Beta"}"#)
            let registry = world.registry
            _ = try await registry.createAccount(
                "boss", grants: [NamedGrant(.administrator, manufacturer: "acme")], as: .administrator)
            let boss = try await registry.account("boss", as: .administrator).account.principal
            let made = try await registry.createAccount(
                "both", grants: [NamedGrant(.quality, manufacturer: "acme")], as: boss)
            let token = try await registry.createToken(
                AccessTokenDraft(name: "test", permissions: [.readProduction], days: 1), of: "both", as: boss)
            _ = try await registry.give(NamedGrant(.quality, manufacturer: "beta"), to: "both", as: .administrator)
            let fields = Self.bearer(token.secret)
            #expect(try await world.send("GET", "\(World.model)/batches", fields).status == 200)
            #expect(
                try await world.send("GET", "/api/v1/manufacturers/beta/unknown-plates", fields).code
                    == "access.forbidden")
            await #expect(throws: RegistryError.self) {
                try await registry.accept(invitation: made.invitation, password: "correct horse battery")
            }
            // It is taken back as it was given.
            _ = try await registry.take(NamedGrant(.quality, manufacturer: "beta"), from: "both", as: .administrator)
            #expect(try await registry.account("both", as: boss).grants.count == 1)
        }
    }

    /// Whoever links accounts with owners learns nothing of those who work for others.
    @Test func linkingAnAccountShowsNobodyElses() async throws {
        try await World.stocked { world in
            try await world.ask("POST", "/api/v1/manufacturers", json: #"{"slug":"beta","name":"Beta"}"#)
            let registry = world.registry
            for (name, slug) in [("boss", "acme"), ("other", "beta")] {
                _ = try await registry.createAccount(
                    name, grants: [NamedGrant(.administrator, manufacturer: slug)], as: .administrator)
            }
            _ = try await registry.createAccount("buyer", grants: [], as: .administrator)
            let token = try await Self.token(world, "boss", Role.administrator.permissions.subtracting([.ownAccount]))
            let link = #"{"manufacturer":"acme","party":"Sample Owner"}"#
            let other = try await world.send("POST", "/api/v1/accounts/other/parties", token.fields, json: link)
            let nobody = try await world.send("POST", "/api/v1/accounts/nobody/parties", token.fields, json: link)
            #expect(other.status == 404 && other.code == "account.unknown" && nobody.code == other.code)
            let buyer = try await world.send("POST", "/api/v1/accounts/buyer/parties", token.fields, json: link)
            #expect(buyer.status == 200, "\(buyer.text)")
        }
    }

    @Test(arguments: ["?token=npt_x", "?access_token=npt_x", "?password=hunter2"])
    func noSecretIsTakenFromAnAddress(_ query: String) async throws {
        try await World.with { world in
            let answer = try await world.send("GET", "/api/v1/status\(query)", as: .stranger)
            #expect(answer.status == 400 && answer.code == "query.unknown")
            #expect(!answer.text.contains("npt_x") && !answer.text.contains("hunter2"))
        }
    }

    @Test func anAnswerShowsNoSecretAgain() async throws {
        try await World.stocked { world in
            let token = try await Self.token(world, "maker", [.record])
            let secret = String((token.fields[.authorization] ?? "").dropFirst("Bearer ".count))
            for path in [
                "/api/v1/tokens?account=maker", "/api/v1/accounts", "/api/v1/accounts/maker", "/api/v1/audit-trail",
                "/api/v1/status",
            ] {
                let text = try await world.ask("GET", path).text
                #expect(!text.contains(secret) && !text.contains("npt_") && !text.contains("scrypt"), "\(path)")
            }
            var wrong = token.fields
            wrong[.authorization] = "Bearer \(secret)x"
            #expect(try await world.send("GET", "/api/v1/status", wrong).text.contains(secret) == false)
        }
    }

    /// A key of somebody else's request gets nobody its answer.
    @Test func repeatingTheRequestOfAnotherDoesNotShowItsAnswer() async throws {
        try await World.stocked { world in
            let headers = ["Idempotency-Key": "guessed"]
            let body = #"{"batch":"B2","count":5,"date":"2026-03-02"}"#
            let first = try await world.ask("POST", "\(World.model)/batches", as: .maker, json: body, headers: headers)
            let again = try await world.ask("POST", "\(World.model)/batches", as: .maker, json: body, headers: headers)
            #expect(again.body == first.body && again.headers[HeaderNames.idempotencyReplayed] == "true")
            for asker in [World.Asker.stranger, .owner, .technician] {
                let other = try await world.send(
                    "POST", "\(World.model)/batches", as: asker, json: body, headers: headers)
                #expect(other.status == 403 && !other.text.contains("B2"), "\(asker)")
            }
            let administrator = try await world.send("POST", "\(World.model)/batches", json: body, headers: headers)
            #expect(administrator.code == "batch.taken")
            #expect(administrator.headers[HeaderNames.idempotencyReplayed] == nil)
        }
    }
}
