/// A number of some 32 digits as the sum of two, for sums of squares whose difference is small
/// (Dekker, 'A floating-point technique for extending the available precision', Numerische Mathematik 18, 1971).
struct DoubleDouble {
    var high: Double
    var low: Double

    static let zero = DoubleDouble(0)

    init(_ value: Double) { (high, low) = (value, 0) }

    /// The exact sum where `high` is the greater one.
    private init(renormalising high: Double, _ low: Double) {
        self.high = high + low
        self.low = low - (self.high - high)
    }

    static func + (one: DoubleDouble, other: DoubleDouble) -> DoubleDouble {
        let sum = one.high + other.high
        let part = sum - one.high
        let error = (one.high - (sum - part)) + (other.high - part)
        return DoubleDouble(renormalising: sum, error + one.low + other.low)
    }

    static prefix func - (one: DoubleDouble) -> DoubleDouble {
        var negative = one
        (negative.high, negative.low) = (-one.high, -one.low)
        return negative
    }

    static func - (one: DoubleDouble, other: DoubleDouble) -> DoubleDouble { one + -other }

    static func * (one: DoubleDouble, other: DoubleDouble) -> DoubleDouble {
        let product = one.high * other.high
        let error = (-product).addingProduct(one.high, other.high)
        return DoubleDouble(renormalising: product, error + one.high * other.low + one.low * other.high)
    }

    static func * (one: DoubleDouble, other: Double) -> DoubleDouble { one * DoubleDouble(other) }

    static func / (one: DoubleDouble, other: Double) -> DoubleDouble {
        let quotient = one.high / other
        let rest = one - DoubleDouble(quotient) * other
        return DoubleDouble(renormalising: quotient, rest.high / other)
    }

    static func += (one: inout DoubleDouble, other: DoubleDouble) { one = one + other }
    static func -= (one: inout DoubleDouble, other: DoubleDouble) { one = one - other }
}
