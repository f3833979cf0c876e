/// The middle and the ends of repeated measurements. The median is what we judge by: one slow run of a shared machine
/// does not move it.
struct Spread {
    let lowest: Double
    let median: Double
    let highest: Double
    let mean: Double

    /// - Parameter values: at least one.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        lowest = sorted.first ?? .nan
        highest = sorted.last ?? .nan
        mean = sorted.reduce(0, +) / Double(sorted.count)
        median =
            sorted.isEmpty ? .nan : sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
