import Foundation

/// Sums of 1/k and 1/k² over k = first … last, 1 ≤ first ≤ last: term by term below 1,000, beyond by the formula of
/// Euler and Maclaurin, whose error there is less than that of adding.
func sumsOfReciprocals(from first: Int, through last: Int) -> (first: Double, second: Double) {
    var (sum, squares) = (0.0, 0.0)
    // From the smallest term upwards.
    let end = first >= 1000 || last - first < 1000 ? first - 1 : 999
    if last - max(end, first - 1) > 1000 {
        let (a, b) = (Double(max(end, first - 1)) + 1, Double(last))
        sum = log1p((b - a) / a) + (1 / a + 1 / b) / 2 + (1 / (a * a) - 1 / (b * b)) / 12
        squares = (b - a) / (a * b) + (1 / (a * a) + 1 / (b * b)) / 2 + (1 / (a * a * a) - 1 / (b * b * b)) / 6
    } else {
        for k in stride(from: last, through: max(end, first - 1) + 1, by: -1) {
            let term = 1 / Double(k)
            sum += term
            squares += term * term
        }
    }
    for k in stride(from: end, through: first, by: -1) {
        let term = 1 / Double(k)
        sum += term
        squares += term * term
    }
    return (sum, squares)
}
