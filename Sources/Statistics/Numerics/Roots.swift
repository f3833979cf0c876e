/// The number between `low` and `high` from which on `condition` holds, as close as numbers lie.
func bisection(from low: Double, to high: Double, _ condition: (Double) -> Bool) -> Double {
    var (low, high) = (low, high)
    while true {
        let middle = low / 2 + high / 2
        guard middle > low, middle < high else { return high }
        if condition(middle) { high = middle } else { low = middle }
    }
}

/// The zero of `function` between two places where its signs differ: by the inverse parabola through the last three
/// places where that is safe, else by halving (Chandrupatla, 'A new hybrid quadratic/bisection algorithm for finding the
/// zero of a nonlinear function without using derivatives', Advances in Engineering Software 28, 1997).
///
/// - Parameter tolerance: the greatest distance from the zero.
func root(
    between first: Double, and second: Double, tolerance: Double, _ function: (Double) -> Double
) -> Double {
    var (a, b) = (second, first)
    var (fa, fb) = (function(a), function(b))
    var (c, fc) = (a, fa)
    var share = 0.5
    for _ in 0..<200 {
        let x = a + share * (b - a)
        let fx = function(x)
        if (fx < 0) == (fa < 0) {
            (c, fc) = (a, fa)
        } else {
            (c, b) = (b, a)
            (fc, fb) = (fb, fa)
        }
        (a, fa) = (x, fx)
        let nearest = abs(fa) < abs(fb) ? a : b
        let limit = (2 * Double.ulpOfOne * abs(nearest) + tolerance) / abs(b - a)
        if limit > 0.5 || fa == 0 { return nearest }
        let ratio = (a - b) / (c - b)
        let height = (fa - fb) / (fc - fb)
        if height * height < ratio, (1 - height) * (1 - height) < 1 - ratio {
            share = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        } else {
            share = 0.5
        }
        share = min(1 - limit, max(limit, share))
    }
    return a
}
