import Foundation

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): the same random input from the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A Poisson number of a mean up to some hundreds.
    mutating func poisson(_ mean: Double) -> Int {
        var (product, count) = (Double.random(in: 0..<1, using: &self), 0)
        while product > exp(-mean) {
            product *= Double.random(in: 0..<1, using: &self)
            count += 1
        }
        return count
    }

    /// Demands of `count` periods, of which about `share` are not 0.
    mutating func demands(_ count: Int, share: Double, upTo largest: Int = 20) -> [Double] {
        (0..<count).map { _ in
            Double.random(in: 0..<1, using: &self) < share ? Double(Int.random(in: 1...largest, using: &self)) : 0
        }
    }
}

/// What a stranger's number may be.
let hostileNumbers: [Double] = [
    .nan, .infinity, -.infinity, -1, -.leastNonzeroMagnitude, .greatestFiniteMagnitude,
    -.greatestFiniteMagnitude, 1e101,
]
