import Identifiers
package import Registry
package import Storage

/// The table `replenishment_rules`.
package enum ReplenishmentRuleBook {
    /// The most rules of a manufacturer.
    package static let most = 10_000

    package static func list(
        of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [ReplenishmentRule] {
        try reader.all(
            ReplenishmentRulesSQL.all, [.integer(manufacturer.value), .integer(Int64(most))], row)
    }

    package static func find(
        of manufacturer: ID<Manufacturer>, _ location: ID<Location>?, _ model: ID<Model>?, _ reader: any SQLReader
    ) throws -> ReplenishmentRule? {
        try reader.first(ReplenishmentRulesSQL.find, scope(manufacturer, location, model), row)
    }

    /// Sets a rule; one that says nothing is taken away.
    /// - Parameter version: that the caller has seen, 0 for none; nil changes whatever is there.
    /// - Returns: nil where it was taken away.
    /// - Throws: `value.invalid`, `replenishment.changed`.
    package static func set(
        _ terms: ReplenishmentTerms, of manufacturer: Manufacturer, _ location: Location?, _ model: Model?,
        expecting version: Int64?, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws -> ReplenishmentRule? {
        try terms.check()
        try transaction.claim(Claim("replenishment", manufacturer.id), .exclusive)
        let old = try find(of: manufacturer.id, location?.id, model?.id, transaction)
        guard version == nil || version == old?.rowVersion ?? 0 else {
            throw RegistryError(
                .replenishmentChanged, "The rule has changed since you read it. Read it again and repeat the change.")
        }
        guard terms != old?.terms ?? ReplenishmentTerms() else { return old }
        let key = scope(manufacturer.id, location?.id, model?.id)
        let values: [SQLValue] = [
            SQLValue(terms.serviceLevel), SQLValue(terms.reviewWeeks), SQLValue(terms.leadDays),
            SQLValue(terms.smallest), SQLValue(terms.multiple), SQLValue(terms.source?.value),
        ]
        var rule = ReplenishmentRule(
            manufacturer: manufacturer.id, location: location?.id, model: model?.id, terms: terms, rowVersion: 1)
        if terms.isEmpty {
            try transaction.run(ReplenishmentRulesSQL.delete, key)
        } else if let old {
            rule.rowVersion = old.rowVersion + 1
            try transaction.run(ReplenishmentRulesSQL.update, values + key, changing: 1)
        } else {
            let count = try transaction.first(
                ReplenishmentRulesSQL.count, [.integer(manufacturer.id.value), .integer(Int64(most))]
            ) { $0.integer(0) }
            guard count ?? 0 < most else {
                throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) rules.")
            }
            try transaction.run(
                ReplenishmentRulesSQL.insert,
                [.integer(transaction.newID())] + key + values + [.integer(transaction.now)])
        }
        try AuditTrail.write(
            terms.isEmpty ? "replenishment.remove" : "replenishment.rule",
            subject: model?.number.text ?? manufacturer.slug, of: manufacturer.id, as: principal, from: source,
            detail: location?.code, transaction)
        return terms.isEmpty ? nil : rule
    }

    private static func scope(
        _ manufacturer: ID<Manufacturer>, _ location: ID<Location>?, _ model: ID<Model>?
    ) -> [SQLValue] {
        [.integer(manufacturer.value), .integer(location?.value ?? 0), .integer(model?.value ?? 0)]
    }

    private static func row(_ row: borrowing Row) -> ReplenishmentRule {
        var terms = ReplenishmentTerms()
        terms.serviceLevel = row.optionalInteger(3)
        terms.reviewWeeks = row.optionalInteger(4)
        terms.leadDays = row.optionalInteger(5)
        terms.smallest = row.optionalInteger(6)
        terms.multiple = row.optionalInteger(7)
        terms.source = row.optionalInteger(8).map { ID($0) }
        return ReplenishmentRule(
            manufacturer: ID(row.integer(0)), location: row.integer(1) == 0 ? nil : ID(row.integer(1)),
            model: row.integer(2) == 0 ? nil : ID(row.integer(2)), terms: terms, rowVersion: row.integer(9))
    }
}

private enum ReplenishmentRulesSQL {
    static let all = Statement(
        """
        SELECT manufacturer_id, location_id, model_id, service_level, review_weeks, lead_days, smallest, multiple,
               source_id, row_version
          FROM replenishment_rules
         WHERE manufacturer_id = $1
         ORDER BY location_id, model_id
         LIMIT $2
        """)
    static let find = Statement(
        """
        SELECT manufacturer_id, location_id, model_id, service_level, review_weeks, lead_days, smallest, multiple,
               source_id, row_version
          FROM replenishment_rules
         WHERE manufacturer_id = $1
           AND location_id = $2
           AND model_id = $3
        """)
    static let count = Statement(
        """
        SELECT COUNT(*)
          FROM (SELECT id FROM replenishment_rules WHERE manufacturer_id = $1 LIMIT $2) AS counted
        """)
    static let insert = Statement(
        """
        INSERT INTO replenishment_rules (id, manufacturer_id, location_id, model_id, service_level, review_weeks,
                                         lead_days, smallest, multiple, source_id, created_at, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
        """)
    static let update = Statement(
        """
        UPDATE replenishment_rules
           SET service_level = $1, review_weeks = $2, lead_days = $3, smallest = $4, multiple = $5, source_id = $6,
               row_version = row_version + 1
         WHERE manufacturer_id = $7
           AND location_id = $8
           AND model_id = $9
        """)
    static let delete = Statement(
        """
        DELETE FROM replenishment_rules
         WHERE manufacturer_id = $1
           AND location_id = $2
           AND model_id = $3
        """)
}
