extension GS1Message {
    /// In which order elements are written.
    public enum Order: Hashable, Sendable {
        /// As they are.
        case given
        /// Those of pre-defined length first, which saves separators (GS1 General Specifications, 7.8.2).
        case predefinedLengthFirst
    }

    /// The element strings without brackets.
    ///
    /// - Parameters:
    ///   - order: The order of the elements within each part.
    ///   - separator: What stands for FNC1: U+001D, as scanners send it, or a caret.
    ///   - leading: Whether FNC1 stands before the first element too.
    public func elementString(
        order: Order = .given, separator: UInt8 = 0x1D, leading: Bool = false
    ) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 5 * spans.count)
        for part in UInt8(0)...1 {
            let spans: [Span] = ordered(order, part)
            if part == 1 {
                if spans.isEmpty { break }
                result.append(UInt8(ascii: "|"))
            }
            var needsSeparator: Bool = leading
            for span in spans {
                if needsSeparator { result.append(separator) }
                span.identifier.append(to: &result)
                result += bytes[span.range]
                needsSeparator = span.layout.needsSeparator
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The element strings with brackets around the identifiers, and a backslash before brackets within the data.
    public func bracketed(order: Order = .given) -> String {
        var result: [UInt8] = []
        for part in UInt8(0)...1 {
            let spans: [Span] = ordered(order, part)
            if part == 1, !spans.isEmpty { result.append(UInt8(ascii: "|")) }
            for span in spans {
                result.append(UInt8(ascii: "("))
                span.identifier.append(to: &result)
                result.append(UInt8(ascii: ")"))
                for byte in bytes[span.range] {
                    if byte == UInt8(ascii: "(") { result.append(UInt8(ascii: "\\")) }
                    result.append(byte)
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func ordered(_ order: Order, _ part: UInt8) -> [Span] {
        let spans: [Span] = spans.filter { $0.part == part }
        guard order == .predefinedLengthFirst else { return spans }
        return spans.filter { !$0.layout.needsSeparator } + spans.filter(\.layout.needsSeparator)
    }

    /// The human-readable interpretation, a line for each element (GS1 General Specifications, 4.14).
    ///
    /// - Parameter dictionary: Where given, each line begins with the data title.
    public func humanReadable(titles dictionary: GS1SyntaxDictionary? = nil) -> [String] {
        elements.map { element in
            let title: String = dictionary?[element.identifier]?.title ?? ""
            return (title.isEmpty ? "" : title + " ") + "\(element.identifier) \(element.value)"
        }
    }
}

extension GS1Message: IdentifierValue {
    /// ``Scheme/elementString``
    public var identifierScheme: Scheme { .elementString }

    /// The bracketed form.
    public var text: String { bracketed() }

    /// Each element's data under its application identifier.
    public func elements(asOf year: Int?) -> [Identifiers.Element] {
        elements.map { Identifiers.Element($0.identifier.text, $0.value) }
    }

    /// Data as they stand in the bracketed form: a backslash before every opening bracket.
    static func escaped(_ data: String) -> String {
        guard data.utf8.contains(UInt8(ascii: "(")) else { return data }
        return data.split(separator: "(", omittingEmptySubsequences: false).joined(separator: "\\(")
    }
}
