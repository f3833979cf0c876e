/// Text as it may stand on a page: what cannot be seen, or turns the direction of what follows, is written out.
///
/// A stranger's U+202E would show a serial number backwards. HTML escaping lets it through, so every value of a page
/// passes here.
enum VisibleText {
    /// The same value for a template, with every text in it made visible.
    static func value(_ value: any Sendable) -> any Sendable {
        switch value {
        case let text as String: string(text)
        case let list as [[String: any Sendable]]: list.map { $0.mapValues(Self.value) }
        case let object as [String: any Sendable]: object.mapValues(Self.value)
        default: value
        }
    }

    /// The text with control characters as their pictures (`␀`) and direction marks by name (`⟨U+202E⟩`).
    ///
    /// Joiners (U+200C, U+200D) stay: names in Persian and in Indian scripts are spelled with them.
    static func string(_ text: String) -> String {
        guard text.utf8.contains(where: mayStartInvisible) else { return text }
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A:
                visible.append(scalar)
            case 0x00...0x1F:
                visible.append(scalar.picture)
            case 0x7F:
                visible.append("\u{2421}")
            case 0x80...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
                visible.append(contentsOf: name(of: scalar).unicodeScalars)
            default:
                visible.append(scalar)
            }
        }
        return String(visible)
    }

    /// The first bytes, in UTF-8, of all that ``string(_:)`` replaces, and of some that it keeps.
    private static func mayStartInvisible(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "⟨U+" + String(repeating: "0", count: 4 - min(4, digits.utf8.count)) + digits + "⟩"
    }
}

extension Unicode.Scalar {
    /// The picture of a control character: U+2400 and on, in the order of the controls.
    fileprivate var picture: Unicode.Scalar {
        Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    }
}
