/// A field of a message as two-dimensional marks hold it (ISO/IEC 15434).
struct MarkField {
    /// What a field says, as far as item identifiers ask.
    enum Meaning {
        case cage, duns, dodaac, enterpriseWithAgency
        case cageAndSerial, whole
        case part, lot, serial, currentPart
        case other

        /// The issuing agency's code that goes before the enterprise; nil where the field is no enterprise.
        var agency: String? {
            switch self {
            case .cage: "D"
            case .duns: "UN"
            case .dodaac: "LD"
            case .enterpriseWithAgency: ""
            default: nil
            }
        }
    }

    let meaning: Meaning
    let value: String

    private static let recordSeparator: UInt8 = 0x1E
    private static let groupSeparator: UInt8 = 0x1D
    private static let endOfTransmission: UInt8 = 0x04

    /// Data identifiers (ANSI MH10.8.2; MIL-STD-130N, table A-II), the longest first where one begins like another.
    /// A VIN (`I`) and a MEID (`22S`) count as identifiers of their own.
    private static let dataIdentifiers: [(String, Meaning)] = [
        ("17V", .cage), ("12V", .duns), ("18V", .enterpriseWithAgency), ("18S", .cageAndSerial), ("25S", .whole),
        ("22S", .whole), ("30P", .currentPart), ("7L", .dodaac), ("1P", .part), ("1T", .lot), ("S", .serial),
        ("I", .whole),
    ]
    /// Text elements (ATA Spec 2000, chapter 9; MIL-STD-130N, table A-III).
    private static let textElements: [(String, Meaning)] = [
        ("MFR", .cage), ("SPL", .cage), ("CAG", .cage), ("DUN", .duns), ("EUC", .enterpriseWithAgency),
        ("UID", .whole), ("USN", .cageAndSerial), ("UST", .serial), ("SER", .serial), ("SEQ", .serial),
        ("UCN", .serial), ("PNO", .part), ("LOT", .lot), ("LTN", .lot), ("BII", .lot), ("PNR", .currentPart),
    ]

    /// The fields of a message.
    ///
    /// - Throws: `identifier.character` where the envelope is not complete, `identifier.length` where nothing is in it.
    static func fields(of bytes: [UInt8], subject: String) throws(IdentifierError) -> [MarkField] {
        let head: [UInt8] = Array("[)>".utf8) + [recordSeparator]
        guard bytes.starts(with: head) else {
            throw IdentifierError(
                .character, in: subject, at: zip(bytes, head).prefix { $0 == $1 }.count,
                expected: "the envelope of ISO/IEC 15434: '[)>', RS")
        }
        guard bytes.count > 8, bytes[bytes.count - 1] == endOfTransmission,
            bytes[bytes.count - 2] == recordSeparator
        else {
            throw IdentifierError(
                .character, in: subject, at: bytes.count, expected: "RS and EOT at the end of the message")
        }
        let format: String = ASCII.text(bytes[4..<6])
        guard format == "06" || format == "12" || format == "DD", bytes[6] == groupSeparator else {
            throw IdentifierError(
                .character, in: subject, at: 4, found: format, expected: "format 06, 12 or DD and GS behind it")
        }
        let table: [(String, Meaning)] = format == "06" ? dataIdentifiers : textElements
        let fields: [MarkField] = bytes[7..<(bytes.count - 2)].split(separator: groupSeparator).map { field in
            let text = String(decoding: field, as: UTF8.self)
            guard let (identifier, meaning) = table.first(where: { text.hasPrefix($0.0) }) else {
                return MarkField(meaning: .other, value: text)
            }
            let value: Substring = text.dropFirst(identifier.count)
            return MarkField(meaning: meaning, value: String(format == "06" ? value : value.drop { $0 == " " }))
        }
        guard !fields.isEmpty else { throw IdentifierError(.length, in: subject, found: "no field") }
        return fields
    }
}
