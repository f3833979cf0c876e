/// A decimal number as it is printed: exact, with its trailing zeros.
public struct ExactDecimal: Hashable, Sendable {
    /// The digits without the decimal point.
    public let units: Int64
    /// How many of the digits stand behind the decimal point, 0 to 18.
    public let scale: Int

    /// Makes a number; nil for a scale outside 0 to 18.
    public init?(units: Int64, scale: Int) {
        guard (0...18).contains(scale) else { return nil }
        self.units = units
        self.scale = scale
    }

    /// Reads a text such as `17.23` or `-0.5`; nil for anything else, and beyond 18 digits.
    public init?(_ text: some StringProtocol) {
        var units: Int64 = 0
        var scale = 0
        var digits = 0
        var isBehindPoint = false
        let isNegative: Bool = text.utf8.first == UInt8(ascii: "-")
        for byte in text.utf8.dropFirst(isNegative ? 1 : 0) {
            if byte == UInt8(ascii: "."), !isBehindPoint, digits > 0 {
                isBehindPoint = true
                continue
            }
            guard ASCII.isDigit(byte), digits < 18 else { return nil }
            units = units * 10 + Int64(byte - 0x30)
            digits += 1
            if isBehindPoint { scale += 1 }
        }
        guard digits > 0, !isBehindPoint || scale > 0 else { return nil }
        self.units = isNegative ? -units : units
        self.scale = scale
    }

    /// With a point and as many digits behind it as ``scale`` says.
    public var text: String {
        let digits: String = DigitText.padded(units.magnitude, to: scale + 1)
        let sign: String = units < 0 ? "-" : ""
        guard scale > 0 else { return sign + digits }
        return sign + digits.dropLast(scale) + "." + digits.suffix(scale)
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}
