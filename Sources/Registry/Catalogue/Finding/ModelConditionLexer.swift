/// Takes the text of a condition apart into words, quoted texts and signs, each with its place.
struct ModelConditionLexer {
    struct Token: Hashable {
        enum Kind: Hashable { case word, quoted, sign, end }
        var kind: Kind
        /// The word, the text between quotation marks, or the sign.
        var text: String
        /// Where it begins, in characters from 0.
        var position: Int
        /// Where the next character stands.
        var end: Int

        var shown: String { kind == .end ? "the end" : "'\(PopulationLexer.Token.visible(text))'" }
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0

    /// - Throws: `condition.tooLarge`, `condition.syntax`.
    static func tokens(of text: String) throws(RegistryError) -> [Token] {
        guard text.utf8.count <= 4 * ModelCondition.Limit.characters,
            text.unicodeScalars.count <= ModelCondition.Limit.characters
        else {
            throw RegistryError(
                .conditionTooLarge, "A condition has at most \(ModelCondition.Limit.characters) characters.",
                field: "where", position: ModelCondition.Limit.characters)
        }
        var lexer = ModelConditionLexer(scalars: Array(text.unicodeScalars))
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        let end = lexer.scalars.count
        // Twice, so that whoever looks one ahead finds something.
        return tokens + [Token](repeating: Token(kind: .end, text: "", position: end, end: end), count: 2)
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private mutating func next() throws(RegistryError) -> Token? {
        while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
        guard index < scalars.count else { return nil }
        let start = index
        switch scalars[index] {
        case "'", "\"": return try quoted()
        case "(", ")", ",":
            index += 1
            return token(.sign, from: start)
        case "=", "<", ">", "!", "\u{2264}", "\u{2265}", "\u{2260}":
            index += 1
            if index < scalars.count, scalars[index] == "=" || scalars[start...index] == ["<", ">"] { index += 1 }
            var sign = token(.sign, from: start)
            // As other languages write them.
            sign.text =
                ["==": "=", "<>": "!=", "\u{2264}": "<=", "\u{2265}": ">=", "\u{2260}": "!="][sign.text] ?? sign.text
            guard sign.text != "!" else { throw Self.fault(start, "found '!'; expected '!=' or 'not'") }
            return sign
        default: break
        }
        while index < scalars.count, Self.isWordPart(scalars[index]) { index += 1 }
        guard index > start else { throw Self.fault(start, "found a character that cannot be seen") }
        return token(.word, from: start)
    }

    private func token(_ kind: Token.Kind, from start: Int) -> Token {
        Token(kind: kind, text: String(String.UnicodeScalarView(scalars[start..<index])), position: start, end: index)
    }

    /// A text in quotation marks, in which the same mark twice stands for one.
    private mutating func quoted() throws(RegistryError) -> Token {
        let (start, quote) = (index, scalars[index])
        var text = String.UnicodeScalarView()
        index += 1
        while index < scalars.count {
            if scalars[index] == quote {
                index += 1
                guard index < scalars.count, scalars[index] == quote else {
                    return Token(kind: .quoted, text: String(text), position: start, end: index)
                }
            }
            guard !TextRules.isForbidden(scalars[index]) else {
                throw Self.fault(index, "found a character that cannot be seen")
            }
            text.append(scalars[index])
            index += 1
        }
        throw Self.fault(start, "found a quotation mark that is not closed; expected \(quote) at the end of the text")
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "(", ")", ",", "=", "<", ">", "!", "'", "\u{2264}", "\u{2265}", "\u{2260}": return false
        default: return !scalar.properties.isWhitespace && !TextRules.isForbidden(scalar)
        }
    }

    static func fault(_ position: Int, _ sentence: String) -> RegistryError {
        RegistryError(
            .conditionSyntax, "The condition, at character \(position + 1): \(sentence).", field: "where",
            position: position)
    }
}
