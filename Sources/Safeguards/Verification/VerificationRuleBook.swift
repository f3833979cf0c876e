private import Foundation
import Identifiers
package import Registry
package import Storage

/// The table `verification_rules`.
package enum VerificationRuleBook {
    /// What holds for a model: its own rules, else those of its manufacturer, else what holds where nobody has set any.
    package static func rules(
        of manufacturer: ID<Manufacturer>, model: ID<Model>?, _ reader: any SQLReader
    ) throws -> VerificationRules {
        try model.flatMap { try own(manufacturer, $0, reader) } ?? own(manufacturer, nil, reader) ?? VerificationRules()
    }

    /// Sets the rules of a model, or of all models of a manufacturer that have none of their own.
    /// - Throws: `value.invalid`.
    package static func set(
        _ rules: VerificationRules, of manufacturer: Manufacturer, model: Model?, as principal: Principal,
        from source: RequestSource, _ transaction: any SQLTransaction
    ) throws {
        try rules.check()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try transaction.run(
            VerificationRulesSQL.set,
            [
                .integer(manufacturer.id.value), .integer(model?.id.value ?? 0),
                .text(String(decoding: try encoder.encode(rules), as: UTF8.self)), .integer(transaction.now),
                .text(principal.auditName),
            ])
        try AuditTrail.write(
            "verification.rules", subject: model?.number.text ?? manufacturer.slug, of: manufacturer.id, as: principal,
            from: source, transaction)
    }

    private static func own(
        _ manufacturer: ID<Manufacturer>, _ model: ID<Model>?, _ reader: any SQLReader
    ) throws -> VerificationRules? {
        try reader.first(
            VerificationRulesSQL.find, [.integer(manufacturer.value), .integer(model?.value ?? 0)]
        ) { row in try JSONDecoder().decode(VerificationRules.self, from: Data(row.text(0).utf8)) }
    }
}

private enum VerificationRulesSQL {
    static let find = Statement(
        "SELECT document FROM verification_rules WHERE manufacturer_id = $1 AND model_id = $2")
    static let set = Statement(
        """
        INSERT INTO verification_rules (manufacturer_id, model_id, document, set_at, set_by)
        VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (manufacturer_id, model_id) DO UPDATE
           SET document = excluded.document, set_at = excluded.set_at, set_by = excluded.set_by
        """)
}
