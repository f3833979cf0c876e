/// Something that happened, as somebody reports or commands it: what, when, where, why (EPCIS 2.0, section 7.3).
package struct EventDraft: Hashable, Sendable {
    package var type: EventType = .object
    package var action: EventAction = .observe
    /// Microseconds since 1970 UTC.
    package var time: Int64
    /// Minutes east of UTC at the place of the event.
    package var zoneOffset: Int = 0
    package var businessStep: BusinessStep?
    package var disposition: Disposition?
    package var readPoint: String?
    package var businessLocation: String?
    package var units: [UnitKey] = []
    /// Parts of issued batches. An event of a million units is one range, not a million rows.
    package var ranges: [SequenceRange] = []
    /// What contains the units (aggregation) or what they are part of (association).
    package var parent: UnitKey?
    package var details = EventDetails()
    /// Free texts. They can be erased; their commitments stay.
    package var notes: [String] = []
    /// The event that this one corrects.
    package var corrects: ID<Event>?
    package var errorReason: ErrorReason?
    package var expectation: Expectation = .none
    /// Whether units that nobody has seen, of models without serial formats, are registered by this event.
    package var registersUnits = false
    /// What whoever reports it knows not to fit.
    package var discrepancies: [Discrepancy] = []

    package init(time: Int64) { self.time = time }

    /// The part of a batch that an event speaks of.
    package struct SequenceRange: Hashable, Sendable {
        package var batch: ID<Batch>
        package var sequences: ClosedRange<Int64>

        package init(batch: ID<Batch>, sequences: ClosedRange<Int64>) {
            self.batch = batch
            self.sequences = sequences
        }
    }

    /// In which dispositions the units must be.
    package enum Expectation: Hashable, Sendable {
        case none
        /// A command (sell, claim, transfer) is refused where a unit is in another disposition.
        case required(Set<Disposition>)
        /// A reported fact is kept and raises a discrepancy.
        case reported(Set<Disposition>)
    }
}

/// The subject of event ids.
package enum Event {}

/// An event as the ledger keeps it.
package struct RecordedEvent: Sendable {
    package var id: ID<Event>
    /// Its place in the ledger: dense, from 1. Nil until it is numbered.
    package var position: Int64?
    package var manufacturer: ID<Manufacturer>
    /// Microseconds since 1970 UTC.
    package var recordTime: Int64
    package var draft: EventDraft
    /// What the event did to its units, for projectors.
    package var changes: [UnitChange]
    package var discrepancies: [Discrepancy]
}

/// How an event changed one unit, or a number of rowless units alike.
package struct UnitChange: Sendable {
    package var model: ID<Model>
    /// One, or how many rowless units of a batch changed in the same way.
    package var count: Int64
    /// Nil where the event brought the units into being.
    package var before: UnitState?
    package var after: UnitState
}

/// A reported fact that does not fit what was known: kept, and shown to whoever must look into it.
package struct Discrepancy: Hashable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        /// Something happened to a unit after it was destroyed or decommissioned.
        case afterEnd = "discrepancy.afterEnd"
        /// Something happened to a unit before it was made.
        case beforeMade = "discrepancy.beforeMade"
        /// The unit was in another disposition than the report supposed.
        case otherState = "discrepancy.otherState"
        /// The unit was sold though it was already sold.
        case soldTwice = "discrepancy.soldTwice"
        /// The unit was reported in one unit while it was in another.
        case inAnother = "discrepancy.inAnother"
        /// The unit was reported in, or taken out of, a unit that it was not in.
        case notInside = "discrepancy.notInside"
        /// The owner says another day of purchase than the ledger.
        case otherSaleDate = "discrepancy.otherSaleDate"
        /// The unit was received where it was never sent.
        case diverted = "discrepancy.diverted"
    }
    package var code: Code
    package var unit: UnitKey
    package var expected: String?
    package var found: String?

    package init(code: Code, unit: UnitKey, expected: String? = nil, found: String? = nil) {
        self.code = code
        self.unit = unit
        self.expected = expected
        self.found = found
    }
}
