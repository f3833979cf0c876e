import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// However much has been said of a unit, or by a party, before: what holds now is found.
@Suite struct LongHistoryTests {
    @Test func whatHasEndedHidesNothingThatHolds() async throws {
        try await OwnerRegistry.run { house in
            let rival = try await house.register("A0001", as: "owner-2")
            let owned = try await house.own("A0001", as: "owner-1")
            let owner = try await house.account("owner-1")
            let party = owned.registration.party
            func release() async throws -> Handover {
                try await house.registry.perform(as: owner) {
                    try $0.release(unit: "A0001", model: "M-1", of: "acme").handover
                }
            }
            let old = try await release()
            try await house.registry.database.write { transaction in
                for _ in 0..<Registrations.most {
                    var registration = rival.registration
                    registration.id = ID(transaction.newID())
                    registration.state = .withdrawn
                    registration.madeAt -= 1
                    try Registrations.insert(registration, transaction)
                    var handover = old
                    handover.id = ID(transaction.newID())
                    handover.state = .cancelled
                    handover.releasedAt -= 1
                    try Handovers.insert(handover, transaction)
                    _ = try OwnershipProofs.create(
                        for: old.unit, of: house.maker.id, as: party, until: transaction.now + 1_000_000, transaction)
                }
                try OwnershipProofs.revokeAll(of: party, transaction)
            }
            house.wait(days: 1)
            let open = try await release()
            let proof = try await house.registry.perform(as: owner) {
                try $0.proveOwnership(ofUnit: "A0001", model: "M-1", of: "acme", days: 2).proof
            }
            let overview = try await house.registry.ownership(as: owner)
            let product = try #require(overview.products.first)
            #expect(product.registration?.registration.id == owned.registration.id)
            #expect(product.disputes == [rival.registration.madeAt])
            #expect(product.release?.id == open.id && product.proofs.map(\.id) == [proof.id])
            #expect(overview.handovers.last?.handover.id == open.id)
            // The same is known again, and is no new one.
            #expect(try await house.own("A0001", as: "owner-1").registration.id == owned.registration.id)
            #expect(try await house.register("A0001", as: "owner-2").registration.id == rival.registration.id)
            let others = try await house.registry.ownership(as: try await house.account("owner-2")).others
            #expect(others.last?.registration.id == rival.registration.id)
            // What waited ends in a dispute with whoever has the unit next, and no code works that is not open.
            try await house.registry.perform(as: owner) {
                try $0.cancelRelease(unit: "A0001", model: "M-1", of: "acme")
            }
            #expect(
                await house.refused {
                    try await house.registry.perform(as: owner) {
                        try $0.cancelRelease(unit: "A0001", model: "M-1", of: "acme")
                    }
                } == .stateStep)
        }
    }

    /// The files go with the person, and so do proofs, however many registrations there were.
    @Test func erasingForgetsAllOfIt() async throws {
        try await OwnerRegistry.run { house in
            let owned = try await house.own("A0002", as: "owner-1")
            let waiting = try await house.register("A0001", as: "owner-1")
            let owner = try await house.account("owner-1")
            let address = RegistrationAddress("acme", "M-1", "A0001", waiting.registration.id)
            let bytes = AsyncThrowingStream<[UInt8], any Error> { continuation in
                continuation.yield(SamplePictures.png)
                continuation.finish()
            }
            _ = try await house.registry.addProof(bytes, named: "a.png", to: address, as: owner, from: .local)
            let code = try await house.registry.perform(as: owner) {
                try $0.proveOwnership(ofUnit: "A0002", model: "M-1", of: "acme", days: 2).code
            }
            try await house.registry.database.write { transaction in
                for number in 0..<Int64(Registrations.most + 1) {
                    var registration = waiting.registration
                    registration.id = ID(transaction.newID())
                    registration.state = .withdrawn
                    registration.madeAt += (number % 2 == 0 ? 1 : -1)
                    try Registrations.insert(registration, transaction)
                }
            }
            _ = try await house.registry.erasePerson(
                .id(owned.registration.party), of: "acme", reason: OwnerRegistry.reason, isDryRun: false,
                isConfirmed: true, as: .administrator)
            #expect(try await house.registry.proofs(of: address, as: .administrator).isEmpty)
            #expect(
                await house.refused { try await house.registry.proof(code: code, as: .stranger, from: .local) }
                    == .proofUnknown)
        }
    }

    /// Whoever waits for a decision is no former owner, however long ago they came.
    @Test func whoWaitsForADecisionIsNotForgotten() async throws {
        try await OwnerRegistry.run { house in
            try await house.registry.perform(as: .administrator) { desk in
                var rules = RegistrationRules()
                rules.pendingDays = 3_650
                try desk.setRegistrationRules(rules, of: "acme", model: "M-1")
            }
            let waiting = try await house.register("A0001", as: "owner-1")
            let ended = try await house.register("A0002", as: "owner-2")
            _ = try await house.decide(ended, .refuse)
            house.wait(days: 3_000)
            _ = try await house.registry.setRetention(
                RetentionRule.formerOwners.rawValue, days: 2_000, isOn: true, as: .administrator)
            let due = try await house.registry.retention(as: .administrator)
            #expect(due.first { $0.term.rule == .formerOwners }?.count == 1)
            let runs = try await house.registry.runRetention(
                [RetentionRule.formerOwners.rawValue], isConfirmed: true, as: .administrator)
            #expect(runs.map(\.count) == [1])
            let left = try await house.registry.database.read { reader in
                try [waiting, ended].map { try Parties.find($0.registration.party, reader)?.erasedAt == nil }
            }
            #expect(left == [true, false])
        }
    }
}
