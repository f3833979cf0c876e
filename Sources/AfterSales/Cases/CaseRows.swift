import Identifiers
import Registry
import Storage

/// The table `service_cases`.
enum CaseRows {
    static func find(_ id: ID<ServiceCase>, _ reader: any SQLReader) throws -> ServiceCase? {
        try reader.first(CaseRowsSQL.find, [.integer(id.value)], row)
    }

    /// These cases in their order.
    static func find(_ ids: [Int64], _ reader: any SQLReader) throws -> [ServiceCase] {
        var found: [Int64: ServiceCase] = [:]
        for values in FiftyIDs.values(ids) {
            for known in try reader.all(CaseRowsSQL.several, values, row) { found[known.number.value] = known }
        }
        return ids.compactMap { found[$0] }
    }

    /// - Returns: false where another case has the number.
    static func insert(_ serviceCase: ServiceCase, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(serviceCase.number.value), .integer(serviceCase.manufacturer.value),
            .integer(serviceCase.unit.model.value), .text(serviceCase.unit.serial.key),
            .text(serviceCase.unit.storedSerial), SQLValue(serviceCase.party?.value), .text(serviceCase.openedBy),
            .integer(serviceCase.createdAt), .text(serviceCase.request.kind.rawValue),
            .text(serviceCase.request.channel.rawValue),
        ]
        return try transaction.rowsChanged(by: CaseRowsSQL.insert, values + changeable(serviceCase)) == 1
    }

    /// - Throws: `case.changed` where somebody was faster.
    static func update(_ serviceCase: inout ServiceCase, _ transaction: any SQLTransaction) throws {
        let values =
            changeable(serviceCase) + [.integer(serviceCase.number.value), .integer(serviceCase.rowVersion)]
        guard try transaction.rowsChanged(by: CaseRowsSQL.update, values) == 1 else { throw changedMeanwhile }
        serviceCase.rowVersion += 1
    }

    static let changedMeanwhile = RegistryError(
        .caseChanged, "The case has changed since you read it. Read it again and repeat the change.")

    private static func changeable(_ serviceCase: ServiceCase) -> [SQLValue] {
        let (request, handling) = (serviceCase.request, serviceCase.handling)
        return [
            .text(serviceCase.state.rawValue), SQLValue(serviceCase.state.isOpen), .integer(listedAt(serviceCase)),
            .integer(serviceCase.dueAt), .text(handling.priority.rawValue), .text(handling.assignee ?? ""),
            SQLValue(request.complaint), SQLValue(request.contact), SQLValue(serviceCase.outcome?.rawValue),
            SQLValue(serviceCase.rating?.stars), SQLValue(serviceCase.rating?.words),
            SQLValue(serviceCase.returnState?.rawValue), SQLValue(handling.claim?.text), SQLValue(handling.order?.text),
            SQLValue(serviceCase.solvedAt), SQLValue(serviceCase.endedAt),
        ]
    }

    /// Where a case stands in lists, the lowest first: an open one by when it is due, one at an end by when that was, the
    /// latest first.
    static func listedAt(_ serviceCase: ServiceCase) -> Int64 {
        serviceCase.endedAt.map { 0 - max($0, 0) } ?? serviceCase.dueAt
    }

    private static func row(_ row: borrowing Row) throws -> ServiceCase {
        let serial = row.text(4).isEmpty ? row.text(3) : row.text(4)
        var serviceCase = ServiceCase(
            number: CaseNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)),
            unit: UnitKey(ID(row.integer(2)), try SerialNumber(parsing: serial)),
            request: CaseRequest(
                try row.word(8), row.optionalText(14), channel: try row.word(9), contact: row.optionalText(15)),
            handling: CaseHandling(
                try row.word(12), assignee: row.text(13).isEmpty ? nil : row.text(13),
                claim: row.optionalText(20).flatMap(ClaimNumber.init(parsing:)),
                order: row.optionalText(21).flatMap(ServiceOrderNumber.init(parsing:))),
            state: try row.word(10), party: row.optionalInteger(5).map { ID($0) }, openedBy: row.text(6),
            createdAt: row.integer(7), dueAt: row.integer(11), rowVersion: row.integer(24))
        serviceCase.outcome = try row.optionalWord(16)
        serviceCase.rating = row.optionalInteger(17).map { CaseRating($0, words: row.optionalText(18)) }
        serviceCase.returnState = try row.optionalWord(19)
        serviceCase.solvedAt = row.optionalInteger(22)
        serviceCase.endedAt = row.optionalInteger(23)
        return serviceCase
    }
}

private enum CaseRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, party_id, opened_by, created_at, kind, channel, state,
               due_at, priority, assignee, complaint, contact, outcome, rating, rating_words, return_state,
               claim_number, order_number, solved_at, ended_at, row_version
          FROM service_cases
         WHERE id = $1
        """)
    static let several = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, party_id, opened_by, created_at, kind, channel, state,
               due_at, priority, assignee, complaint, contact, outcome, rating, rating_words, return_state,
               claim_number, order_number, solved_at, ended_at, row_version
          FROM service_cases
         WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                      $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
                      $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let insert = Statement(
        """
        INSERT INTO service_cases (id, manufacturer_id, model_id, unit_key, serial, party_id, opened_by, created_at,
                                   kind, channel, state, is_open, listed_at, due_at, priority, assignee, complaint,
                                   contact, outcome, rating, rating_words, return_state, claim_number, order_number,
                                   solved_at, ended_at, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25, $26, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE service_cases
           SET state = $1, is_open = $2, listed_at = $3, due_at = $4, priority = $5, assignee = $6, complaint = $7,
               contact = $8, outcome = $9, rating = $10, rating_words = $11, return_state = $12, claim_number = $13,
               order_number = $14, solved_at = $15, ended_at = $16, row_version = row_version + 1
         WHERE id = $17
           AND row_version = $18
        """)
}
