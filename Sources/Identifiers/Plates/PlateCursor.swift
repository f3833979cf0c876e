/// Looks at well-formed UTF-8 character by character.
struct PlateCursor {
    let bytes: UnsafeBufferPointer<UInt8>

    var count: Int { bytes.count }

    /// The character at an offset and the offset behind it; the offset is within the text, at a character.
    func scalar(at offset: Int) -> (scalar: Unicode.Scalar, next: Int) {
        let lead: UInt8 = bytes[offset]
        if lead < 0x80 { return (Unicode.Scalar(lead), offset + 1) }
        let length: Int = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        let end: Int = min(offset + length, count)
        for place in (offset + 1)..<max(end, offset + 1) { value = value << 6 | UInt32(bytes[place] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", max(end, offset + 1))
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    func isLineEnd(at offset: Int) -> Bool { bytes[offset] == 0x0A || bytes[offset] == 0x0D }

    /// A blank within a line: space, tab, no-break and ideographic space.
    func blankLength(at offset: Int) -> Int {
        let byte: UInt8 = bytes[offset]
        if byte == 0x20 || byte == 0x09 { return 1 }
        guard byte >= 0xC2 else { return 0 }
        let (scalar, next) = scalar(at: offset)
        return scalar == "\u{A0}" || scalar == "\u{3000}" || scalar == "\u{202F}" ? next - offset : 0
    }

    /// Punctuation that ends a value wherever it stands.
    func breakLength(at offset: Int) -> Int {
        let byte: UInt8 = bytes[offset]
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
            0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F:
            return 1
        case 0xC2...0xEF:
            let (scalar, next) = scalar(at: offset)
            switch scalar.value {
            case 0xAB, 0xBB, 0x2018...0x201F, 0x2022, 0x3001, 0x3002, 0xFF08, 0xFF09, 0xFF0C, 0xFF1B, 0xFF5C:
                return next - offset
            default: return 0
            }
        default: return 0
        }
    }

    /// Characters that stand between the letters of a label, or between a label and its value.
    func separatorLength(at offset: Int) -> Int {
        switch bytes[offset] {
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "#"),
            UInt8(ascii: "'"):
            return 1
        case 0xC2...0xEF:
            let (scalar, next) = scalar(at: offset)
            switch scalar.value {
            // Degree sign, ordinal indicators, numero sign, dashes, full-width full stop, number sign and slash.
            case 0xB0, 0xBA, 0xAA, 0x2116, 0x2010...0x2015, 0x2019, 0xFF0E, 0xFF03, 0xFF0F, 0xFF0D:
                return next - offset
            default: return 0
            }
        default: return 0
        }
    }

    /// A colon or equals sign, also full width.
    func colonLength(at offset: Int) -> Int {
        switch bytes[offset] {
        case UInt8(ascii: ":"), UInt8(ascii: "="): return 1
        case 0xEF:
            let (scalar, next) = scalar(at: offset)
            return scalar == "\u{FF1A}" || scalar == "\u{FF1D}" ? next - offset : 0
        default: return 0
        }
    }

    /// A quotation mark or an opening bracket, as between label and value in JSON or `Model (WDX-100)`.
    func openingLength(at offset: Int) -> Int {
        switch bytes[offset] {
        case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: "["): return 1
        default: return 0
        }
    }

    /// The end of the word at an offset: the next blank, line end or break.
    func wordEnd(from offset: Int) -> Int {
        var place: Int = offset
        while place < count, !isLineEnd(at: place), blankLength(at: place) == 0, breakLength(at: place) == 0 {
            place = scalar(at: place).next
        }
        return place
    }

    /// The range without punctuation at its edges.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower: Int = range.lowerBound
        var upper: Int = range.upperBound
        while lower < upper, isEdge(bytes[lower]) { lower += 1 }
        while lower < upper, isEdge(bytes[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    private func isEdge(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "/"), UInt8(ascii: "-"),
            UInt8(ascii: "!"), UInt8(ascii: "'"), UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: "\\"), 0x20, 0x09:
            return true
        default: return false
        }
    }

    func hasDigit(_ range: Range<Int>) -> Bool {
        var place: Int = range.lowerBound
        while place < range.upperBound {
            let (scalar, next) = scalar(at: place)
            if (0x30...0x39).contains(scalar.halfWidth.value) { return true }
            place = next
        }
        return false
    }
}
