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

    /// Every way to read a text as a code, the likeliest first; empty for what people write, and for codes that say
    /// nothing a plate says. There are several where a scanner has lost separators.
    public static func readings(of text: String, dictionary: GS1SyntaxDictionary) -> [CodeText] {
        guard text.utf8.count <= mostBytes, mayBeCode(text.utf8) else { return [] }
        return readings(of: text.trimmed, whole: 0..<text.utf8.count, dictionary)
    }

    /// A look at the first bytes, which most texts do not pass.
    private static func mayBeCode(_ bytes: String.UTF8View) -> Bool {
        guard let first = bytes.first(where: { !ASCII.isWhitespace($0) }) else { return false }
        switch first {
        case UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "+"), UInt8(ascii: "^"), 0x1D,
            UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "u"), UInt8(ascii: "U"):
            return true
        default:
            // An element string without FNC1 in front begins with the digits of an identifier.
            return ASCII.isDigit(first) && bytes.count > 16
        }
    }

    private static func readings(
        of text: Substring, whole: Range<Int>, _ dictionary: GS1SyntaxDictionary
    ) -> [CodeText] {
        guard let first = text.utf8.first else { return [] }
        func one(_ notation: Notation, _ fields: [PlateField]) -> [CodeText] {
            fields.isEmpty ? [] : [CodeText(notation: notation, fields: fields, mending: nil)]
        }
        switch first {
        case UInt8(ascii: "]"):
            return behindIdentifier(of: text, whole: whole, dictionary)
        case UInt8(ascii: "("):
            guard let message = try? GS1Message(bracketed: text, dictionary: dictionary) else { return [] }
            return one(.gs1, fields(of: message, whole))
        case UInt8(ascii: "["):
            return one(.envelope, fields(ofEnvelope: text, whole))
        case UInt8(ascii: "+"):
            guard let label = try? HIBC(parsing: text) else { return [] }
            return one(.hibc, fields(of: label, whole))
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            guard let code = try? EPC(parsing: text), let message = try? code.message(dictionary: dictionary) else {
                return []
            }
            return one(.epc, fields(of: message, whole))
        case UInt8(ascii: "h"), UInt8(ascii: "H"):
            guard
                let link = try? DigitalLink(parsing: text, dictionary: dictionary, options: [.shortGTINs, .words])
            else { return [] }
            return one(.digitalLink, fields(of: link.message, whole))
        default:
            return elementStrings(text, whole, dictionary)
        }
    }

    /// What stands behind a symbology identifier (ISO/IEC 15424): `]`, a letter, and a digit of base 36.
    private static func behindIdentifier(
        of text: Substring, whole: Range<Int>, _ dictionary: GS1SyntaxDictionary
    ) -> [CodeText] {
        let head: [UInt8] = Array(text.utf8.prefix(3))
        guard head.count == 3, ASCII.isLetter(head[1]), ASCII.isLetterOrDigit(head[2]) else { return [] }
        let rest: Substring = text.dropFirst(3)
        let readings: [CodeText] = readings(of: rest, whole: whole, dictionary)
        guard readings.isEmpty, rest.utf8.first != UInt8(ascii: "]") else { return readings }
        let fields: [PlateField] = PlateText.fields(in: String(rest)).map {
            PlateField(role: $0.role, label: $0.label, value: $0.value, range: whole)
        }
        return fields.isEmpty ? [] : [CodeText(notation: .plain, fields: fields, mending: nil)]
    }

    /// Element strings without brackets: as they stand, then with separators put in where they seem lost.
    private static func elementStrings(
        _ text: Substring, _ whole: Range<Int>, _ dictionary: GS1SyntaxDictionary
    ) -> [CodeText] {
        // A long serial number of digits is no message: one names a trade item first, or has a separator.
        let isMarked: Bool = text.utf8.contains { $0 == 0x1D || $0 == UInt8(ascii: "^") }
        guard isMarked || text.utf8.starts(with: "01".utf8) && (try? GTIN(parsing: text.dropFirst(2).prefix(14))) != nil
        else { return [] }
        var result: [CodeText] = []
        if let message = try? GS1Message(elementString: text, dictionary: dictionary) {
            let fields: [PlateField] = fields(of: message, whole)
            if !fields.isEmpty { result.append(CodeText(notation: .gs1, fields: fields, mending: nil)) }
        }
        for reading in GS1Message.readings(ofElementString: text, dictionary: dictionary) where !reading.isLiteral {
            let fields: [PlateField] = fields(of: reading.message, whole)
            guard !fields.isEmpty else { continue }
            result.append(
                CodeText(
                    notation: .gs1, fields: fields, mending: "\(reading.sentence) \(SeparatorReading.advice)"))
        }
        return result
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
