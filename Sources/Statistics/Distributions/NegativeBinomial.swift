import CBoostMath

/// A Poisson count whose mean is itself uncertain: gamma distributed with `size` as its shape. Its own mean is
/// size (1 − probability)/probability.
struct NegativeBinomial {
    /// More than 0.
    let size: Double
    /// Greater than 0 and at most 1.
    let probability: Double

    /// The probability of `count` or fewer.
    func atMost(_ count: Int) -> Double {
        if count < 0 { return 0 }
        return boost_ibeta(size, Double(count) + 1, probability)
    }

    /// The smallest count whose probability of it or fewer reaches `share`, 0 < share < 1; nil beyond some 10¹².
    func quantile(_ share: Double) -> Int? {
        var high = 1
        while atMost(high) < share {
            guard high < 1 << 40 else { return nil }
            high *= 2
        }
        var low = 0
        while low < high {
            let middle = low + (high - low) / 2
            if atMost(middle) >= share { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
