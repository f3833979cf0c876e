import Foundation

/// How many events, or what cost, a unit has had in the mean by an age: the mean cumulative function of repairs.
///
/// MCF(t) = Σ (events or cost at an age)/(units at risk at it). The variance is robust: it comes from the differences
/// between units and assumes nothing on how a unit's events depend on each other (Lawless and Nadeau, 'Some simple robust
/// methods for the analysis of recurrent events', Technometrics 37, 1995; Nelson, 'Recurrent Events Data Analysis for
/// Product Repairs', 2003).
public struct MeanCumulativeFunction: Hashable, Sendable {
    /// On which scale the limits are symmetric.
    public enum LimitType: String, Hashable, Sendable, CaseIterable {
        /// MCF ± z s, not cut off at 0.
        case plain
        /// MCF exp(±z s/MCF); none where the MCF is not above 0.
        case log
    }

    /// The estimate from an age on.
    public struct Point: Hashable, Sendable {
        /// The age.
        public let age: Double
        /// Units at risk at that age.
        public let atRisk: Int
        /// Events at that age, whatever they cost.
        public let events: Int
        /// The mean number of events, or the mean cost, up to that age.
        public let mean: Double
        /// Its robust standard error.
        public let standardError: Double
        /// The standard error did events come at random and apart, √Σ d/n²; nil of costs.
        public let poissonError: Double?
        /// Limits by the robust standard error.
        public let limits: ConfidenceLimits?
    }

    /// One for each age with events, rising.
    public let points: [Point]
    /// The probability with which limits cover the true mean at an age.
    public let confidence: Double

    /// - Parameters:
    ///   - histories: of units or groups of like ones; all with costs, or all without.
    ///   - confidence: between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/noData`` of no unit, ``NoAnswer/unequalLengths`` where only some have costs,
    ///   ``NoAnswer/outOfRange`` for the confidence, ``NoAnswer/tooLarge`` of more than 10¹² units or events,
    ///   ``NoAnswer/notComputed`` where sums pass the range of numbers.
    public init(
        _ histories: [RepairHistory], confidence: Double = 0.95, limits type: LimitType = .log
    ) throws(NoAnswer) {
        guard let first = histories.first else { throw .noData }
        let hasCosts = first.costs != nil
        guard histories.allSatisfy({ ($0.costs != nil) == hasCosts }) else { throw .unequalLengths }
        let z = Normal.halfWidth(confidence: try confidence.checkedProbability())
        var sums = RobustSums(histories)
        var points: [Point] = []
        var (mean, variance) = (0.0, 0.0)
        for age in try EventsAtAge.all(of: histories) {
            sums.move(to: age.age)
            let atRisk = Double(sums.atRisk)
            mean += age.total / atRisk
            variance += Double(age.count) / (atRisk * atRisk)
            let error = try sums.add(age).checkedResult()
            points.append(
                Point(
                    age: age.age, atRisk: sums.atRisk, events: age.count, mean: try mean.checkedResult(),
                    standardError: error, poissonError: hasCosts ? nil : variance.squareRoot(),
                    limits: Self.limits(mean, error * z, type)))
        }
        self.points = points
        self.confidence = confidence
    }

    /// The point that holds at an age: the last one not above it; nil before the first event, when the mean is 0.
    public func point(at age: Double) -> Point? {
        let next = points.firstIndexAfter(age) { $0.age }
        return next > 0 ? points[next - 1] : nil
    }

    private static func limits(_ mean: Double, _ reach: Double, _ type: LimitType) -> ConfidenceLimits? {
        switch type {
        case .plain: return ConfidenceLimits(lower: mean - reach, upper: mean + reach)
        case .log:
            guard mean > 0 else { return nil }
            let upper = mean * exp(reach / mean)
            return ConfidenceLimits(lower: mean * exp(-reach / mean), upper: upper.isFinite ? upper : nil)
        }
    }
}

/// All events of an age.
struct EventsAtAge {
    let age: Double
    /// Events of all units.
    var count = 0
    /// Events or cost of all units.
    var total = 0.0
    /// Events or cost of a unit of each history that has any.
    var byHistory: [(history: Int, total: Double)] = []

    /// The ages with events, rising.
    static func all(of histories: [RepairHistory]) throws(NoAnswer) -> [EventsAtAge] {
        var events: [(age: Double, history: Int, cost: Double)] = []
        var units = 0
        for (index, history) in histories.enumerated() {
            units += history.units
            guard units <= greatestCount, history.events.count <= greatestCount / history.units else { throw .tooLarge }
            for (place, age) in history.events.enumerated() {
                events.append((age, index, history.costs?[place] ?? 1))
            }
        }
        events.sort { ($0.age, $0.history) < ($1.age, $1.history) }
        var ages: [EventsAtAge] = []
        for event in events {
            if ages.last?.age != event.age { ages.append(EventsAtAge(age: event.age)) }
            let last = ages.count - 1
            let units = histories[event.history].units
            ages[last].count += units
            guard ages[last].count <= greatestCount else { throw .tooLarge }
            ages[last].total += Double(units) * event.cost
            if let own = ages[last].byHistory.last, own.history == event.history {
                ages[last].byHistory[ages[last].byHistory.count - 1].total += event.cost
            } else {
                ages[last].byHistory.append((event.history, event.cost))
            }
        }
        return ages
    }
}

/// The robust variance, kept up from age to age.
///
/// The residual of a unit is the sum of (own events − mean)/n over the ages at which it is at risk. It is written as its
/// own part less a part that all units at risk share, so that an age costs as much as it has events and not as many as
/// there are units; the sums of squares need 32 digits, as their difference is small.
struct RobustSums {
    private(set) var atRisk = 0
    private let histories: [RepairHistory]
    private var byStart: ArraySlice<Int>
    private var byEnd: ArraySlice<Int>
    private var own: [DoubleDouble]
    private var shared = DoubleDouble.zero
    private var sum = DoubleDouble.zero
    private var squares = DoubleDouble.zero
    /// Of the units that are no longer at risk.
    private var left = DoubleDouble.zero

    init(_ histories: [RepairHistory]) {
        self.histories = histories
        byStart = histories.indices.sorted { histories[$0].start < histories[$1].start }[...]
        byEnd = histories.indices.sorted { histories[$0].end < histories[$1].end }[...]
        own = Array(repeating: .zero, count: histories.count)
    }

    /// Takes in the units that started before `age` and out those that ended before it.
    mutating func move(to age: Double) {
        while let index = byStart.first, histories[index].start < age {
            byStart.removeFirst()
            own[index] = shared
            count(index, times: 1)
        }
        while let index = byEnd.first, histories[index].end < age {
            byEnd.removeFirst()
            count(index, times: -1)
            let residual = own[index] - shared
            left += residual * residual * Double(histories[index].units)
        }
    }

    /// Adds the events of an age and answers the standard error up to it.
    mutating func add(_ age: EventsAtAge) -> Double {
        let units = Double(atRisk)
        for (index, total) in age.byHistory {
            count(index, times: -1)
            own[index] += DoubleDouble(total) / units
            count(index, times: 1)
        }
        shared += DoubleDouble(age.total) / units / units
        let rest = squares - shared * sum * 2 + shared * shared * units
        return max(0, (left + rest).high).squareRoot()
    }

    private mutating func count(_ index: Int, times sign: Double) {
        let units = Double(histories[index].units) * sign
        atRisk += Int(units)
        sum += own[index] * units
        squares += own[index] * own[index] * units
    }
}
