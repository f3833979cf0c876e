package import Registry
package import SupplyChain

/// A location with where it stands and what stands in it.
package struct LocationAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var location: Location
    /// From the site down to what it stands in.
    package var above: [Location]
    /// The texts by which events name it.
    package var names: [String]
    /// What stands right in it, retired ones too, the first ``mostBelow``.
    package var below: [Location]
    /// Whether the asker may change it.
    package var mayChange: Bool

    package static let mostBelow = 500
}
