import Identifiers
package import Registry
package import Storage

/// What claims cost, added up where the rows lie: by model, batch, fault code, part at fault, or month in service.
package enum ClaimCosts {
    package enum Key: String, CaseIterable, Sendable {
        case model
        case batch
        case fault
        case part
        case month
    }

    /// The claims of one key in one currency. Sums of currencies are never added.
    package struct Sum: Hashable, Sendable {
        /// The id of a model or batch, a fault code, a part's number, whole months from the sale to the failure; nil where
        /// it is not known.
        package var key: String?
        package var currency: String
        package var count: Int64
        /// How many were approved, in whole or in part.
        package var accepted: Int64
        /// Minor units.
        package var claimed: Int64
        package var parts: Int64
        package var labour: Int64
        package var expenses: Int64

        package var approved: Int64 { parts + labour + expenses }
    }

    /// So many sums are told at most: the dearest.
    package static let most = 1_000

    /// The sums of a manufacturer's claims that were submitted within a time, the dearest first; months in their order, what
    /// is not known at their end. What was withdrawn is not among them.
    /// - Parameter times: microseconds since 1970 UTC.
    package static func sums(
        by key: Key, of manufacturer: ID<Manufacturer>, submitted times: ClosedRange<Int64>, _ reader: any SQLReader
    ) throws -> [Sum] {
        let sums = try reader.all(
            ClaimCostsSQL.sums,
            [
                .text(key.rawValue), .integer(manufacturer.value), .integer(times.lowerBound),
                .integer(times.upperBound), .integer(Int64(most)),
            ]
        ) { row in
            let key = row.optionalText(0)
            return Sum(
                key: key?.isEmpty ?? true ? nil : key, currency: row.text(1), count: row.integer(2),
                accepted: row.integer(3), claimed: row.integer(4), parts: row.integer(5), labour: row.integer(6),
                expenses: row.integer(7))
        }
        guard key == .month else { return sums }
        func month(_ sum: Sum) -> Int64 { sum.key.flatMap { Int64($0) } ?? .max }
        return sums.sorted { (month($0), $0.currency) < (month($1), $1.currency) }
    }

    /// Keeps what a claim costs as it stands now.
    /// - Parameter isSubmission: whether it may say other things than before; else only what is decided has changed.
    static func note(_ claim: WarrantyClaim, isSubmission: Bool, _ transaction: any SQLTransaction) throws {
        guard let submitted = claim.submittedAt else { return }
        guard !claim.isWithdrawn else {
            try transaction.run(
                ClaimCostsSQL.delete, [.integer(claim.manufacturer.value), .integer(claim.number.value)])
            return
        }
        let lines = claim.details.lines
        let decided: [SQLValue] = [
            SQLValue(claim.isAccepted), .integer(lines.approved(.part)), .integer(lines.approved(.labour)),
            .integer(lines.approved(.expense)),
        ]
        guard isSubmission else {
            let place: [SQLValue] = [.integer(claim.manufacturer.value), .integer(claim.number.value)]
            try transaction.run(ClaimCostsSQL.update, decided + place)
            return
        }
        let unit = try Units.find(claim.unit, transaction)
        try transaction.run(
            ClaimCostsSQL.put,
            [
                .integer(claim.manufacturer.value), .integer(claim.number.value), .integer(claim.unit.model.value),
                SQLValue(unit?.batch?.value), .text(claim.details.faultCode ?? ""),
                .text(claim.details.causalPart ?? ""),
                SQLValue(try unit.flatMap { try monthsInService(of: $0, claim, transaction) }), .integer(submitted),
                .text(claim.details.currency), .integer(claim.claimed),
            ] + decided)
    }

    /// Whole months from the sale of the unit to its failure; nil where one of them is not known or they are the other way
    /// round.
    private static func monthsInService(
        of unit: UnitRow, _ claim: WarrantyClaim, _ reader: any SQLReader
    ) throws -> Int64? {
        let facts = try CoverDesk(on: claim.day, reader).facts(of: unit)
        guard let sale = facts.sale?.on ?? facts.origin?.sale?.on, sale <= claim.day else { return nil }
        let (from, to) = (sale.firstDay, claim.day)
        let months = (to.year - from.year) * 12 + (to.month ?? 1) - (from.month ?? 1)
        return Int64(max(0, (to.day ?? 1) < (from.day ?? 1) ? months - 1 : months))
    }
}

private enum ClaimCostsSQL {
    static let sums = Statement(
        """
        SELECT CASE CAST($1 AS TEXT)
                    WHEN 'model' THEN CAST(model_id AS TEXT)
                    WHEN 'batch' THEN CAST(batch_id AS TEXT)
                    WHEN 'fault' THEN fault_code
                    WHEN 'part' THEN part
                    ELSE CAST(service_month AS TEXT)
               END, currency, count(*), CAST(sum(is_accepted) AS BIGINT),
               CAST(sum(claimed) AS BIGINT), CAST(sum(parts) AS BIGINT), CAST(sum(labour) AS BIGINT),
               CAST(sum(expenses) AS BIGINT)
          FROM claim_costs
         WHERE manufacturer_id = $2
           AND submitted_at BETWEEN $3 AND $4
         GROUP BY 1, 2
         ORDER BY sum(parts) + sum(labour) + sum(expenses) DESC, 1 NULLS LAST, 2
         LIMIT $5
        """)
    static let put = Statement(
        """
        INSERT INTO claim_costs (manufacturer_id, claim_id, model_id, batch_id, fault_code, part, service_month,
                                 submitted_at, currency, claimed, is_accepted, parts, labour, expenses)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (manufacturer_id, claim_id) DO UPDATE
           SET batch_id = excluded.batch_id, fault_code = excluded.fault_code, part = excluded.part,
               service_month = excluded.service_month, is_accepted = excluded.is_accepted,
               currency = excluded.currency, claimed = excluded.claimed, parts = excluded.parts,
               labour = excluded.labour, expenses = excluded.expenses
        """)
    static let update = Statement(
        """
        UPDATE claim_costs
           SET is_accepted = $1, parts = $2, labour = $3, expenses = $4
         WHERE manufacturer_id = $5
           AND claim_id = $6
        """)
    static let delete = Statement("DELETE FROM claim_costs WHERE manufacturer_id = $1 AND claim_id = $2")
}
