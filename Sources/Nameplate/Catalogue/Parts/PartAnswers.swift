package import Registry

/// A part of a model, as somebody may know it.
package struct PartAnswer: Sendable {
    package var fit: KeptEntry<PartFit>
    package var manufacturer: Manufacturer
    package var part: Model
    /// Whether it fits the unit that was asked about; nil where none was, and where that cannot be told.
    package var fitsUnit: Bool?
    /// A part that fits the unit and whose place this one may take, where it is not listed for the unit itself.
    package var insteadOf: Model?
    /// The units that it fits; nil for all of the model, and for whoever may not know how units were made.
    package var population: String?
    /// Whether it fits some of the model's units only.
    package var isForSome: Bool { fit.entry.population != nil }
    /// Parts that may take its place, the nearest first.
    package var substitutes: [Substitute]

    package struct Substitute: Sendable {
        package var part: Model
        package var reason: String?
    }
}

/// The parts of a model or of one of its units.
package struct PartsAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    /// Whether a unit was asked about.
    package var isOfUnit: Bool
    package var parts: [PartAnswer]
    /// Where the list goes on; nil at its end.
    package var next: KeptEntry<PartFit>?
}

/// Where a part is used.
package struct PartFitsPage: Sendable {
    package struct Use: Sendable {
        package var model: Model
        package var fit: KeptEntry<PartFit>
    }
    package var part: Model
    package var uses: [Use]
    package var next: KeptEntry<PartFit>?
}

/// Whether a part is right for a unit.
package struct PartVerdict: Sendable {
    package enum Outcome: String, CaseIterable, Sendable {
        /// It is listed for this unit.
        case fits
        /// It takes the place of one that is listed for this unit.
        case substitutes
        /// It is listed for the model, but for other units.
        case otherUnits
        /// It is listed for some units of the model, and it cannot be told any more whether this is one.
        case cannotTell
        /// Nobody has said that it belongs to the model.
        case notListed
    }
    package var outcome: Outcome
    package var part: Model
    /// The fit by which it is so; nil where it is not listed.
    package var fit: KeptEntry<PartFit>?
    /// For which part it stands in.
    package var instead: Model?
    /// What fits in its place, where it does not.
    package var right: [Model]
}
