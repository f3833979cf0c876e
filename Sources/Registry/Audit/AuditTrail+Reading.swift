package import Storage

extension AuditTrail {
    /// A place between entries, in their order: by time, then by id.
    package struct Place: Hashable, Sendable {
        package var at: Int64
        package var id: ID<AuditEntry>

        package init(at: Int64, id: ID<AuditEntry>) {
            self.at = at
            self.id = id
        }

        package static let beginning = Place(at: .min, id: ID(0))
    }

    /// Which entries are asked for; nil asks for all.
    package struct Filter: Hashable, Sendable {
        /// From this time on, in microseconds since 1970 UTC.
        package var since: Int64?
        /// Up to this time, with it.
        package var until: Int64?
        package var principal: String?
        package var action: String?
        package var subject: String?
        package var manufacturer: ID<Manufacturer>?

        package init() {}
    }

    /// Entries from a place on, oldest first.
    static func page(after place: Place, limit: Int, _ reader: any SQLReader) throws -> [AuditEntry] {
        try reader.all(
            AuditTrailReadingSQL.page, [.integer(place.at), .integer(place.id.value), .integer(Int64(limit))]
        ) { AuditEntry($0) }
    }

    /// The latest entries that a filter lets through, newest first, from before a place on.
    ///
    /// The index of the rarest thing asked for is followed; the rest is looked at in each of its entries.
    package static func latest(
        _ filter: Filter, before place: Place? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> [AuditEntry] {
        let since = SQLValue.integer(filter.since ?? .min)
        let end = place ?? Place(at: filter.until ?? .max, id: ID(.max))
        let range: [SQLValue] = [since, .integer(end.at), .integer(end.id.value)]
        let (principal, action) = (SQLValue(filter.principal), SQLValue(filter.action))
        let (subject, manufacturer) = (SQLValue(filter.subject), SQLValue(filter.manufacturer?.value))
        let count = SQLValue.integer(Int64(limit))
        let (statement, values): (Statement, [SQLValue]) =
            if filter.subject != nil {
                (AuditTrailReadingSQL.bySubject, [subject] + range + [principal, action, manufacturer, count])
            } else if filter.principal != nil {
                (AuditTrailReadingSQL.byPrincipal, [principal] + range + [action, manufacturer, count])
            } else if filter.action != nil {
                (AuditTrailReadingSQL.byAction, [action] + range + [manufacturer, count])
            } else if filter.manufacturer != nil {
                (AuditTrailReadingSQL.byManufacturer, [manufacturer] + range + [count])
            } else {
                (AuditTrailReadingSQL.all, range + [count])
            }
        return try reader.all(statement, values) { AuditEntry($0) }
    }

    /// The latest entries about a party's personal data, newest first, from before a place on.
    package static func about(
        _ party: ID<Party>, before place: Place? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> [AuditEntry] {
        let end = place ?? Place(at: .max, id: ID(.max))
        return try reader.all(
            AuditTrailReadingSQL.byParty,
            [.integer(party.value), .integer(end.at), .integer(end.id.value), .integer(Int64(limit))]
        ) { AuditEntry($0) }
    }
}

private enum AuditTrailReadingSQL {
    static let page = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE (at, id) > (CAST($1 AS BIGINT), CAST($2 AS BIGINT))
         ORDER BY at, id
         LIMIT $3
        """)
    static let all = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE at >= $1
           AND (at, id) < (CAST($2 AS BIGINT), CAST($3 AS BIGINT))
         ORDER BY at DESC, id DESC
         LIMIT $4
        """)
    static let byManufacturer = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE manufacturer_id = $1
           AND at >= $2
           AND (at, id) < (CAST($3 AS BIGINT), CAST($4 AS BIGINT))
         ORDER BY at DESC, id DESC
         LIMIT $5
        """)
    static let byAction = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE action = $1
           AND at >= $2
           AND (at, id) < (CAST($3 AS BIGINT), CAST($4 AS BIGINT))
           AND (CAST($5 AS BIGINT) IS NULL OR manufacturer_id = $5)
         ORDER BY at DESC, id DESC
         LIMIT $6
        """)
    static let byPrincipal = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE principal = $1
           AND at >= $2
           AND (at, id) < (CAST($3 AS BIGINT), CAST($4 AS BIGINT))
           AND (CAST($5 AS TEXT) IS NULL OR action = $5)
           AND (CAST($6 AS BIGINT) IS NULL OR manufacturer_id = $6)
         ORDER BY at DESC, id DESC
         LIMIT $7
        """)
    static let bySubject = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE subject = $1
           AND at >= $2
           AND (at, id) < (CAST($3 AS BIGINT), CAST($4 AS BIGINT))
           AND (CAST($5 AS TEXT) IS NULL OR principal = $5)
           AND (CAST($6 AS TEXT) IS NULL OR action = $6)
           AND (CAST($7 AS BIGINT) IS NULL OR manufacturer_id = $7)
         ORDER BY at DESC, id DESC
         LIMIT $8
        """)
    static let byParty = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE party_id = $1
           AND (at, id) < (CAST($2 AS BIGINT), CAST($3 AS BIGINT))
         ORDER BY at DESC, id DESC
         LIMIT $4
        """)
}
