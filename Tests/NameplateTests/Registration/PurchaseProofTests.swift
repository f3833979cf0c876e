import AfterSales
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

/// Proofs of purchase are for the owner and for those who decide, and go with the person.
@Suite struct PurchaseProofTests {
    private func pieces(_ bytes: [UInt8]) -> AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { continuation in
            continuation.yield(bytes)
            continuation.finish()
        }
    }

    @Test func onlyItsOwnerAndThoseWhoDecideHaveAProof() async throws {
        try await OwnerRegistry.run { house in
            let made = try await house.register("A0001", as: "owner-1")
            let address = RegistrationAddress("acme", "M-1", "A0001", made.registration.id)
            let ada = try await house.account("owner-1")
            func add(_ bytes: [UInt8], _ principal: Principal) async throws -> AttachedFile {
                try await house.registry.addProof(
                    pieces(bytes), named: "/home/ada/receipt.png", to: address, as: principal, from: .local)
            }
            let proof = try await add(SamplePictures.png, ada)
            #expect(proof.name == "receipt.png")
            let outsiders: [Principal] = [
                .stranger, try await house.account("owner-2"), .staff(.technician, .manufacturers([house.maker.id])),
            ]
            for principal in outsiders {
                #expect(await house.refused { try await add(SamplePictures.png, principal) } == .registrationUnknown)
                #expect(
                    await house.refused { try await house.registry.proofs(of: address, as: principal) }
                        == .registrationUnknown)
                #expect(
                    await house.refused { try await house.registry.proof(proof.id, of: address, as: principal) }
                        == .registrationUnknown)
            }
            #expect(await house.refused { try await add(Array("MZ program".utf8) + [0], ada) } != nil)
            let support = Principal.staff(.support, .manufacturers([house.maker.id]))
            #expect(try await house.registry.proofs(of: address, as: support).map(\.id) == [proof.id])
            let opened = try await house.registry.proof(proof.id, of: address, as: support)
            #expect(try await !opened.piece(at: 0).isEmpty)

            _ = try await house.registry.erasePerson(
                .id(made.registration.party), of: "acme", reason: OwnerRegistry.reason, isDryRun: false,
                isConfirmed: true, as: .administrator)
            #expect(try await house.registry.proofs(of: address, as: support).isEmpty)
            let report = try await house.registry.checkFiles(removesUnused: false, as: .administrator)
            #expect(report.unused == 0)
        }
    }

    @Test func aProofGoesAgainAndComesOnlyWhileSomebodyDecides() async throws {
        try await OwnerRegistry.run { house in
            let made = try await house.register("A0001", as: "owner-1")
            let address = RegistrationAddress("acme", "M-1", "A0001", made.registration.id)
            let owner = try await house.account("owner-1")
            func add() async throws -> AttachedFile {
                try await house.registry.addProof(
                    pieces(SamplePictures.png), named: "receipt.png", to: address, as: owner, from: .local)
            }
            func erase(_ id: ID<AttachedFile>, _ principal: Principal) async throws {
                try await house.registry.eraseProof(id, of: address, as: principal, from: .local)
            }
            let (first, second) = (try await add(), try await add())
            #expect(
                await house.refused { try await erase(first.id, try await house.account("owner-2")) }
                    == .registrationUnknown)
            #expect(await house.refused { try await erase(ID(1), owner) } == .attachmentUnknown)
            try await erase(first.id, owner)
            #expect(try await house.registry.proofs(of: address, as: owner).map(\.id) == [second.id])
            _ = try await house.decide(made, .refuse)
            #expect(await house.refused { try await add() } == .stateStep)
            #expect(await house.refused { try await erase(second.id, owner) } == .stateStep)
            #expect(try await house.registry.proofs(of: address, as: owner).map(\.id) == [second.id])
        }
    }
}
