private import Identifiers
package import Storage

/// What the rules would forget now, and forgetting it.
package enum Retention {
    /// In microseconds.
    static let day: Int64 = 86_400_000_000
    /// How many are forgotten in one transaction: less than 50 ms of writing.
    private static let chunk = 500
    /// A delivery has rows in several tables.
    private static let deliveries = 200

    /// What one rule would forget now.
    package struct Due: Sendable {
        package var term: RetentionTerm
        /// What is older is forgotten, in microseconds since 1970 UTC.
        package var before: Int64
        /// How many, ``mostCounted`` at most; of parties, among the ``mostLookedAt`` oldest.
        package var count = 0
        /// The first of them, in words that name nobody.
        package var first: [String] = []
    }

    package static let mostCounted = 10_000
    /// Whether a party owns something is told by the histories of its units.
    static let mostLookedAt = 1_000
    private static let mostShown = 5

    /// What a rule would forget at a time.
    /// - Parameter keeps: whether wings still need to know who a party is.
    package static func due(
        _ term: RetentionTerm, at now: Int64, but keeps: PartyErasure.Question = { _, _ in false },
        _ reader: any SQLReader
    ) throws -> Due {
        var due = Due(term: term, before: now - term.days * day)
        let names: [String]
        switch term.rule {
        case .responses: names = try Idempotency.old(before: due.before, limit: mostCounted, reader)
        // Each that is counted forgets what is older.
        case .unknownPlates: names = []
        case .trailAddresses:
            names = try AuditTrail.entries(with: .network, before: due.before, limit: mostCounted, reader).map(name)
        case .trailReasons:
            names = try AuditTrail.entries(with: .reason, before: due.before, limit: mostCounted, reader).map(name)
        case .imports:
            names = try ImportJournal.finished(before: due.before, limit: mostCounted, reader).map {
                "\($0.table.rawValue) of \(date($0.finishedAt ?? 0)), import \($0.id)"
            }
        case .deliveries:
            names = try Deliveries.done(before: due.before, limit: mostCounted, reader).map {
                "\($0.topic.rawValue) of \(date($0.createdAt)), delivery \($0.id)"
            }
        case .scans:
            names = try OldScans.list(before: due.before, limit: mostCounted, reader).map {
                "scan of \(date($0.at)), \($0.id)"
            }
        case .thefts:
            names = try OldThefts.list(before: due.before, limit: mostCounted, reader).map {
                "report that ended on \(date($0.endedAt)), \($0.id)"
            }
        case .findings:
            names = try OldFindings.list(before: due.before, limit: mostCounted, reader).map {
                "\($0.ordinal == nil ? "address" : "message") of \(date($0.at)), thread \($0.thread)"
            }
        case .formerOwners:
            names = try formerOwners(before: due.before, but: keeps, reader).map {
                "party \($0.id) of \(date($0.createdAt))"
            }
        }
        due.count = names.count
        due.first = Array(names.prefix(mostShown))
        return due
    }

    /// Forgets what a rule says, in transactions between which others write.
    /// - Parameters:
    ///   - keeps: whether wings still need to know who a party is.
    ///   - others: erases what wings hold of a party that is forgotten.
    /// - Returns: how many were forgotten.
    package static func run(
        _ term: RetentionTerm, at now: Int64, in database: any Database, as principal: Principal,
        from source: RequestSource = .local, but keeps: @escaping PartyErasure.Question = { _, _ in false },
        andOthers others: @escaping PartyErasure.Others = { _, _ in }
    ) async throws -> Int64 {
        let before = now - term.days * day
        if term.rule == .formerOwners {
            // Each has an entry of its own.
            return try await eraseFormerOwners(
                before: before, in: database, as: principal, from: source, but: keeps, andOthers: others)
        }
        guard try await database.read({ try due(term, at: now, $0).count }) > 0 else { return 0 }
        try await database.write { transaction in
            try AuditTrail.write(
                "retention.run", subject: term.rule.rawValue, of: nil, as: principal, from: source,
                detail: "what is older than \(date(before))", transaction)
        }
        var total: Int64 = 0
        while true {
            try Task.checkCancellation()
            let count = try await database.write { try forget(term.rule, before: before, $0) }
            guard count > 0 else { return total }
            total += Int64(count)
        }
    }

    /// Forgets some. - Returns: how many; 0 where none are left.
    private static func forget(
        _ rule: RetentionRule, before time: Int64, _ transaction: any SQLTransaction
    ) throws -> Int {
        switch rule {
        case .responses: return try Idempotency.forgetOld(transaction)
        case .unknownPlates, .formerOwners: return 0
        case .trailAddresses, .trailReasons:
            let text: AuditTrail.Erasable = rule == .trailAddresses ? .network : .reason
            let entries = try AuditTrail.entries(with: text, before: time, limit: chunk, transaction)
            for entry in entries { try AuditTrail.erase(text, of: entry.id, transaction) }
            return entries.count
        case .imports:
            let entries = try ImportJournal.finished(before: time, limit: chunk, transaction)
            for entry in entries { try ImportJournal.forget(entry.id, transaction) }
            return entries.count
        case .deliveries:
            let done = try Deliveries.done(before: time, limit: deliveries, transaction)
            for delivery in done { try Deliveries.forget(delivery, transaction) }
            return done.count
        case .scans:
            let scans = try OldScans.list(before: time, limit: chunk, transaction)
            try OldScans.forget(scans, transaction)
            return scans.count
        case .thefts:
            let reports = try OldThefts.list(before: time, limit: deliveries, transaction)
            try OldThefts.forget(reports, transaction)
            return reports.count
        case .findings:
            let rows = try OldFindings.list(before: time, limit: chunk, transaction)
            try OldFindings.forget(rows, transaction)
            return rows.count
        }
    }

    private static func name(_ entry: AuditEntry) -> String {
        "\(entry.action) \(entry.subject) of \(date(entry.at)), entry \(entry.id)"
    }

    private static func date(_ time: Int64) -> String { CivilDate(microseconds: time).isoText }
}
