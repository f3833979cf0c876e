/// Numbers as people read them: the decimal sign of their language, thousands set apart by a narrow space that does not break.
package enum Numbers {
    /// U+202F NARROW NO-BREAK SPACE.
    static let thousands = "\u{202F}"
    /// U+2212 MINUS SIGN.
    static let minus = "\u{2212}"

    /// `1 234 567`.
    package static func grouped(_ value: some BinaryInteger) -> String {
        (value < 0 ? minus : "") + grouped(digits: String(value.magnitude), by: thousands)
    }

    /// The value rounded to some decimal places; a dash where it is no number or too large to mean anything.
    ///
    /// - Parameters:
    ///   - value: any number.
    ///   - places: 0 to 6.
    ///   - separator: stands between thousands.
    ///   - decimalSign: stands before decimal places.
    package static func fixed(
        _ value: Double, places: Int, separator: String = thousands, decimalSign: String = Words.current.decimalSign
    ) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled.isFinite, scaled < 9e15 else { return "–" }
        var digits = String(Int64(scaled))
        if digits.utf8.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
        }
        let sign = value < 0 && scaled > 0 ? minus : ""
        let whole = grouped(digits: String(digits.dropLast(places)), by: separator)
        return places == 0 ? sign + whole : sign + whole + decimalSign + digits.suffix(places)
    }

    /// The value with as few decimal places as tell it, six at most.
    static func exact(_ value: Double) -> String {
        var scale = 1.0
        for places in 0..<6 {
            let scaled = value * scale
            if (scaled - scaled.rounded()).magnitude < 1e-6 { return fixed(value, places: places) }
            scale *= 10
        }
        return fixed(value, places: 6)
    }

    /// A decimal as written, with its thousands set apart; anything else stays as it is.
    static func decimal(_ text: String) -> String {
        let digits = text.drop { $0 == "-" }
        let whole = digits.prefix { $0.isASCII && $0.isNumber }
        let rest = digits.dropFirst(whole.count)
        guard text.utf8.count - digits.utf8.count <= 1, !whole.isEmpty, rest.isEmpty || rest.first == "." else {
            return text
        }
        // Four digits read well without a gap.
        let grouped = whole.utf8.count > 4 ? grouped(digits: String(whole), by: thousands) : String(whole)
        let places = rest.isEmpty ? "" : Words.current.decimalSign + rest.dropFirst()
        return (text.hasPrefix("-") ? minus : "") + grouped + places
    }

    /// `1.09 %` for 1.09: the value is in per cent.
    package static func percent(_ value: Double, places: Int = 2) -> String {
        fixed(value, places: places) + "\u{202F}%"
    }

    /// A number of bytes: `940 bytes`, `12 kB`, `3.4 MB` (IEC 80000-13: powers of ten).
    package static func size(_ bytes: Int64) -> String {
        if bytes < 1_000 { return count(bytes, "byte", "bytes") }
        if bytes < 1_000_000 { return fixed(Double(bytes) / 1_000, places: 0) + "\u{00A0}kB" }
        return fixed(Double(bytes) / 1_000_000, places: bytes < 10_000_000 ? 1 : 0) + "\u{00A0}MB"
    }

    /// `1 unit`, `2 units`.
    package static func count(_ value: some BinaryInteger, _ one: String, _ many: String) -> String {
        "\(grouped(value)) \(value == 1 ? one : many)"
    }

    private static func grouped(digits: String, by separator: String) -> String {
        guard digits.utf8.count > 3, !separator.isEmpty else { return digits }
        var text = ""
        var left = digits.utf8.count
        for character in digits {
            if left < digits.utf8.count, left % 3 == 0 { text += separator }
            text.append(character)
            left -= 1
        }
        return text
    }
}
