extension ParseScheme {
    /// Electronic Product Codes as URIs.
    static let codes: [ParseScheme] = [
        ParseScheme("epcUri") { context throws(ParseFault) in
            let code: EPC = try code(context)
            if let wanted = context.option("scheme"), wanted.lowercased() != code.scheme.rawValue {
                throw ParseFault(
                    EPCURI.error(
                        "it is of the scheme \(code.scheme.rawValue)", expected: ParseRequest.shown(wanted.lowercased())
                    ))
            }
            return context.outcome(of: code)
        },
        ParseScheme("epcToElementString") { context throws(ParseFault) in
            let code: EPC = try code(context)
            guard let key = code.key else {
                throw ParseFault(EPCURI.error("the scheme \(code.scheme.rawValue) has no element strings"))
            }
            if let wanted = context.option("companyPrefixLength"), let prefix = code.companyPrefix,
                Int(wanted) != prefix.utf8.count
            {
                throw ParseFault(
                    IdentifierError(
                        .gs1CompanyPrefixLength, in: "EPC URI",
                        found: "its company prefix has \(prefix.utf8.count) digits",
                        expected: ParseRequest.shown(wanted)))
            }
            return ParseOutcome([.init("bracketed", code.bracketed), .init("key", key)])
        },
        ParseScheme("epcToDigitalLink") { context throws(ParseFault) in
            let text: String = try context.text()
            if let pattern = try? EPCPattern(parsing: text) {
                guard let link = pattern.digitalLink else {
                    throw ParseFault(EPCURI.error("the pattern does not tell the whole key"))
                }
                return ParseOutcome([.init("uri", link)])
            }
            guard let link = try code(context).digitalLink else {
                throw ParseFault(EPCURI.error("only the schemes of GS1 have Digital Links"))
            }
            return ParseOutcome([.init("uri", link)])
        },
        ParseScheme("epcIdPattern") { context throws(ParseFault) in
            let text: String = try context.text()
            let pattern: EPCPattern = try context.read { () throws(IdentifierError) in try EPCPattern(parsing: text) }
            guard pattern.keyPattern != nil else {
                throw ParseFault(
                    EPCURI.error(
                        "the keys that match cannot be told with an asterisk",
                        expected: "a pattern that tells the whole key, but for a serial component"))
            }
            return context.outcome(of: pattern)
        },
        ParseScheme("epcisCanonicalId") { context throws(ParseFault) in
            guard let uri = EPCISIdentifier.canonical(try context.text()) else {
                throw ParseFault(
                    EPCURI.error(
                        "it is no identifier that EPCIS events compare", expected: "an EPC URI or a GS1 Digital Link"))
            }
            return ParseOutcome([.init("uri", uri)])
        },
    ]

    private static func code(_ context: ParseContext) throws(ParseFault) -> EPC {
        let text: String = try context.text()
        return try context.read { () throws(IdentifierError) in try EPC(parsing: text) }
    }
}
