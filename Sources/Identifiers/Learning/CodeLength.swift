/// How many bits a description takes. The format that describes a list of serial numbers in the fewest bits, its own
/// description included, is the likeliest: each bit less makes it twice as likely (Rissanen: Modeling by shortest data
/// description, Automatica 14, 1978).
enum CodeLength {
    /// The logarithm to base 2 of a positive number; 0 for others. The library has no other mathematics to lean on.
    static func log2(_ number: Double) -> Double {
        guard number > 0, number.isFinite else { return 0 }
        // ln m = 2 artanh((m − 1) ÷ (m + 1)), for m from 1 to 2: thirteen terms are exact to a double's last digits.
        let ratio: Double = (number.significand - 1) / (number.significand + 1)
        let square: Double = ratio * ratio
        var power: Double = ratio
        var sum: Double = 0
        for term in 0..<13 {
            sum += power / Double(2 * term + 1)
            power *= square
        }
        return Double(number.exponent) + sum * 2 / 0.693_147_180_559_945_3
    }

    /// log2 n!, by Stirling's series beyond the table.
    static func log2Factorial(_ number: Double) -> Double {
        guard number >= 1 else { return 0 }
        if number < Double(factorials.count) { return factorials[Int(number)] }
        let natural: Double =
            number * log2(number) - (number - 1 / (12 * number)) / 0.693_147_180_559_945_3
        return natural + log2(6.283_185_307_179_586 * number) / 2
    }

    /// log2 of the ways to choose so many of so many.
    static func log2Choose(_ all: Double, _ chosen: Double) -> Double {
        guard chosen > 0, chosen < all else { return 0 }
        // Beyond this the factorials would differ by less than their rounding.
        if all > 1e9 { return chosen * log2(all) - log2Factorial(chosen) }
        return log2Factorial(all) - log2Factorial(chosen) - log2Factorial(all - chosen)
    }

    /// The bits of values that fall into cells: which cells of the domain are used, how often each, and the values in
    /// their order.
    static func histogram(_ counts: [Int], domain: Double) -> Double {
        let total = Double(counts.reduce(0, +))
        let used = Double(counts.count)
        return log2(max(2, min(domain, total))) + log2Choose(domain, used) + log2Choose(total - 1, used - 1)
            + arrangement(counts)
    }

    /// The bits of the order of values that occur so often each.
    static func arrangement(_ counts: [Int]) -> Double {
        counts.reduce(log2Factorial(Double(counts.reduce(0, +)))) { $0 - log2Factorial(Double($1)) }
    }

    /// The bits by which one share of two outcomes is described, per outcome.
    static func entropy(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        return -share * log2(share) - (1 - share) * log2(1 - share)
    }

    private static let factorials: [Double] = {
        var result: [Double] = [0, 0]
        for number in 2..<256 { result.append(result[number - 1] + log2(Double(number))) }
        return result
    }()

    /// The steps from one value to another along a list.
    struct Steps {
        private(set) var forward = 0
        private(set) var all = 0

        mutating func add(from one: Int, to next: Int) {
            guard one != next else { return }
            all += 1
            if next > one { forward += 1 }
        }

        /// Which share leads forward; nil where that says nothing. Nine of ten do even in a list with some returns,
        /// chance alone makes one half.
        var forwardShare: Double? {
            all >= 10 && forward * 10 >= all * 9 ? Double(forward) / Double(all) : nil
        }

        /// The bits that are saved where most lead forward.
        var savedBits: Double { forwardShare.map { Double(all) * (1 - CodeLength.entropy($0)) } ?? 0 }
    }
}
