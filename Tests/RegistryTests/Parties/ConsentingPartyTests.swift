import Storage
import TestSupport
import Testing

@testable import Registry

/// Who consents to something now and can be written to: read by who may read owners.
@Suite struct ConsentingPartyTests {
    private static func page(
        _ registry: TestRegistry, _ purpose: ConsentPurpose, of maker: ID<Manufacturer>, from first: Int64 = 0,
        limit: Int = 10
    ) async throws -> [ConsentingParty] {
        let support = Principal(.account(ID(2)), grants: [Grant(.warranty, manufacturer: maker)])
        return try await registry.read {
            try ConsentingParties.page(to: purpose, of: maker, from: first, limit: limit, as: support, $0)
        }
    }

    @Test(arguments: Engine.available)
    func onlyWhoConsentsNowAndHasAnAddressIsThere(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, parties) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let parties = try ["reached", "phone only", "other purpose", "withdrawn", "erased"].map {
                    try Parties.findOrCreate($0, of: maker.id, desk.transaction)
                }
                for (index, party) in parties.enumerated() {
                    let contact = try PartyContact(
                        name: "Owner \(index)", email: index == 1 ? nil : "owner-\(index)@example.com",
                        phone: "+47 22 12 34 56")
                    try PartyContacts.set(contact, of: party.id, desk.transaction)
                    try PartyConsents.give(index == 2 ? .news : .offers, of: party.id, how: "form", desk.transaction)
                }
                try PartyConsents.withdraw(.offers, of: parties[3].id, how: "link", desk.transaction)
                return (maker, parties)
            }
            _ = try await PartyErasure.run(parties[4].id, in: registry.database) { _ in }
            let found = try await Self.page(registry, .offers, of: maker.id)
            #expect(found.map(\.party) == [parties[0].id])
            #expect(found.first?.email == "owner-0@example.com" && found.first?.name == "Owner 0")
            let code = try await registry.read { try PartyConsents.list(of: parties[0].id, $0) }.first?.withdrawalCode
            #expect(found.first?.withdrawalCode == code)
            #expect(try await Self.page(registry, .news, of: maker.id).map(\.party) == [parties[2].id])
            #expect(try await Self.page(registry, .reminders, of: maker.id).isEmpty)
            #expect(try await Self.page(registry, .offers, of: maker.id, from: parties[0].id.value + 1).isEmpty)
            #expect(try await Self.page(registry, .offers, of: ID(77)).isEmpty)
            for other in [
                Principal.stranger, Principal(.account(ID(3)), parties: [parties[0].id]),
                Principal(.account(ID(4)), grants: [Grant(.warranty, manufacturer: ID(77))]),
                Principal(.account(ID(5)), grants: [Grant(.service, manufacturer: maker.id)]),
            ] {
                await #expect(throws: RegistryError.self) {
                    try await registry.read {
                        try ConsentingParties.page(to: .offers, of: maker.id, from: 0, limit: 9, as: other, $0)
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func whoHasBeenErasedGivesNoConsent(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let party = try await registry.write { desk in
                try Parties.findOrCreate("C-1", of: try desk.manufacturer().id, desk.transaction)
            }
            _ = try await PartyErasure.run(party.id, in: registry.database) { _ in }
            await #expect(throws: RegistryError.self) {
                try await registry.write { try PartyConsents.give(.news, of: party.id, how: "form", $0.transaction) }
            }
        }
    }

    @Test func theListIsLedByItsIndexAndSortsNothing() async throws {
        let directory = try TemporaryDirectory()
        let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
        try await database.migrate(RegistrySchema.sqlite)
        let plan = try database.readNow { reader in
            try reader.all(
                Statement("EXPLAIN QUERY PLAN " + ConsentingPartiesSQL.page.sql),
                [SQLValue](repeating: .integer(1), count: 4)
            ) { $0.text(3) }
        }
        #expect(plan.count == 2, "\(plan)")
        #expect(plan.first?.hasPrefix("SEARCH c USING INDEX party_consents_holding (") == true, "\(plan)")
        #expect(plan.last?.hasPrefix("SEARCH k USING INTEGER PRIMARY KEY") == true, "\(plan)")
        await database.close()
    }
}
