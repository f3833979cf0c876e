import Identifiers
package import Registry
package import Storage

/// The tables `scans` and `scan_tallies`.
package enum ScanRows {
    /// Of one unit so many are looked at, the latest.
    package static let most = 500
    /// So many are counted.
    package static let mostCounted = 10_000

    /// Writes a scan, unless the same asker has asked within ten minutes or it is there already.
    package static func insert(_ scan: UnitScan, _ transaction: any SQLTransaction) throws {
        let unit = place(scan.unit)
        let isRepeated = try transaction.exists(
            ScanSQL.recent,
            unit + [
                .blob(scan.asker), .blob(scan.askerBefore ?? scan.asker), .integer(scan.at - UnitScan.repetition),
                .integer(scan.at),
            ])
        guard !isRepeated else { return }
        try transaction.run(
            ScanSQL.insert,
            [
                unit[0], .integer(scan.id), unit[1], unit[2], .integer(scan.manufacturer.value), .integer(scan.at),
                SQLValue(scan.region), .text(scan.channel.rawValue), .blob(scan.asker), SQLValue(scan.isTrusted),
                .text(scan.code.rawValue),
            ])
    }

    /// A unit's scans after one moment and up to another, the latest ``most``, oldest first.
    package static func list(
        of unit: UnitKey, after start: Int64 = .min, until end: Int64 = .max, _ reader: any SQLReader
    ) throws -> [UnitScan] {
        try reader.all(
            ScanSQL.ofUnit, place(unit) + [.integer(start), .integer(end), .integer(Int64(most))]
        ) { row in
            UnitScan(
                id: row.integer(0), unit, of: ID(row.integer(1)), at: row.integer(2), region: row.optionalText(3),
                try row.word(4), asker: row.blob(5), isTrusted: row.flag(6), code: try row.word(7))
        }.reversed()
    }

    /// How often a unit was asked for, by whom no role lets see it.
    package struct Seen: Hashable, Sendable {
        /// ``mostCounted`` at most, and what has been forgotten.
        package var count: Int64
        /// In microseconds since 1970 UTC; nil where nobody has asked.
        package var since: Int64?

        package init(count: Int64, since: Int64?) {
            self.count = count
            self.since = since
        }
    }

    /// Up to a moment.
    /// - Parameter scans: what ``list(of:after:until:_:)`` gave: where that is all, nothing is counted anew.
    package static func seen(
        _ unit: UnitKey, _ scans: [UnitScan], hasTally: Bool, until end: Int64 = .max, _ reader: any SQLReader
    ) throws -> Seen {
        let strangers = scans.filter { !$0.isTrusted }
        var seen = Seen(count: Int64(strangers.count), since: strangers.first?.at)
        if scans.count >= most {
            let kept = try reader.first(
                ScanSQL.count, place(unit) + [.integer(end), .integer(Int64(mostCounted))]
            ) { row in Seen(count: row.integer(0), since: row.optionalInteger(1)) }
            seen = kept ?? seen
        }
        guard hasTally else { return seen }
        let forgotten = try reader.first(ScanSQL.tally, place(unit) + [.integer(end)]) { row in
            Seen(count: row.integer(0), since: row.integer(1))
        }
        return Seen(
            count: seen.count + (forgotten?.count ?? 0), since: [seen.since, forgotten?.since].compactMap(\.self).min())
    }

    /// What there is of a unit, so that nothing else need be read of one that nobody has asked for.
    package struct Known: Hashable, Sendable {
        package var hasScans: Bool
        /// Whether scans have been forgotten.
        package var hasTally: Bool
        package var hasReviews: Bool
    }

    package static func known(_ unit: UnitKey, _ reader: any SQLReader) throws -> Known {
        try reader.first(ScanSQL.known, place(unit)) { row in
            Known(hasScans: row.flag(0), hasTally: row.flag(1), hasReviews: row.flag(2))
        } ?? Known(hasScans: false, hasTally: false, hasReviews: false)
    }

    static func place(_ unit: UnitKey) -> [SQLValue] {
        [.text(unit.serial.key), .integer(unit.model.value), .text(unit.storedSerial)]
    }
}

private enum ScanSQL {
    static let recent = Statement(
        """
        SELECT 1
          FROM scans
         WHERE unit_key = $1
           AND model_id = $2
           AND serial = $3
           AND (asker = $4 OR asker = $5)
           AND at > $6
           AND at <= $7
         LIMIT 1
        """)
    static let insert = Statement(
        """
        INSERT INTO scans (unit_key, id, model_id, serial, manufacturer_id, at, region, channel, asker, is_trusted, code)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (unit_key, model_id, serial, at, id) DO NOTHING
        """)
    static let ofUnit = Statement(
        """
        SELECT id, manufacturer_id, at, region, channel, asker, is_trusted, code
          FROM scans
         WHERE unit_key = $1
           AND model_id = $2
           AND serial = $3
           AND at > $4
           AND at <= $5
         ORDER BY at DESC, id DESC
         LIMIT $6
        """)
    static let count = Statement(
        """
        SELECT COUNT(*), MIN(at)
          FROM (SELECT at
                  FROM scans
                 WHERE unit_key = $1
                   AND model_id = $2
                   AND serial = $3
                   AND at <= $4
                   AND is_trusted = 0
                 LIMIT $5) AS counted
        """)
    static let known = Statement(
        """
        SELECT CASE WHEN EXISTS (
                   SELECT 1 FROM scans WHERE unit_key = $1 AND model_id = $2 AND serial = $3) THEN 1 ELSE 0 END,
               CASE WHEN EXISTS (
                   SELECT 1 FROM scan_tallies WHERE unit_key = $1 AND model_id = $2 AND serial = $3) THEN 1 ELSE 0 END,
               CASE WHEN EXISTS (
                   SELECT 1 FROM copy_reviews WHERE unit_key = $1 AND model_id = $2 AND serial = $3) THEN 1 ELSE 0 END
        """)
    static let tally = Statement(
        """
        SELECT count, first_at
          FROM scan_tallies
         WHERE unit_key = $1
           AND model_id = $2
           AND serial = $3
           AND first_at <= $4
        """)
}
