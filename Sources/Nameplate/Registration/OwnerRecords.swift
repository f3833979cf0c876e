import AfterSales
import Registry
import Safeguards
import Storage
import Synchronization

/// What is held of owners beside the registry's own records of them, while some are erased.
final class OwnerRecords: Sendable {
    private let principal: Principal
    private let source: RequestSource
    private let files = Mutex<Set<FileDigest>>([])

    init(as principal: Principal, from source: RequestSource) {
        self.principal = principal
        self.source = source
    }

    /// The files of which some may be nobody's now; see ``FileUses/removeUnused(_:from:in:)``.
    var digests: Set<FileDigest> { files.withLock(\.self) }

    /// Whether somebody has still to decide about what a party has registered: until then it is no former owner.
    static func waits(at now: Int64) -> PartyErasure.Question {
        { party, reader in try Registrations.waits(party, at: now, reader) }
    }

    /// Erases what could name a party, its proofs of purchase with it, what is said in its cases, in reports of thefts, and in claims and service
    /// orders about units that it owned then; that it has registered units stays, by a number that names nobody. Its proofs of
    /// ownership end.
    @Sendable func erase(_ party: ID<Party>, _ transaction: any SQLTransaction) throws {
        try ServiceOrders.eraseAll(of: party, as: principal, from: source, transaction)
        try CampaignUnits.eraseTexts(of: party, transaction)
        for claim in try ClaimList.all(of: party, transaction) {
            let digests = try ClaimErasure.run(claim, as: principal, from: source, transaction)
            files.withLock { $0.formUnion(digests) }
        }
        try TheftErasure.run(allOf: party, as: principal, from: source, transaction)
        try NameplateRegistry.eraseComplaints(ofCasesOf: party, as: principal, from: source, transaction)
        let ofCases = try CaseErasure.run(allOf: party, as: principal, from: source, transaction)
        files.withLock { $0.formUnion(ofCases) }
        for registration in try Registrations.all(of: party, transaction) {
            try eraseProofs(of: registration, transaction)
        }
        try Registrations.eraseTexts(of: party, transaction)
        try OwnershipProofs.revokeAll(of: party, transaction)
    }

    private func eraseProofs(of registration: Registration, _ transaction: any SQLTransaction) throws {
        let owner = AttachedFile.Owner(.registration, registration.id)
        for attachment in try Attachments.list(of: owner, transaction) {
            try Attachments.erase(attachment, as: principal, from: source, transaction)
            // A transaction that runs again notes the same; whether a file is in use is asked afterwards.
            files.withLock { _ = $0.insert(attachment.file.digest) }
        }
    }
}
