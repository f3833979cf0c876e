/// Many tests at once: p-values that still mean what they say, however many there are.
public enum Holm {
    /// The adjusted p-values in the order of the given ones (Holm, 'A simple sequentially rejective multiple test procedure',
    /// Scandinavian Journal of Statistics 6, 1979): the smallest times their number, the next times one less, never falling and
    /// never above 1.
    public static func adjusted(_ pValues: [Double]) -> [Double] {
        var adjusted = pValues
        var greatest = 0.0
        let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
        for (rank, index) in order.enumerated() {
            greatest = max(greatest, min(1, pValues[index] * Double(pValues.count - rank)))
            adjusted[index] = greatest
        }
        return adjusted
    }
}
