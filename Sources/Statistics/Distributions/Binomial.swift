import CBoostMath

/// The number of successes in independent trials of equal probability, 0 < probability < 1.
struct Binomial {
    let trials: Int
    let probability: Double

    /// The probability of exactly `successes`, 0...trials.
    func density(_ successes: Int) -> Double {
        let (successes, failures) = (Double(successes), Double(trials - successes))
        return boost_ibeta_derivative(successes + 1, failures + 1, probability) / (Double(trials) + 1)
    }

    /// The probability of `successes` or fewer.
    func atMost(_ successes: Int) -> Double {
        if successes < 0 { return 0 }
        if successes >= trials { return 1 }
        return boost_ibeta(Double(trials - successes), Double(successes) + 1, 1 - probability)
    }

    /// The probability of `successes` or more.
    func atLeast(_ successes: Int) -> Double {
        if successes <= 0 { return 1 }
        if successes > trials { return 0 }
        return boost_ibeta(Double(successes), Double(trials - successes) + 1, probability)
    }

    /// The exact two-sided test: the probability of all counts that are no more probable than `successes`.
    ///
    /// The density rises to its mode and falls from there, so those counts are two tails, and the end of the far one
    /// is found by bisection. Densities that differ by less than 10⁻⁷ of themselves count as equal, as in R's
    /// `binom.test`.
    func twoSidedTest(successes: Int) -> Double {
        let limit = density(successes) * (1 + 1e-7)
        let mean = Double(trials) * probability
        if Double(successes) < mean {
            let far = first(in: Int(mean.rounded(.up))..<trials + 1) { density($0) <= limit }
            return min(1, atMost(successes) + atLeast(far))
        }
        if Double(successes) > mean {
            let far = first(in: 0..<Int(mean) + 1) { density($0) > limit } - 1
            return min(1, atLeast(successes) + atMost(far))
        }
        return 1
    }
}

/// The first number of `range` that meets `condition`, which all after it meet too; the range's end where none does.
private func first(in range: Range<Int>, where condition: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
        let middle = low + (high - low) / 2
        if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low
}
