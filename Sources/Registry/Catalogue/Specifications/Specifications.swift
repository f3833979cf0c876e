import Identifiers
import Storage

/// The properties of models in the database.
///
/// Each row says a second time, in the base unit of its quantity and with the model's category, where its value lies, so
/// that SQL sorts and filters what people have written in any unit. Of a model without a category that is the empty text.
enum Specifications {
    /// Entries of a list.
    private static let mostEntries = 100

    static func check(_ specifications: [Specification]) throws(RegistryError) {
        var names: Set<String> = []
        for specification in specifications {
            try TextRules.check(specification.name, field: "specifications", limit: 80)
            try check(specification.value, field: specification.name)
            try TextRules.check(specification.source, field: specification.name, limit: 200)
            guard names.insert(specification.name).inserted else {
                throw RegistryError(
                    .valueInvalid, "The specification '\(specification.name)' is given twice.", field: "specifications")
            }
        }
    }

    private static func check(_ value: Specification.Value, field: String) throws(RegistryError) {
        for number in value.numbers { try TextRules.checkDecimal(number, field: field) }
        // The one unit of our own has more characters than a code.
        try TextRules.check(value.unit, field: field, limit: 20)
        switch value {
        case .text(let text): try TextRules.check(text, field: field, limit: 400)
        case .number, .yesNo: break
        case .range:
            guard let (low, high) = value.extent, low <= high else {
                throw RegistryError(
                    .valueInvalid, "'\(field)' ends before it begins; write the lower end first.", field: field)
            }
        case .list(let entries):
            guard (1...mostEntries).contains(entries.count) else {
                throw RegistryError(
                    .valueInvalid, "'\(field)' is a list; it has 1 to \(mostEntries) entries.", field: field)
            }
            for entry in entries { try TextRules.check(entry, field: field, limit: 200) }
        case .dimensions(let numbers, _):
            guard (2...3).contains(numbers.count), !numbers.contains(where: { $0.hasPrefix("-") }) else {
                throw RegistryError(
                    .valueInvalid, "'\(field)' needs two or three lengths such as 60 x 65.5 x 185 cm.", field: field)
            }
        }
    }

    static func list(of model: ID<Model>, _ reader: any SQLReader) throws -> [Specification] {
        try reader.all(SpecificationsSQL.list, [.integer(model.value)]) { row in
            let kind: Specification.Kind = try row.word(1)
            return Specification(
                name: row.text(0), value: Specification.Value(kind, stored: row.text(2), unit: row.optionalText(3)),
                source: row.optionalText(4), sourceOn: try row.optionalText(5).map(CivilDate.init(parsing:)))
        }
    }

    /// The properties of up to 50 models, those of each in their order.
    /// - Parameter ids: exactly 50 values; one that is no model's id stands for none.
    static func list(
        ofModels ids: [SQLValue], _ reader: any SQLReader
    ) throws -> [(ID<Model>, Specification)] {
        try reader.all(SpecificationsSQL.ofSeveral, ids) { row in
            let kind: Specification.Kind = try row.word(2)
            return (
                ID<Model>(row.integer(0)),
                Specification(
                    name: row.text(1), value: Specification.Value(kind, stored: row.text(3), unit: row.optionalText(4)),
                    source: row.optionalText(5), sourceOn: try row.optionalText(6).map(CivilDate.init(parsing:)))
            )
        }
    }

    static func write(of model: Model, _ transaction: any SQLTransaction) throws {
        for (ordinal, specification) in model.details.specifications.enumerated() {
            let (value, extent) = (specification.value, specification.value.extent)
            try transaction.run(
                SpecificationsSQL.insert,
                [
                    .integer(model.id.value), .text(specification.name), .integer(Int64(ordinal)),
                    .text(value.kind.rawValue), .text(value.stored), SQLValue(value.unit),
                    .text(model.details.category ?? ""), .text(value.quantity?.rawValue ?? ""),
                    extent.map { .real($0.low) } ?? .null, extent.map { .real($0.high) } ?? .null,
                    SQLValue(specification.source), SQLValue(specification.sourceOn?.isoText),
                ])
        }
    }

    static func delete(of model: ID<Model>, _ transaction: any SQLTransaction) throws {
        try transaction.run(SpecificationsSQL.delete, [.integer(model.value)])
    }
}

extension Specification.Value {
    /// The text of the column `value`. Parts stand on a line each, which no part may hold.
    fileprivate var stored: String {
        switch self {
        case .text(let text): text
        case .yesNo(let isSo): isSo ? "yes" : "no"
        case .list(let entries): entries.joined(separator: "\n")
        case .number, .range, .dimensions: numbers.joined(separator: "\n")
        }
    }

    init(_ kind: Specification.Kind, stored: String, unit: String?) {
        let parts = stored.split(separator: "\n").map { String($0) }
        self =
            switch kind {
            case .number: .number(stored, unit: unit)
            case .text: .text(stored)
            case .yesNo: .yesNo(stored == "yes")
            case .range: .range(from: parts.first ?? stored, to: parts.last ?? stored, unit: unit)
            case .list: .list(parts)
            case .dimensions: .dimensions(parts, unit: unit)
            }
    }
}

private enum SpecificationsSQL {
    static let list = Statement(
        """
        SELECT name, kind, value, unit_code, source, source_on
          FROM model_specifications
         WHERE model_id = $1
         ORDER BY ordinal
        """)
    static let ofSeveral = Statement(
        """
        SELECT model_id, name, kind, value, unit_code, source, source_on
          FROM model_specifications
         WHERE model_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                            $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38,
                            $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)
         ORDER BY model_id, ordinal
        """)
    static let insert = Statement(
        """
        INSERT INTO model_specifications (model_id, name, ordinal, kind, value, unit_code, category, quantity,
                                          base_value, base_high, source, source_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """)
    static let delete = Statement("DELETE FROM model_specifications WHERE model_id = $1")
}
