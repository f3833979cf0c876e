package import Identifiers

/// That a part belongs to the units of a model: which one, how many, where, and to which units.
///
/// A part is a model too: it has a number, specifications, perhaps units with serial numbers of their own.
package struct PartFit: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Takes the place of what was built in.
        case sparePart
        /// May be added.
        case accessory
        /// Is used up.
        case consumable
        /// Several parts that are bought together.
        case kit
    }
    package var id: ID<PartFit>
    package var model: ID<Model>
    package var part: ID<Model>
    package var details: PartFitDetails
    package var rowVersion: Int64
}

/// What is said of a fit.
package struct PartFitDetails: Hashable, Sendable {
    package var kind: PartFit.Kind
    /// How many a unit takes, 1 to a million.
    package var quantity: Int64
    /// Where in the exploded view or the assembly it stands; empty where nobody says.
    package var position: String
    /// The units that it fits, in the language of populations: `serial from TR2410000001 to TR2410000500`; nil for all.
    package var population: String?
    package var note: String?

    package init(
        _ kind: PartFit.Kind, quantity: Int64 = 1, position: String = "", population: String? = nil, note: String? = nil
    ) {
        self.kind = kind
        self.quantity = quantity
        self.position = position
        self.population = population
        self.note = note
    }
}

/// That one part takes another one's place.
package struct PartSupersession: Hashable, Sendable {
    package var part: ID<Model>
    package var successor: ID<Model>
    /// The old part may take the new one's place too.
    package var isTwoWay: Bool
    package var reason: String?
    package var since: CivilDate?

    package init(
        _ part: ID<Model>, by successor: ID<Model>, isTwoWay: Bool, reason: String? = nil, since: CivilDate? = nil
    ) {
        self.part = part
        self.successor = successor
        self.isTwoWay = isTwoWay
        self.reason = reason
        self.since = since
    }
}
