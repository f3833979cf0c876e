import Identifiers
import Registry
import Storage

/// The table `locations`.
enum LocationRows {
    static func find(_ id: ID<Location>, _ reader: any SQLReader) throws -> Location? {
        try reader.first(LocationRowsSQL.byID, [.integer(id.value)], row)
    }

    static func find(_ code: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> Location? {
        try reader.first(LocationRowsSQL.byCode, [.integer(manufacturer.value), .text(code)], row)
    }

    static func find(
        _ number: LocationNumber, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Location? {
        try reader.first(
            LocationRowsSQL.byNumber,
            [.integer(manufacturer.value), .text(number.gln.text), .text(number.suffix ?? "")], row)
    }

    /// Up to `limit` locations whose paths lie between two texts, in the order of the tree.
    static func list(
        of manufacturer: ID<Manufacturer>, after: String, before end: String, _ question: LocationQuestion, limit: Int,
        _ reader: any SQLReader
    ) throws -> [Location] {
        try reader.all(
            LocationRowsSQL.page,
            [
                .integer(manufacturer.value), .text(after), .text(end), .text(question.level?.rawValue ?? ""),
                .text(question.kind?.rawValue ?? ""), SQLValue(question.showsRetired), .integer(Int64(limit)),
            ], row)
    }

    /// Up to `limit` locations that stand right in another one, in the order of the tree.
    static func children(of location: Location, limit: Int, _ reader: any SQLReader) throws -> [Location] {
        try reader.all(
            LocationRowsSQL.children,
            [
                .integer(location.manufacturer.value), .text(location.path.below), .text(location.path.end),
                .integer(location.id.value), .integer(Int64(limit)),
            ], row)
    }

    /// Whether anything stands below, retired or not, or only what is in use.
    static func hasAnything(below location: Location, inUse: Bool, _ reader: any SQLReader) throws -> Bool {
        let values: [SQLValue] = [
            .integer(location.manufacturer.value), .text(location.path.below), .text(location.path.end),
        ]
        return try reader.exists(inUse ? LocationRowsSQL.usedBelow : LocationRowsSQL.anyBelow, values)
    }

    /// How long the longest path of a location and all below is, in Unicode scalars.
    static func longestPath(from location: Location, _ reader: any SQLReader) throws -> Int {
        let longest = try reader.first(
            LocationRowsSQL.longest,
            [.integer(location.manufacturer.value), .text(location.path.text), .text(location.path.end)]
        ) { Int($0.integer(0)) }
        return longest ?? 0
    }

    /// - Returns: false where the code or the number is taken.
    static func insert(_ location: Location, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(location.id.value), .integer(location.manufacturer.value), .text(location.code),
            .integer(location.createdAt),
        ]
        return try transaction.rowsChanged(by: LocationRowsSQL.insert, values + changeable(location)) == 1
    }

    /// - Throws: `location.changed` where somebody was faster.
    static func update(_ location: inout Location, _ transaction: any SQLTransaction) throws {
        let values = changeable(location) + [.integer(location.id.value), .integer(location.rowVersion)]
        guard try transaction.rowsChanged(by: LocationRowsSQL.update, values) == 1 else {
            throw Locations.changedMeanwhile
        }
        location.rowVersion += 1
    }

    /// Writes the paths of all that stands below a location that was moved.
    static func movePaths(from old: LocationPath, to location: Location, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            LocationRowsSQL.movePaths,
            [
                .text(location.path.text), .integer(Int64(old.text.unicodeScalars.count + 1)),
                .integer(location.manufacturer.value), .text(old.below), .text(old.end),
            ])
    }

    private static func changeable(_ location: Location) -> [SQLValue] {
        let details = location.details
        return [
            SQLValue(details.number?.gln.text), .text(details.number?.suffix ?? ""), .text(details.name),
            .text(details.level.rawValue), .text(details.kind.rawValue), SQLValue(location.parent?.value),
            .text(location.path.text), SQLValue(details.country), SQLValue(details.capacityVolume),
            SQLValue(details.capacityWeight), SQLValue(location.retiredAt),
        ]
    }

    private static func row(_ row: borrowing Row) throws -> Location {
        let path = LocationPath(text: row.text(10))
        let suffix = row.text(5)
        let number = try row.optionalText(4).map { try LocationNumber(gln: $0, suffix: suffix.isEmpty ? nil : suffix) }
        let details = LocationDetails(
            row.text(6), level: try row.word(7), kind: try row.word(8), below: path.parentCode, number: number,
            country: row.optionalText(11), capacityVolume: row.optionalInteger(12),
            capacityWeight: row.optionalInteger(13), isRetired: !row.isNull(14))
        return Location(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), code: row.text(2), details: details,
            parent: row.optionalInteger(9).map { ID($0) }, path: path, createdAt: row.integer(3),
            retiredAt: row.optionalInteger(14), rowVersion: row.integer(15))
    }
}

private enum LocationRowsSQL {
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, code, created_at, gln, gln_extension, name, level, kind, parent_id, path, country,
               capacity_volume, capacity_weight, retired_at, row_version
          FROM locations
         WHERE id = $1
        """)
    static let byCode = Statement(
        """
        SELECT id, manufacturer_id, code, created_at, gln, gln_extension, name, level, kind, parent_id, path, country,
               capacity_volume, capacity_weight, retired_at, row_version
          FROM locations
         WHERE manufacturer_id = $1
           AND code = $2
        """)
    static let byNumber = Statement(
        """
        SELECT id, manufacturer_id, code, created_at, gln, gln_extension, name, level, kind, parent_id, path, country,
               capacity_volume, capacity_weight, retired_at, row_version
          FROM locations
         WHERE manufacturer_id = $1
           AND gln = $2
           AND gln_extension = $3
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, code, created_at, gln, gln_extension, name, level, kind, parent_id, path, country,
               capacity_volume, capacity_weight, retired_at, row_version
          FROM locations
         WHERE manufacturer_id = $1
           AND path > $2
           AND path < $3
           AND CAST($4 AS TEXT) IN ('', level)
           AND CAST($5 AS TEXT) IN ('', kind)
           AND (retired_at IS NULL OR CAST($6 AS BIGINT) = 1)
         ORDER BY path
         LIMIT $7
        """)
    static let children = Statement(
        """
        SELECT id, manufacturer_id, code, created_at, gln, gln_extension, name, level, kind, parent_id, path, country,
               capacity_volume, capacity_weight, retired_at, row_version
          FROM locations
         WHERE manufacturer_id = $1
           AND path >= $2
           AND path < $3
           AND parent_id = $4
         ORDER BY path
         LIMIT $5
        """)
    static let anyBelow = Statement(
        """
        SELECT 1
          FROM locations
         WHERE manufacturer_id = $1
           AND path >= $2
           AND path < $3
         LIMIT 1
        """)
    static let usedBelow = Statement(
        """
        SELECT 1
          FROM locations
         WHERE manufacturer_id = $1
           AND path >= $2
           AND path < $3
           AND retired_at IS NULL
         LIMIT 1
        """)
    static let longest = Statement(
        """
        SELECT MAX(LENGTH(path))
          FROM locations
         WHERE manufacturer_id = $1
           AND path >= $2
           AND path < $3
        """)
    static let insert = Statement(
        """
        INSERT INTO locations (id, manufacturer_id, code, created_at, gln, gln_extension, name, level, kind, parent_id, path,
                               country, capacity_volume, capacity_weight, retired_at, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)
            ON CONFLICT DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE locations
           SET gln = $1, gln_extension = $2, name = $3, level = $4, kind = $5, parent_id = $6, path = $7, country = $8,
               capacity_volume = $9, capacity_weight = $10, retired_at = $11, row_version = row_version + 1
         WHERE id = $12
           AND row_version = $13
        """)
    static let movePaths = Statement(
        """
        UPDATE locations
           SET path = CAST($1 AS TEXT) || SUBSTR(path, CAST($2 AS INTEGER))
         WHERE manufacturer_id = $3
           AND path >= $4
           AND path < $5
        """)
}
