package import Registry
package import Storage

/// Erases what people have said in cases. What was asked for, done and how it ended stays, and so do the stars.
package enum CaseErasure {
    /// Erases the complaint, the contact and all words of a case, and its files.
    /// - Returns: the files to which perhaps nothing refers any more.
    package static func run(
        _ serviceCase: ServiceCase, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> [FileDigest] {
        var erased = serviceCase
        (erased.request.complaint, erased.request.contact) = (nil, nil)
        erased.rating?.words = nil
        try CaseRows.update(&erased, transaction)
        try CaseReplies.eraseTexts(of: serviceCase.number.id, transaction)
        let files = try Attachments.list(of: serviceCase.attachments, transaction)
        for file in files { try Attachments.erase(file, as: principal, from: source, transaction) }
        try AuditTrail.write(
            "case.erase", subject: serviceCase.number.text, of: serviceCase.manufacturer, as: principal, from: source,
            transaction)
        return files.map(\.file.digest)
    }
}
