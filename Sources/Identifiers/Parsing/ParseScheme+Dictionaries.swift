extension ParseScheme {
    /// GS1's dictionary of application identifiers and its linters.
    static let dictionaries: [ParseScheme] = [
        ParseScheme("linter", lint),
        ParseScheme("syntaxDictionaryEntry") { context throws(ParseFault) in
            let line: String = try context.text()
            let entries: [DictionaryEntry] = try context.read { () throws(IdentifierError) in
                try GS1SyntaxDictionary.entries(ofLine: line)
            }
            var members: [ParseValue.Member] = [.init("ais", .texts(entries.map(\.identifier.text)))]
            if let entry = entries.first {
                members += [
                    .init("separatorRequired", .flag(entry.needsSeparator)),
                    .init("digitalLinkDataAttribute", .flag(entry.isDataAttribute)),
                    .init("attributes", entry.attributes), .init("title", entry.title),
                ]
            }
            return ParseOutcome(members)
        },
        ParseScheme("aiLengthByPrefix") { context throws(ParseFault) in
            let prefix: Int = try prefix(context)
            return ParseOutcome([.init("length", context.dictionary.identifierLength(prefix: prefix) ?? 0)])
        },
        ParseScheme("aiPredefinedTotalLength") { context throws(ParseFault) in
            let prefix: Int = try prefix(context)
            guard let length = GS1SyntaxDictionary.predefinedLength(prefix: prefix) else {
                throw ParseFault(
                    IdentifierError(
                        .gs1Structure, in: "prefix", found: "the length behind \(prefix)",
                        expected: "a prefix that pre-defines the length (figure 7.8.5-2)"))
            }
            let identifier: Int = context.dictionary.identifierLength(prefix: prefix) ?? 2
            return ParseOutcome([.init("charactersIncludingAI", length + identifier)])
        },
    ]

    private static func prefix(_ context: ParseContext) throws(ParseFault) -> Int {
        let text: String = try context.text()
        guard text.utf8.count == 2, text.utf8.allSatisfy({ ASCII.isDigit($0) }), let prefix = Int(text) else {
            throw ParseFault(
                IdentifierError(
                    .length, in: "prefix", found: "'\(ParseRequest.shown(text))'",
                    expected: "the first two digits of an application identifier"))
        }
        return prefix
    }

    private static let longestLinted = 4096

    @Sendable
    private static func lint(_ context: ParseContext) throws(ParseFault) -> ParseOutcome {
        let text: String = try context.text()
        guard let linter = context.option("linter").flatMap({ Linter(rawValue: $0) }) else {
            throw ParseFault(
                ParseRequest.error(
                    "there is no such linter",
                    expected: "the option 'linter': " + Linter.allCases.map(\.rawValue).joined(separator: ", ")))
        }
        guard text.utf8.count <= longestLinted else {
            throw ParseFault(
                IdentifierError(
                    .length, in: "value", found: "more than \(longestLinted) bytes",
                    expected: "at most \(longestLinted)"))
        }
        guard let fault = linter.fault(in: text) else { return ParseOutcome([.init("canonical", text)]) }
        let bytes: [UInt8] = Array(text.utf8)
        let range = fault.offset..<fault.offset + fault.count
        func part(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        let marked: String =
            "\(part(bytes[..<range.lowerBound]))*\(part(bytes[range]))*\(part(bytes[range.upperBound...]))"
        return ParseOutcome(
            [.init("error", fault.reason.linterName), .init("highlight", marked)],
            fault: ParseFault(
                IdentifierError(
                    .gs1Content, in: "value", at: fault.offset,
                    found: range.isEmpty ? nil : "'\(ParseRequest.shown(part(bytes[range])))'",
                    expected: fault.reason.expected), reason: fault.reason.rawValue))
    }
}
