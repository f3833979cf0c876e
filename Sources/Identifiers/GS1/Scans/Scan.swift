/// What a scanner sends for a GS1 symbol: the symbology identifier, then the data.
public struct Scan: Hashable, Sendable {
    /// The symbology; of those that share an identifier, the most common.
    public let symbology: Symbology
    /// What the symbol says.
    public let content: Content

    /// What a symbol says.
    public enum Content: Hashable, Sendable {
        /// Element strings.
        case message(GS1Message)
        /// The digits of an item, and the element strings of a composite component.
        case item(digits: String, component: GS1Message?)
        /// A web address that is a Digital Link, and as it was scanned.
        case link(DigitalLink, source: String)
        /// Anything else.
        case plain(String)
    }

    /// The most bytes of a scan: the largest symbol holds fewer.
    static let mostBytes = 8191

    /// Reads what a scanner has sent, such as `]d20109506000134352`.
    ///
    /// - Throws: `gs1.scan`, and what ``GS1Message`` and ``DigitalLink`` throw.
    public init(parsing text: some StringProtocol, dictionary: GS1SyntaxDictionary) throws(IdentifierError) {
        guard text.utf8.count <= Self.mostBytes else { throw Self.error("it is longer than any symbol") }
        guard let (symbology, isMessage) = Symbology.named(text.prefix(3)) else {
            throw Self.error(
                "it does not begin with the identifier of a symbology for GS1 data",
                expected: "]C1, ]e0, ]E0, ]E4, ]d1, ]d2, ]Q1, ]Q3, ]J0 or ]J1; let the scanner send it (AIM identifier)"
            )
        }
        self.symbology = symbology
        let data = text.dropFirst(3)
        if case .item(let digits) = symbology.carriage {
            content = try Self.item(data, digits: digits, dictionary)
        } else if isMessage {
            content = .message(try Self.message(data, dictionary))
        } else if data.prefix(4).lowercased() == "http", data.contains("://") {
            content = .link(try DigitalLink(parsing: data, dictionary: dictionary), source: String(data))
        } else {
            content = .plain(String(data))
        }
    }

    private static func message(
        _ data: some StringProtocol, _ dictionary: GS1SyntaxDictionary
    ) throws(IdentifierError) -> GS1Message {
        if data.utf8.contains(UInt8(ascii: "^")) || data.utf8.contains(UInt8(ascii: "|")) {
            throw error("a caret or a bar stands in it, which no element string contains")
        }
        return try GS1Message(elementString: data, dictionary: dictionary, start: .withoutFNC1)
    }

    /// The digits, and behind a bar the composite component with its own identifier.
    private static func item(
        _ data: some StringProtocol, digits: Int, _ dictionary: GS1SyntaxDictionary
    ) throws(IdentifierError) -> Content {
        let primary = data.prefix(digits)
        let rest = data.dropFirst(digits)
        try check(primary, digits: digits)
        if rest.isEmpty { return .item(digits: String(primary), component: nil) }
        guard rest.hasPrefix("|]e0") else { throw error("something stands behind the \(digits) digits") }
        return .item(digits: String(primary), component: try message(rest.dropFirst(4), dictionary))
    }

    static func check(_ primary: some StringProtocol, digits: Int) throws(IdentifierError) {
        guard primary.utf8.count == digits, primary.utf8.allSatisfy({ ASCII.isDigit($0) }) else {
            throw error("the item's number is not \(digits) digits")
        }
        guard Linter.csum.fault(in: primary) == nil else {
            throw error("the check digit of \(primary) is wrong", expected: "scan it again")
        }
    }

    static func error(_ reason: String, expected: String? = nil) -> IdentifierError {
        IdentifierError(.gs1Scan, in: "scan", found: reason, expected: expected)
    }

    /// The data without the symbology identifier, with a caret for FNC1: as encoders take it.
    ///
    /// A caret or a backslash before one that begins plain data has a backslash before it.
    public var data: String {
        switch content {
        case .message(let message): return message.elementString(separator: UInt8(ascii: "^"), leading: true)
        case .item(let digits, let component):
            return digits
                + (component.map { "|" + $0.elementString(separator: UInt8(ascii: "^"), leading: true) } ?? "")
        case .link(_, let source): return source
        case .plain(let text):
            return text.drop { $0 == "\\" }.first == "^" ? "\\" + text : text
        }
    }
}
