import AfterSales
import Registry
import Storage

/// What the wings hold of owners beside the registry's own records of them.
enum OwnerRecords {
    /// Erases what could name a party; that it has registered units stays, by a number that names nobody. Its proofs end.
    @Sendable static func erase(_ party: ID<Party>, _ transaction: any SQLTransaction) throws {
        try Registrations.eraseTexts(of: party, transaction)
        for proof in try OwnershipProofs.list(of: party, transaction) where proof.revokedAt == nil {
            _ = try OwnershipProofs.revoke(proof.id, of: party, transaction)
        }
    }
}
