import Identifiers
package import Registry
package import Storage

/// The table `theft_reports`.
package enum TheftRows {
    package static func find(_ id: ID<TheftReport>, _ reader: any SQLReader) throws -> TheftReport? {
        try reader.first(TheftRowsSQL.find, [.integer(id.value)], row)
    }

    /// These reports in their order.
    static func find(_ ids: [Int64], _ reader: any SQLReader) throws -> [TheftReport] {
        var found: [Int64: TheftReport] = [:]
        for values in FiftyIDs.values(ids) {
            for known in try reader.all(TheftRowsSQL.several, values, row) { found[known.number.value] = known }
        }
        return ids.compactMap { found[$0] }
    }

    /// - Returns: false where another report has the number.
    static func insert(_ report: TheftReport, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(report.number.value), .integer(report.manufacturer.value), .integer(report.unit.model.value),
            .text(report.unit.serial.key), .text(report.unit.storedSerial), .integer(report.unitCount),
            SQLValue(report.party?.value), .text(report.reportedBy), .integer(report.reportedAt),
            .text(report.details.kind.rawValue), .text(report.details.happenedOn.isoText),
        ]
        return try transaction.rowsChanged(by: TheftRowsSQL.insert, values + changeable(report)) == 1
    }

    /// - Throws: `theft.changed` where somebody was faster.
    static func update(_ report: inout TheftReport, _ transaction: any SQLTransaction) throws {
        let values = changeable(report) + [.integer(report.number.value), .integer(report.rowVersion)]
        guard try transaction.rowsChanged(by: TheftRowsSQL.update, values) == 1 else { throw changedMeanwhile }
        report.rowVersion += 1
    }

    static let changedMeanwhile = RegistryError(
        .theftChanged, "The report has changed since you read it. Read it again and repeat the change.")

    private static func changeable(_ report: TheftReport) -> [SQLValue] {
        let details = report.details
        return [
            SQLValue(details.country), SQLValue(details.region), SQLValue(details.policeReference),
            SQLValue(details.words), .text(report.proof.rawValue), .text(report.state.rawValue),
            SQLValue(report.state.isOpen), .integer(report.expiresAt), SQLValue(report.counteredBy?.value),
            SQLValue(report.event?.value), SQLValue(report.closingEvent?.value), SQLValue(report.endedAt),
        ]
    }

    private static func row(_ row: borrowing Row) throws -> TheftReport {
        let serial = row.text(4).isEmpty ? row.text(3) : row.text(4)
        var report = TheftReport(
            number: TheftNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)),
            unit: UnitKey(ID(row.integer(2)), try SerialNumber(parsing: serial)),
            details: TheftDetails(
                try row.word(9), on: try CivilDate(parsing: row.text(10)), country: row.optionalText(11),
                region: row.optionalText(12), policeReference: row.optionalText(13), words: row.optionalText(14)),
            proof: try row.word(15), state: try row.word(16), party: row.optionalInteger(6).map { ID($0) },
            reportedBy: row.text(7), reportedAt: row.integer(8), expiresAt: row.integer(17))
        report.unitCount = row.integer(5)
        report.counteredBy = row.optionalInteger(18).map { ID($0) }
        report.event = row.optionalInteger(19).map { ID($0) }
        report.closingEvent = row.optionalInteger(20).map { ID($0) }
        report.endedAt = row.optionalInteger(21)
        report.rowVersion = row.integer(22)
        return report
    }
}

private enum TheftRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, unit_count, party_id, reported_by, reported_at, kind,
               happened_on, country, region, police_reference, words, proof, state, expires_at, countered_by, event_id,
               closing_event_id, ended_at, row_version
          FROM theft_reports
         WHERE id = $1
        """)
    static let several = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, unit_count, party_id, reported_by, reported_at, kind,
               happened_on, country, region, police_reference, words, proof, state, expires_at, countered_by, event_id,
               closing_event_id, ended_at, row_version
          FROM theft_reports
         WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                      $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
                      $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let insert = Statement(
        """
        INSERT INTO theft_reports (id, manufacturer_id, model_id, unit_key, serial, unit_count, party_id, reported_by,
                                   reported_at, kind, happened_on, country, region, police_reference, words, proof,
                                   state, is_open, expires_at, countered_by, event_id, closing_event_id, ended_at,
                                   row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE theft_reports
           SET country = $1, region = $2, police_reference = $3, words = $4, proof = $5, state = $6, is_open = $7,
               expires_at = $8, countered_by = $9, event_id = $10, closing_event_id = $11, ended_at = $12,
               row_version = row_version + 1
         WHERE id = $13
           AND row_version = $14
        """)
}
