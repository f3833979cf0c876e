package import Registry
package import Storage

/// Erases what people have written in reports. That there was one, of which unit, kind and day, and how it ended stays: others
/// have been warned by it.
package enum TheftErasure {
    /// All that a party has reported, and has said against reports of others.
    package static func run(
        allOf party: ID<Party>, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        var last: TheftList.Place?
        while true {
            let page = try TheftList.page(of: party, after: last, limit: 200, transaction)
            for report in page { try run(report, as: principal, from: source, transaction) }
            guard let end = page.last else { break }
            last = TheftList.Place(end)
        }
        try TheftThreads.eraseAll(ofFinder: party, transaction)
        last = nil
        while true {
            let page = try TheftList.page(counteredBy: party, after: last, limit: 200, transaction)
            for report in page { try TheftSteps.eraseCounters(of: report.number.id, transaction) }
            guard let end = page.last else { return }
            last = TheftList.Place(end)
        }
    }

    /// The words, the region, the number of the police, all notes and all messages of one.
    package static func run(
        _ report: TheftReport, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        var erased = report
        (erased.details.words, erased.details.region, erased.details.policeReference) = (nil, nil, nil)
        try TheftRows.update(&erased, transaction)
        try TheftSteps.eraseNotes(of: report.number.id, transaction)
        try TheftThreads.eraseAll(of: report.number.id, transaction)
        try AuditTrail.write(
            "theft.erase", subject: report.number.text, of: report.manufacturer, as: principal, from: source,
            transaction)
    }
}
