package import Identifiers
import Storage

/// What finding looks at in a model: the row of the catalogue and, where they are asked for, its specifications.
package struct ModelFacts: Hashable, Sendable {
    package var id: ID<Model>
    package var manufacturer: ID<Manufacturer>
    package var isProduct: Bool
    package var number: String
    package var numberKey: String
    package var name: String?
    package var line: String?
    package var brand: String?
    package var category: String?
    /// Dates as ISO text of any precision.
    package var announced: String?
    package var released: String?
    package var salesEnd: String?
    package var supportEnd: String?
    package var hasSuccessor: Bool
    /// By their names in lower case.
    package var values: [String: Specification.Value]

    /// Models that are read by one statement.
    private static let atOnce = 50

    /// What is known of these models, in their order; models that do not exist are left out.
    /// - Parameters:
    ///   - withValues: whether their specifications are read too.
    ///   - names: only those of these names, in lower case; nil for all.
    static func of(_ ids: ArraySlice<Int64>, withValues: Bool, named names: Set<String>? = nil, _ reader: any SQLReader)
        throws -> [ModelFacts]
    {
        var found: [Int64: ModelFacts] = [:]
        var folded: [String: String] = [:]
        for start in stride(from: ids.startIndex, to: ids.endIndex, by: atOnce) {
            let part = ids[start..<min(start + atOnce, ids.endIndex)]
            // Missing ones are nobody's id.
            let values = (0..<atOnce).map { place in
                SQLValue.integer(place < part.count ? part[part.startIndex + place] : 0)
            }
            try reader.forEachRow(ModelFactsSQL.models, values) { row in
                found[row.integer(0)] = Self.row(row)
                return true
            }
            guard withValues else { continue }
            try reader.forEachRow(ModelFactsSQL.specifications, values) { row in
                let spelled = row.text(1)
                let name = folded[spelled] ?? spelled.lowercased()
                folded[spelled] = name
                guard names?.contains(name) ?? true else { return true }
                let kind: Specification.Kind = try row.word(2)
                found[row.integer(0)]?.values[name] = Specification.Value(
                    kind, stored: row.text(3), unit: row.optionalText(4))
                return true
            }
        }
        return ids.compactMap { found[$0] }
    }

    private static func row(_ row: borrowing Row) -> ModelFacts {
        ModelFacts(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), isProduct: row.text(2) == "product",
            number: row.text(3), numberKey: row.text(4), name: row.optionalText(5), line: row.optionalText(6),
            brand: row.optionalText(7), category: row.optionalText(8), announced: row.optionalText(9),
            released: row.optionalText(10), salesEnd: row.optionalText(11), supportEnd: row.optionalText(12),
            hasSuccessor: row.flag(13), values: [:])
    }

    /// Whether the model is public on a day: see ``Model/isReleased(on:)``.
    package func isReleased(on today: CivilDate) -> Bool {
        guard let released, let date = try? CivilDate(parsing: released) else { return true }
        return date <= today
    }
}

private enum ModelFactsSQL {
    static let models = Statement(
        """
        SELECT m.id, m.manufacturer_id, m.kind, m.number, m.number_key, m.name, m.line, m.brand, m.category,
               m.announced_on, m.released_on, m.sales_end_on, m.support_end_on,
               CASE WHEN EXISTS (SELECT 1 FROM models n WHERE n.supersedes_id = m.id) THEN 1 ELSE 0 END
          FROM models m
         WHERE m.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                        $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40,
                        $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)
        """)
    static let specifications = Statement(
        """
        SELECT model_id, name, kind, value, unit_code
          FROM model_specifications
         WHERE model_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                            $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38,
                            $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)
        """)
}
