import AfterSales
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

/// A program does with its owner's units what its token names, and no more.
@Suite struct OwnerTokenTests {
    private func token(
        _ house: OwnerRegistry, _ permissions: Set<Permission>, _ manufacturers: [String] = []
    ) async throws -> Principal {
        let made = try await house.registry.createToken(
            AccessTokenDraft(name: "program", permissions: permissions, manufacturers: manufacturers, days: 1),
            as: try await house.account("owner-1"))
        return try #require(try house.registry.identify(token: made.secret)).principal
    }

    /// Everything that is an owner's, of `A0001`, which is theirs, and of their registration that waits; what changes nothing
    /// that comes after it first.
    private func attempts(
        _ house: OwnerRegistry, _ waiting: RegistrationAnswer, _ proof: ID<OwnershipProof>
    ) -> [(what: String, run: (Principal) async throws -> Void)] {
        let registry = house.registry
        let address = RegistrationAddress("acme", "M-1", "A0002", waiting.registration.id)
        let bytes = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(SamplePictures.png)
            continuation.finish()
        }
        func change(_ body: @escaping @Sendable (Commands) throws -> Void) -> (Principal) async throws -> Void {
            { try await registry.perform(as: $0, body) }
        }
        return [
            ("read", { _ = try await registry.ownership(as: $0) }),
            (
                "entitlements",
                { _ = try await registry.entitlements(ofUnit: "A0001", model: "M-1", of: "acme", as: $0) }
            ),
            ("contact", { _ = try await registry.ownContact(of: waiting.registration.party, as: $0) }),
            ("export", { _ = try await registry.exportPerson(waiting.registration.party, as: $0) }),
            ("proofs", { _ = try await registry.proofs(of: address, as: $0) }),
            ("addProof", { _ = try await registry.addProof(bytes, named: "a.png", to: address, as: $0, from: .local) }),
            ("register", { _ = try await registry.register(OwnershipOrder("acme", "M-1", "A0003"), as: $0) }),
            ("release", change { _ = try $0.release(unit: "A0001", model: "M-1", of: "acme") }),
            ("cancel", change { try $0.cancelRelease(unit: "A0001", model: "M-1", of: "acme") }),
            ("prove", change { _ = try $0.proveOwnership(ofUnit: "A0001", model: "M-1", of: "acme", days: 1) }),
            ("revoke", change { try $0.revokeProof(proof) }),
            ("setContact", change { try $0.setOwnContact(try PartyContact(name: "New"), consents: [], of: "acme") }),
            ("calendar", change { _ = try $0.makeOwnCalendar(of: "acme") }),
            (
                "withdraw",
                change {
                    _ = try $0.withdrawRegistration(
                        waiting.registration.id, ofUnit: "A0002", model: "M-1", of: "acme")
                }
            ),
        ]
    }

    @Test func aProgramMayWhatItsTokenNames() async throws {
        try await OwnerRegistry.run { house in
            _ = try await house.registry.perform(as: .administrator) {
                try $0.createManufacturer(ManufacturerDraft(slug: "other", name: "Other"))
            }
            try await house.own("A0001", as: "owner-1")
            let waiting = try await house.register("A0002", as: "owner-1")
            let proof = try await house.registry.perform(as: try await house.account("owner-1")) {
                try $0.proveOwnership(ofUnit: "A0001", model: "M-1", of: "acme", days: 7).proof.id
            }
            let attempts = attempts(house, waiting, proof)
            let narrow = try await token(house, [.look])
            let elsewhere = try await token(house, [.ownUnits], ["other"])
            #expect(elsewhere.parties.isEmpty)
            for (what, run) in attempts {
                #expect(await house.refused { try await run(narrow) } != nil, "\(what)")
                // What is elsewhere's is nothing.
                if what != "read" { #expect(await house.refused { try await run(elsewhere) } != nil, "\(what)") }
            }
            #expect(try await house.registry.ownership(as: elsewhere).products.isEmpty)
            let broad = try await token(house, [.ownUnits], ["acme"])
            for (what, run) in attempts {
                #expect(await house.refused { try await run(broad) } == nil, "\(what)")
            }
        }
    }
}
