/// A text of a layout in which fields stand in braces: `Batch {batch}`.
struct FieldText: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case literal(String)
        case field(String)
    }
    /// A part with its field filled in.
    enum Filled: Hashable, Sendable {
        case literal(String)
        case value(String)

        var text: String {
            switch self {
            case .literal(let text), .value(let text): text
            }
        }
    }
    /// Neighbouring parts are never both literal.
    let parts: [Part]

    /// The field, where the text is one and nothing else.
    var field: String? {
        if parts.count == 1, case .field(let name) = parts[0] { return name }
        return nil
    }

    var fields: [String] {
        parts.compactMap { part in
            if case .field(let name) = part { name } else { nil }
        }
    }

    /// - Throws: `label.field` for a field that nobody gave.
    func filled(with fields: LabelFields) throws(LabelError) -> [Filled] {
        var filled: [Filled] = []
        for part in parts {
            switch part {
            case .literal(let text): filled.append(.literal(text))
            case .field(let name):
                guard let value = fields[name], !value.isEmpty else { throw LabelFields.missing(name) }
                guard value.utf8.count <= LabelFields.most else {
                    throw LabelError(
                        .field, "The field '\(name)' is longer than \(LabelFields.most) bytes; shorten it.")
                }
                filled.append(.value(value))
            }
        }
        return filled
    }

    /// Whether every field of it is there.
    func isFilled(by fields: LabelFields) -> Bool { self.fields.allSatisfy { fields[$0]?.isEmpty == false } }
}
