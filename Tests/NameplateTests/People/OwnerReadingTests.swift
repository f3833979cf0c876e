import Identifiers
import Nameplate
import Registry
import Testing

/// Who owns a unit is told for a reason only, and the owner can see who asked.
@Suite struct OwnerReadingTests {
    typealias Name = Household.PrincipalName

    private static let reason = "Case 4711: recall of the compressor"

    private func read(
        _ house: Household, _ name: Name, serial: String = "A0001", model: String = "M-1", reason: String? = reason
    ) async throws -> OwnerAnswer {
        try await house.registry.owner(
            of: serial, model: model, of: "acme", reason: reason, as: house.principal(name),
            from: RequestSource(network: "192.0.2.1", requestID: "r1"))
    }

    private func code<T>(_ body: () async throws -> T) async throws -> RegistryError.Code? {
        do {
            _ = try await body()
            return nil
        } catch let error as RegistryError {
            return error.code
        }
    }

    @Test(arguments: Name.allCases)
    func onlyWhoMayReadOwnersIsTold(_ name: Name) async throws {
        try await Household.run { house in
            let may = [.support, .administrator].contains(name)
            #expect(try await code { try await read(house, name) } == (may ? nil : .forbidden))
            let looks = try await house.registry.looks(
                at: house.second.id, limit: 10, as: house.principal(.secondOwner))
            #expect(looks.items.count == (may ? 1 : 0))
        }
    }

    @Test func theOwnerSeesWhoAskedWhenAndWhy() async throws {
        try await Household.run { house in
            let answer = try await read(house, .support)
            #expect(answer.owner?.party.name == "second")
            #expect(answer.owner?.since == Household.now - 86_400_000_000)
            let unit = try await house.registry.unit(
                "A0001", model: "M-1", of: "acme", as: house.principal(.secondOwner))
            let look = try #require(unit.looks?.first)
            #expect(look.at == Household.now && look.who == house.principal(.support).auditName)
            #expect(look.reason == Self.reason && look.action == "owner.read" && look.subject == "M-1 A0001")
            let audit = try await house.registry.audit(as: .administrator)
            #expect(audit.findings == [])
        }
    }

    @Test func nothingIsToldAndNothingIsKeptWithoutAReason() async throws {
        try await Household.run { house in
            for reason in [nil, "", "    ", "why", "two\nlines of it", String(repeating: "x", count: 501)] {
                #expect(try await code { try await read(house, .support, reason: reason) } == .reasonInvalid)
            }
            #expect(try await code { try await read(house, .support, serial: "A0999") } == .unitUnknown)
            #expect(try await code { try await read(house, .support, model: "M-9") } == .modelUnknown)
            let looks = try await house.registry.looks(
                at: house.second.id, limit: 10, as: house.principal(.secondOwner))
            #expect(looks.items == [])
        }
    }

    @Test func aUnitOfNobodyHasNoOwner() async throws {
        try await Household.run { house in
            #expect(try await read(house, .support, serial: "A0002").owner == nil)
            let unit = try await house.registry.unit(
                "A0002", model: "M-1", of: "acme", as: house.principal(.support))
            #expect(unit.hasOwner == false)
        }
    }

    @Test(arguments: Name.allCases)
    func looksAreForThePersonAndForWhoReadsTheTrail(_ name: Name) async throws {
        try await Household.run { house in
            _ = try await read(house, .support)
            let may = [.secondOwner, .administrator].contains(name)
            let seen = try await code {
                try await house.registry.looks(at: house.second.id, limit: 10, as: house.principal(name))
            }
            #expect(seen == (may ? nil : .partyUnknown))
            let nobody = try await code {
                try await house.registry.looks(at: ID(12_345), limit: 10, as: house.principal(name))
            }
            #expect(nobody == .partyUnknown)
        }
    }
}
