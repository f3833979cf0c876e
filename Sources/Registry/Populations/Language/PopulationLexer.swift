/// Takes the text of a population apart into words, quoted texts and signs, each with its place.
struct PopulationLexer {
    struct Token: Hashable {
        enum Kind: Hashable {
            case word
            case quoted
            /// `(`, `)`, `,`, or a comparison.
            case sign
            case end
        }
        var kind: Kind
        /// The word, the text between quotation marks, or the sign.
        var text: String
        /// Where it begins, in characters from 0.
        var position: Int

        /// As a sentence shows it: short, and without what could not be seen.
        var shown: String {
            switch kind {
            case .end: "the end"
            case .quoted: "'\(Self.visible(text))' in quotation marks"
            case .word, .sign: "'\(Self.visible(text))'"
            }
        }

        static func visible(_ text: String) -> String {
            let scalars = text.unicodeScalars.prefix(30).map { TextRules.isForbidden($0) ? "?" : $0 }
            return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 30 ? "…" : "")
        }
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0

    /// - Throws: `population.tooLarge`, `population.syntax` with the place of a quotation mark that is not closed or of a
    ///   character that stands for nothing.
    static func tokens(of text: String) throws(RegistryError) -> [Token] {
        guard text.utf8.count <= Population.Limit.characters * 4,
            text.unicodeScalars.count <= Population.Limit.characters
        else {
            throw RegistryError(
                .populationTooLarge,
                "A population has at most \(Population.Limit.characters) characters; split it into several.",
                field: "population", position: Population.Limit.characters)
        }
        var lexer = PopulationLexer(scalars: Array(text.unicodeScalars))
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens + [Token(kind: .end, text: "", position: lexer.scalars.count)]
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
            return Token(kind: .sign, text: String(scalars[start]), position: start)
        case "=", "<", ">", "!":
            index += 1
            if index < scalars.count, scalars[index] == "=" || scalars[start...index] == ["<", ">"] { index += 1 }
            let sign = String(String.UnicodeScalarView(scalars[start..<index]))
            // As other languages write them.
            if let ours = ["!": "!=", "<>": "!=", "==": "="][sign] {
                throw Self.fault(at: start, "found '\(sign)'", "'\(ours)'")
            }
            return Token(kind: .sign, text: sign, position: start)
        default: break
        }
        while index < scalars.count, Self.isWordPart(scalars[index]) { index += 1 }
        guard index > start else { throw Self.fault(at: start, Self.found(scalars[start]), "a word") }
        return Token(kind: .word, text: String(String.UnicodeScalarView(scalars[start..<index])), position: start)
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
                    return Token(kind: .quoted, text: String(text), position: start)
                }
            }
            text.append(scalars[index])
            index += 1
        }
        throw Self.fault(at: start, "found a quotation mark that is not closed", "\(quote) at the end of the text")
    }

    /// Whether a character may stand in a word without quotation marks.
    static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "(", ")", ",", "=", "<", ">", "!", "'", "\"": return false
        // Typographic quotation marks: somebody means to quote.
        case "\u{2018}"..."\u{201F}", "\u{2039}", "\u{203A}", "\u{AB}", "\u{BB}": return false
        default: return !scalar.properties.isWhitespace && !TextRules.isForbidden(scalar)
        }
    }

    private static func found(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return TextRules.isForbidden(scalar)
            ? "found the character \(name), which cannot be seen" : "found '\(scalar)'; straight quotation marks quote"
    }

    static func fault(at position: Int, _ found: String, _ expected: String) -> RegistryError {
        RegistryError(
            .populationSyntax, "The population, at character \(position + 1): \(found); expected \(expected).",
            field: "population", position: position)
    }
}
