/// What the code on a product says of its plate: a text that a machine has written for machines, taken apart by the rules
/// of its notation. What people write, ``PlateText`` reads.
public struct CodeText: Sendable {
    /// The notations.
    public enum Notation: String, CaseIterable, Sendable {
        /// GS1 element strings, with brackets, separators or a symbology identifier.
        case gs1
        /// A web address that is a GS1 Digital Link.
        case digitalLink
        /// An EPC URI.
        case epc
        /// A label of the Health Industry Business Communications Council.
        case hibc
        /// A message in the envelope of ISO/IEC 15434, with data identifiers or text elements.
        case envelope
        /// Any text behind a symbology identifier.
        case plain
    }

    /// How the code is written.
    public let notation: Notation
    /// What it says, as far as a plate could: article, model, serial number, lot. Each field's range is the whole text.
    public let fields: [PlateField]
    /// What was put in or taken out to read it, and what to change at the scanner; nil where it is read as it stands.
    public let mending: String?

    /// Longer texts are no codes: the largest symbol holds fewer bytes.
    private static let mostBytes = 8191

    /// Reads a text as a code, as it stands; nil for what people write, and for codes that say nothing a plate says.
    public init?(_ text: String, dictionary: GS1SyntaxDictionary) {
        guard Self.isLikely(text),
            let (notation, fields) = Self.content(of: text.trimmed, 0..<text.utf8.count, dictionary), !fields.isEmpty
        else { return nil }
        self.init(notation: notation, fields: fields, mending: nil)
    }

    private init(notation: Notation, fields: [PlateField], mending: String?) {
        self.notation = notation
        self.fields = fields
        self.mending = mending
    }

    /// The ways to read a text as element strings with separators put in or taken out that a scanner has lost or doubled,
    /// the likeliest first; at most ten.
    public static func mendedReadings(of text: String, dictionary: GS1SyntaxDictionary) -> [CodeText] {
        guard isLikely(text) else { return [] }
        let data: Substring = behindIdentifier(of: text.trimmed)
        guard isElementString(data) else { return [] }
        return GS1Message.readings(ofElementString: data, dictionary: dictionary).compactMap { reading in
            guard !reading.isLiteral else { return nil }
            let fields: [PlateField] = fields(of: reading.message, 0..<text.utf8.count)
            guard !fields.isEmpty else { return nil }
            return CodeText(notation: .gs1, fields: fields, mending: "\(reading.sentence) \(SeparatorReading.advice)")
        }
    }

    /// Whether a text begins as codes do: a glance, which most texts do not pass.
    public static func isLikely(_ text: String) -> Bool {
        guard text.utf8.count <= mostBytes else { return false }
        let bytes = text.utf8.drop { ASCII.isWhitespace($0) }
        guard let first = bytes.first else { return false }
        switch first {
        case UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: "+"), UInt8(ascii: "^"), 0x1D: return true
        case UInt8(ascii: "["): return bytes.starts(with: "[)>".utf8)
        case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "u"), UInt8(ascii: "U"):
            let head: [UInt8] = bytes.prefix(4).map { $0 | 0x20 }
            return head == Array("http".utf8) || head == Array("urn:".utf8)
        default:
            // An element string without FNC1 in front begins with the digits of an identifier.
            return ASCII.isDigit(first) && bytes.count > 16
        }
    }

    private static func content(
        of text: Substring, _ whole: Range<Int>, _ dictionary: GS1SyntaxDictionary
    ) -> (Notation, [PlateField])? {
        guard let first = text.utf8.first else { return nil }
        switch first {
        case UInt8(ascii: "]"):
            let data: Substring = behindIdentifier(of: text)
            // A second identifier is no data.
            guard data.utf8.count < text.utf8.count, data.utf8.first != first else { return nil }
            if let content = content(of: data, whole, dictionary), !content.1.isEmpty { return content }
            guard !isElementString(data) else { return nil }
            return (
                .plain,
                PlateText.fields(in: String(data)).map {
                    PlateField(role: $0.role, label: $0.label, value: $0.value, range: whole)
                }
            )
        case UInt8(ascii: "("):
            return (try? GS1Message(bracketed: text, dictionary: dictionary)).map { (.gs1, fields(of: $0, whole)) }
        case UInt8(ascii: "["):
            return (.envelope, fields(ofEnvelope: text, whole))
        case UInt8(ascii: "+"):
            return (try? HIBC(parsing: text)).map { (.hibc, fields(of: $0, whole)) }
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            return (try? EPC(parsing: text).message(dictionary: dictionary)).map { (.epc, fields(of: $0, whole)) }
        case UInt8(ascii: "h"), UInt8(ascii: "H"):
            return (try? DigitalLink(parsing: text, dictionary: dictionary, options: [.shortGTINs, .words]))
                .map { (.digitalLink, fields(of: $0.message, whole)) }
        default:
            guard isElementString(text) else { return nil }
            return (try? GS1Message(elementString: text, dictionary: dictionary)).map { (.gs1, fields(of: $0, whole)) }
        }
    }

    /// The text without a symbology identifier before it (ISO/IEC 15424): `]`, a letter, and a digit of base 36.
    private static func behindIdentifier(of text: Substring) -> Substring {
        let head: [UInt8] = Array(text.utf8.prefix(3))
        guard head.count == 3, head[0] == UInt8(ascii: "]"), ASCII.isLetter(head[1]), ASCII.isLetterOrDigit(head[2])
        else { return text }
        return text.dropFirst(3)
    }

    /// Whether a text can be element strings: with a separator, or with the number of a trade item first. A long serial
    /// number of digits is none.
    private static func isElementString(_ text: Substring) -> Bool {
        text.utf8.contains { $0 == 0x1D || $0 == UInt8(ascii: "^") }
            || text.utf8.starts(with: "01".utf8) && (try? GTIN(parsing: text.dropFirst(2).prefix(14))) != nil
    }
}

// MARK: What a plate could say too

extension CodeText {
    private static func fields(of message: GS1Message, _ whole: Range<Int>) -> [PlateField] {
        message.elements.compactMap { element in
            let identifier: String = element.identifier.text
            var value: String = element.value
            let role: PlateField.Role
            switch identifier {
            case "01": role = .productCode
            case "8006":
                // Piece and total stand behind the item's number.
                role = .productCode
                value = String(value.prefix(14))
            case "240": role = .partNumber
            case "21": role = .serial
            case "10": role = .lot
            case "8002", "8040", "8041": role = .imei
            case "8004": role = .assetTag
            default: return nil
            }
            return PlateField(role: role, label: "(\(identifier))", value: value, range: whole)
        }
    }

    private static func fields(of label: HIBC, _ whole: Range<Int>) -> [PlateField] {
        let parts: [(PlateField.Role, String?)] = [
            (.partNumber, label.product), (.serial, label.production.serial), (.lot, label.production.lot),
        ]
        return parts.compactMap { role, value in
            value.map { PlateField(role: role, label: nil, value: $0, range: whole) }
        }
    }

    private static func fields(ofEnvelope text: Substring, _ whole: Range<Int>) -> [PlateField] {
        guard let bytes = try? ASCII.bytes(of: text, atMost: 512, subject: "message"),
            let fields = try? MarkField.fields(of: bytes, subject: "message")
        else { return [] }
        return fields.compactMap { field in
            let role: PlateField.Role
            switch field.meaning {
            case .part, .currentPart: role = .partNumber
            case .serial: role = .serial
            case .lot: role = .lot
            default: return nil
            }
            return PlateField(role: role, label: nil, value: field.value, range: whole)
        }
    }
}

extension String {
    /// Without white space around it. Control characters of codes, which separate and end fields, stay.
    fileprivate var trimmed: Substring {
        var view = self[...]
        while let first = view.utf8.first, ASCII.isWhitespace(first) { view = view.dropFirst() }
        while let last = view.utf8.last, ASCII.isWhitespace(last) { view = view.dropLast() }
        return view
    }
}
