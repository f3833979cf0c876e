/// The unique item identifier of a military item, out of the message that its mark holds (MIL-STD-130N, appendix A;
/// ISO/IEC 15434 format 06 with data identifiers, format 12 with text elements).
///
/// The identifier is made of the issuing agency's code, the enterprise, and its serial number (construct 1), with the
/// original part or lot number between where serial numbers are unique only within it (construct 2).
public struct UniqueItemIdentifier: Hashable, Sendable {
    /// How the identifier came about.
    public enum Construct: Int, Sendable {
        /// Serial number unique within the enterprise.
        case withinEnterprise = 1
        /// Serial number unique within the original part or lot.
        case withinPart = 2
    }

    /// The identifier: at most 50 of A-Z, 0-9, `-` and `/`.
    public let text: String
    /// How it came about; nil where the mark gives it whole, or gives an equivalent such as a VIN.
    public let construct: Construct?
    /// The issuing agency's code: `D` for CAGE, `UN` for D-U-N-S, `LD` for DoDAAC; nil where the mark includes it.
    public let issuingAgency: String?
    /// The enterprise.
    public let enterprise: String?
    /// The original part number.
    public let part: String?
    /// The lot.
    public let lot: String?
    /// The serial number.
    public let serial: String?
    /// The part number today, which does not belong to the identifier.
    public let currentPart: String?

    private static let subject = "unique item identifier"
    private static let longest = 50
    /// Longer messages are no marks.
    private static let longestMessage = 512

    /// Reads the message of a mark, envelope included: `[)>` RS `06` GS fields RS EOT.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let bytes: [UInt8] = try ASCII.bytes(of: text, atMost: Self.longestMessage, subject: Self.subject)
        let fields: [MarkField] = try MarkField.fields(of: bytes, subject: Self.subject)
        func value(_ meaning: MarkField.Meaning) -> String? { fields.first { $0.meaning == meaning }?.value }
        currentPart = value(.currentPart)
        if let whole = value(.whole) {
            (construct, issuingAgency, enterprise, part, lot, serial) = (nil, nil, nil, nil, nil, nil)
            self.text = try Self.checked(whole)
            return
        }
        if let joined = value(.cageAndSerial) {
            guard joined.utf8.count > 5 else { throw Self.missing("a serial number behind the CAGE code") }
            (construct, issuingAgency, enterprise) = (.withinEnterprise, "D", String(joined.prefix(5)))
            (part, lot, serial) = (nil, nil, String(joined.dropFirst(5)))
            self.text = try Self.checked("D" + joined)
            return
        }
        guard let owner = fields.first(where: { $0.meaning.agency != nil }), let agency = owner.meaning.agency else {
            throw Self.missing("the enterprise: 17V, 12V, 7L, 18V, 18S or 25S")
        }
        guard let serial = value(.serial) else { throw Self.missing("a serial number: S") }
        issuingAgency = agency.isEmpty ? nil : agency
        enterprise = owner.value
        self.serial = serial
        part = value(.part)
        lot = part == nil ? value(.lot) : nil
        let scope: String = part ?? lot ?? ""
        construct = scope.isEmpty ? .withinEnterprise : .withinPart
        self.text = try Self.checked(agency + owner.value + scope + serial)
    }

    private static func checked(_ text: String) throws(IdentifierError) -> String {
        guard text.utf8.count <= longest else {
            throw IdentifierError(
                .length, in: subject, found: "\(text.utf8.count) characters", expected: "at most \(longest)")
        }
        for (index, byte) in text.utf8.enumerated() {
            guard ASCII.isDigit(byte) || ASCII.isUpper(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
            else {
                throw IdentifierError(
                    .character, in: subject, at: index, found: ASCII.shown(byte),
                    expected: "a capital letter, a digit, '-' or '/'")
            }
        }
        return text
    }

    private static func missing(_ what: String) -> IdentifierError {
        IdentifierError(.length, in: subject, found: "no such field", expected: what)
    }
}

extension UniqueItemIdentifier: SchemeValue {
    /// ``Scheme/iuid``
    public static var scheme: Scheme { .iuid }

    /// The identifier and what it is made of. Reading it again needs the envelope: see ``message``.
    public func elements(asOf year: Int?) -> [Element] {
        var result: [Element] = [Element("uii", text)]
        if let construct { result.append(Element("construct", construct.rawValue)) }
        let parts: [(String, String?)] = [
            ("iac", issuingAgency), ("enterprise", enterprise), ("part", part), ("lot", lot), ("serial", serial),
            ("current_part", currentPart),
        ]
        for (name, value) in parts { if let value { result.append(Element(name, value)) } }
        return result
    }

    /// A message of format 06 that says the same, which reads back as an equal value.
    public var message: String {
        var fields: [String] = []
        if construct != nil, let enterprise, let serial {
            let owner: String =
                switch issuingAgency {
                case "D": "17V"
                case "UN": "12V"
                case "LD": "7L"
                default: "18V"
                }
            fields = [owner + enterprise]
            if let part { fields.append("1P" + part) }
            if let lot { fields.append("1T" + lot) }
            fields.append("S" + serial)
        } else {
            fields = ["25S" + text]
        }
        if let currentPart { fields.append("30P" + currentPart) }
        return "[)>\u{1E}06\u{1D}" + fields.joined(separator: "\u{1D}") + "\u{1E}\u{04}"
    }
}
