import CBoostMath
import Foundation

/// Whether events of repaired units come more often with age, or less: three looks at the same ages.
public struct TrendTest: Hashable, Sendable {
    /// A unit, or system, observed from age 0.
    public struct System: Hashable, Sendable {
        /// The ages of its events, each more than 0.
        public let events: [Double]
        /// The age up to which it was observed; nil: observed until its last event, which then says nothing of a trend
        /// and is left out.
        public let end: Double?

        /// A unit observed from age 0.
        public init(events: [Double], end: Double?) {
            self.events = events
            self.end = end
        }
    }

    /// Laplace's U = Σ(t − T/2)/√(Σ T²/12): standard normal without a trend, above 0 where events come more often with age
    /// (Cox and Lewis, 'The Statistical Analysis of Series of Events', 1966).
    public let laplace: Double
    /// The two-sided probability of a U as far from 0.
    public let laplaceProbability: Double
    /// MIL-HDBK-189's 2 Σ ln(T/t): χ² without a trend, small where events come more often with age
    /// (MIL-HDBK-189, 'Reliability Growth Management', 1981; Crow 1974).
    public let militaryHandbook: Double
    /// Its degrees of freedom: twice the number of events.
    public let degreesOfFreedom: Int
    /// The two-sided probability of a χ² as small or as great.
    public let militaryHandbookProbability: Double
    /// The power law λ t^β of the expected events of a single system; nil of several, and where all events lie at the end.
    public let powerLaw: PowerLaw?

    /// The process of Crow, also AMSAA: the expected number of events up to an age t is λ t^β.
    public struct PowerLaw: Hashable, Sendable {
        /// β: above 1 where events come more often with age; n/Σ ln(T/t), the greatest likelihood.
        public let shape: Double
        /// λ = n/T^β.
        public let rate: Double
    }

    /// - Throws: ``NoAnswer/noFailures`` where no event tells of a trend, ``NoAnswer/failureAtAgeZero``,
    ///   ``NoAnswer/eventOutsideObservation``, ``NoAnswer/outOfRange`` of an age beyond 0...10¹⁰⁰,
    ///   ``NoAnswer/notComputed`` where a figure passes the range of numbers.
    public init(_ systems: [System]) throws(NoAnswer) {
        // Lengths count in the greatest one, so that squares stay in range.
        let greatest = systems.reduce(0) { max($0, $1.length) }
        var (deviations, squares, logs, count) = (0.0, 0.0, 0.0, 0)
        for system in systems {
            let (used, length) = (try system.usableEvents(), system.length)
            for event in used {
                deviations += event / greatest - length / greatest / 2
                logs += log(length / event)
            }
            count += used.count
            squares += Double(used.count) * (length / greatest) * (length / greatest) / 12
        }
        guard count > 0 else { throw .noFailures }
        laplace = try (deviations / squares.squareRoot()).checkedResult()
        laplaceProbability = Normal.twoSided(laplace)
        militaryHandbook = try (2 * logs).checkedResult()
        degreesOfFreedom = 2 * count
        let (below, above) = (boost_gamma_p(Double(count), logs), boost_gamma_q(Double(count), logs))
        militaryHandbookProbability = try min(1, 2 * min(below, above)).checkedResult()
        powerLaw = systems.count == 1 ? PowerLaw(events: systems[0].events.count, length: greatest, logs: logs) : nil
    }
}

extension TrendTest.PowerLaw {
    /// - Parameter logs: Σ ln(T/t); nothing is told where it is 0.
    fileprivate init?(events: Int, length: Double, logs: Double) {
        let shape = Double(events) / logs
        let rate = exp(log(Double(events)) - shape * log(length))
        guard shape.isFinite, rate.isFinite else { return nil }
        self.shape = shape
        self.rate = rate
    }
}

extension TrendTest.System {
    /// The age up to which it was observed.
    fileprivate var length: Double { end ?? events.max() ?? 0 }

    /// The events that tell of a trend.
    fileprivate func usableEvents() throws(NoAnswer) -> ArraySlice<Double> {
        if let end { _ = try end.checked(in: Double.amounts) }
        for event in events {
            guard try event.checked(in: Double.amounts) > 0 else { throw .failureAtAgeZero }
            guard event <= length else { throw .eventOutsideObservation }
        }
        return end == nil ? events.sorted().dropLast() : events[...]
    }
}
