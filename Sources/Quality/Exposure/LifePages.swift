import Identifiers
package import Registry
package import Storage

/// A unit that has been in service, as the rows of `unit_lives` and `unit_failures` keep it.
package struct FieldUnit: Sendable {
    package var key: UnitKey
    package var batch: ID<Batch>?
    /// Its place in an issued batch.
    package var sequence: Int64?
    /// Its own date of production, or else its batch's.
    package var producedOn: String?
    package var life: ServiceLife
}

/// Reads the lives of a model's units that have a row, in the order of their find keys: lives, failures and claims are each read in
/// one pass by key, a page at a time.
package enum LifePages {
    private static let pageSize: Int64 = 4_000

    private struct Line {
        var key: String
        var serial: String
        var batch: ID<Batch>?
        var producedOn: String?
        var failures: Int64
        var claims: Int64
        var life: ServiceLife
        var sequence: Int64?
    }

    /// - Parameter withClaims: whether lives tell of accepted claims, for which a third table is read.
    package static func forEach(
        of model: ID<Model>, withClaims: Bool = false, _ reader: any SQLReader, _ body: (FieldUnit) throws -> Void
    ) throws {
        var (key, serial) = ("", "")
        while true {
            let place: [SQLValue] = [.integer(model.value), .text(key), .text(serial), .integer(pageSize)]
            var lines = try reader.all(LifePagesSQL.page, place) { (row: borrowing Row) throws in
                Line(
                    key: row.text(0), serial: row.text(1), batch: row.optionalInteger(2).map { ID($0) },
                    producedOn: row.optionalText(3), failures: row.integer(4), claims: row.integer(5),
                    life: try ServiceLifeRows.life(row, from: 6), sequence: row.optionalInteger(13))
            }
            guard let last = lines.last else { return }
            if lines.contains(where: { $0.failures > 0 }) { try readFailures(of: model, into: &lines, reader) }
            if withClaims, lines.contains(where: { $0.claims > 0 }) { try readClaims(of: model, into: &lines, reader) }
            for line in lines {
                try body(
                    FieldUnit(
                        key: UnitKey(model, try SerialNumber(parsing: line.serial.isEmpty ? line.key : line.serial)),
                        batch: line.batch, sequence: line.sequence, producedOn: line.producedOn, life: line.life))
            }
            (key, serial) = (last.key, last.serial)
        }
    }

    private static func readFailures(
        of model: ID<Model>, into lines: inout [Line], _ reader: any SQLReader
    ) throws {
        var place = 0
        try reader.forEachRow(LifePagesSQL.failures, bounds(of: model, lines)) { row in
            guard find(&place, in: lines, row.text(0), row.text(1)) else { return place < lines.count }
            lines[place].life.failures.append(ServiceLifeRows.failure(row, from: 2))
            return true
        }
        for index in lines.indices where lines[index].life.failures.count > 1 {
            lines[index].life.failures.sort { ($0.time, $0.event) < ($1.time, $1.event) }
        }
    }

    private static func readClaims(
        of model: ID<Model>, into lines: inout [Line], _ reader: any SQLReader
    ) throws {
        var place = 0
        try reader.forEachRow(LifePagesSQL.claims, bounds(of: model, lines)) { row in
            guard find(&place, in: lines, row.text(0), row.text(1)) else { return place < lines.count }
            lines[place].life.claims.append(ServiceLifeRows.claim(row, from: 2))
            return true
        }
        for index in lines.indices where lines[index].life.claims.count > 1 {
            lines[index].life.claims.sort { ($0.failedAt, $0.event) < ($1.failedAt, $1.event) }
        }
    }

    private static func bounds(of model: ID<Model>, _ lines: [Line]) -> [SQLValue] {
        [.integer(model.value), .text(lines.first?.key ?? ""), .text(lines.last?.key ?? "")]
    }

    /// Moves on to the line of a unit.
    /// - Returns: false where the page has none: it may begin or end between two spellings of one find key.
    private static func find(_ place: inout Int, in lines: [Line], _ key: String, _ serial: String) -> Bool {
        while place < lines.count, lines[place].key != key || lines[place].serial != serial {
            guard precedes(lines[place].key, lines[place].serial, key, serial) else { return false }
            place += 1
        }
        return place < lines.count
    }

    /// In the order of the index: by bytes.
    private static func precedes(_ key: String, _ serial: String, _ otherKey: String, _ otherSerial: String) -> Bool {
        guard key == otherKey else { return key.utf8.lexicographicallyPrecedes(otherKey.utf8) }
        return serial.utf8.lexicographicallyPrecedes(otherSerial.utf8)
    }
}

private enum LifePagesSQL {
    static let page = Statement(
        """
        SELECT serial_key, serial, batch_id, produced_on, failures, claims, entered_at, basis, age_at_entry, left_at,
               leaving, last_at, reports_itself, sequence
          FROM unit_lives
         WHERE model_id = $1
           AND (serial_key, serial) > ($2, $3)
         ORDER BY serial_key, serial
         LIMIT $4
        """)
    static let failures = Statement(
        """
        SELECT serial_key, serial, event_id, failed_at, fault_code
          FROM unit_failures
         WHERE model_id = $1
           AND serial_key BETWEEN $2 AND $3
         ORDER BY serial_key, serial
        """)
    static let claims = Statement(
        """
        SELECT serial_key, serial, claim, event_id, decided_at, failed_at, fault_code, cost, currency
          FROM unit_claims
         WHERE model_id = $1
           AND serial_key BETWEEN $2 AND $3
         ORDER BY serial_key, serial
        """)
}
