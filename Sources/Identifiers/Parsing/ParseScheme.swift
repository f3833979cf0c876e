/// A name under which something can be asked, with the rule that answers.
struct ParseScheme: Sendable {
    let name: String
    let answer: @Sendable (ParseContext) throws(ParseFault) -> ParseOutcome

    init(_ name: String, _ answer: @escaping @Sendable (ParseContext) throws(ParseFault) -> ParseOutcome) {
        self.name = name
        self.answer = answer
    }

    /// Every scheme by its name.
    static let all: [String: ParseScheme] = Dictionary(
        uniqueKeysWithValues: (numbers + checks + guesses + keys + messages + links + codes + scans + dictionaries)
            .map { ($0.name, $0) })

    /// The names in the order of the alphabet.
    static let names: [String] = all.keys.sorted()

    /// What is asked elsewhere, or cannot be asked yet, with the reason.
    static let refused: [String: String] = {
        var result: [String: String] = [
            "serial-fuzzy": "it needs the serial numbers of a registry: look the number up there (nameplate lookup)",
            "resolverRequest": "it needs the links of a registry, which answers such requests itself",
            "linksetSchema": "it is about a document of links, not about a number",
        ]
        for name in ["epcToTag", "epcBinary", "epcbDecompress"] {
            result[name] = "the memory of tags is not read here; give the EPC as a URI (epcUri)"
        }
        for name in ["dlLegacyCompress", "dlLegacyDecompress"] {
            result[name] = "compressed links are not read here; give the link as it was before (digitalLink)"
        }
        return result
    }()
}

/// What a rule found.
struct ParseOutcome {
    var value: [ParseValue.Member]
    /// What is wrong; nil where the input obeys the rule.
    var fault: ParseFault?
    var corrections: [Correction] = []
    var tables: [ParseAnswer.Table] = []

    init(_ value: [ParseValue.Member], fault: ParseFault? = nil) {
        self.value = value
        self.fault = fault
    }
}

/// What a rule may ask.
struct ParseContext {
    let request: ParseRequest
    let name: String
    let tables: ReferenceTables
    /// When the number was read.
    let asOf: CivilDate

    var dictionary: GS1SyntaxDictionary { tables.dictionary }

    /// The text. - Throws: `parse.field` where the input is none.
    func text() throws(ParseFault) -> String {
        guard let text = request.input.text else {
            throw ParseFault(ParseRequest.error("the input of '\(name)' is no text", expected: "a text"))
        }
        return text
    }

    /// A setting in words.
    func option(_ name: String) -> String? {
        switch request.options[name] {
        case .text(let text): text
        case .number(let number): String(number)
        default: nil
        }
    }

    /// A setting that is on.
    func flag(_ name: String) -> Bool { request.options[name] == .flag(true) }

    /// Turns an error of a parser into a fault with the kind of mistake.
    func read<Value>(_ body: () throws(IdentifierError) -> Value) throws(ParseFault) -> Value {
        do throws(IdentifierError) {
            return try body()
        } catch {
            throw ParseFault(error, reason: MistakeKind.word(error, scheme: name))
        }
    }
}

/// The kind of mistake in the words of the test vectors.
enum MistakeKind {
    static func word(_ error: IdentifierError, scheme: String) -> String? {
        switch error.code {
        case .empty: return scheme.hasPrefix("luhn") ? "empty" : "length"
        case .checkCharacter: return scheme.hasPrefix("hibc") ? "check" : "check_digit"
        case .length where !hasFormOnly.contains(scheme): return "length"
        case .character where scheme == "vin" && error.expected?.hasPrefix("a check digit") == true: return "position9"
        case .character where scheme == "iso6346" && error.position == 3: return "category"
        case .character where !hasFormOnly.contains(scheme): return "alphabet"
        case .date where scheme == "tire-tin": return "week"
        case .length, .character, .date: return "format"
        default: return nil
        }
    }

    /// Schemes whose vectors tell no more than that the form is wrong.
    private static let hasFormOnly: Set<String> = [
        "mac", "eui64", "ge-appliance", "bosch-fd", "apple-12", "hp-psg-10", "dell-service-tag", "dell-express-code",
        "luhn", "luhn-mod16", "luhn-mod36", "hibc", "iccbba",
    ]
}
