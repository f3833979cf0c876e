package import AfterSales
package import Identifiers
package import Registry
import Storage

/// What is held of a person as an owner: what they have registered, given and got, proved and claimed, and what was
/// repaired. Oldest first, but for claims and repairs.
package struct OwnerExport: Sendable {
    package var registrations: [RegistrationAnswer]
    package var purchaseProofs: [PurchaseProof]
    package var handovers: [HandoverAnswer]
    /// Those that have ended, too.
    package var ownershipProofs: [Proof]
    /// About units that were the person's when they were filed; the newest first.
    package var claims: [Claim]

    /// About units that were the person's when they were opened; in the order of their numbers.
    package var serviceOrders: [Order]

    package struct Order: Sendable {
        package var unit: UnitReference
        package var order: ServiceOrder
    }

    package struct PurchaseProof: Sendable {
        package var registration: ID<Registration>
        package var file: AttachedFile
    }

    package struct Proof: Sendable {
        package var unit: UnitReference
        package var proof: OwnershipProof
    }

    package struct Claim: Sendable {
        package var unit: UnitReference
        package var claim: WarrantyClaim
        /// What was said to the person, and by them, step by step.
        package var reasons: [String]
    }

    init(of party: ID<Party>, now: Int64, _ reader: any SQLReader) throws {
        let all = try Registrations.all(of: party, reader)
        registrations = try all.compactMap { try RegistrationAnswer.read($0, isForStaff: false, now: now, reader) }
        purchaseProofs = try all.flatMap { registration in
            try Attachments.list(of: AttachedFile.Owner(.registration, registration.id), reader).map {
                PurchaseProof(registration: registration.id, file: $0)
            }
        }
        handovers = try HandoverAnswer.list(of: party, now: now, reader)
        ownershipProofs = try OwnershipProofs.all(of: party, reader).compactMap { proof in
            try NameplateRegistry.reference(proof.unit, reader).map { Proof(unit: $0, proof: proof) }
        }
        serviceOrders = try ServiceList.all(of: party, reader).compactMap { order in
            try NameplateRegistry.reference(order.unit, reader).map { Order(unit: $0, order: order) }
        }
        claims = try ClaimList.all(of: party, reader).compactMap { claim in
            guard let unit = try NameplateRegistry.reference(claim.unit, reader) else { return nil }
            let steps = try ClaimSteps.list(of: claim.number.id, reader)
            return Claim(unit: unit, claim: claim, reasons: steps.compactMap(\.reason))
        }
    }
}

extension HandoverAnswer {
    /// What a party has given away and been given.
    static func list(of party: ID<Party>, now: Int64, _ reader: any SQLReader) throws -> [HandoverAnswer] {
        try Handovers.list(of: party, reader).compactMap { handover in
            guard let unit = try NameplateRegistry.reference(handover.unit, reader) else { return nil }
            let owner = try Units.find(handover.unit, reader)?.state.owner
            return HandoverAnswer(
                unit: unit, handover: handover, state: handover.state(at: now, owner: owner),
                isGiven: handover.from == party)
        }
    }
}
