import CBoostMath
import Foundation

/// The standard normal distribution.
enum Normal {
    /// The number that a standard normal variable stays below with `probability`, 0 < probability < 1.
    static func quantile(_ probability: Double) -> Double {
        -2.0.squareRoot() * boost_erfc_inv(2 * probability)
    }

    /// The number of standard errors on either side of an estimate that cover it with `confidence`.
    static func halfWidth(confidence: Double) -> Double {
        2.0.squareRoot() * boost_erfc_inv(1 - confidence)
    }

    static func density(_ x: Double) -> Double {
        exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    }

    /// The probability of more than `x`.
    static func above(_ x: Double) -> Double {
        erfc(x / 2.0.squareRoot()) / 2
    }

    /// The probability of a number as far from 0 as `x` or farther, on either side.
    static func twoSided(_ x: Double) -> Double {
        erfc(abs(x) / 2.0.squareRoot())
    }

    /// The expected excess of a standard normal variable over `x`: φ(x) − x (1 − Φ(x)).
    static func loss(_ x: Double) -> Double {
        density(x) - x * above(x)
    }
}
