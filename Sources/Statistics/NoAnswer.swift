/// Why a question has no answer. Nothing in this library answers with NaN or an infinite number instead.
public enum NoAnswer: String, Error, Hashable, Sendable, CaseIterable {
    /// There is nothing to compute with: an empty list, or one too short for the question.
    case noData = "no-data"
    /// Arrays that belong together differ in length.
    case unequalLengths = "unequal-lengths"
    /// A number is not finite or lies outside the range that its parameter states.
    case outOfRange = "out-of-range"
    /// An age of entry is not below the age of exit, or the other way round where it says so.
    case emptyInterval = "empty-interval"
    /// Nothing was demanded in any period.
    case noDemand = "no-demand"
    /// Nothing failed, so that no distribution can be fitted.
    case noFailures = "no-failures"
    /// The likelihood grows without end: for example where all failures share one age and no unit outlived it.
    case noFiniteMLE = "no-finite-mle"
    /// A unit failed at age 0, where the distribution has no density.
    case failureAtAgeZero = "failure-at-age-zero"
    /// A unit has an event at an age at which it was not under observation.
    case eventOutsideObservation = "event-outside-observation"
    /// Demand is not below the rate of production, so that stock is never built up.
    case productionTooSlow = "production-too-slow"
    /// More data, or a larger count, than is computed in reasonable time and memory.
    case tooLarge = "too-large"
    /// The result lies outside the range of numbers, or a search did not converge.
    case notComputed = "not-computed"
}
