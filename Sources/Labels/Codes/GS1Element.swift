/// An application identifier of GS1 and its value.
public struct GS1Element: Hashable, Sendable {
    /// Two to four digits.
    public let identifier: String
    /// The value, without separators.
    public let value: String

    /// Pairs an identifier with its value.
    public init(_ identifier: String, _ value: String) {
        self.identifier = identifier
        self.value = value
    }

    /// Reads `(01)09506000134352(21)A1`: an identifier in brackets, then its value up to the next.
    ///
    /// - Throws: `label.content`.
    public static func list(parsing text: String) throws(LabelError) -> [GS1Element] {
        try list(of: [.literal(text)])
    }

    /// Reads a text in which only what the layout itself says may be an identifier: a bracket in a serial number is none.
    static func list(of parts: [FieldText.Filled]) throws(LabelError) -> [GS1Element] {
        var found: [GS1Element] = []
        var value = ""
        var identifier: String?
        for part in parts {
            guard case .literal(let text) = part else {
                value += part.text
                continue
            }
            var rest: Substring = text[...]
            while !rest.isEmpty {
                guard let mark = Self.identifier(startOf: rest) else {
                    value.append(rest.removeFirst())
                    continue
                }
                if let identifier { found.append(GS1Element(identifier, value)) }
                guard identifier != nil || value.isEmpty else { throw wrong }
                (identifier, value) = (String(mark), "")
                rest = rest.dropFirst(mark.count + 2)
            }
        }
        guard let identifier else { throw wrong }
        found.append(GS1Element(identifier, value))
        return found
    }

    private static let wrong = LabelError(
        .content, "A GS1 code begins with an identifier in brackets and its value, such as (01)09506000134352.")

    private static func identifier(startOf text: Substring) -> Substring? {
        guard text.first == "(", let end = text.firstIndex(of: ")") else { return nil }
        let digits: Substring = text[text.index(after: text.startIndex)..<end]
        return (2...4).contains(digits.utf8.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            ? digits : nil
    }

    /// What a reader gives: U+001D after each value whose length is not fixed by the first digits of its identifier (GS1
    /// General Specifications, figure 7.8.5-2), but not at the end.
    static func scanned(_ elements: [GS1Element]) -> String {
        var text = ""
        for (index, element) in elements.enumerated() {
            text += element.identifier + element.value
            let isFixed: Bool = fixed.contains(String(element.identifier.prefix(2)))
            if !isFixed, index + 1 < elements.count { text += "\u{1D}" }
        }
        return text
    }

    private static let fixed: Set<String> = [
        "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "31", "32", "33",
        "34",
        "35", "36", "41",
    ]
}
