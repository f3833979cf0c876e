/// How regular a demand is, by which a method of forecasting is chosen.
public enum DemandClass: String, Hashable, Sendable, CaseIterable {
    /// Often and of like size.
    case smooth
    /// Often, of very different sizes.
    case erratic
    /// Seldom, of like size.
    case intermittent
    /// Seldom and of very different sizes.
    case lumpy
}

/// How often something is demanded and how much the amounts differ.
///
/// Syntetos, Boylan and Croston, 'On the categorization of demand patterns', Journal of the Operational Research
/// Society 56 (2005).
public struct DemandProfile: Hashable, Sendable {
    /// The mean number of periods from one demand to the next, the first counted from the beginning of the history:
    /// ADI, 1 or more.
    public let meanInterval: Double
    /// The squared coefficient of variation of the demands that are not 0 (sample variance, n − 1): CV²; nil where
    /// there was but one.
    public let squaredVariation: Double?
    /// The class: intermittent or lumpy above an interval of ``intervalCut``, erratic or lumpy above a squared variation
    /// of ``variationCut``. A single demand counts as of like size.
    public let demandClass: DemandClass

    /// Where seldom begins: 1.32 periods.
    public static let intervalCut = 1.32
    /// Where very different sizes begin: a squared coefficient of variation of 0.49.
    public static let variationCut = 0.49

    /// - Throws: ``NoAnswer/noDemand`` where every period is 0.
    public init(_ history: DemandHistory) throws(NoAnswer) {
        let demands = history.values.filter { $0 > 0 }
        guard let last = history.values.lastIndex(where: { $0 > 0 }) else { throw .noDemand }
        meanInterval = Double(last + 1) / Double(demands.count)
        let mean = demands.mean
        squaredVariation = demands.sampleDeviation.map { ($0 / mean) * ($0 / mean) }
        let isSeldom = meanInterval > Self.intervalCut
        let isUneven = (squaredVariation ?? 0) > Self.variationCut
        demandClass = isSeldom ? (isUneven ? .lumpy : .intermittent) : (isUneven ? .erratic : .smooth)
    }
}
