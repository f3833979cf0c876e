import Nameplate
import Registry
import Testing

struct AccountTests {
    @Test func whoAdministersAManufacturerGivesNoMore() async throws {
        try await Office.run { office in
            let registry = office.registry
            let boss = try await office.hire("boss", NamedGrant(.administrator, manufacturer: "acme")).principal
            try await office.hire("stranger", NamedGrant(.service, manufacturer: "other"))
            try await office.hire(
                "both", NamedGrant(.service, manufacturer: "other"), NamedGrant(.service, manufacturer: "acme"))
            try await office.hire("root", NamedGrant(.administrator))

            _ = try await registry.createAccount(
                "line", grants: [NamedGrant(.production, manufacturer: "acme")], as: boss)
            for grant in [
                NamedGrant(.service), NamedGrant(.service, manufacturer: "other"), NamedGrant(.administrator),
            ] {
                #expect(
                    await office.code { _ = try await registry.createAccount("x", grants: [grant], as: boss) }
                        == .forbidden)
                #expect(await office.code { _ = try await registry.give(grant, to: "line", as: boss) } == .forbidden)
            }
            #expect(await office.code { _ = try await registry.createAccount("x", grants: [], as: boss) } == .forbidden)
            #expect(try await registry.accounts(limit: 10, as: boss).map(\.account.name) == ["boss", "line"])
            // What lies beyond is as unknown as what is not there.
            for name in ["stranger", "both", "root", "nobody"] {
                for attempt in [
                    { _ = try await registry.account(name, as: boss) },
                    { _ = try await registry.invite(name, as: boss) },
                    { _ = try await registry.setDisabled(true, name, as: boss) },
                    { _ = try await registry.resetSecondFactor(of: name, as: boss) },
                    { _ = try await registry.sessions(of: name, as: boss) },
                    { _ = try await registry.tokens(of: name, as: boss) },
                    { _ = try await registry.give(NamedGrant(.service, manufacturer: "acme"), to: name, as: boss) },
                ] as [() async throws -> Void] {
                    #expect(await office.code(attempt) == .accountUnknown, "\(name)")
                }
            }
            let line = try await registry.give(
                NamedGrant(.quality, manufacturer: "acme", site: "plant"), to: "line", as: boss)
            #expect(line.grants.map(\.role) == [.production, .quality])
            #expect(
                try await registry.take(NamedGrant(.production, manufacturer: "acme"), from: "line", as: boss).grants
                    .count == 1)
        }
    }

    @Test func theLastAdministratorStays() async throws {
        try await Office.run { office in
            let registry = office.registry
            let root = try await office.hire("root", NamedGrant(.administrator)).principal
            #expect(await office.code { _ = try await registry.setDisabled(true, "root", as: root) } == .accountLast)
            #expect(
                await office.code { _ = try await registry.take(NamedGrant(.administrator), from: "root", as: root) }
                    == .accountLast)
            #expect(try await registry.account("root", as: root).account.disabledAt == nil)
            try await office.hire("second", NamedGrant(.administrator))
            _ = try await registry.setDisabled(true, "root", as: root)
        }
    }

    @Test(arguments: ["", "  ", "two words", "a\u{202E}b", "tab\there", String(repeating: "a", count: 121)])
    func namesThatNobodyCouldTypeAreRefused(_ name: String) async throws {
        try await Office.run { office in
            #expect(
                await office.code { _ = try await office.registry.createAccount(name, grants: [], as: .administrator) }
                    == .valueInvalid)
        }
    }

    @Test func aNameIsGivenOnce() async throws {
        try await Office.run { office in
            try await office.hire("anna")
            #expect(
                await office.code {
                    _ = try await office.registry.createAccount("ANNA", grants: [], as: .administrator)
                }
                    == .accountTaken)
        }
    }

    @Test func tokensGiveWhatTheirAccountHasAndEndWithIt() async throws {
        try await Office.run { office in
            let registry = office.registry
            let line = try await office.hire("line", NamedGrant(.production, manufacturer: "acme")).principal
            func draft(_ permissions: Set<Permission>, _ manufacturers: [String] = [], days: Int = 1)
                -> AccessTokenDraft
            {
                AccessTokenDraft(name: "press", permissions: permissions, manufacturers: manufacturers, days: days)
            }
            for (wrong, code) in [
                (draft([.backUp]), .forbidden), (draft([.record], ["other"]), .forbidden),
                (draft([.ownAccount]), .valueInvalid), (draft([]), .valueInvalid),
                (draft([.record], days: 0), .valueInvalid),
                (draft([.record], days: 367), .valueInvalid), (draft([.record], ["nobody"]), .manufacturerUnknown),
            ] as [(AccessTokenDraft, RegistryError.Code)] {
                #expect(await office.code { _ = try await registry.createToken(wrong, as: line) } == code)
            }
            #expect(
                await office.code { _ = try await registry.createToken(draft([.record]), as: .stranger) }
                    == .signInNeeded)
            #expect(
                await office.code { _ = try await registry.createToken(draft([.record]), of: "line", as: .stranger) }
                    == .forbidden)

            // What is an owner's, nobody takes for a program of theirs.
            let boss = try await office.hire("boss", NamedGrant(.administrator)).principal
            #expect(
                await office.code { _ = try await registry.createToken(draft([.ownUnits]), of: "line", as: boss) }
                    == .forbidden)
            _ = try await registry.createToken(draft([.ownUnits]), as: line)

            let made = try await registry.createToken(draft([.record, .issue], ["acme"]), as: line)
            let known = try #require(try registry.identify(token: made.secret))
            #expect(known.principal.auditName == "token:\(made.token.token.id)")
            let acme = try await registry.manufacturer("acme", as: .stranger).id
            #expect(Access.allows(known.principal, .issue, of: acme))
            #expect(!Access.allows(known.principal, .readProduction, of: acme))
            // What the account loses, its tokens lose at once.
            _ = try await registry.take(NamedGrant(.production, manufacturer: "acme"), from: "line", as: .administrator)
            #expect(try !Access.allows(#require(try registry.identify(token: made.secret)).principal, .issue, of: acme))
            _ = try await registry.give(NamedGrant(.production, manufacturer: "acme"), to: "line", as: .administrator)
            _ = try await registry.setDisabled(true, "line", as: .administrator)
            #expect(try registry.identify(token: made.secret) == nil)
            _ = try await registry.setDisabled(false, "line", as: .administrator)
            #expect(try registry.identify(token: made.secret) != nil)

            let bert = try await office.hire("bert").principal
            #expect(
                await office.code { try await registry.revokeToken(made.token.token.id, as: bert) } == .tokenUnknown)
            try await registry.revokeToken(made.token.token.id, as: line)
            #expect(try registry.identify(token: made.secret) == nil)
            #expect(
                await office.code { try await registry.revokeToken(made.token.token.id, as: line) } == .tokenUnknown)
            let short = try await registry.createToken(draft([.record]), as: line)
            office.wait(seconds: 24 * 3_600 - 1)
            #expect(try registry.identify(token: short.secret) != nil)
            office.wait(seconds: 1)
            #expect(try registry.identify(token: short.secret) == nil)
            #expect(try await registry.tokens(as: line).map(\.token.name) == ["press", "press", "press"])
        }
    }
}
