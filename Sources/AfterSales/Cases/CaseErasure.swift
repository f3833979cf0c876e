package import Registry
package import Storage

/// Erases what people have said in cases. What was asked for, done and how it ended stays, and so do the stars.
package enum CaseErasure {
    /// The same in all cases of a party, however many there are.
    package static func run(
        allOf party: ID<Party>, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> [FileDigest] {
        var digests: [FileDigest] = []
        var last: ServiceCase?
        while true {
            let page = try CaseList.page(of: party, after: last, limit: 200, transaction)
            for known in page { digests += try run(known, as: principal, from: source, transaction) }
            guard let end = page.last else { return digests }
            last = end
        }
    }

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
