/// How much two models are alike, by Gower's general coefficient of similarity: J. C. Gower, "A General Coefficient of
/// Similarity and Some of Its Properties", Biometrics 27 (1971), 857–871.
///
/// The mean over the properties that both models tell: for numbers one less the difference in parts of the category's range,
/// for words one where they agree. Gower leaves the score of lists and lengths open: the part of a list that two have in
/// common (Jaccard's index), and of each length the smaller in parts of the larger.
package struct GowerSimilarity: Sendable {
    /// How far the values of a property lie apart in the category, in the base unit of its quantity.
    private let ranges: [String: Double]
    private let own: [String: Specification.Value]

    package init(to details: ModelDetails, names: Set<String>, ranges: [String: Double]) {
        self.ranges = ranges
        own = Dictionary(
            details.specifications.filter { names.contains($0.name) }.map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Between 0, nothing in common, and 1, the same; nil where less than half of the properties can be compared, which says
    /// too little.
    package func of(_ specifications: [Specification]) -> Double? {
        var (sum, count) = (0.0, 0)
        for specification in specifications {
            guard let value = own[specification.name],
                let score = score(value, specification.value, range: ranges[specification.name])
            else { continue }
            sum += score
            count += 1
        }
        guard count > 0, 2 * count >= own.count else { return nil }
        return sum / Double(count)
    }

    /// Nil for two values that cannot be compared.
    private func score(_ left: Specification.Value, _ right: Specification.Value, range: Double?) -> Double? {
        guard left.kind == right.kind, left.quantity == right.quantity else { return nil }
        if left.isSame(as: right) { return 1 }
        switch (left, right) {
        case (.list(let own), .list(let others)):
            let (own, others) = (Set(own), Set(others))
            return Double(own.intersection(others).count) / Double(own.union(others).count)
        case (.dimensions(let own, let unit), .dimensions(let others, let otherUnit)):
            return Self.parts(own, unit, others, otherUnit)
        case (.text, .text), (.yesNo, .yesNo): return 0
        default: break
        }
        guard let own = left.extent, let others = right.extent, left.quantity != nil || left.unit == right.unit else {
            return nil
        }
        guard let range, range > 0 else { return 0 }
        let difference = ((own.low - others.low).magnitude + (own.high - others.high).magnitude) / 2
        return max(0, 1 - difference / range)
    }

    private static func parts(_ own: [String], _ unit: String?, _ others: [String], _ otherUnit: String?) -> Double? {
        guard own.count == others.count, !own.isEmpty else { return nil }
        var sum = 0.0
        for (left, right) in zip(own, others) {
            guard let left = Specification.Value.number(left, unit: unit).extent?.low,
                let right = Specification.Value.number(right, unit: otherUnit).extent?.low
            else { return nil }
            let larger = max(left, right)
            sum += larger > 0 ? min(left, right) / larger : 1
        }
        return sum / Double(own.count)
    }
}
