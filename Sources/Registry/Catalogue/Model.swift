package import Identifiers

/// A design. All units of a model share its number.
package struct Model: Hashable, Sendable {
    /// A product that somebody buys, or a logistic unit (case, pallet) that holds others.
    package enum Kind: String, Sendable {
        case product
        case container
    }
    package var id: ID<Model>
    package var manufacturer: ID<Manufacturer>
    package var kind: Kind
    package var details: ModelDetails
    package var supersedes: ID<Model>?
    /// Counts the changes of the row, for `If-Match`.
    package var rowVersion: Int64

    package var number: ModelNumber { details.number }

    /// A model is public from the day of its release; one without a date counts as released.
    package func isReleased(on today: CivilDate) -> Bool {
        guard let released = details.releasedOn else { return true }
        return released <= today
    }
}

/// What a manufacturer says of a design.
package struct ModelDetails: Hashable, Sendable {
    /// Unique within the manufacturer. It changes only by ``ModelNumbers/renumber(_:to:of:as:from:_:)``.
    package var number: ModelNumber
    package var name: String?
    package var line: String?
    /// A brand is a name on a product line.
    package var brand: String?
    /// The revision now made under this number.
    package var version: String?
    package var category: String?
    /// GTINs in 14 digits.
    package var gtins: [String]
    package var announcedOn: CivilDate?
    package var releasedOn: CivilDate?
    package var salesEndOn: CivilDate?
    package var supportEndOn: CivilDate?
    /// The manufacturer has chosen to show strangers how many units exist and how they have fared.
    package var fleetPublished: Bool
    package var specifications: [Specification]

    package init(number: ModelNumber) {
        self.number = number
        self.gtins = []
        self.fleetPublished = false
        self.specifications = []
    }
}
