/// The organisation that assigns model and serial numbers.
package struct Manufacturer: Hashable, Sendable {
    package var id: ID<Manufacturer>
    /// The name in addresses and files: lower-case letters, digits and dashes, at most 40, unique in the registry.
    package var slug: String
    package var name: String
    /// ISO 3166-1 alpha-2.
    package var country: String?
    /// A remark shown with the name, such as 'sample data'.
    package var note: String?
    package var gs1Prefixes: [String]
    /// VIN world manufacturer identifiers (ISO 3780).
    package var worldManufacturerIdentifiers: [String]
    /// Counts the changes of the row, for `If-Match`.
    package var rowVersion: Int64
}

/// What a caller says of a manufacturer.
package struct ManufacturerDraft: Hashable, Sendable {
    package var slug: String
    package var name: String
    package var country: String?
    package var note: String?
    package var gs1Prefixes: [String]
    package var worldManufacturerIdentifiers: [String]

    package init(
        slug: String, name: String, country: String? = nil, note: String? = nil, gs1Prefixes: [String] = [],
        worldManufacturerIdentifiers: [String] = []
    ) {
        self.slug = slug
        self.name = name
        self.country = country
        self.note = note
        self.gs1Prefixes = gs1Prefixes
        self.worldManufacturerIdentifiers = worldManufacturerIdentifiers
    }
}
