package import Registry
package import Storage

/// An address under which a calendar program reads what maintenance is due. Whoever has the address may read it, so it
/// names no owner, and it can be ended.
package struct MaintenanceCalendar: Hashable, Sendable {
    /// Whose units it tells of.
    package enum Subject: Hashable, Sendable {
        case party(ID<Party>)
        /// The place as events name it.
        case site(String)
    }
    package var id: ID<MaintenanceCalendar>
    package var manufacturer: ID<Manufacturer>
    package var subject: Subject
    /// Microseconds since 1970 UTC.
    package var madeAt: Int64
    package var madeBy: String
    package var endedAt: Int64?
}

/// The table `maintenance_calendars`.
package enum MaintenanceCalendars {
    /// The most that are listed of all sites, and the most of one owner or site that hold.
    package static let most = 500
    package static let mostOfOne = 10

    /// - Returns: it, with the secret part of its address, which nobody can be shown again.
    package static func make(
        for subject: MaintenanceCalendar.Subject, of manufacturer: ID<Manufacturer>, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> (calendar: MaintenanceCalendar, secret: String) {
        guard try list(of: subject, manufacturer, transaction).count < mostOfOne else {
            throw RegistryError(
                .valueInvalid, "There are \(mostOfOne) such calendars already; end one that nobody uses.")
        }
        let secret = SecretText.make(.calendar, random: transaction.salt)
        let calendar = MaintenanceCalendar(
            id: ID(transaction.newID()), manufacturer: manufacturer, subject: subject, madeAt: transaction.now,
            madeBy: principal.auditName)
        var (party, site): (SQLValue, SQLValue) = (.null, .null)
        var about: ID<Party>?
        switch subject {
        case .party(let id): (party, about) = (.integer(id.value), id)
        case .site(let text):
            try TextRules.check(text, field: "site", limit: 200)
            site = .text(text)
        }
        try transaction.run(
            MaintenanceCalendarsSQL.insert,
            [
                .integer(calendar.id.value), .blob(SecretText.hash(secret)), .integer(manufacturer.value), party, site,
                .integer(calendar.madeAt), .text(calendar.madeBy),
            ])
        try AuditTrail.write(
            "calendar.make", subject: "\(calendar.id)", of: manufacturer, as: principal, from: source, about: about,
            transaction)
        return (calendar, secret)
    }

    /// Those of one owner or site that hold, the newest first.
    package static func list(
        of subject: MaintenanceCalendar.Subject, _ manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [MaintenanceCalendar] {
        switch subject {
        case .party(let party):
            try reader.all(MaintenanceCalendarsSQL.ofParty, [.integer(party.value), .integer(Int64(most))], row)
        case .site(let site):
            try reader.all(
                MaintenanceCalendarsSQL.ofSite,
                [.integer(manufacturer.value), .text(site), .integer(Int64(most))], row)
        }
    }

    /// Those of all sites that hold, the newest first.
    package static func ofSites(
        _ manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [MaintenanceCalendar] {
        try reader.all(
            MaintenanceCalendarsSQL.ofSites, [.integer(manufacturer.value), .integer(Int64(most))], row)
    }

    /// One that has not been ended, by the secret part of its address; none of an owner who has been erased.
    package static func find(secret: String, _ reader: any SQLReader) throws -> MaintenanceCalendar? {
        let found = try reader.first(MaintenanceCalendarsSQL.byHash, [.blob(SecretText.hash(secret))], row)
        guard let found, found.endedAt == nil else { return nil }
        if case .party(let party) = found.subject, try Parties.find(party, reader)?.erasedAt != nil { return nil }
        return found
    }

    /// - Throws: `calendar.unknown`.
    package static func require(
        _ id: ID<MaintenanceCalendar>, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> MaintenanceCalendar {
        let found = try reader.first(MaintenanceCalendarsSQL.byID, [.integer(id.value)], row)
        guard let found, found.manufacturer == manufacturer, found.endedAt == nil else { throw unknown }
        return found
    }

    /// Ends one: its address tells nothing any more.
    package static func end(
        _ calendar: MaintenanceCalendar, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            MaintenanceCalendarsSQL.end, [.integer(transaction.now), .integer(calendar.id.value)], changing: 1)
        try AuditTrail.write(
            "calendar.end", subject: "\(calendar.id)", of: calendar.manufacturer, as: principal, from: source,
            transaction)
    }

    package static let unknown = RegistryError(
        .calendarUnknown, "There is no such calendar, or it was ended. Ask for a new address.", field: "calendar")

    private static func row(_ row: borrowing Row) -> MaintenanceCalendar {
        MaintenanceCalendar(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)),
            subject: row.optionalInteger(2).map { .party(ID($0)) } ?? .site(row.optionalText(3) ?? ""),
            madeAt: row.integer(4), madeBy: row.text(5), endedAt: row.optionalInteger(6))
    }
}

private enum MaintenanceCalendarsSQL {
    static let insert = Statement(
        """
        INSERT INTO maintenance_calendars (id, secret_hash, manufacturer_id, party_id, site, made_at, made_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
    static let ofParty = Statement(
        """
        SELECT id, manufacturer_id, party_id, site, made_at, made_by, ended_at
          FROM maintenance_calendars
         WHERE party_id = $1
           AND ended_at IS NULL
         ORDER BY made_at DESC, id
         LIMIT $2
        """)
    static let ofSite = Statement(
        """
        SELECT id, manufacturer_id, party_id, site, made_at, made_by, ended_at
          FROM maintenance_calendars
         WHERE manufacturer_id = $1
           AND site = $2
           AND ended_at IS NULL
         ORDER BY made_at DESC, id
         LIMIT $3
        """)
    static let ofSites = Statement(
        """
        SELECT id, manufacturer_id, party_id, site, made_at, made_by, ended_at
          FROM maintenance_calendars
         WHERE manufacturer_id = $1
           AND site IS NOT NULL
           AND ended_at IS NULL
         ORDER BY made_at DESC, id
         LIMIT $2
        """)
    static let byHash = Statement(
        """
        SELECT id, manufacturer_id, party_id, site, made_at, made_by, ended_at
          FROM maintenance_calendars
         WHERE secret_hash = $1
        """)
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, party_id, site, made_at, made_by, ended_at
          FROM maintenance_calendars
         WHERE id = $1
        """)
    static let end = Statement("UPDATE maintenance_calendars SET ended_at = $1 WHERE id = $2")
}
