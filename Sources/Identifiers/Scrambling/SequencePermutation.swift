/// Scrambles the sequence numbers of one printed space: FF1 for numbers below radix^length of at most 63 bits.
///
/// The same function as ``FF1`` (property-tested against it), for many numbers at a time: each round of all of them is
/// one call of the cipher. What only the tweak decides is worked out once.
struct SequencePermutation: Sendable {
    /// Numbers scrambled together; more would leave the processor's nearest cache.
    static let batchSize = 256

    private let cipher: BlockCipher
    /// radix^u and radix^v: what the halves are counted in.
    private let low: UInt64
    private let high: UInt64
    /// The chain before the last block of a round, with what is constant in that block already in it.
    private let start: [UInt8]
    private let widths: FF1.Rounds.Widths

    /// - Parameter length: With the radix, at least ``FF1/smallestDomain`` and below 2^63 numbers; the format has checked
    ///   that.
    init(cipher: BlockCipher, radix: Int, length: Int, tweak: [UInt8]) {
        let widths = FF1.Rounds.Widths(radix: radix, count: length)
        precondition(widths.number <= 8, "halves of a 63-bit number have at most 8 bytes")
        self.cipher = cipher
        self.widths = widths
        func power(_ exponent: Int) -> UInt64 { (0..<exponent).reduce(1) { result, _ in result * UInt64(radix) } }
        low = power(length / 2)
        high = power(length - length / 2)
        let padding: Int = FF1.Rounds.padding(tweakLength: tweak.count, widths)
        let header: [UInt8] = FF1.Rounds.header(radix: radix, count: length, tweakLength: tweak.count)
        let constant: [UInt8] = header + tweak + [UInt8](repeating: 0, count: padding)
        // The round's number and the half's bytes end the last block.
        let whole: Int = constant.count / 16 * 16
        var chain: [UInt8] = cipher.chained(over: constant[..<whole])
        for (place, byte) in constant[whole...].enumerated() { chain[place] ^= byte }
        start = chain
    }

    func encrypt(_ number: UInt64) -> UInt64 {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 1) { numbers in
            numbers[0] = number
            encrypt(numbers)
            return numbers[0]
        }
    }

    func decrypt(_ number: UInt64) -> UInt64 {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 1) { numbers in
            numbers[0] = number
            run(numbers, isEncrypting: false)
            return numbers[0]
        }
    }

    /// Scrambles numbers in place.
    func encrypt(_ numbers: UnsafeMutableBufferPointer<UInt64>) {
        var from = 0
        while from < numbers.count {
            let end: Int = min(from + Self.batchSize, numbers.count)
            run(UnsafeMutableBufferPointer(rebasing: numbers[from..<end]), isEncrypting: true)
            from = end
        }
    }

    /// At most ``batchSize`` numbers, each below radix^length.
    private func run(_ numbers: UnsafeMutableBufferPointer<UInt64>, isEncrypting: Bool) {
        let count: Int = numbers.count
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count * 4) { scratch in
            // A number is a · radix^v + b.
            let a = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
            let b = UnsafeMutableBufferPointer(rebasing: scratch[count..<(2 * count)])
            let blocks = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: scratch[(2 * count)...]))
            scratch.initialize(repeating: 0)
            for index in 0..<count { (a[index], b[index]) = numbers[index].quotientAndRemainder(dividingBy: high) }
            if isEncrypting {
                // Two rounds at a time leave the halves in their own places.
                for round in stride(from: 0, to: FF1.Rounds.count, by: 2) {
                    step(round, from: b, to: a, below: low, blocks, isAdding: true)
                    step(round + 1, from: a, to: b, below: high, blocks, isAdding: true)
                }
            } else {
                for round in stride(from: FF1.Rounds.count - 2, through: 0, by: -2) {
                    step(round + 1, from: a, to: b, below: high, blocks, isAdding: false)
                    step(round, from: b, to: a, below: low, blocks, isAdding: false)
                }
            }
            for index in 0..<count { numbers[index] = a[index] &* high &+ b[index] }
        }
    }

    /// Adds to one half what the cipher makes of the other, mod `modulus`, or takes it away.
    @inline(__always)
    private func step(
        _ round: Int, from source: UnsafeMutableBufferPointer<UInt64>, to target: UnsafeMutableBufferPointer<UInt64>,
        below modulus: UInt64, _ blocks: UnsafeMutableRawBufferPointer, isAdding: Bool
    ) {
        let (startHigh, startLow): (UInt64, UInt64) = start.withUnsafeBytes {
            (
                UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        // The round's number stands before the half's bytes, of which there are at most 8.
        let place: Int = 16 - widths.number - 1
        let roundHigh: UInt64 = place < 8 ? UInt64(round) << UInt64(8 * (7 - place)) : 0
        let roundLow: UInt64 = place < 8 ? 0 : UInt64(round) << UInt64(8 * (15 - place))
        for index in 0..<source.count {
            blocks.storeBytes(of: (startHigh ^ roundHigh).bigEndian, toByteOffset: index &* 16, as: UInt64.self)
            blocks.storeBytes(
                of: (startLow ^ roundLow ^ source[index]).bigEndian, toByteOffset: index &* 16 &+ 8, as: UInt64.self)
        }
        cipher.encrypt(blocks)
        for index in 0..<target.count {
            let first = UInt64(bigEndian: blocks.loadUnaligned(fromByteOffset: index &* 16, as: UInt64.self))
            let second = UInt64(bigEndian: blocks.loadUnaligned(fromByteOffset: index &* 16 &+ 8, as: UInt64.self))
            let rest: UInt64 = remainder(first, second, modulus)
            let half: UInt64 = target[index]
            if isAdding {
                let sum: UInt64 = half &+ rest
                target[index] = sum >= modulus ? sum &- modulus : sum
            } else {
                target[index] = half >= rest ? half &- rest : half &+ modulus &- rest
            }
        }
    }

    /// The number that a round adds, the first 8 or 12 bytes of a block, mod `modulus`.
    @inline(__always)
    private func remainder(_ first: UInt64, _ second: UInt64, _ modulus: UInt64) -> UInt64 {
        guard widths.stream > 8 else { return first % modulus }
        let lower: UInt64 = first << 32 | second >> 32
        return modulus.dividingFullWidth(((first >> 32) % modulus, lower)).remainder
    }
}
