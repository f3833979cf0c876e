extension ParseScheme {
    /// GS1 Digital Links: writing, their canonical form, their parts.
    static let links: [ParseScheme] = [
        ParseScheme("toDigitalLink") { context throws(ParseFault) in
            let message: GS1Message = try context.message(otherwise: "bracketed")
            let link: DigitalLink = try context.read { () throws(IdentifierError) in
                try DigitalLink(
                    message, stem: context.option("stem") ?? DigitalLink.canonicalStem, dictionary: context.dictionary,
                    options: context.linkOptions)
            }
            return ParseOutcome([.init("uri", link.text)])
        },
        ParseScheme("canonicalDigitalLink") { context throws(ParseFault) in
            ParseOutcome([.init("uri", try link(context).canonicalText)])
        },
        ParseScheme("digitalLinkIgnoredQuery") { context throws(ParseFault) in
            ParseOutcome([.init("ignored", .texts(try link(context).otherParameters))])
        },
        ParseScheme("dlPathSequence", pathSequence),
        ParseScheme("dlExtensionParameter") { context throws(ParseFault) in
            let parameter: String = try context.text()
            guard DigitalLink.permitsParameter(parameter) else {
                throw ParseFault(
                    DigitalLink.error(
                        "'\(ParseRequest.shown(parameter))' may not stand in the query",
                        expected: "a name that is not of digits only: those are kept for application identifiers"))
            }
            return ParseOutcome([.init("parameter", parameter)])
        },
        ParseScheme("percentDecode") { context throws(ParseFault) in
            let text: String = try shortText(context)
            guard let path = PercentCoding.path.decode(text), let query = PercentCoding.query.decode(text) else {
                throw ParseFault(DigitalLink.error("%00 stands in it, which no text may contain"))
            }
            return ParseOutcome([.init("path", latin(path)), .init("query", latin(query))])
        },
        ParseScheme("percentEncode") { context throws(ParseFault) in
            let text: String = try shortText(context)
            return ParseOutcome([
                .init("path", PercentCoding.path.encode(text.utf8)),
                .init("query", PercentCoding.query.encode(text.utf8)),
            ])
        },
    ]

    private static func link(_ context: ParseContext) throws(ParseFault) -> DigitalLink {
        let text: String = try context.text()
        return try context.read { () throws(IdentifierError) in
            try DigitalLink(parsing: text, dictionary: context.dictionary, options: context.linkOptions)
        }
    }

    /// A text no longer than a web address may be.
    private static func shortText(_ context: ParseContext) throws(ParseFault) -> String {
        let text: String = try context.text()
        guard text.utf8.count <= DigitalLink.mostBytes else {
            throw ParseFault(DigitalLink.error("it is longer than \(DigitalLink.mostBytes) bytes"))
        }
        return text
    }

    /// Bytes as characters: one of Latin-1 for each.
    private static func latin(_ bytes: [UInt8]) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// Identifiers in the order in which they shall stand in a path.
    @Sendable
    private static func pathSequence(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let texts: [String] = context.request.input.elements.compactMap(\.text)
        let identifiers: [ApplicationIdentifier] = texts.compactMap { ApplicationIdentifier($0) }
        guard !texts.isEmpty, identifiers.count == context.request.input.elements.count else {
            throw ParseFault(
                ParseRequest.error(
                    "the input is no list of application identifiers", expected: #"such as ["01", "10", "21"]"#))
        }
        guard context.dictionary.admitsPath(identifiers) else {
            let allowed: String = identifiers.first.flatMap { context.dictionary.qualifiers(of: $0)?.words } ?? ""
            throw ParseFault(
                DigitalLink.error(
                    "these identifiers may not follow each other in a path",
                    expected: allowed.isEmpty
                        ? "a primary key first" : "behind \(identifiers[0]) \(allowed), in this order"))
        }
        return ParseOutcome([.init("path", .texts(texts))])
    }
}
