/// A GS1 Digital Link URI (GS1 Digital Link Standard: URI Syntax 1.7): a web address that carries a message.
///
/// The path holds a primary key and its qualifiers in their order, the query all other elements.
public struct DigitalLink: Hashable, Sendable {
    /// The elements: those of the path first, then those of the query.
    public let message: GS1Message
    /// How many elements stand in the path, the key included.
    public let pathCount: Int
    /// What stands before the key, without a slash at its end, such as `https://example.com/products`.
    public let stem: String
    /// The parts of the query that are no elements, as they are written.
    public let otherParameters: [String]
    /// What stands behind the number sign; nil where there is none.
    public let fragment: String?

    /// The stem of canonical URIs.
    public static let canonicalStem = "https://id.gs1.org"

    /// What readers may accept beyond the current standard.
    public struct Options: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: Int

        /// Makes a set from its bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// GTINs of 8, 12 and 13 digits are padded to 14.
        public static let shortGTINs = Options(rawValue: 1)
        /// Words for identifiers in the path, such as `gtin` and `ser`, withdrawn with version 1.3.
        public static let words = Options(rawValue: 2)
        /// Identifiers that the dictionary does not know may be read…
        public static let unknownIdentifiers = Options(rawValue: 4)
        /// … and may stand in the query.
        public static let unknownAttributes = Options(rawValue: 8)
    }

    init(message: GS1Message, pathCount: Int, stem: String, otherParameters: [String] = [], fragment: String? = nil) {
        self.message = message
        self.pathCount = pathCount
        self.stem = stem
        self.otherParameters = otherParameters
        self.fragment = fragment
    }

    /// The primary key.
    public var key: GS1Message.Element { message.element(message.spans[0]) }

    /// The qualifiers of the key, in their order.
    public var qualifiers: [GS1Message.Element] {
        message.spans[1..<pathCount].map { message.element($0) }
    }

    /// The elements of the query.
    public var attributes: [GS1Message.Element] {
        message.spans[pathCount...].map { message.element($0) }
    }

    /// Whether a query parameter may stand beside the elements: names of digits only are kept for identifiers.
    public static func permitsParameter(_ parameter: some StringProtocol) -> Bool {
        let name = parameter.utf8.prefix { $0 != UInt8(ascii: "=") }
        return !name.isEmpty && !name.allSatisfy { ASCII.isDigit($0) }
    }

    /// The error of a link; `reason` tells what is wrong.
    static func error(_ reason: String, at position: Int? = nil, expected: String? = nil) -> IdentifierError {
        IdentifierError(.gs1DigitalLink, in: "GS1 Digital Link", at: position, found: reason, expected: expected)
    }

    /// Old words for identifiers (GS1 Digital Link 1.0 to 1.2).
    static func identifier(word: Bytes) -> ApplicationIdentifier? {
        guard (3...5).contains(word.count) else { return nil }
        return words[String(decoding: word, as: UTF8.self)]
    }

    private static let words: [String: ApplicationIdentifier] = {
        let table = """
            cpid 8010 cpsn 8011 cpv 22 gcn 255 gdti 253 giai 8004 ginc 401 gln 414 glnx 254 gmn 8013 grai 8003 gsin 402 \
            gsrn 8018 gsrnp 8017 gtin 01 itip 8006 lot 10 party 417 refno 8020 ser 21 srin 8019 sscc 00
            """
        let fields = table.split(separator: " ")
        var result: [String: ApplicationIdentifier] = [:]
        for place in stride(from: 0, to: fields.count - 1, by: 2) {
            result[String(fields[place])] = ApplicationIdentifier(fields[place + 1])
        }
        return result
    }()
}
