/// What a meter may show at most: while there is cover, or until maintenance is due. What it shows at most still belongs
/// to it.
package struct UsageLimit: Hashable, Sendable {
    package enum Meter: String, CaseIterable, Sendable {
        case kilometres = "km"
        case miles
        case hours
        case cycles
    }
    package var meter: Meter
    /// Whole units; fractions of a reading count for the owner.
    package var most: Int64

    package init(_ meter: Meter, _ most: Int64) {
        self.meter = meter
        self.most = most
    }

    package var text: String { "\(most) \(meter.rawValue)" }
}
