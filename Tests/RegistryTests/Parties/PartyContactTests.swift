import Storage
import TestSupport
import Testing

@testable import Registry

/// How a party is reached, and what it has consented to: read by who may, erased with its name.
@Suite struct PartyContactTests {
    private static func contact() throws -> PartyContact {
        try PartyContact(
            name: "Sample Owner", email: "owner@example.com", phone: "+47 22 12 34 56",
            addressLines: ["Storgata 1", "c/o Shop"], postcode: "0155", city: "Oslo", country: "NO",
            language: try LanguageTag(parsing: "nb-NO"))
    }

    @Test(arguments: Engine.available)
    func onlyThePartyAndWhoMayReadOwnersSeeIt(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let contact = try Self.contact()
            let (maker, party) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let party = try Parties.findOrCreate("C-1", of: maker.id, desk.transaction)
                try PartyContacts.set(try PartyContact(name: "Old", city: "Bergen"), of: party.id, desk.transaction)
                try PartyContacts.set(contact, of: party.id, desk.transaction)
                return (maker, party)
            }
            func seen(_ principal: Principal) async throws -> PartyContact? {
                try await registry.read { try PartyContacts.find(party, as: principal, $0) }
            }
            let own = Principal(.account(ID(1)), parties: [party.id])
            let support = Principal(.account(ID(2)), grants: [Grant(.warranty, manufacturer: maker.id)])
            #expect(try await seen(own) == contact)
            #expect(try await seen(support) == contact)
            let others = [
                Principal.stranger, Principal(.account(ID(3)), parties: [ID(9)]),
                Principal(.account(ID(4)), grants: [Grant(.warranty, manufacturer: ID(77))]),
                Principal(.account(ID(5)), grants: [Grant(.service, manufacturer: maker.id)]),
            ]
            for other in others {
                await #expect(throws: RegistryError.self) { _ = try await seen(other) }
            }
        }
    }

    @Test(arguments: [
        ("email", "owner"), ("email", "owner@"), ("email", "@example.com"), ("email", "a@b@example.com"),
        ("email", "a b@example.com"), ("email", "owner@example"), ("email", "owner@.com"), ("email", "a\u{202E}@b.com"),
        ("email", String(repeating: "a", count: 65) + "@example.com"), ("email", "x:y@example.com"),
        ("phone", "12"), ("phone", "call me"), ("phone", "47+221234"), ("phone", String(repeating: "1", count: 22)),
        ("country", "no"), ("country", "NOR"), ("country", ""), ("name", " "), ("name", "a\u{0}b"),
        ("postcode", String(repeating: "1", count: 17)), ("city", String(repeating: "c", count: 81)),
        ("address", "two\nlines"),
    ])
    func whatCannotBeIsRefusedWithItsField(_ field: String, _ text: String) {
        let error = #expect(throws: RegistryError.self) {
            try PartyContact(
                name: field == "name" ? text : nil, email: field == "email" ? text : nil,
                phone: field == "phone" ? text : nil, addressLines: field == "address" ? [text] : [],
                postcode: field == "postcode" ? text : nil, city: field == "city" ? text : nil,
                country: field == "country" ? text : nil)
        }
        #expect(error?.code == .valueInvalid && error?.field == field)
    }

    @Test func fiveLinesOfAnAddressAreTooMany() {
        #expect(throws: RegistryError.self) { try PartyContact(addressLines: ["1", "2", "3", "4", "5"]) }
    }

    @Test(arguments: Engine.available)
    func aConsentHoldsForItsPurposeUntilItIsWithdrawn(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let party = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let party = try Parties.findOrCreate("C-1", of: maker.id, desk.transaction)
                try PartyConsents.give(.news, of: party.id, how: "form", desk.transaction)
                try PartyConsents.give(.news, of: party.id, how: "form again", desk.transaction)
                try PartyConsents.give(.surveys, of: party.id, how: "form", desk.transaction)
                return party
            }
            let given = try await registry.read { try PartyConsents.list(of: party.id, $0) }
            #expect(given.count == 2 && given.allSatisfy(\.holds) && Set(given.map(\.withdrawalCode)).count == 2)
            let news = try #require(given.first { $0.purpose == .news })
            #expect(news.givenHow == "form")
            registry.clock.advance(by: TestClock.day)
            try await registry.write { desk in
                func withdraw(_ code: String) throws -> ConsentPurpose? {
                    try PartyConsents.withdraw(byCode: code, how: "link", desk.transaction)
                }
                #expect(try withdraw("npw_") == nil)
                #expect(try PartyConsents.holding(.news, of: party.id, desk.transaction) != nil)
                #expect(try withdraw(news.withdrawalCode) == .news)
                #expect(try withdraw(news.withdrawalCode) == .news)
                #expect(try !PartyConsents.withdraw(.news, of: party.id, how: "link", desk.transaction))
                #expect(try PartyConsents.holding(.news, of: party.id, desk.transaction) == nil)
                #expect(try PartyConsents.holding(.surveys, of: party.id, desk.transaction) != nil)
                try PartyConsents.give(.news, of: party.id, how: "account", desk.transaction)
            }
            let history = try await registry.read { try PartyConsents.list(of: party.id, $0) }
            let again = history.filter { $0.purpose == .news }
            #expect(again.map(\.holds) == [false, true] && again.map(\.givenHow) == ["form", "account"])
            #expect(again[0].withdrawnHow == "link" && again[0].withdrawnAt == again[1].givenAt)
        }
    }

    @Test(arguments: Engine.available)
    func allOfItIsGivenOutAndErased(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let contact = try Self.contact()
            let party = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let party = try Parties.findOrCreate("C-1", of: maker.id, desk.transaction)
                try PartyContacts.set(contact, of: party.id, desk.transaction)
                try PartyConsents.give(.offers, of: party.id, how: "form", desk.transaction)
                return party
            }
            let data = try await registry.read { try PersonalData(of: party, $0) }
            #expect(data.contact == contact && data.consents.map(\.purpose) == [.offers])
            _ = try await PartyErasure.run(party.id, in: registry.database) { _ in }
            let (held, consents) = try await registry.read {
                (try PartyContacts.held(of: party.id, $0), try PartyConsents.list(of: party.id, $0))
            }
            #expect(held == nil && consents.isEmpty)
            await #expect(throws: RegistryError.self) {
                try await registry.write { try PartyContacts.set(contact, of: party.id, $0.transaction) }
            }
        }
    }
}
