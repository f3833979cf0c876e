extension Population {
    /// Reads a population from its text.
    ///
    /// - Throws: `population.syntax`, `population.field`, `population.value` and `population.tooLarge` with the place, in
    ///   characters from 0.
    package init(parsing text: String) throws(RegistryError) {
        self = try PopulationParser.parse(text).population
    }

    /// The canonical text: populations are equal where their canonical texts are, and parsing it gives an equal one.
    package var text: String {
        switch self {
        case .everything: "everything"
        case .test(let test): test.text
        case .contains(let inner): "contains (\(inner.text))"
        case .not(let inner):
            switch inner {
            case .all, .any: "not (\(inner.text))"
            default: "not \(inner.text)"
            }
        case .all(let parts):
            parts.map { part in if case .any = part { "(\(part.text))" } else { part.text } }.joined(separator: " and ")
        case .any(let parts):
            // Not needed, since 'and' binds closer, but nobody should have to know that.
            parts.map { part in if case .all = part { "(\(part.text))" } else { part.text } }.joined(separator: " or ")
        }
    }
}

extension PopulationTest {
    /// The test as its canonical text has it.
    package var text: String {
        let values = values.map { field == .age ? $0 : Self.quoted($0) }
        switch comparison {
        case .isKnown, .isUnknown: return "\(field.rawValue) \(comparison.rawValue)"
        case .from: return "\(field.rawValue) from \(values.joined(separator: " to "))"
        case .isIn, .isNotIn: return "\(field.rawValue) \(comparison.rawValue) (\(values.joined(separator: ", ")))"
        case .like, .notLike:
            let list = values.joined(separator: ", ")
            return "\(field.rawValue) \(comparison.rawValue) \(values.count == 1 ? list : "(\(list))")"
        case .less where field == .produced: return "\(field.rawValue) before \(values[0])"
        case .greater where field == .produced: return "\(field.rawValue) after \(values[0])"
        default: return "\(field.rawValue) \(comparison.rawValue) \(values[0])"
        }
    }

    /// A value, in quotation marks where it would not be read as one word.
    static func quoted(_ value: String) -> String {
        let isWord = value.unicodeScalars.allSatisfy(PopulationLexer.isWordPart)
        guard !isWord || value.isEmpty || ["and", "or", "not"].contains(value.lowercased()) else { return value }
        return "'" + value.replacing("'", with: "''") + "'"
    }
}

extension Population: CustomStringConvertible {
    /// The canonical text.
    package var description: String { text }
}
