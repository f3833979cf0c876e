import Identifiers

extension ModelCondition {
    /// Reads a condition from its text.
    /// - Throws: `condition.syntax`, `condition.value`, `condition.tooLarge` with the place, in characters from 0.
    package init(parsing text: String) throws(RegistryError) { self = try ModelConditionParser.parse(text) }
}

/// Reads the text of a condition.
///
///     condition   = conjunction { "or" conjunction } ;
///     conjunction = negation { "and" negation } ;
///     negation    = "not" negation | "(" condition ")" | test ;
///     test        = ( "has" | "missing" ) name | name comparison value | name [ "not" ] "in" "(" value { "," value } ")" ;
///
/// Names and values are words with the spaces between them, up to what cannot belong to them, or stand in quotation marks.
struct ModelConditionParser {
    private let tokens: [ModelConditionLexer.Token]
    private var index = 0
    private var depth = 0
    private var counts = (tests: 0, values: 0)

    private init(_ tokens: [ModelConditionLexer.Token]) { self.tokens = tokens }

    static func parse(_ text: String) throws(RegistryError) -> ModelCondition {
        var parser = ModelConditionParser(try ModelConditionLexer.tokens(of: text))
        let condition = try parser.disjunction()
        guard parser.next.kind == .end else { throw parser.unexpected("'and', 'or' or the end") }
        return condition
    }

    // MARK: Structure

    private mutating func disjunction() throws(RegistryError) -> ModelCondition {
        var parts = [try conjunction()]
        while take("or") { parts.append(try conjunction()) }
        return parts.count > 1 ? .any(parts) : parts[0]
    }

    private mutating func conjunction() throws(RegistryError) -> ModelCondition {
        var parts = [try negation()]
        while take("and") { parts.append(try negation()) }
        return parts.count > 1 ? .all(parts) : parts[0]
    }

    private mutating func negation() throws(RegistryError) -> ModelCondition {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ModelCondition.Limit.depth else {
            throw tooLarge("levels of parentheses", ModelCondition.Limit.depth)
        }
        if take("not") { return .not(try negation()) }
        guard takeSign("(") else { return .test(try test()) }
        let inner = try disjunction()
        guard takeSign(")") else { throw unexpected("'and', 'or' or ')'") }
        return inner
    }

    // MARK: Tests

    private mutating func test() throws(RegistryError) -> ModelTest {
        counts.tests += 1
        guard counts.tests <= ModelCondition.Limit.tests else { throw tooLarge("tests", ModelCondition.Limit.tests) }
        let start = next.position
        for (word, comparison) in [("has", ModelTest.Comparison.has), ("missing", .missing)] where isWord(word) {
            // A property may be called so: then a comparison follows.
            guard tokens[index + 1].kind != .sign else { continue }
            index += 1
            let name = try name()
            return ModelTest(field: name, comparison: comparison, values: [], place: start..<end)
        }
        let field = try name()
        let comparison = try comparison(of: field)
        var values: [ModelTest.Operand] = []
        if comparison == .isIn || comparison == .isNotIn {
            guard takeSign("(") else { throw unexpected("'(' and the values") }
            repeat { values.append(try operand(of: field, comparison)) } while takeSign(",")
            guard takeSign(")") else { throw unexpected("',' or ')'") }
        } else {
            values = [try operand(of: field, comparison)]
        }
        return ModelTest(field: field, comparison: comparison, values: values, place: start..<end)
    }

    private mutating func name() throws(RegistryError) -> ModelField {
        if next.kind == .quoted {
            index += 1
            // In quotation marks it is always a specification, whatever else is called so.
            return .specification(tokens[index - 1].text.lowercased())
        }
        var words: [String] = []
        while next.kind == .word, !["and", "or", "not", "in"].contains(next.text.lowercased()) {
            words.append(next.text)
            index += 1
        }
        guard !words.isEmpty else {
            throw unexpected("a name such as category or capacity, 'has', 'missing', 'not' or '('")
        }
        return ModelField(named: words.joined(separator: " "))
    }

    private mutating func comparison(of field: ModelField) throws(RegistryError) -> ModelTest.Comparison {
        if next.kind == .sign, let found = ModelTest.Comparison(rawValue: next.text) {
            guard field != .successor else {
                throw fault(next.position, "A successor is there or not; write 'has successor' or 'missing successor'.")
            }
            index += 1
            return found
        }
        if take("in") { return .isIn }
        if take("not") {
            guard take("in") else { throw unexpected("'in' and values in parentheses") }
            return .isNotIn
        }
        throw unexpected("after '\(field.text)' one of =, !=, <, <=, >, >= or 'in'")
    }

    private mutating func operand(
        of field: ModelField, _ comparison: ModelTest.Comparison
    ) throws(RegistryError) -> ModelTest.Operand {
        counts.values += 1
        guard counts.values <= ModelCondition.Limit.values else {
            throw tooLarge("values", ModelCondition.Limit.values)
        }
        let place = next.position
        let (text, isQuoted) = try value()
        if field.isDate {
            guard let date = try? CivilDate(parsing: text) else {
                throw fault(
                    place, "'\(field.text)' is a date; write a day, a month or a year such as 2026-03-01 or 2026.")
            }
            return .date(date)
        }
        guard case .specification = field else {
            guard !comparison.isOrder else {
                throw fault(place, "'\(field.text)' is a text; compare it with =, != or in.")
            }
            return .text(text)
        }
        let value: Specification.Value
        do {
            value = isQuoted ? .text(text) : try SpecificationReader.read(text, field: field.text)
        } catch {
            throw RegistryError(
                .conditionValue, "The condition, at character \(place + 1): \(error.sentence)", field: "where",
                position: place + (error.position ?? 0))
        }
        if comparison.isOrder {
            guard case .number = value else {
                throw fault(
                    place,
                    "'\(text.prefix(40))' is no number with a unit that is known; write one such as 300 L or 60 cm.")
            }
        }
        return .value(value)
    }

    /// A value: a text in quotation marks, or all words up to what cannot belong to it.
    private mutating func value() throws(RegistryError) -> (text: String, isQuoted: Bool) {
        if next.kind == .quoted {
            index += 1
            return (tokens[index - 1].text, true)
        }
        var words: [String] = []
        while next.kind == .word, !["and", "or"].contains(next.text.lowercased()) {
            words.append(next.text)
            index += 1
        }
        guard !words.isEmpty else { throw unexpected("a value, in quotation marks where it is 'and' or 'or'") }
        return (words.joined(separator: " "), false)
    }

    // MARK: Tokens

    private var next: ModelConditionLexer.Token { tokens[index] }
    /// Where the token before ends.
    private var end: Int { index > 0 ? tokens[index - 1].end : 0 }

    private func isWord(_ keyword: String) -> Bool { next.kind == .word && next.text.lowercased() == keyword }

    private mutating func take(_ keyword: String) -> Bool {
        guard isWord(keyword) else { return false }
        index += 1
        return true
    }

    private mutating func takeSign(_ sign: String) -> Bool {
        guard next.kind == .sign, next.text == sign else { return false }
        index += 1
        return true
    }

    private func unexpected(_ expected: String) -> RegistryError {
        ModelConditionLexer.fault(next.position, "found \(next.shown); expected \(expected)")
    }

    private func fault(_ position: Int, _ sentence: String) -> RegistryError {
        RegistryError(
            .conditionValue, "The condition, at character \(position + 1): \(sentence)", field: "where",
            position: position)
    }

    private func tooLarge(_ what: String, _ most: Int) -> RegistryError {
        RegistryError(
            .conditionTooLarge, "The condition has more than \(most) \(what); ask for less at once.", field: "where",
            position: next.position)
    }
}
