import Identifiers
import Nameplate
import Registry
import Testing

/// Who reads which part of the audit trail.
@Suite struct AuditTrailReadingTests {
    typealias Name = Household.PrincipalName

    private func code<T>(_ body: () async throws -> T) async throws -> RegistryError.Code? {
        do {
            _ = try await body()
            return nil
        } catch let error as RegistryError {
            return error.code
        }
    }

    /// Somebody who reads one manufacturer's part.
    private static func auditor(_ house: Household) -> Principal {
        Principal(.account(ID(77)), grants: [Grant(.auditor, manufacturer: house.maker.id)])
    }

    @Test(arguments: Name.allCases)
    func aMakersPeopleReadTheirOwnPart(_ name: Name) async throws {
        try await Household.run { house in
            let (registry, principal) = (house.registry, house.principal(name))
            let question = AuditTrailQuestion()
            let whole = try await code { try await registry.auditTrail(question, of: nil, limit: 9, as: principal) }
            let own = try await code { try await registry.auditTrail(question, of: "acme", limit: 9, as: principal) }
            let other = try await code { try await registry.auditTrail(question, of: "other", limit: 9, as: principal) }
            let export = try await code { try await registry.auditTrailExport(question, of: "acme", as: principal) }
            #expect(whole == (name == .administrator ? nil : .forbidden))
            #expect(own == whole && other == whole && export == whole)
            let auditor = Self.auditor(house)
            _ = try await registry.auditTrail(question, of: "acme", limit: 9, as: auditor)
            for slug in ["other", nil] {
                #expect(
                    try await code { try await registry.auditTrail(question, of: slug, limit: 9, as: auditor) }
                        == .forbidden)
            }
        }
    }

    @Test func aManufacturersPartHoldsNothingOfOthersAndNoAddresses() async throws {
        try await Household.run { house in
            let registry = house.registry
            _ = try await registry.owner(
                of: "A0001", model: "M-1", of: "acme", reason: "Case 4711", as: house.principal(.support),
                from: RequestSource(network: "192.0.2.1", requestID: "r1"))
            let own = try await registry.auditTrail(
                AuditTrailQuestion(), of: "acme", limit: 500, as: Self.auditor(house))
            #expect(Set(own.items.map { $0.manufacturer?.slug }) == ["acme"] && own.next == nil)
            #expect(own.items.allSatisfy { $0.entry.network == nil })
            let look = own.items.first { $0.entry.action == "owner.read" }
            #expect(look?.entry.reason?.text == "Case 4711")
            let whole = try await registry.auditTrail(AuditTrailQuestion(), of: nil, limit: 500, as: .administrator)
            #expect(Set(whole.items.map { $0.manufacturer?.slug }) == ["acme", "other"])
            let seen = whole.items.first { $0.entry.action == "owner.read" }
            #expect(seen?.entry.network?.text == "192.0.2.1" && seen?.entry.requestID == "r1")
        }
    }

    @Test func anExportHoldsAllAndStandsInTheTrail() async throws {
        try await Household.run { house in
            let registry = house.registry
            var question = AuditTrailQuestion()
            question.action = "model.create"
            var export = try await registry.auditTrailExport(question, of: "acme", as: Self.auditor(house))
            var lines: [AuditTrailLine] = []
            while let page = try await export.next() { lines += page }
            #expect(lines.map(\.entry.subject).sorted() == ["M-1", "M-2"])
            let latest = try await registry.auditTrail(AuditTrailQuestion(), of: nil, limit: 1, as: .administrator)
            // At the same moment as everything else of this registry: found by its word.
            var exports = AuditTrailQuestion()
            exports.action = "trail.export"
            let noted = try await registry.auditTrail(exports, of: nil, limit: 9, as: .administrator)
            #expect(noted.items.count == 1 && latest.items.count == 1 && latest.next != nil)
        }
    }
}
