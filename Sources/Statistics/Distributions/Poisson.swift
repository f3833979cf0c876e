import CBoostMath

/// The number of events where `mean`, 0...10⁹, are expected and each is independent of the others.
struct Poisson {
    let mean: Double

    static let means = 0...1e9

    /// The probability of exactly `count`.
    func density(_ count: Int) -> Double {
        if count < 0 { return 0 }
        if mean == 0 { return count == 0 ? 1 : 0 }
        return boost_gamma_p_derivative(Double(count) + 1, mean)
    }

    /// The probability of `count` or fewer.
    func atMost(_ count: Int) -> Double {
        if count < 0 { return 0 }
        if mean == 0 { return 1 }
        return boost_gamma_q(Double(count) + 1, mean)
    }

    /// The probability of `count` or more.
    func atLeast(_ count: Int) -> Double {
        if count <= 0 { return 1 }
        if mean == 0 { return 0 }
        return boost_gamma_p(Double(count), mean)
    }

    /// The smallest count whose probability of it or fewer reaches `probability`, 0 < probability < 1.
    func quantile(_ probability: Double) -> Int {
        var high = Int(mean) + 1
        while atMost(high) < probability, high < 1 << 40 { high *= 2 }
        var low = 0
        while low < high {
            let middle = low + (high - low) / 2
            if atMost(middle) >= probability { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// How much demand exceeds `stock` in the mean: E(D − stock)⁺.
    func shortage(_ stock: Int) -> Double {
        if stock < 0 { return mean - Double(stock) }
        return max(0, mean * atLeast(stock) - Double(stock) * atLeast(stock + 1))
    }

    /// How much `stock` exceeds demand in the mean: E(stock − D)⁺.
    func excess(_ stock: Int) -> Double {
        max(0, Double(stock) * atMost(stock) - mean * atMost(stock - 1))
    }

    /// Exact limits of the mean where `count` were seen, which need not be a whole number: χ²(α/2; 2d)/2 and
    /// χ²(1 − α/2; 2d + 2)/2 (Garwood, Biometrika 28, 1936).
    static func limits(count: Double, confidence: Double) throws(NoAnswer) -> ConfidenceLimits {
        let tail = (1 - confidence) / 2
        let lower = count > 0 ? try boost_gamma_p_inv(count, tail).checkedResult() : 0
        let upper = try boost_gamma_q_inv(count + 1, tail).checkedResult()
        return ConfidenceLimits(lower: lower, upper: upper)
    }
}
