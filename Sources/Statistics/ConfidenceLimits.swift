/// A two-sided interval that covers the true value with a stated confidence.
public struct ConfidenceLimits: Hashable, Sendable {
    /// The lower limit.
    public let lower: Double
    /// The upper limit, or nil where the data set none.
    public let upper: Double?

    /// Limits as computed elsewhere.
    public init(lower: Double, upper: Double?) {
        self.lower = lower
        self.upper = upper
    }
}
