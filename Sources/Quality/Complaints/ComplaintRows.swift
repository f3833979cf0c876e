import Identifiers
import Registry
import Storage

/// The tables `complaints` and `complaint_faults`.
enum ComplaintRows {
    static func find(_ id: ID<Complaint>, _ reader: any SQLReader) throws -> Complaint? {
        try reader.first(ComplaintRowsSQL.find, [.integer(id.value)], row)
    }

    static func find(
        reference: String, from source: ComplaintSource, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Complaint? {
        try reader.first(
            ComplaintRowsSQL.byReference, [.integer(manufacturer.value), .text(source.rawValue), .text(reference)], row)
    }

    /// - Returns: false where another complaint has the number.
    static func insert(_ complaint: Complaint, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(complaint.number.value), .integer(complaint.manufacturer.value),
            .text(complaint.source.rawValue), .text(complaint.enteredBy), .integer(complaint.enteredAt),
        ]
        guard
            try transaction.rowsChanged(by: ComplaintRowsSQL.insert, values + changeable(complaint)) == 1
        else { return false }
        try insertFaults(complaint, transaction)
        return true
    }

    /// - Throws: `complaint.changed` where somebody was faster.
    static func update(_ complaint: inout Complaint, _ transaction: any SQLTransaction) throws {
        let values = changeable(complaint) + [.integer(complaint.number.value), .integer(complaint.rowVersion)]
        guard try transaction.rowsChanged(by: ComplaintRowsSQL.update, values) == 1 else {
            throw Complaints.changedMeanwhile
        }
        complaint.rowVersion += 1
        try transaction.run(ComplaintRowsSQL.deleteFaults, [.integer(complaint.number.value)])
        try insertFaults(complaint, transaction)
    }

    private static func insertFaults(_ complaint: Complaint, _ transaction: any SQLTransaction) throws {
        for code in complaint.details.faultCodes {
            try transaction.run(
                ComplaintRowsSQL.insertFault,
                [
                    .integer(complaint.number.value), .text(code), .integer(complaint.manufacturer.value),
                    .text(complaint.details.receivedOn.isoText),
                ])
        }
    }

    private static func changeable(_ complaint: Complaint) -> [SQLValue] {
        let details = complaint.details
        let unit = complaint.serial.map { UnitKey(complaint.model, $0) }
        return [
            .integer(complaint.model.value), SQLValue(unit?.serial.key), SQLValue(unit?.storedSerial),
            SQLValue(details.identification), .text(details.faultCodes.joined(separator: "\n")),
            SQLValue(details.failedOn?.isoText), .text(details.receivedOn.isoText), SQLValue(details.usage?.value),
            SQLValue(details.usage?.unit.rawValue), SQLValue(details.country), SQLValue(details.harm.crash),
            SQLValue(details.harm.fire), .integer(details.harm.injured), .integer(details.harm.deaths),
            SQLValue(details.words), SQLValue(complaint.reference), .text(complaint.state.rawValue),
            SQLValue(complaint.problem?.value),
        ]
    }

    static func row(_ row: borrowing Row) throws -> Complaint {
        var details = ComplaintDetails(receivedOn: try CivilDate(parsing: row.text(11)))
        details.identification = row.optionalText(8)
        details.faultCodes = row.text(9).split(separator: "\n").map { String($0) }
        details.failedOn = try row.optionalText(10).map { try CivilDate(parsing: $0) }
        if let value = row.optionalInteger(12), let unit: ComplaintDetails.UsageUnit = try row.optionalWord(13) {
            details.usage = ComplaintDetails.Usage(value, unit)
        }
        details.country = row.optionalText(14)
        (details.harm.crash, details.harm.fire) = (row.flag(15), row.flag(16))
        (details.harm.injured, details.harm.deaths) = (row.integer(17), row.integer(18))
        details.words = row.optionalText(19)
        let serial = row.optionalText(6).map { key in row.optionalText(7).flatMap { $0.isEmpty ? nil : $0 } ?? key }
        var complaint = Complaint(
            number: ComplaintNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)), model: ID(row.integer(5)),
            serial: try serial.map { try SerialNumber(parsing: $0) }, details: details, source: try row.word(2),
            reference: row.optionalText(20), state: try row.word(21), enteredBy: row.text(3),
            enteredAt: row.integer(4))
        complaint.problem = row.optionalInteger(22).map { ProblemNumber(ID($0)) }
        complaint.rowVersion = row.integer(23)
        return complaint
    }
}

private enum ComplaintRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, source, entered_by, entered_at, model_id, unit_key, serial, identification,
               fault_codes, failed_on, received_on, usage, usage_unit, country, crash, fire, injured, deaths, words,
               reference, state, problem_id, row_version
          FROM complaints
         WHERE id = $1
        """)
    static let byReference = Statement(
        """
        SELECT id, manufacturer_id, source, entered_by, entered_at, model_id, unit_key, serial, identification,
               fault_codes, failed_on, received_on, usage, usage_unit, country, crash, fire, injured, deaths, words,
               reference, state, problem_id, row_version
          FROM complaints
         WHERE manufacturer_id = $1
           AND source = $2
           AND reference = $3
         ORDER BY entered_at, id
         LIMIT 1
        """)
    static let insert = Statement(
        """
        INSERT INTO complaints (id, manufacturer_id, source, entered_by, entered_at, model_id, unit_key, serial,
                                identification, fault_codes, failed_on, received_on, usage, usage_unit, country, crash,
                                fire, injured, deaths, words, reference, state, problem_id, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE complaints
           SET model_id = $1, unit_key = $2, serial = $3, identification = $4, fault_codes = $5, failed_on = $6,
               received_on = $7, usage = $8, usage_unit = $9, country = $10, crash = $11, fire = $12, injured = $13,
               deaths = $14, words = $15, reference = $16, state = $17, problem_id = $18,
               row_version = row_version + 1
         WHERE id = $19
           AND row_version = $20
        """)
    static let deleteFaults = Statement("DELETE FROM complaint_faults WHERE complaint_id = $1")
    static let insertFault = Statement(
        """
        INSERT INTO complaint_faults (complaint_id, fault_code, manufacturer_id, received_on)
        VALUES ($1, $2, $3, $4)
        """)
}
