package import Storage

/// How long a rule has its subject kept, and whether it is obeyed.
package struct RetentionTerm: Hashable, Sendable {
    package var rule: RetentionRule
    package var days: Int64
    package var isOn: Bool

    /// As the program has it.
    package init(_ rule: RetentionRule) {
        self.rule = rule
        days = rule.defaultDays
        isOn = rule.isOnByDefault
    }

    package static let mostDays: Int64 = 100 * 365
}

/// The terms of the rules, as the registry's people have set them.
package enum RetentionRules {
    /// All terms, in the order of the rules.
    package static func list(_ reader: any SQLReader) throws -> [RetentionTerm] {
        var set: [String: (days: Int64, isOn: Bool)] = [:]
        try reader.forEachRow(RetentionRulesSQL.all, []) { row in
            set[row.text(0)] = (row.integer(1), row.flag(2))
            return true
        }
        return RetentionRule.allCases.map { rule in
            var term = RetentionTerm(rule)
            if !rule.isFixed, let own = set[rule.rawValue] { (term.days, term.isOn) = own }
            return term
        }
    }

    package static func find(_ rule: RetentionRule, _ reader: any SQLReader) throws -> RetentionTerm {
        try list(reader).first { $0.rule == rule } ?? RetentionTerm(rule)
    }

    /// - Throws: `value.invalid` for a rule that is fixed, and for days out of range.
    package static func set(
        _ term: RetentionTerm, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        guard !term.rule.isFixed else {
            throw RegistryError(
                .valueInvalid, "The rule '\(term.rule.rawValue)' is always obeyed as it is; choose another.",
                field: "rule")
        }
        guard (1...RetentionTerm.mostDays).contains(term.days) else {
            throw RegistryError(
                .valueInvalid, "Give the time in days, from 1 to \(RetentionTerm.mostDays).", field: "days")
        }
        try transaction.run(
            RetentionRulesSQL.set,
            [.text(term.rule.rawValue), .integer(term.days), SQLValue(term.isOn), .integer(transaction.now)])
        try AuditTrail.write(
            "retention.set", subject: term.rule.rawValue, of: nil, as: principal, from: source,
            detail: "days: \(term.days), \(term.isOn ? "on" : "off")", transaction)
    }
}

private enum RetentionRulesSQL {
    static let all = Statement("SELECT rule, days, is_on FROM retention_rules ORDER BY rule")
    static let set = Statement(
        """
        INSERT INTO retention_rules (rule, days, is_on, changed_at)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (rule) DO UPDATE
           SET days = excluded.days, is_on = excluded.is_on, changed_at = excluded.changed_at
        """)
}
