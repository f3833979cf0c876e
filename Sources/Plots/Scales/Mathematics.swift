#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The few functions of the C library that scales need.
enum Mathematics {
    /// The logarithm to base 10.
    static func decimalLogarithm(_ value: Double) -> Double { log10(value) }

    /// ln(−ln(1−F)).
    static func weibull(_ share: Double) -> Double { log(-log1p(-share)) }

    /// Ten to a power that is no whole number.
    static func power(_ exponent: Double) -> Double { pow(10, exponent) }

    /// The power of ten, correctly rounded; 0 or the greatest number beyond the range of numbers.
    static func powerOfTen(_ exponent: Int) -> Double {
        exponent > 308 ? .greatestFiniteMagnitude : Double("1e\(exponent)") ?? 0
    }

    /// The exponent of the greatest power of ten that is not above the magnitude; 0 for 0.
    static func exponent(_ value: Double) -> Int {
        guard value.isFinite, value != 0 else { return 0 }
        let guess = Int(log10(value.magnitude).rounded(.down))
        // The logarithm of 1000 may come out just below 3.
        return value.magnitude >= powerOfTen(guess + 1) ? guess + 1 : guess
    }
}
