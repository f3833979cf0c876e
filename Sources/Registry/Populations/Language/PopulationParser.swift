import Identifiers

/// Reads the text of a population.
///
///     population  = conjunction { "or" conjunction } ;
///     conjunction = negation { "and" negation } ;
///     negation    = "not" negation | "(" population ")" | "contains" "(" population ")" | "everything" | test ;
///     test        = field comparison ;
struct PopulationParser {
    private let tokens: [PopulationLexer.Token]
    private var index = 0
    private var depth = 0
    private var counts = (tests: 0, values: 0)
    /// Where each range of serial numbers begins.
    private var ranges: [PopulationTest: Int] = [:]

    private init(_ tokens: [PopulationLexer.Token]) { self.tokens = tokens }

    static func parse(_ text: String) throws(RegistryError) -> WrittenPopulation {
        var parser = PopulationParser(try PopulationLexer.tokens(of: text))
        let population = try parser.disjunction()
        guard parser.next.kind == .end else { throw parser.unexpected("'and', 'or' or the end") }
        try population.checkSize()
        return WrittenPopulation(population, ranges: parser.ranges)
    }

    // MARK: Structure

    private mutating func disjunction() throws(RegistryError) -> Population {
        var parts = [try conjunction()]
        while take("or") { parts.append(try conjunction()) }
        return .disjunction(parts)
    }

    private mutating func conjunction() throws(RegistryError) -> Population {
        var parts = [try negation()]
        while take("and") { parts.append(try negation()) }
        return .conjunction(parts)
    }

    private mutating func negation() throws(RegistryError) -> Population {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Population.Limit.parentheses else {
            throw RegistryError(
                .populationTooLarge,
                "The population nests more than \(Population.Limit.parentheses) parentheses; leave some out.",
                field: "population", position: next.position)
        }
        if take("not") { return .not(try negation()) }
        if take("everything") {
            try count(values: 0)
            return .everything
        }
        if take("contains") {
            guard isNext("(") else { throw unexpected("'(' and which component") }
            return .contains(try parenthesised())
        }
        if isNext("(") { return try parenthesised() }
        return .test(try test())
    }

    private mutating func parenthesised() throws(RegistryError) -> Population {
        index += 1
        let inner = try disjunction()
        guard takeSign(")") else { throw unexpected("'and', 'or' or ')'") }
        return inner
    }

    // MARK: Tests

    private mutating func test() throws(RegistryError) -> PopulationTest {
        let start = next.position
        let field = try field()
        let place = next.position
        let comparison = try comparison(of: field)
        let values = try values(of: field, comparison)
        try count(values: values.count)
        do {
            let test = try PopulationTest.read(field, comparison, values.map(\.text))
            if case .serials = test, ranges[test] == nil { ranges[test] = start }
            return test
        } catch {
            let token = error.value.map { values[$0] }
            let offset = error.position.map { $0 + (token?.kind == .quoted ? 1 : 0) } ?? 0
            let position = token.map { $0.position + offset } ?? place
            throw RegistryError(
                .populationValue,
                "The population, at character \(position + 1): "
                    + (token.map { "\($0.shown) does not fit; " } ?? "") + "'\(field.rawValue)' \(error.sentence).",
                field: "population", position: position)
        }
    }

    private mutating func field() throws(RegistryError) -> PopulationField {
        guard next.kind == .word else {
            throw unexpected("a field such as model, '(', 'not', 'contains' or 'everything'")
        }
        let first = next.text.lowercased()
        let second = tokens[min(index + 1, tokens.count - 1)]
        if second.kind == .word, let found = PopulationField(rawValue: "\(first) \(second.text.lowercased())") {
            index += 2
            return found
        }
        if let found = PopulationField(rawValue: first) {
            index += 1
            return found
        }
        let known = PopulationField.allCases.map(\.rawValue).joined(separator: ", ")
        let hint =
            first == "line"
            ? "write 'product line' or 'production line'; "
            : first == "or" || first == "and"
                ? "'\(first)' joins two tests; " : ""
        throw RegistryError(
            .populationField,
            "The population, at character \(next.position + 1): there is no field \(next.shown); \(hint)"
                + "known are \(known).", field: "population", position: next.position)
    }

    private mutating func comparison(of field: PopulationField) throws(RegistryError) -> PopulationField.Comparison {
        let known = field.comparisons.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        if next.kind == .sign, let found = PopulationField.Comparison(rawValue: next.text) {
            index += 1
            return found
        }
        if take("in") { return .isIn }
        if take("like") { return .like }
        if take("from") { return .from }
        if take("before") { return .less }
        if take("after") { return .greater }
        if take("not") {
            if take("in") { return .isNotIn }
            if take("like") { return .notLike }
            throw unexpected("'in' or 'like'")
        }
        if take("is") {
            if take("known") { return .isKnown }
            if take("unknown") { return .isUnknown }
            throw unexpected("'known' or 'unknown'; other values follow '='")
        }
        throw unexpected("after '\(field.rawValue)' one of \(known)")
    }

    /// The values after a comparison, each with the place where it stands.
    private mutating func values(
        of field: PopulationField, _ comparison: PopulationField.Comparison
    ) throws(RegistryError) -> [PopulationLexer.Token] {
        switch comparison {
        case .isKnown, .isUnknown: return []
        case .from:
            let first = try value(of: field)
            guard take("to") else { throw unexpected("'to' and the last value") }
            return [first, try value(of: field)]
        case .isIn, .isNotIn:
            guard isNext("(") else { throw unexpected("'(' and the values") }
            return try list(of: field)
        case .like, .notLike:
            return isNext("(") ? try list(of: field) : [try value(of: field)]
        default: return [try value(of: field)]
        }
    }

    private mutating func list(of field: PopulationField) throws(RegistryError) -> [PopulationLexer.Token] {
        index += 1
        var values: [PopulationLexer.Token] = []
        repeat {
            values.append(try value(of: field))
            guard values.count <= Population.Limit.values else { throw tooLarge("values", Population.Limit.values) }
        } while takeSign(",")
        guard takeSign(")") else { throw unexpected("',' or ')'") }
        return values
    }

    private mutating func value(of field: PopulationField) throws(RegistryError) -> PopulationLexer.Token {
        var token = next
        let isJoint = token.kind == .word && ["and", "or", "not"].contains(token.text.lowercased())
        guard token.kind == .word || token.kind == .quoted, !isJoint else {
            throw unexpected(isJoint ? "a value; in quotation marks where it is this word" : "a value")
        }
        index += 1
        // '2 years' are two words and one value.
        if field == .age, token.kind == .word, next.kind == .word, !["and", "or"].contains(next.text.lowercased()) {
            token.text += " " + next.text
            index += 1
        }
        return token
    }

    // MARK: Tokens

    private var next: PopulationLexer.Token { tokens[index] }

    /// Takes a keyword, in any case.
    private mutating func take(_ keyword: String) -> Bool {
        guard next.kind == .word, next.text.lowercased() == keyword else { return false }
        index += 1
        return true
    }

    private func isNext(_ sign: String) -> Bool { next.kind == .sign && next.text == sign }

    private mutating func takeSign(_ sign: String) -> Bool {
        guard isNext(sign) else { return false }
        index += 1
        return true
    }

    private func unexpected(_ expected: String) -> RegistryError {
        // The commonest slip: a value of several words.
        let isValue = index > 0 && next.kind == .word && expected.hasPrefix("'and'")
        let hint = isValue ? " (a value with spaces stands in quotation marks)" : ""
        return PopulationLexer.fault(at: next.position, "found \(next.shown)", expected + hint)
    }

    private mutating func count(values: Int) throws(RegistryError) {
        counts.tests += 1
        counts.values += values
        guard counts.tests <= Population.Limit.tests else { throw tooLarge("tests", Population.Limit.tests) }
        guard counts.values <= Population.Limit.values else { throw tooLarge("values", Population.Limit.values) }
    }

    private func tooLarge(_ what: String, _ most: Int) -> RegistryError {
        RegistryError(
            .populationTooLarge, "The population has more than \(most) \(what); split it into several.",
            field: "population", position: next.position)
    }
}
