package import Registry
package import Storage

/// Erases what people have said in claims. What was asked for, decided and paid stays, and so do the sums.
package enum ClaimErasure {
    /// Erases the complaint, reasons and notes of a claim, and its files.
    /// - Returns: the files to which perhaps nothing refers any more.
    package static func run(
        _ claim: WarrantyClaim, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> [FileDigest] {
        var claim = claim
        claim.details.complaint = nil
        try ClaimRows.update(&claim, transaction)
        try ClaimSteps.eraseTexts(of: claim.number.id, transaction)
        let files = try Attachments.list(of: claim.attachments, transaction)
        for file in files { try Attachments.erase(file, as: principal, from: source, transaction) }
        try AuditTrail.write(
            "claim.erase", subject: claim.number.text, of: claim.manufacturer, as: principal, from: source, transaction)
        return files.map(\.file.digest)
    }
}

extension WarrantyClaim {
    /// What its files belong to.
    package var attachments: AttachedFile.Owner { AttachedFile.Owner(.claim, number.id) }
}
