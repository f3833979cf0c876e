package import Identifiers
package import Registry

/// Where a manufacturer's goods can stand: a site, or a zone or bin in one. It is never deleted: the ledger names it for ever.
package struct Location: Hashable, Sendable {
    package var id: ID<Location>
    package var manufacturer: ID<Manufacturer>
    /// By which people and events call it, unique within the manufacturer. It never changes, for the same reason.
    package var code: String
    package var details: LocationDetails
    package var parent: ID<Location>?
    package var path: LocationPath
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    /// Since when it is not used any more.
    package var retiredAt: Int64?
    package var rowVersion: Int64

    package static let longestCode = 100
}

/// What is said of a location.
package struct LocationDetails: Hashable, Sendable {
    package var name: String
    package var level: LocationLevel
    package var kind: LocationKind
    /// The code of what it stands in; nil for a site.
    package var parent: String?
    package var number: LocationNumber?
    /// ISO 3166-1 alpha-2.
    package var country: String?
    /// How much fits in, in cubic centimetres.
    package var capacityVolume: Int64?
    /// How much it bears, in grams.
    package var capacityWeight: Int64?
    package var isRetired: Bool

    package init(
        _ name: String, level: LocationLevel, kind: LocationKind, below parent: String? = nil,
        number: LocationNumber? = nil, country: String? = nil, capacityVolume: Int64? = nil,
        capacityWeight: Int64? = nil, isRetired: Bool = false
    ) {
        self.name = name
        self.level = level
        self.kind = kind
        self.parent = parent
        self.number = number
        self.country = country
        self.capacityVolume = capacityVolume
        self.capacityWeight = capacityWeight
        self.isRetired = isRetired
    }

    /// The most of a capacity.
    package static let mostCapacity: Int64 = 1_000_000_000_000_000

    /// - Throws: `value.invalid`.
    func check() throws(RegistryError) {
        try TextRules.check(name, field: "name", limit: 120)
        if let country, !TextRules.isCountry(country) {
            throw RegistryError(
                .valueInvalid, "A country is its two capital letters of ISO 3166-1, such as 'NO'.", field: "country")
        }
        for (capacity, field) in [(capacityVolume, "capacityVolume"), (capacityWeight, "capacityWeight")] {
            guard let capacity, !(1...Self.mostCapacity).contains(capacity) else { continue }
            throw RegistryError(
                .valueInvalid, "A capacity is a whole number of cm³ or of grams, from 1 to 10^15.", field: field)
        }
    }
}

/// What somebody says of a location. What is left out follows from where it stands.
package struct LocationDraft: Hashable, Sendable {
    /// Its code without it.
    package var name: String?
    /// Without it a site where it stands in nothing, else a zone.
    package var level: LocationLevel?
    /// Without it that of what it stands in.
    package var kind: LocationKind?
    package var parent: String?
    package var number: LocationNumber?
    package var country: String?
    package var capacityVolume: Int64?
    package var capacityWeight: Int64?
    package var isRetired = false

    package init() {}

    /// - Throws: `value.invalid` for a site of which nobody has said what it is for.
    func details(of code: String, below parent: LocationDetails?) throws(RegistryError) -> LocationDetails {
        guard let kind = kind ?? parent?.kind else {
            throw RegistryError(
                .valueInvalid,
                "Say what the site is for: \(LocationKind.allCases.map(\.rawValue).joined(separator: ", ")).",
                field: "kind")
        }
        return LocationDetails(
            name ?? code, level: level ?? (parent == nil ? .site : .zone), kind: kind, below: self.parent,
            number: number, country: country, capacityVolume: capacityVolume, capacityWeight: capacityWeight,
            isRetired: isRetired)
    }
}
