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

    /// The sums of a manufacturer's claims that were submitted within a time, the dearest first. What was withdrawn is not
    /// among them.
    /// - Parameter times: microseconds since 1970 UTC.
    package static func sums(
        by key: Key, of manufacturer: ID<Manufacturer>, submitted times: ClosedRange<Int64>, _ reader: any SQLReader
    ) throws -> [Sum] {
        let statement =
            switch key {
            case .model: ClaimCostsSQL.byModel
            case .batch: ClaimCostsSQL.byBatch
            case .fault: ClaimCostsSQL.byFault
            case .part: ClaimCostsSQL.byPart
            case .month: ClaimCostsSQL.byMonth
            }
        return try reader.all(
            statement,
            [
                .integer(manufacturer.value), .integer(times.lowerBound), .integer(times.upperBound),
                .integer(Int64(most)),
            ]
        ) { row in
            let key = row.optionalText(0)
            return Sum(
                key: key?.isEmpty ?? true ? nil : key, currency: row.text(1), count: row.integer(2),
                accepted: row.integer(3), claimed: row.integer(4), parts: row.integer(5), labour: row.integer(6),
                expenses: row.integer(7))
        }
    }

    /// Keeps what a claim costs as it stands now.
    static func note(_ claim: WarrantyClaim, _ transaction: any SQLTransaction) throws {
        guard let submitted = claim.submittedAt else { return }
        guard !claim.isWithdrawn else {
            try transaction.run(
                ClaimCostsSQL.delete, [.integer(claim.manufacturer.value), .integer(claim.number.value)])
            return
        }
        let unit = try Units.find(claim.unit, transaction)
        let lines = claim.details.lines
        try transaction.run(
            ClaimCostsSQL.put,
            [
                .integer(claim.manufacturer.value), .integer(claim.number.value), .integer(claim.unit.model.value),
                SQLValue(unit?.batch?.value), .text(claim.details.faultCode ?? ""),
                .text(claim.details.causalPart ?? ""),
                SQLValue(try unit.flatMap { try monthsInService(of: $0, claim, transaction) }), .integer(submitted),
                SQLValue(claim.isAccepted), .text(claim.details.currency), .integer(claim.claimed),
                .integer(lines.approved(.part)), .integer(lines.approved(.labour)), .integer(lines.approved(.expense)),
            ])
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
    static let byModel = Statement(
        """
        SELECT CAST(model_id AS TEXT), currency, count(*), CAST(sum(is_accepted) AS BIGINT),
               CAST(sum(claimed) AS BIGINT), CAST(sum(parts) AS BIGINT), CAST(sum(labour) AS BIGINT),
               CAST(sum(expenses) AS BIGINT)
          FROM claim_costs
         WHERE manufacturer_id = $1
           AND submitted_at BETWEEN $2 AND $3
         GROUP BY model_id, currency
         ORDER BY sum(parts) + sum(labour) + sum(expenses) DESC, model_id, currency
         LIMIT $4
        """)
    static let byBatch = Statement(
        """
        SELECT CAST(batch_id AS TEXT), currency, count(*), CAST(sum(is_accepted) AS BIGINT),
               CAST(sum(claimed) AS BIGINT), CAST(sum(parts) AS BIGINT), CAST(sum(labour) AS BIGINT),
               CAST(sum(expenses) AS BIGINT)
          FROM claim_costs
         WHERE manufacturer_id = $1
           AND submitted_at BETWEEN $2 AND $3
         GROUP BY batch_id, currency
         ORDER BY sum(parts) + sum(labour) + sum(expenses) DESC, batch_id NULLS LAST, currency
         LIMIT $4
        """)
    static let byFault = Statement(
        """
        SELECT fault_code, currency, count(*), CAST(sum(is_accepted) AS BIGINT),
               CAST(sum(claimed) AS BIGINT), CAST(sum(parts) AS BIGINT), CAST(sum(labour) AS BIGINT),
               CAST(sum(expenses) AS BIGINT)
          FROM claim_costs
         WHERE manufacturer_id = $1
           AND submitted_at BETWEEN $2 AND $3
         GROUP BY fault_code, currency
         ORDER BY sum(parts) + sum(labour) + sum(expenses) DESC, fault_code, currency
         LIMIT $4
        """)
    static let byPart = Statement(
        """
        SELECT part, currency, count(*), CAST(sum(is_accepted) AS BIGINT),
               CAST(sum(claimed) AS BIGINT), CAST(sum(parts) AS BIGINT), CAST(sum(labour) AS BIGINT),
               CAST(sum(expenses) AS BIGINT)
          FROM claim_costs
         WHERE manufacturer_id = $1
           AND submitted_at BETWEEN $2 AND $3
         GROUP BY part, currency
         ORDER BY sum(parts) + sum(labour) + sum(expenses) DESC, part, currency
         LIMIT $4
        """)
    static let byMonth = Statement(
        """
        SELECT CAST(service_month AS TEXT), currency, count(*), CAST(sum(is_accepted) AS BIGINT),
               CAST(sum(claimed) AS BIGINT), CAST(sum(parts) AS BIGINT), CAST(sum(labour) AS BIGINT),
               CAST(sum(expenses) AS BIGINT)
          FROM claim_costs
         WHERE manufacturer_id = $1
           AND submitted_at BETWEEN $2 AND $3
         GROUP BY service_month, currency
         ORDER BY service_month NULLS LAST, currency
         LIMIT $4
        """)
    static let put = Statement(
        """
        INSERT INTO claim_costs (manufacturer_id, claim_id, model_id, batch_id, fault_code, part, service_month,
                                 submitted_at, is_accepted, currency, claimed, parts, labour, expenses)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (manufacturer_id, claim_id) DO UPDATE
           SET batch_id = excluded.batch_id, fault_code = excluded.fault_code, part = excluded.part,
               service_month = excluded.service_month, is_accepted = excluded.is_accepted,
               currency = excluded.currency, claimed = excluded.claimed, parts = excluded.parts,
               labour = excluded.labour, expenses = excluded.expenses
        """)
    static let delete = Statement("DELETE FROM claim_costs WHERE manufacturer_id = $1 AND claim_id = $2")
}
