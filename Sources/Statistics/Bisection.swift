/// The number between `low` and `high` from which on `condition` holds, as close as numbers lie.
func bisection(from low: Double, to high: Double, _ condition: (Double) -> Bool) -> Double {
    var (low, high) = (low, high)
    while true {
        let middle = low / 2 + high / 2
        guard middle > low, middle < high else { return high }
        if condition(middle) { high = middle } else { low = middle }
    }
}
