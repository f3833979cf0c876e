extension DigitalLink {
    /// Puts a message in the form of a link: the first primary key and its qualifiers become the path.
    ///
    /// Elements of the query stand in their order, those of pre-defined length first.
    ///
    /// - Parameters:
    ///   - message: What the link shall carry.
    ///   - stem: What stands before the key, such as `https://example.com/products`.
    ///   - dictionary: The rules.
    ///   - options: ``Options/unknownAttributes`` lets identifiers stand in the query that the dictionary does not know.
    /// - Throws: `gs1.digitalLink` where there is no key, or an element that no link may carry.
    public init(
        _ message: GS1Message, stem: String = canonicalStem, dictionary: GS1SyntaxDictionary, options: Options = []
    ) throws(IdentifierError) {
        let spans: [GS1Message.Span] = message.spans
        guard let key = spans.first(where: { dictionary.qualifiers(of: $0.identifier) != nil }),
            let qualifiers = dictionary.qualifiers(of: key.identifier)
        else {
            throw Self.error(
                "there is no primary key", expected: "such as (01) with a GTIN, (00) with an SSCC or (414) with a GLN")
        }
        let path: [ApplicationIdentifier] =
            [key.identifier]
            + qualifiers.best { identifier in spans.contains { $0.identifier == identifier } }
        var ordered: [GS1Message.Span] = []
        ordered.reserveCapacity(spans.count)
        for identifier in path {
            if let span = spans.first(where: { $0.identifier == identifier }) { ordered.append(span) }
        }
        for needsSeparator in [false, true] {
            for span in spans where span.layout.needsSeparator == needsSeparator {
                // At most 64 elements: a search is quicker than a set.
                if ordered.contains(where: { $0.identifier == span.identifier }) { continue }
                let isPermitted: Bool =
                    span.layout.isDataAttribute || (span.layout.isUnknown && options.contains(.unknownAttributes))
                guard isPermitted else { throw Self.error("\(span.identifier) may not stand in the query") }
                ordered.append(span)
            }
        }
        self.init(
            message: GS1Message(ordered, of: message), pathCount: path.count,
            stem: stem.hasSuffix("/") ? String(stem.dropLast()) : stem)
    }

    /// The web address, without parameters that are no elements and without a fragment.
    public var text: String { text(stem: stem, sorted: false) }

    /// The canonical form: under id.gs1.org, the query sorted (URI Syntax 1.7, 4.12).
    public var canonicalText: String { text(stem: Self.canonicalStem, sorted: true) }

    private func text(stem: String, sorted: Bool) -> String {
        var result: [UInt8] = Array(stem.utf8)
        result.reserveCapacity(result.count + message.bytes.count * 3 / 2 + message.count * 6)
        for span in message.spans[..<pathCount] {
            result.append(UInt8(ascii: "/"))
            span.identifier.append(to: &result)
            result.append(UInt8(ascii: "/"))
            PercentCoding.path.append(message.bytes[span.range], to: &result)
        }
        var mark = UInt8(ascii: "?")
        let attributes: ArraySlice<GS1Message.Span> = message.spans[pathCount...]
        for span in sorted ? attributes.sorted(by: { $0.identifier < $1.identifier })[...] : attributes {
            result.append(mark)
            span.identifier.append(to: &result)
            result.append(UInt8(ascii: "="))
            PercentCoding.query.append(message.bytes[span.range], to: &result)
            mark = UInt8(ascii: "&")
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension DigitalLink: IdentifierValue {
    /// ``Scheme/digitalLink``
    public var identifierScheme: Scheme { .digitalLink }

    /// Each element's data under its application identifier.
    public func elements(asOf year: Int?) -> [Element] { message.elements(asOf: year) }
}
