package import Identifiers
package import Quality
package import Registry

/// What is asked of a manufacturer's fleet, as faces give it.
package struct FleetInquiry: Sendable {
    /// Which units; all without it.
    package var population: WrittenPopulation?
    /// Only of the model with this number.
    package var model: String?
    package var cut = FleetCut.whole
    /// Only these faults and those that are narrower.
    package var faults: [String] = []
    /// Up to the end of this day; today without it.
    package var lastDay: CivilDate?
    package var exposure = ExposureRule()

    package init() {}
}

/// How a fleet fares, with all that its figures rest on.
package struct FleetAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var sample: FleetSample
    /// Of each group with the others; none of a single one.
    package var comparisons: [FleetComparison]
    /// What fault codes mean, by code: as many as failed.
    package var titles: [String: FaultCode]
    /// Model numbers that the question names and the manufacturer does not have.
    package var unknownModels: [String]
    /// The position in the ledger through which events are counted.
    package var position: Int64
    /// How many events are not counted yet.
    package var behind: Int64
}

/// A fault code by how often it was found.
package struct FaultShare: Sendable {
    package var code: String
    package var failures: Int64
    /// Of all failures, this and all that are found more often.
    package var cumulativeShare: Double
}

extension FleetAnswer {
    /// Fault codes by how often they were found, the most frequent first (Juran's Pareto diagram).
    package var faults: [FaultShare] {
        let all = sample.whole.codes.values.reduce(0, +)
        var sum: Int64 = 0
        return sample.whole.codes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { code, failures in
            sum += failures
            return FaultShare(code: code, failures: failures, cumulativeShare: Double(sum) / Double(max(1, all)))
        }
    }
}

/// Failures of a model's units, the latest first.
package struct FieldFailuresAnswer: Sendable {
    package struct Item: Sendable {
        package var failure: FieldFailure
        /// Days in service at the failure; nil of a unit that was never seen before.
        package var age: Int64?
        package var batch: String?
    }
    package var manufacturer: Manufacturer
    package var model: Model
    package var items: [Item]
    package var titles: [String: FaultCode]
    /// Where the list goes on; nil at its end.
    package var next: FieldFailure.Place?
    package var behind: Int64
}
