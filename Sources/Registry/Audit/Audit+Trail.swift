import Storage

extension Audit {
    /// Compares the entries of the audit trail with what was committed to, oldest first.
    static func auditTrail(
        _ database: any Database, _ report: inout AuditReport, _ progress: @Sendable (AuditProgress) -> Void
    ) async throws {
        var last = AuditTrail.Place.beginning
        var begun = false
        while report.findings.count < maximumFindings {
            let (after, wasCommitted) = (last, begun)
            let page = try await database.read { try AuditTrail.page(after: after, limit: pageSize, $0) }
            begun = wasCommitted
            for entry in page {
                if let finding = difference(of: entry, hasBegun: begun) { report.findings.append(finding) }
                if entry.leaf != nil { begun = true }
            }
            report.entries += Int64(page.count)
            progress(AuditProgress(part: .trail, done: report.entries, total: report.entries))
            guard let end = page.last else { return }
            last = end.place
        }
    }

    /// - Parameter hasBegun: whether an entry before this one commits to something: older ones do not.
    private static func difference(of entry: AuditEntry, hasBegun: Bool) -> String? {
        let name = "The entry \(entry.id) of the audit trail (\(entry.action))"
        guard let leaf = entry.leaf, let salt = entry.salt else {
            return entry.leaf == nil && entry.salt == nil && !hasBegun ? nil : "\(name) commits to nothing."
        }
        guard CanonicalAuditEntry.leaf(of: entry, salt: salt) == leaf else {
            return "\(name) is not what was committed to."
        }
        if let reason = entry.reason, !reason.isSound(as: .auditReason) {
            return "\(name) has a reason that is not what was committed to."
        }
        if let network = entry.network, !network.isSound(as: .auditNetwork) {
            return "\(name) has an address that is not what was committed to."
        }
        return nil
    }
}
