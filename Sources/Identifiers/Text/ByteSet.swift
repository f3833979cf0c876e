/// A set of ASCII bytes in two words.
struct ByteSet: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init() {}

    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { insert(byte) }
    }

    static let digits = ByteSet("0123456789".utf8)
    static let upperLetters = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

    var isEmpty: Bool { low == 0 && high == 0 }

    func contains(_ byte: UInt8) -> Bool {
        if byte < 64 { return low & (1 &<< UInt64(byte)) != 0 }
        if byte < 128 { return high & (1 &<< UInt64(byte &- 64)) != 0 }
        return false
    }

    /// Adds a byte; bytes beyond ASCII are ignored.
    mutating func insert(_ byte: UInt8) {
        if byte < 64 {
            low |= 1 &<< UInt64(byte)
        } else if byte < 128 {
            high |= 1 &<< UInt64(byte &- 64)
        }
    }

    func intersects(_ other: ByteSet) -> Bool { low & other.low != 0 || high & other.high != 0 }

    func isSubset(of other: ByteSet) -> Bool { low & ~other.low == 0 && high & ~other.high == 0 }

    func intersection(_ other: ByteSet) -> ByteSet {
        var result = self
        result.low &= other.low
        result.high &= other.high
        return result
    }

    func union(_ other: ByteSet) -> ByteSet {
        var result = self
        result.low |= other.low
        result.high |= other.high
        return result
    }

    /// The bytes in ascending order.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(low.nonzeroBitCount + high.nonzeroBitCount)
        for (word, first) in [(low, UInt8(0)), (high, 64)] {
            var rest: UInt64 = word
            while rest != 0 {
                bytes.append(first + UInt8(truncatingIfNeeded: rest.trailingZeroBitCount))
                rest &= rest &- 1
            }
        }
        return bytes
    }
}
