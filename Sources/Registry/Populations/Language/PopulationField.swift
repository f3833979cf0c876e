/// What a population can ask of a unit. The raw value is its name in texts and in JSON.
package enum PopulationField: String, CaseIterable, Sendable {
    case model
    case version
    case productLine = "product line"
    case category
    case serial
    /// A serial number that is a vehicle identification number.
    case vin
    case produced
    case plant
    case productionLine = "production line"
    case batch
    case workOrder = "work order"
    /// Where it is sold: ISO 3166-1 alpha-2.
    case market
    /// Since it was produced.
    case age
    case disposition
    /// A persistent disposition such as recalled or stolen. A unit may carry several.
    case mark

    /// How a test compares: what stands between the field and its values. The raw value is how JSON writes it.
    package enum Comparison: String, CaseIterable, Sendable {
        case equal = "="
        case notEqual = "!="
        case isIn = "in"
        case isNotIn = "not in"
        case like
        case notLike = "not like"
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
        /// From the first value to the second, both included.
        case from
        case isKnown = "is known"
        case isUnknown = "is unknown"
    }

    /// The comparisons that the field takes.
    package var comparisons: [Comparison] {
        let lists: [Comparison] = [.equal, .notEqual, .isIn, .isNotIn]
        let patterns: [Comparison] = [.like, .notLike]
        let order: [Comparison] = [.less, .atMost, .greater, .atLeast]
        let knowledge: [Comparison] = [.isKnown, .isUnknown]
        switch self {
        case .model: return lists + patterns
        case .version, .productLine, .category, .plant, .productionLine, .batch, .workOrder:
            return lists + patterns + knowledge
        case .serial: return lists + patterns + [.from]
        case .vin: return patterns + [.from]
        case .produced: return [.equal, .notEqual] + order + [.from] + knowledge
        case .age: return order
        case .market, .disposition: return lists + knowledge
        case .mark: return [.equal, .isIn]
        }
    }
}
