import Foundation

extension WeibullFit {
    /// Fits ages at failure that are known to lie between two looks.
    ///
    /// In γ = shape and δ = −shape ln scale the logarithm of the likelihood is concave (Burridge, 'A note on maximum
    /// likelihood estimation for regression models using grouped data', J. of the Royal Statistical Society B 43, 1981),
    /// so that Newton's steps, halved where they lead down, find its only maximum.
    ///
    /// - Parameter confidence: between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/noFailures``; ``NoAnswer/noFiniteMLE`` where the data do not tell a shape, for example where all
    ///   failures lie in one interval that no unit outlived; ``NoAnswer/outOfRange`` for the confidence.
    public init(_ data: IntervalLifeData, confidence: Double = 0.95) throws(NoAnswer) {
        let confidence = try confidence.checkedProbability()
        guard let first = data.failures.first else { throw .noFailures }
        let isOneInterval = data.failures.allSatisfy { $0.after == first.after && $0.until == first.until }
        if isOneInterval {
            let isOutlived = data.suspensions.last.map { $0.age > first.until } ?? false
            guard first.after > 0, isOutlived else { throw .noFiniteMLE }
        }
        let likelihood = IntervalLikelihood(data)
        let peak = try likelihood.peak()
        let (shape, logScale) = (peak.slope, -peak.offset / peak.slope)
        let distribution = try Weibull(shape: shape, scale: exp(logScale + likelihood.origin))
        // The information in (δ, γ), turned to (ln scale, ln shape): δ = −γ ln scale, γ = exp(ln shape).
        let value = likelihood.value(at: peak)
        let (offset, slope) = (-shape, -shape * logScale)
        let scaleInformation = -value.offsetOffset * offset * offset
        let mixedInformation = -(value.offsetOffset * offset * slope + value.offsetSlope * offset * shape)
        let shapeInformation =
            -(value.offsetOffset * slope * slope + 2 * value.offsetSlope * slope * shape
            + value.slopeSlope * shape * shape)
        // A plateau that only ends with the digits, where the failures do not tell how steep they are.
        let determinant = scaleInformation * shapeInformation - mixedInformation * mixedInformation
        guard scaleInformation < 1e4 * determinant else { throw .noFiniteMLE }
        try self.init(
            distribution, failures: data.totalFailures, logLikelihood: value.value,
            scaleInformation: scaleInformation, mixedInformation: mixedInformation,
            shapeInformation: shapeInformation, confidence: confidence)
    }
}

/// The logarithm of the likelihood of interval-censored ages, in δ (offset) and γ (slope): the cumulative hazard at an age
/// t is exp(δ + γ ln t).
struct IntervalLikelihood {
    /// Failures by the logarithms of the ages at both ends; nil of age 0.
    private struct Interval {
        let after: Double?
        let until: Double
        /// The distance of the logarithms.
        let width: Double
        let count: Double

        init(_ group: IntervalLifeData.Failures, origin: Double) {
            after = group.after > 0 ? log(group.after) - origin : nil
            until = log(group.until) - origin
            width = group.after > 0 ? log1p((group.until - group.after) / group.after) : 0
            count = Double(group.count)
        }
    }

    struct Place {
        var offset: Double
        var slope: Double
    }

    /// The value with its first and second derivatives.
    struct Value {
        var value = 0.0
        var (offset, slope) = (0.0, 0.0)
        var (offsetOffset, offsetSlope, slopeSlope) = (0.0, 0.0, 0.0)
    }

    /// The logarithm of the greatest age, which ages are counted in.
    let origin: Double
    private var failures: [Interval] = []
    private var suspensions: [(age: Double, count: Double)] = []

    init(_ data: IntervalLifeData) {
        let greatest = max(data.failures.map(\.until).max() ?? 1, data.suspensions.last?.age ?? 0)
        let origin = log(greatest)
        self.origin = origin
        failures = data.failures.map { Interval($0, origin: origin) }
        suspensions = data.suspensions.filter { $0.age > 0 }.map { (log($0.age) - origin, Double($0.count)) }
    }

    func value(at place: Place) -> Value {
        var sum = Value()
        for (age, count) in suspensions {
            let hazard = count * exp(place.offset + place.slope * age)
            sum.value -= hazard
            sum.offset -= hazard
            sum.slope -= hazard * age
            sum.offsetOffset -= hazard
            sum.offsetSlope -= hazard * age
            sum.slopeSlope -= hazard * age * age
        }
        for group in failures { add(group, at: place, to: &sum) }
        return sum
    }

    /// Adds ln(exp(−A) − exp(−B)), A and B being the hazards at both ends, written as −A + ln(1 − exp(A − B)).
    private func add(_ group: Interval, at place: Place, to sum: inout Value) {
        let (x, y) = (group.after ?? 0, group.until)
        let a = group.after.map { exp(place.offset + place.slope * $0) } ?? 0
        let b = exp(place.offset + place.slope * y)
        // B − A without cancellation, however close both ends lie.
        let difference = group.after == nil ? b : a * expm1(place.slope * group.width)
        let share = -expm1(-difference)
        var (offset, slope) = (0.0, 0.0)
        var (offsetOffset, offsetSlope, slopeSlope) = (0.0, 0.0, 0.0)
        if difference < 1, group.after != nil {
            let (square, ratio) = (a * a - a, b * b - b)
            let (mean, width) = (difference / share, group.width / share)
            let outer = mean * (a + b - 1)
            offset = mean - b
            slope = mean * y + a * width - b * y
            offsetOffset = ratio - outer
            offsetSlope = (ratio - outer) * y - square * width
            slopeSlope = (ratio - outer) * y * y - square * width * (x + y)
        } else {
            // B exp(A − B) is 0 long before B is infinite.
            let rest = exp(-difference)
            let tail = rest > 0 ? b * rest : 0
            let (before, beyond) = (a * a - a, rest > 0 ? tail * b - tail : 0)
            offset = (tail - a) / share
            slope = (tail * y - a * x) / share
            offsetOffset = (before - beyond) / share
            offsetSlope = (before * x - beyond * y) / share
            slopeSlope = (before * x * x - beyond * y * y) / share
        }
        sum.value += group.count * (log(share) - a)
        sum.offset += group.count * offset
        sum.slope += group.count * slope
        sum.offsetOffset += group.count * (offsetOffset - offset * offset)
        sum.offsetSlope += group.count * (offsetSlope - offset * slope)
        sum.slopeSlope += group.count * (slopeSlope - slope * slope)
    }

    /// The maximum.
    func peak() throws(NoAnswer) -> Place {
        var place = start
        var value = value(at: place)
        guard value.value.isFinite else { throw .notComputed }
        for _ in 0..<500 {
            let determinant = value.offsetOffset * value.slopeSlope - value.offsetSlope * value.offsetSlope
            guard determinant > 0, determinant.isFinite else { throw .noFiniteMLE }
            let step = Place(
                offset: (value.offsetSlope * value.slope - value.slopeSlope * value.offset) / determinant,
                slope: (value.offsetSlope * value.offset - value.offsetOffset * value.slope) / determinant)
            // Twice what the step is to gain.
            let gain = step.offset * value.offset + step.slope * value.slope
            let full = Place(offset: place.offset + step.offset, slope: place.slope + step.slope)
            // Newton's last step squares its error, and gains less than the digits tell.
            if gain < 1e-11 * max(1, abs(value.value)), full.slope > 0 { return full }
            guard let next = uphill(from: place, value.value, step) else { throw .noFiniteMLE }
            (place, value) = next
            guard place.slope > 1e-5, place.slope < 1e6 else { throw .noFiniteMLE }
        }
        throw .noFiniteMLE
    }

    /// The step, or its half, quarter, …, whichever leads up first.
    private func uphill(from place: Place, _ height: Double, _ step: Place) -> (Place, Value)? {
        var share = 1.0
        for _ in 0..<60 {
            let next = Place(offset: place.offset + share * step.offset, slope: place.slope + share * step.slope)
            if next.slope > 0 {
                let value = value(at: next)
                if value.value > height { return (next, value) }
            }
            share /= 2
        }
        return nil
    }

    /// An exponential distribution of the right mean.
    private var start: Place {
        let failed = failures.reduce(0) { $0 + $1.count }
        let exposure =
            failures.reduce(0) { $0 + $1.count * exp($1.until) } + suspensions.reduce(0) { $0 + $1.count * exp($1.age) }
        return Place(offset: log(failed / exposure), slope: 1)
    }
}
