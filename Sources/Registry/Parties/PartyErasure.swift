package import Storage

/// Erases what names a party: its name and reference, how it is reached, its consents, the notes of the events that name it, the reasons for which somebody
/// looked at it. Events, commitments and proofs stay as they are, and tell of an id that names nobody.
package enum PartyErasure {
    /// What is to be erased.
    package struct Extent: Hashable, Sendable {
        package var party: Party
        /// Events that name it; they stay.
        package var events: Int64 = 0
        /// Their notes that have not been erased.
        package var notes: Int64 = 0
        /// Reasons for which somebody looked at it.
        package var reasons: Int64 = 0
    }

    /// Erases what else is held of a party.
    package typealias Others = @Sendable (ID<Party>, any SQLTransaction) throws -> Void
    /// Asks something of a party that wings know.
    package typealias Question = @Sendable (ID<Party>, any SQLReader) throws -> Bool

    private static let pageSize = 200

    /// What an erasure would do.
    package static func extent(of party: Party, _ reader: any SQLReader) throws -> Extent {
        var extent = Extent(party: party)
        var last: ID<Event>?
        while true {
            let page = try PartyEvents.page(of: party.id, after: last, limit: pageSize, reader)
            guard let end = page.last else { break }
            extent.events += Int64(page.count)
            for event in page {
                extent.notes += Int64(try EventRows.texts(of: event, reader).count { $0.text != nil })
            }
            last = end
        }
        try forEachLook(at: party.id, reader) { if $0.reason?.text != nil { extent.reasons += 1 } }
        return extent
    }

    /// Erases, in transactions between which others write. What names the party goes last: an erasure that a crash ended is
    /// done again.
    /// - Parameters:
    ///   - others: erases what wings hold of the party, in the last transaction.
    ///   - record: writes the entry of the audit trail, in the last transaction.
    ///   - isWanted: asked in the last transaction; where it answers no, the party keeps its name.
    /// - Returns: whether the party has been erased by this; not where somebody else was faster.
    package static func run(
        _ party: ID<Party>, in database: any Database,
        if isWanted: @escaping @Sendable (any SQLReader) throws -> Bool = { _ in true },
        andOthers others: @escaping Others = { _, _ in },
        recording record: @escaping @Sendable (any SQLTransaction) throws -> Void
    ) async throws -> Bool {
        while true {
            try Task.checkCancellation()
            let erased = try await eraseNotes(of: party, in: database)
            try await eraseReasons(about: party, in: database)
            let outcome = try await database.write { transaction -> Bool? in
                guard let found = try Parties.find(party, transaction), found.erasedAt == nil,
                    try isWanted(transaction)
                else { return false }
                // An event that has come meanwhile may have notes too.
                guard try PartyEvents.count(of: party, transaction) == erased else { return nil }
                try eraseReasons(about: party, transaction)
                try PartyContacts.erase(of: party, transaction)
                try PartyConsents.erase(of: party, transaction)
                try DeliveryContents.erase(of: party, transaction)
                try others(party, transaction)
                try Parties.erase(party, transaction)
                try record(transaction)
                return true
            }
            if let outcome { return outcome }
        }
    }

    /// - Returns: how many events name the party.
    private static func eraseNotes(of party: ID<Party>, in database: any Database) async throws -> Int64 {
        var last: ID<Event>?
        var count: Int64 = 0
        while true {
            let after = last
            let page = try await database.write { transaction in
                let page = try PartyEvents.page(of: party, after: after, limit: pageSize, transaction)
                for event in page { try EventRows.eraseTexts(of: event, transaction) }
                return page
            }
            guard let end = page.last else { return count }
            count += Int64(page.count)
            last = end
        }
    }

    /// Most of the reasons, so that few are left for the last transaction.
    private static func eraseReasons(about party: ID<Party>, in database: any Database) async throws {
        var place: AuditTrail.Place?
        while true {
            let before = place
            let end = try await database.write { transaction in
                let page = try AuditTrail.about(party, before: before, limit: pageSize, transaction)
                for entry in page where entry.reason?.text != nil {
                    try AuditTrail.erase(.reason, of: entry.id, transaction)
                }
                return page.last?.place
            }
            guard let end else { return }
            place = end
        }
    }

    private static func eraseReasons(about party: ID<Party>, _ transaction: any SQLTransaction) throws {
        var entries: [ID<AuditEntry>] = []
        try forEachLook(at: party, transaction) { if $0.reason?.text != nil { entries.append($0.id) } }
        for entry in entries { try AuditTrail.erase(.reason, of: entry, transaction) }
    }

    private static func forEachLook(
        at party: ID<Party>, _ reader: any SQLReader, _ body: (AuditEntry) -> Void
    ) throws {
        var place: AuditTrail.Place?
        while true {
            let page = try AuditTrail.about(party, before: place, limit: pageSize, reader)
            for entry in page { body(entry) }
            guard let end = page.last else { return }
            place = end.place
        }
    }
}
