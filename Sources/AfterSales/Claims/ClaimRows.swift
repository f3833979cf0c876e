import Foundation
import Identifiers
package import Registry
package import Storage

/// The table `claims`.
enum ClaimRows {
    /// What stands in the column `document`: what is asked for line by line.
    private struct Document: Codable {
        var lines: [ClaimLine]
        var meter: String?
        var reading: Int64?
    }

    static func find(_ id: ID<WarrantyClaim>, _ reader: any SQLReader) throws -> WarrantyClaim? {
        try reader.first(ClaimRowsSQL.find, [.integer(id.value)], row)
    }

    /// These claims in their order.
    static func find(_ ids: [Int64], _ reader: any SQLReader) throws -> [WarrantyClaim] {
        var found: [Int64: WarrantyClaim] = [:]
        for values in FiftyIDs.values(ids) {
            for claim in try reader.all(ClaimRowsSQL.several, values, row) { found[claim.number.value] = claim }
        }
        return ids.compactMap { found[$0] }
    }

    /// - Returns: false where another claim has the number.
    static func insert(_ claim: WarrantyClaim, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(claim.number.value), .integer(claim.manufacturer.value), .integer(claim.unit.model.value),
            .text(claim.unit.serial.key), .text(claim.unit.storedSerial), SQLValue(claim.filing.site),
            SQLValue(claim.filing.owner?.value), .text(claim.filing.by), .integer(claim.createdAt),
        ]
        return try transaction.rowsChanged(by: ClaimRowsSQL.insert, values + (try changeable(claim))) == 1
    }

    /// - Throws: `claim.changed` where somebody was faster.
    static func update(_ claim: inout WarrantyClaim, _ transaction: any SQLTransaction) throws {
        let values = try changeable(claim) + [.integer(claim.number.value), .integer(claim.rowVersion)]
        guard try transaction.rowsChanged(by: ClaimRowsSQL.update, values) == 1 else { throw changedMeanwhile }
        claim.rowVersion += 1
    }

    static let changedMeanwhile = RegistryError(
        .claimChanged, "The claim has changed since you read it. Read it again and repeat the change.")

    private static func changeable(_ claim: WarrantyClaim) throws -> [SQLValue] {
        let details = claim.details
        let document = Document(
            lines: details.lines, meter: details.reading?.meter.rawValue, reading: details.reading?.value)
        return [
            .text(details.kind.rawValue), .text(claim.state.rawValue), SQLValue(details.complaint),
            SQLValue(details.faultCode), SQLValue(details.causalPart), SQLValue(details.reference),
            SQLValue(details.failedOn?.isoText), SQLValue(details.repairedOn?.isoText), .text(details.currency),
            .integer(claim.claimed), SQLValue(claim.approved), SQLValue(claim.remedy?.rawValue),
            .text(try json(document)), SQLValue(try claim.findings.map(json)), SQLValue(claim.submittedAt),
            .text(claim.filing.changedBy),
        ]
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func row(_ row: borrowing Row) throws -> WarrantyClaim {
        let document = try JSONDecoder().decode(Document.self, from: Data(row.text(21).utf8))
        var details = ClaimDetails(
            try row.word(9), complaint: row.optionalText(11), currency: row.text(17), lines: document.lines)
        details.faultCode = row.optionalText(12)
        details.causalPart = row.optionalText(13)
        details.reference = row.optionalText(14)
        details.failedOn = try row.optionalText(15).map(CivilDate.init(parsing:))
        details.repairedOn = try row.optionalText(16).map(CivilDate.init(parsing:))
        if let meter = document.meter.flatMap(UsageLimit.Meter.init), let value = document.reading {
            details.reading = ClaimDetails.Reading(meter, value)
        }
        let serial = row.text(4).isEmpty ? row.text(3) : row.text(4)
        return WarrantyClaim(
            number: ClaimNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)),
            unit: UnitKey(ID(row.integer(2)), try SerialNumber(parsing: serial)), details: details,
            state: try row.word(10),
            filing: .init(
                by: row.text(7), changedBy: row.text(25), site: row.optionalText(5),
                owner: row.optionalInteger(6).map { ID($0) }),
            claimed: row.integer(18), approved: row.optionalInteger(19), remedy: try row.optionalWord(20),
            findings: try row.optionalText(22).map {
                try JSONDecoder().decode([ClaimFinding].self, from: Data($0.utf8))
            },
            createdAt: row.integer(8), submittedAt: row.optionalInteger(23), rowVersion: row.integer(24))
    }
}

private enum ClaimRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, site, party_id, filed_by, created_at, kind, state,
               complaint, fault_code, causal_part, reference, failed_on, repaired_on, currency, claimed, approved,
               remedy, document, findings, submitted_at, row_version, changed_by
          FROM claims
         WHERE id = $1
        """)
    static let several = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, site, party_id, filed_by, created_at, kind, state,
               complaint, fault_code, causal_part, reference, failed_on, repaired_on, currency, claimed, approved,
               remedy, document, findings, submitted_at, row_version, changed_by
          FROM claims
         WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                      $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
                      $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let insert = Statement(
        """
        INSERT INTO claims (id, manufacturer_id, model_id, unit_key, serial, site, party_id, filed_by, created_at,
                            kind, state, complaint, fault_code, causal_part, reference, failed_on, repaired_on,
                            currency, claimed, approved, remedy, document, findings, submitted_at, changed_by,
                            row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE claims
           SET kind = $1, state = $2, complaint = $3, fault_code = $4, causal_part = $5, reference = $6,
               failed_on = $7, repaired_on = $8, currency = $9, claimed = $10, approved = $11, remedy = $12,
               document = $13, findings = $14, submitted_at = $15, changed_by = $16, row_version = row_version + 1
         WHERE id = $17
           AND row_version = $18
        """)
}
