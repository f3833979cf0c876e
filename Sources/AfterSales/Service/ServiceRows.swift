import Foundation
import Identifiers
import Registry
import Storage

/// The table `service_orders`.
enum ServiceRows {
    /// What stands in the column `document`.
    private struct Document: Codable {
        var lines: [ClaimLine]
        var meter: String?
        var reading: Int64?
        var workDone: String?
        var causalPart: String?
        var technician: String?
        var reference: String?
        var campaign: String?
        var recordedLines: Int
        var dispositionBefore: String?
        var locationBefore: String?
    }

    static func find(_ id: ID<ServiceOrder>, _ reader: any SQLReader) throws -> ServiceOrder? {
        try reader.first(ServiceRowsSQL.find, [.integer(id.value)], row)
    }

    /// These orders in their order.
    static func find(_ ids: [Int64], _ reader: any SQLReader) throws -> [ServiceOrder] {
        var found: [Int64: ServiceOrder] = [:]
        for values in FiftyIDs.values(ids) {
            for order in try reader.all(ServiceRowsSQL.several, values, row) { found[order.number.value] = order }
        }
        return ids.compactMap { found[$0] }
    }

    /// - Returns: false where another order has the number.
    static func insert(_ order: ServiceOrder, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(order.number.value), .integer(order.manufacturer.value), .integer(order.unit.model.value),
            .text(order.unit.serial.key), .text(order.unit.storedSerial), SQLValue(order.batch?.value),
            SQLValue(order.site), SQLValue(order.owner?.value), .text(order.openedBy), .integer(order.openedAt),
            SQLValue(order.repeats?.value),
        ]
        return try transaction.rowsChanged(by: ServiceRowsSQL.insert, values + (try changeable(order))) == 1
    }

    /// - Throws: `order.changed` where somebody was faster.
    static func update(_ order: inout ServiceOrder, _ transaction: any SQLTransaction) throws {
        let values = try changeable(order) + [.integer(order.number.value), .integer(order.rowVersion)]
        guard try transaction.rowsChanged(by: ServiceRowsSQL.update, values) == 1 else {
            throw ServiceOrders.changedMeanwhile
        }
        order.rowVersion += 1
    }

    private static func changeable(_ order: ServiceOrder) throws -> [SQLValue] {
        let details = order.details
        let document = Document(
            lines: details.lines, meter: details.reading?.meter.rawValue, reading: details.reading?.value,
            workDone: details.workDone, causalPart: details.causalPart, technician: details.technician,
            reference: details.reference, campaign: details.campaign, recordedLines: order.recordedLines,
            dispositionBefore: order.dispositionBefore?.rawValue, locationBefore: order.locationBefore)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [
            .text(order.state.rawValue), SQLValue(order.state.isOpen), .text(details.charge.rawValue),
            SQLValue(details.complaint), SQLValue(details.symptom), SQLValue(details.faultCode),
            SQLValue(details.downSince), SQLValue(details.backSince), .text(details.currency),
            SQLValue(details.caseNumber?.text), SQLValue(order.claim?.value), SQLValue(order.outcome?.rawValue),
            SQLValue(order.completedAt), .text(String(decoding: try encoder.encode(document), as: UTF8.self)),
        ]
    }

    private static func row(_ row: borrowing Row) throws -> ServiceOrder {
        let document = try JSONDecoder().decode(Document.self, from: Data(row.text(24).utf8))
        var details = ServiceDetails(
            try row.word(13), complaint: row.optionalText(14), currency: row.text(19), lines: document.lines)
        (details.symptom, details.faultCode) = (row.optionalText(15), row.optionalText(16))
        (details.downSince, details.backSince) = (row.optionalInteger(17), row.optionalInteger(18))
        details.caseNumber = row.optionalText(20).flatMap(CaseNumber.init(parsing:))
        (details.workDone, details.causalPart) = (document.workDone, document.causalPart)
        (details.technician, details.reference) = (document.technician, document.reference)
        details.campaign = document.campaign
        if let meter = document.meter.flatMap(UsageLimit.Meter.init), let value = document.reading {
            details.reading = ClaimDetails.Reading(meter, value)
        }
        let serial = row.text(4).isEmpty ? row.text(3) : row.text(4)
        return ServiceOrder(
            number: ServiceOrderNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)),
            unit: UnitKey(ID(row.integer(2)), try SerialNumber(parsing: serial)),
            batch: row.optionalInteger(5).map { ID($0) }, state: try row.word(11), details: details,
            site: row.optionalText(6), owner: row.optionalInteger(7).map { ID($0) }, openedBy: row.text(8),
            openedAt: row.integer(9), outcome: try row.optionalWord(22), completedAt: row.optionalInteger(23),
            repeats: row.optionalInteger(10).map { ServiceOrderNumber(ID($0)) },
            claim: row.optionalInteger(21).map { ClaimNumber(ID($0)) }, recordedLines: document.recordedLines,
            dispositionBefore: document.dispositionBefore.flatMap(Disposition.init),
            locationBefore: document.locationBefore, rowVersion: row.integer(25))
    }
}

private enum ServiceRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, batch_id, site, party_id, opened_by, opened_at, repeats,
               state, is_open, charge, complaint, symptom, fault_code, down_since, back_since, currency, case_number,
               claim_id, outcome, completed_at, document, row_version
          FROM service_orders
         WHERE id = $1
        """)
    static let several = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, batch_id, site, party_id, opened_by, opened_at, repeats,
               state, is_open, charge, complaint, symptom, fault_code, down_since, back_since, currency, case_number,
               claim_id, outcome, completed_at, document, row_version
          FROM service_orders
         WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                      $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
                      $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let insert = Statement(
        """
        INSERT INTO service_orders (id, manufacturer_id, model_id, unit_key, serial, batch_id, site, party_id, opened_by,
                                    opened_at, repeats, state, is_open, charge, complaint, symptom, fault_code,
                                    down_since, back_since, currency, case_number, claim_id, outcome, completed_at,
                                    document, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE service_orders
           SET state = $1, is_open = $2, charge = $3, complaint = $4, symptom = $5, fault_code = $6, down_since = $7,
               back_since = $8, currency = $9, case_number = $10, claim_id = $11, outcome = $12, completed_at = $13,
               document = $14, row_version = row_version + 1
         WHERE id = $15
           AND row_version = $16
        """)
}
