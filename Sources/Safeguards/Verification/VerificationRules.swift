package import Registry

/// From where on what is asked about a unit is a sign of copies, as its manufacturer has set it. That two signs on different grounds
/// are needed is no rule that could be set otherwise.
package struct VerificationRules: Hashable, Sendable, Codable {
    /// So many askers within ``askerDays`` are too many. Somebody counts anew each day.
    package var askers: Int64 = 15
    package var askerDays: Int64 = 90
    /// Nobody goes from one country to another within less.
    package var travelHours: Int64 = 3
    /// So many askers outside the market that the unit was made or sold for are too many.
    package var foreignAskers: Int64 = 2
    /// A unit that is first seen so long after its sale, and elsewhere, is a sign.
    package var lateDays: Int64 = 365
    /// So many askers who have the owner code are too many.
    package var ownerCodes: Int64 = 2

    package init() {}

    /// Each by its name, with what it may be.
    package static let ranges: [(name: String, range: ClosedRange<Int64>)] = [
        ("askers", 2...10_000), ("askerDays", 1...366), ("travelHours", 1...72), ("foreignAskers", 1...1_000),
        ("lateDays", 1...3_660), ("ownerCodes", 2...100),
    ]

    package subscript(name: String) -> Int64? {
        get { Self.path(name).map { self[keyPath: $0] } }
        set { if let newValue, let path = Self.path(name) { self[keyPath: path] = newValue } }
    }

    private static func path(_ name: String) -> WritableKeyPath<VerificationRules, Int64>? {
        switch name {
        case "askers": \.askers
        case "askerDays": \.askerDays
        case "travelHours": \.travelHours
        case "foreignAskers": \.foreignAskers
        case "lateDays": \.lateDays
        case "ownerCodes": \.ownerCodes
        default: nil
        }
    }

    /// - Throws: `value.invalid`.
    package func check() throws(RegistryError) {
        for (name, range) in Self.ranges {
            guard let value = self[name], range.contains(value) else {
                throw RegistryError(
                    .valueInvalid, "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound).",
                    field: name)
            }
        }
    }
}
