extension ParseScheme {
    /// GS1's keys alone, their check digits and conversions.
    static let keys: [ParseScheme] =
        [
            ParseScheme("gtin") { context throws(ParseFault) in
                try checked(context, digits: 14) { text throws(IdentifierError) in try GTIN(parsing: text) }
            },
            ParseScheme("gln") { context throws(ParseFault) in
                try checked(context, digits: 13) { text throws(IdentifierError) in try GLN(parsing: text) }
            },
            ParseScheme("sscc") { context throws(ParseFault) in
                try checked(context, digits: 18) { text throws(IdentifierError) in try SSCC(parsing: text) }
            },
            ParseScheme("upc") { context throws(ParseFault) in
                try checked(context, digits: 12) { text throws(IdentifierError) in try UPC(parsing: text) }
            },
            ParseScheme("gtinConvert", convertedItem), ParseScheme("upcConvert", convertedCode),
            ParseScheme("checkDigit") { context throws(ParseFault) in
                let digits: String = try context.text()
                guard digits.utf8.count <= 100, let check = CheckCharacter.gs1.compute(over: digits.utf8) else {
                    throw onlyDigits(digits, "1 to 100 digits without their check digit")
                }
                return ParseOutcome([.init("checkDigit", check), .init("number", digits + check)])
            },
            ParseScheme("priceWeightCheckDigit") { context throws(ParseFault) in
                let digits: String = try context.text()
                guard let check = PriceCheckDigit.compute(over: digits) else {
                    throw onlyDigits(digits, "four or five digits")
                }
                return ParseOutcome([.init("checkDigit", String(check))])
            },
            prefix("gs1Prefix") { $0.allocation(of: $1) }, prefix("gs1_8Prefix") { $0.allocation(ofGTIN8: $1) },
        ] + GS1Key.Kind.allCases.filter { ![.gtin, .sscc, .gln].contains($0) }.map(key)

    /// A number whose right check digit is told where it has a wrong one.
    private static func checked(
        _ context: ParseContext, digits: Int, _ read: (String) throws(IdentifierError) -> any SchemeValue
    ) throws(ParseFault) -> ParseOutcome {
        let text: String = try context.text()
        do throws(IdentifierError) {
            return context.outcome(of: try read(text))
        } catch {
            var outcome = ParseOutcome([], fault: ParseFault(error, reason: MistakeKind.word(error, scheme: "gtin")))
            let plain: [UInt8] = text.utf8.filter { ASCII.isDigit($0) }
            if error.code == .checkCharacter, let check = CheckCharacter.gs1.compute(over: plain.dropLast()) {
                outcome.value = [.init("checkDigit", check)]
            }
            return outcome
        }
    }

    private static func key(_ kind: GS1Key.Kind) -> ParseScheme {
        ParseScheme(kind.scheme.rawValue) { context throws(ParseFault) in
            let text: String = try context.text()
            let key: GS1Key = try context.read { () throws(IdentifierError) in
                try GS1Key(kind, parsing: text, dictionary: context.dictionary)
            }
            return context.outcome(of: key)
        }
    }

    private static func onlyDigits(_ text: String, _ expected: String) -> ParseFault {
        ParseFault(
            IdentifierError(
                .length, in: "number", found: "'\(ParseRequest.shown(text))'", expected: expected), reason: "format")
    }

    @Sendable
    private static func convertedItem(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let text: String = try context.text()
        let item: GTIN = try context.read { () throws(IdentifierError) in try GTIN(parsing: text) }
        let form: GTIN.Form? = GTIN.Form.allCases.first { "GTIN-\($0.rawValue)" == context.option("to") }
        guard let form else {
            throw unknownForm(context, GTIN.Form.allCases.map { "GTIN-\($0.rawValue)" })
        }
        return try converted(item.text(as: form), of: text, to: "GTIN-\(form.rawValue)")
    }

    @Sendable
    private static func convertedCode(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let text: String = try context.text()
        let code: UPC = try context.read { () throws(IdentifierError) in try UPC(parsing: text) }
        let result: String?
        switch context.option("to") {
        case "UPC-A", "GTIN-12": result = code.text
        case "UPC-E": result = code.suppressedText
        case "GTIN-13": result = code.gtin.text(as: .gtin13)
        case "GTIN-14": result = code.gtin.text(as: .gtin14)
        default: throw unknownForm(context, ["UPC-A", "UPC-E", "GTIN-12", "GTIN-13", "GTIN-14"])
        }
        return try converted(result, of: text, to: context.option("to") ?? "")
    }

    private static func unknownForm(_ context: ParseContext, _ forms: [String]) -> ParseFault {
        let told: String =
            context.option("to").map { "there is no form '\(ParseRequest.shown($0))'" } ?? "no form is named"
        return ParseFault(
            ParseRequest.error(told, expected: "the option 'to': " + forms.joined(separator: ", ")))
    }

    private static func converted(_ text: String?, of input: String, to form: String) throws(ParseFault) -> ParseOutcome
    {
        guard let text else {
            throw ParseFault(
                IdentifierError(
                    .length, in: "number", found: "more digits than a \(form) holds", expected: "a longer form"))
        }
        return ParseOutcome([.init("value", text)])
    }

    private static func prefix(
        _ name: String, _ find: @escaping @Sendable (GS1Prefixes, String) -> GS1Prefixes.Allocation?
    ) -> ParseScheme {
        ParseScheme(name) { context throws(ParseFault) in
            let text: String = try context.text()
            guard let found = find(context.tables.prefixes, text) else {
                throw ParseFault(
                    IdentifierError(
                        .parseUnread, in: "number",
                        found: "nobody allocates numbers that begin like '\(ParseRequest.shown(text))'",
                        expected: "the first digits of a GS1 number"))
            }
            return ParseOutcome([.init("prefix", found.prefix), .init("owner", found.owner)])
        }
    }
}
