#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system's random numbers, fetched many at a time: a call to the system costs more than all else about a salt.
package struct SystemRandomness: RandomNumberGenerator, Sendable {
    private var numbers: [UInt64] = []

    /// The most bytes that getentropy(3) gives at once.
    private static let fetchSize = 256

    package init() {}

    package mutating func next() -> UInt64 {
        if let number = numbers.popLast() { return number }
        var fetched = [UInt64](repeating: 0, count: Self.fetchSize / 8)
        let isFilled = fetched.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) == 0 }
        var system = SystemRandomNumberGenerator()
        guard isFilled, let number = fetched.popLast() else { return system.next() }
        numbers = fetched
        return number
    }
}
