package import Registry
package import Storage

/// A location with all that stands in it, and the texts by which events name these.
package struct CountedPlaces: Sendable {
    package let location: Location
    package let names: Set<String>

    /// So many places are looked at together.
    package static let most = 2_000

    /// - Throws: `value.invalid` where more places than ``most`` stand in it.
    package init(_ location: Location, _ reader: any SQLReader) throws {
        let tree = try Locations.subtree(of: location, limit: Self.most, reader)
        guard tree.count <= Self.most else {
            throw RegistryError(
                .valueInvalid,
                "More than \(Self.most) places stand in '\(location.code)'; ask for one of them at a time.",
                field: "location")
        }
        self.location = location
        names = Set(tree.flatMap(Locations.ledgerNames))
    }
}
