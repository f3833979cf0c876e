/// An axis with its ends: where a value lies on it, and its ticks.
struct AxisScale {
    struct Tick: Equatable {
        /// From 0, the beginning of the axis, to 1.
        var share: Double
        /// Nil for a minor tick.
        var label: String?
    }

    /// No more categories than these have a tick.
    static let mostNames = 200

    let axis: PlotAxis
    /// The ends, as ``transformed(_:)`` has them.
    let lower: Double
    let upper: Double
    private(set) var ticks: [Tick] = []

    /// - Parameters:
    ///   - extent: the least and the greatest of the transformed data; nil where there is none.
    ///   - hasBars: the axis contains 0, where bars begin.
    ///   - isSnug: the axis ends with the data unless a round number is near.
    ///   - target: about how many ticks are wanted.
    init(
        _ axis: PlotAxis, extent: ClosedRange<Double>?, hasBars: Bool = false, isSnug: Bool = false, target: Int,
        numbers: PlotNumbers
    ) {
        self.axis = axis
        let target = min(max(target, 2), 20)
        let ends =
            Self.stated(axis) ?? Self.chosen(axis, extent: extent, hasBars: hasBars, isSnug: isSnug, target: target)
        lower = ends.lowerBound
        upper = ends.upperBound
        ticks = makeTicks(target, numbers)
    }

    /// The value as it is spread evenly over an axis of this scale; nil where it has no place.
    static func transformed(_ value: Double, _ scale: PlotScale) -> Double? {
        guard value.isFinite, value.magnitude <= 1e300 else { return nil }
        switch scale {
        case .linear: return value
        case .logarithmic: return value >= 1e-300 ? Mathematics.decimalLogarithm(value) : nil
        case .weibull:
            guard value > 0, value < 1 else { return nil }
            let place = Mathematics.weibull(value)
            return place.isFinite ? place : nil
        case .categories(let names): return value >= -0.5 && value <= Double(names.count) - 0.5 ? value : nil
        case .days: return CivilDate.range.contains(value) ? value : nil
        }
    }

    /// Where the value lies: 0 at the beginning, 1 at the end, and not too far beyond to compute with.
    func share(_ value: Double) -> Double? {
        Self.transformed(value, axis.scale).map(share(transformed:))
    }

    func share(transformed place: Double) -> Double {
        min(max((place - lower) / (upper - lower), -1e4), 1e4)
    }

    /// How long, as a share of the axis, a distance of x is: for bars.
    func share(ofDistance distance: Double) -> Double { min(distance / (upper - lower), 1) }

    /// Where bars begin: at 0, or at the beginning of an axis that has no 0.
    var baseShare: Double {
        switch axis.scale {
        case .linear: min(max(share(transformed: 0), 0), 1)
        default: 0
        }
    }

    /// The range that the axis states, where it is one.
    private static func stated(_ axis: PlotAxis) -> ClosedRange<Double>? {
        guard let range = axis.range, let lower = transformed(range.lowerBound, axis.scale),
            let upper = transformed(range.upperBound, axis.scale), lower < upper,
            upper - lower > max(lower.magnitude, upper.magnitude) * 1e-9, upper - lower > 1e-290
        else { return nil }
        return lower...upper
    }

    /// Ends around the data.
    private static func chosen(
        _ axis: PlotAxis, extent: ClosedRange<Double>?, hasBars: Bool, isSnug: Bool, target: Int
    ) -> ClosedRange<Double> {
        switch axis.scale {
        case .linear:
            var extent = extent ?? 0...1
            if hasBars { extent = min(extent.lowerBound, 0)...max(extent.upperBound, 0) }
            return roundEnds(widened(extent, by: 0.05), isSnug: isSnug, target: target)
        case .logarithmic:
            guard let extent else { return 0...1 }
            if extent.upperBound - extent.lowerBound < 0.7 {
                return extent.lowerBound - 0.15...extent.upperBound + 0.15
            }
            // A little tolerance keeps 1000 from asking for another decade.
            return (extent.lowerBound + 1e-9).rounded(.down)...(extent.upperBound - 1e-9).rounded(.up)
        case .weibull: return weibullEnds(extent)
        case .categories(let names): return -0.5...max(Double(names.count) - 0.5, 0.5)
        case .days:
            guard let extent else { return 0...365 }
            let wide = extent.upperBound - extent.lowerBound < 1 ? widened(extent, by: 0) : extent
            let air = (wide.upperBound - wide.lowerBound) * 0.02
            return wide.lowerBound - air...wide.upperBound + air
        }
    }

    /// A range that is wide enough to have ticks on it.
    private static func widened(_ extent: ClosedRange<Double>, by share: Double) -> ClosedRange<Double> {
        let greatest = max(extent.lowerBound.magnitude, extent.upperBound.magnitude)
        let span = extent.upperBound - extent.lowerBound
        guard span <= greatest * 1e-9 || span < 1e-290 else { return extent }
        if greatest < 1e-280 { return extent.lowerBound < 0 ? -1...1 : 0...1 }
        let air = max(greatest * share, share == 0 ? 1 : 0)
        return extent.lowerBound - air...extent.upperBound + air
    }

    private static func roundEnds(_ range: ClosedRange<Double>, isSnug: Bool, target: Int) -> ClosedRange<Double> {
        let step = Ticks.roundStep(range.upperBound - range.lowerBound, count: target)
        var lower = (range.lowerBound / step + 1e-9).rounded(.down) * step
        var upper = (range.upperBound / step - 1e-9).rounded(.up) * step
        if isSnug {
            let near = (range.upperBound - range.lowerBound) * 0.04
            if range.lowerBound - lower > near { lower = range.lowerBound - near / 4 }
            if upper - range.upperBound > near { upper = range.upperBound + near / 4 }
        }
        return lower < upper ? lower...upper : range
    }

    private static func weibullEnds(_ extent: ClosedRange<Double>?) -> ClosedRange<Double> {
        let places = Ticks.probabilities.map(Mathematics.weibull)
        guard let extent, let first = places.first, let last = places.last else {
            return Mathematics.weibull(0.001)...Mathematics.weibull(0.99)
        }
        let lower = places.last { $0 <= extent.lowerBound + 1e-9 } ?? min(first, extent.lowerBound)
        let upper = places.first { $0 >= extent.upperBound - 1e-9 } ?? max(last, extent.upperBound)
        return lower < upper ? lower...upper : lower - 1...upper + 1
    }

    private func makeTicks(_ target: Int, _ numbers: PlotNumbers) -> [Tick] {
        let all: [Tick]
        switch axis.scale {
        case .linear:
            all = Ticks.linear(lower...upper, target, numbers, axis.format).map {
                Tick(share: share(transformed: $0.value), label: $0.label)
            }
        case .logarithmic:
            all = Ticks.logarithmic(lower...upper, target, numbers, axis.format).map {
                Tick(share: share(transformed: $0.value), label: $0.label)
            }
        case .weibull:
            all = Ticks.weibull(lower...upper, numbers, axis.format).map {
                Tick(share: share(transformed: $0.value), label: $0.label)
            }
        case .categories(let names):
            let stride = max(1, (names.count + Self.mostNames - 1) / Self.mostNames)
            all = names.indices.filter { $0 % stride == 0 }.map {
                Tick(share: share(transformed: Double($0)), label: names[$0])
            }
        case .days:
            all = Ticks.days(lower...upper, target).map {
                Tick(share: share(transformed: $0.value), label: $0.label)
            }
        }
        return all.filter { $0.share >= -1e-9 && $0.share <= 1 + 1e-9 }
    }
}
