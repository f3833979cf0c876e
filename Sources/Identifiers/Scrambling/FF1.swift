/// Format-preserving encryption FF1: encrypts a string of numerals to another one of the same length and radix.
///
/// NIST SP 800-38G, section 5.1, algorithms 7 and 8, with the smallest domain of its Revision 1 draft: one million.
/// It takes any radix and length; serial numbers go through the faster ``SequencePermutation``, which is the same
/// function for numbers of at most 63 bits.
public struct FF1: Sendable {
    /// The fewest strings that a radix and a length must allow (SP 800-38G Revision 1, second draft, section 5.1).
    public static let smallestDomain = 1_000_000
    /// The most numerals of a string, far above any identifier's.
    public static let largestLength = 4096

    /// How many values a numeral has.
    public let radix: Int
    private let cipher: BlockCipher
    private let tweak: [UInt8]

    /// - Parameters:
    ///   - cipher: AES under the secret key.
    ///   - radix: 2 to 65,536.
    ///   - tweak: Public bytes that choose one of many permutations; at most 65,535.
    /// - Returns: nil where radix or tweak are outside of their range.
    public init?(cipher: BlockCipher, radix: Int, tweak: [UInt8]) {
        guard (2...65_536).contains(radix), tweak.count <= 65_535 else { return nil }
        self.cipher = cipher
        self.radix = radix
        self.tweak = tweak
    }

    /// Encrypts numerals, most significant first.
    ///
    /// - Returns: nil where a numeral is not below the radix, or the length allows fewer than
    ///   ``smallestDomain`` strings or has more than ``largestLength`` numerals.
    public func encrypt(_ numerals: [Int]) -> [Int]? {
        guard var halves = Halves(numerals, radix: radix) else { return nil }
        for round in 0..<Rounds.count {
            let length: Int = Rounds.length(of: round, halves.count)
            let sum: [Int] = added(halves.a, numerals: keyed(round, halves.b, halves.count, length), sign: 1)
            (halves.a, halves.b) = (halves.b, sum)
        }
        return halves.a + halves.b
    }

    /// Decrypts what ``encrypt(_:)`` gave; nil in the same cases.
    public func decrypt(_ numerals: [Int]) -> [Int]? {
        guard var halves = Halves(numerals, radix: radix) else { return nil }
        for round in (0..<Rounds.count).reversed() {
            let length: Int = Rounds.length(of: round, halves.count)
            let sum: [Int] = added(halves.b, numerals: keyed(round, halves.a, halves.count, length), sign: -1)
            (halves.a, halves.b) = (sum, halves.a)
        }
        return halves.a + halves.b
    }

    /// The numerals y mod radix^m of one round.
    private func keyed(_ round: Int, _ half: [Int], _ count: Int, _ length: Int) -> [Int] {
        let widths = Rounds.Widths(radix: radix, count: count)
        let first: [UInt8] = Rounds.header(radix: radix, count: count, tweakLength: tweak.count)
        let padding: Int = Rounds.padding(tweakLength: tweak.count, widths)
        let last: [UInt8] =
            tweak + [UInt8](repeating: 0, count: padding) + [UInt8(round)] + bytes(of: half, count: widths.number)
        let block: [UInt8] = cipher.chained(over: first + last)
        var stream: [UInt8] = block
        var index: UInt64 = 1
        while stream.count < widths.stream {
            var next: [UInt8] = block
            for offset in 0..<8 { next[15 - offset] ^= UInt8(truncatingIfNeeded: index >> (8 * UInt64(offset))) }
            cipher.encrypt(&next)
            stream += next
            index += 1
        }
        return lowNumerals(of: Array(stream[..<widths.stream]), count: length)
    }

    /// NUM_radix of numerals as so many bytes, most significant first.
    private func bytes(of numerals: [Int], count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        for numeral in numerals {
            var carry: Int = numeral
            for place in bytes.indices.reversed() {
                carry += Int(bytes[place]) * radix
                bytes[place] = UInt8(carry & 0xFF)
                carry >>= 8
            }
        }
        return bytes
    }

    /// The lowest numerals of a number given as bytes: STR of the number mod radix^count.
    private func lowNumerals(of bytes: [UInt8], count: Int) -> [Int] {
        var rest: [UInt8] = bytes
        var numerals = [Int](repeating: 0, count: count)
        for place in numerals.indices.reversed() {
            var remainder = 0
            for index in rest.indices {
                let value: Int = remainder << 8 | Int(rest[index])
                rest[index] = UInt8(value / radix)
                remainder = value % radix
            }
            numerals[place] = remainder
        }
        return numerals
    }

    /// The sum or difference of two numeral strings of one length, mod radix^length.
    private func added(_ left: [Int], numerals right: [Int], sign: Int) -> [Int] {
        var result: [Int] = left
        var carry = 0
        for place in left.indices.reversed() {
            var sum: Int = left[place] + sign * right[place] + carry
            carry = sum < 0 ? -1 : sum >= radix ? 1 : 0
            sum -= carry * radix
            result[place] = sum
        }
        return result
    }

    /// The two parts of a string, and its length.
    private struct Halves {
        var a: [Int]
        var b: [Int]
        let count: Int

        init?(_ numerals: [Int], radix: Int) {
            guard numerals.count <= FF1.largestLength, numerals.allSatisfy({ (0..<radix).contains($0) }) else {
                return nil
            }
            var domain = 1
            for _ in numerals where domain < FF1.smallestDomain { domain *= radix }
            guard numerals.count >= 2, domain >= FF1.smallestDomain else { return nil }
            count = numerals.count
            a = Array(numerals[..<(count / 2)])
            b = Array(numerals[(count / 2)...])
        }
    }
}

extension FF1 {
    /// What both implementations share of SP 800-38G, algorithm 7.
    enum Rounds {
        static let count = 10

        /// The length of the half that a round changes.
        static func length(of round: Int, _ count: Int) -> Int {
            round.isMultiple(of: 2) ? count / 2 : count - count / 2
        }

        /// Step 5: the first block, P.
        static func header(radix: Int, count: Int, tweakLength: Int) -> [UInt8] {
            func bytes(_ number: Int, _ width: Int) -> [UInt8] {
                (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * (width - 1 - $0))) }
            }
            // 65,536 as three bytes.
            return [1, 2, 1] + bytes(radix, 3) + [10, UInt8((count / 2) % 256)] + bytes(count, 4)
                + bytes(tweakLength, 4)
        }

        /// Step 6.i: the zeros between the tweak and the round's number.
        static func padding(tweakLength: Int, _ widths: Widths) -> Int {
            let used: Int = (tweakLength + widths.number + 1) % 16
            return used == 0 ? 0 : 16 - used
        }

        /// Steps 3 and 4: the bytes b of a half's number, and d of the number that is added.
        struct Widths {
            let number: Int
            let stream: Int

            init(radix: Int, count: Int) {
                // ceil(v · log2(radix)) is how many bits radix^v − 1 has.
                var power: [UInt8] = [1]
                for _ in 0..<(count - count / 2) {
                    var carry = 0
                    for place in power.indices {
                        carry += Int(power[place]) * radix
                        power[place] = UInt8(carry & 0xFF)
                        carry >>= 8
                    }
                    while carry > 0 {
                        power.append(UInt8(carry & 0xFF))
                        carry >>= 8
                    }
                }
                // radix^v − 1 has a byte less only where radix^v is a power of 256.
                let isPower: Bool = power.last == 1 && power.dropLast().allSatisfy { $0 == 0 }
                number = isPower ? power.count - 1 : power.count
                stream = 4 * ((number + 3) / 4) + 4
            }
        }
    }
}
