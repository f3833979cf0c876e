extension Unicode.Scalar {
    /// The ASCII character of a full-width form (U+FF01 to U+FF5E, and the ideographic space), else itself.
    var halfWidth: Unicode.Scalar {
        if value == 0x3000 { return " " }
        guard value >= 0xFF01, value <= 0xFF5E else { return self }
        return Unicode.Scalar(value - 0xFEE0) ?? self
    }

    /// White space as Unicode has it, without a table look-up for ASCII.
    var isSpace: Bool {
        if value < 0x80 { return ASCII.isWhitespace(UInt8(truncatingIfNeeded: value)) }
        return properties.isWhitespace
    }

    /// A letter of any script; the ordinal indicators of `Nº` count as punctuation.
    var isLetter: Bool {
        if value < 0x80 { return ASCII.isLetter(UInt8(truncatingIfNeeded: value)) }
        return properties.isAlphabetic && value != 0xAA && value != 0xBA
    }

    /// A digit of any script; ideographs that mean numbers are letters.
    var isDigit: Bool {
        if value < 0x80 { return ASCII.isDigit(UInt8(truncatingIfNeeded: value)) }
        return value < 0x2E80 && properties.numericType != nil
    }

    /// Hyphens, dashes and the minus sign beyond ASCII.
    var isDash: Bool {
        switch value {
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: return true
        default: return false
        }
    }

    /// A control character, mark of direction, zero-width or other invisible character, or the sign of a decoding
    /// error: nothing that anybody could read off a plate.
    var isInvisible: Bool {
        if value < 0x7F { return value < 0x20 }
        if value == 0xFFFD || value == 0xFEFF { return true }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: return true
        default: return properties.isDefaultIgnorableCodePoint
        }
    }
}
