/// Numbers as people read them.
struct PlotNumbers {
    var words: PlotWords
    var isASCII = false

    private var minus: String { isASCII ? "-" : "\u{2212}" }
    private var percentSign: String { isASCII ? " %" : "\u{202F}%" }
    private var thousands: String { isASCII ? "" : words.thousands }

    /// The value with `places` decimal places; without a sign where that is nought.
    func fixed(_ value: Double, places: Int) -> String {
        let places = min(max(places, 0), 15)
        let scaled = (value.magnitude * Mathematics.powerOfTen(places)).rounded()
        guard scaled < 9e15 else { return scientific(value, places: 2) }
        var digits = String(Int64(scaled))
        if digits.utf8.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
        }
        let whole = grouped(digits.dropLast(places))
        let sign = value < 0 && scaled > 0 ? minus : ""
        return places == 0 ? sign + whole : sign + whole + words.decimalSign + digits.suffix(places)
    }

    /// `2.5·10⁹`.
    func scientific(_ value: Double, places: Int) -> String {
        var exponent = Mathematics.exponent(value)
        // In two steps, since the power of the least numbers has no reciprocal.
        var mantissa =
            value.magnitude * Mathematics.powerOfTen(-exponent / 2) * Mathematics.powerOfTen(-exponent + exponent / 2)
        if (mantissa * Mathematics.powerOfTen(places)).rounded() >= Mathematics.powerOfTen(places + 1) {
            mantissa /= 10
            exponent += 1
        }
        let sign = value < 0 ? minus : ""
        let text = fixed(mantissa, places: places)
        if isASCII { return "\(sign)\(text)e\(exponent)" }
        let power = "10" + Self.superscript(exponent)
        return sign + (text == "1" ? power : "\(text)·\(power)")
    }

    /// The value with as many digits as tell it, six at most.
    func general(_ value: Double, _ format: PlotNumberFormat) -> String {
        let shown = format == .percent ? value * 100 : value
        guard shown.isFinite else { return "" }
        let suffix = format == .percent ? percentSign : ""
        let exponent = Mathematics.exponent(shown)
        guard shown == 0 || (-5...9).contains(exponent) else {
            return trimmed(from: 4) { scientific(shown, places: $0) } + suffix
        }
        return trimmed(from: min(9, max(0, 5 - exponent))) { fixed(shown, places: $0) } + suffix
    }

    /// The shortest that says the same as with `places` places.
    private func trimmed(from places: Int, _ text: (Int) -> String) -> String {
        let whole = text(places)
        guard places > 0, let sign = words.decimalSign.unicodeScalars.first else { return whole }
        var mantissa = whole.prefix { $0 != "·" && $0 != "e" }
        let rest = whole[mantissa.endIndex...]
        guard mantissa.unicodeScalars.contains(sign) else { return whole }
        while mantissa.last == "0" { mantissa.removeLast() }
        if mantissa.hasSuffix(words.decimalSign) { mantissa.removeLast(words.decimalSign.count) }
        return String(mantissa + rest)
    }

    /// `1 234`.
    func count(_ value: Int) -> String { (value < 0 ? minus : "") + grouped(Substring(String(value.magnitude))) }

    /// A tick's label.
    /// - Parameters:
    ///   - step: between ticks, a round number.
    ///   - greatest: the greatest magnitude on the axis.
    func tick(_ value: Double, step: Double, greatest: Double, _ format: PlotNumberFormat) -> String {
        let factor = format == .percent ? 100.0 : 1
        let suffix = format == .percent ? percentSign : ""
        let stepExponent = Mathematics.exponent(step * factor * 1.000_000_1)
        let exponent = Mathematics.exponent(greatest * factor)
        guard exponent < 9, stepExponent >= -6 else {
            if value == 0 { return "0" + suffix }
            let own = Mathematics.exponent(value * factor)
            return scientific(value * factor, places: min(9, max(0, own - stepExponent))) + suffix
        }
        return fixed(value * factor, places: max(0, -stepExponent)) + suffix
    }

    /// Four digits read well without a gap.
    private func grouped(_ digits: Substring) -> String {
        guard digits.utf8.count > 4, !thousands.isEmpty else { return String(digits) }
        var text = ""
        var left = digits.utf8.count
        for character in digits {
            if left < digits.utf8.count, left % 3 == 0 { text += thousands }
            text.append(character)
            left -= 1
        }
        return text
    }

    private static func superscript(_ value: Int) -> String {
        let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        let text = String(value.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
        return (value < 0 ? "⁻" : "") + String(text)
    }
}
