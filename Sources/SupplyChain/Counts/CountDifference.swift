package import Registry

/// Something that is not as the ledger has it, as a round of a count has found.
package struct CountDifference: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// It should be there, and nobody scanned it.
        case missing
        /// It is there; the ledger has it elsewhere, on the way or nowhere that is known.
        case foundElsewhere
        /// It is there; the ledger has it sold, in use, used up or gone.
        case notInStock
        /// What was scanned names nothing that is known.
        case unknown
        /// More pieces are there than should be.
        case over
        /// Fewer pieces are there than should be.
        case short
    }
    package enum Subject: Hashable, Sendable {
        case unit(UnitKey)
        /// Units of a batch without a row, at most as many as these sequence numbers.
        case range(EventDraft.SequenceRange)
        case pieces(ID<Model>)
        case text(String)
    }
    package enum Resolution: String, CaseIterable, Sendable {
        case open
        /// By an event.
        case adjusted
        /// By a reason alone.
        case noted
        /// The ledger says the same by now.
        case settled
    }
    /// From 0 within the round.
    package var ordinal: Int64 = 0
    package var kind: Kind
    package var subject: Subject
    /// How many should be there; of a container with what is in it.
    package var expected: Int64
    package var found: Int64
    /// The text by which the ledger names the place where it is; empty on the way, nil where it is nowhere.
    package var believed: String?
    /// The serial number of the case or pallet in which the ledger has it.
    package var container: String?
    package var disposition: Disposition?
    package var resolution = Resolution.open
    package var reason: CountReason?
    package var event: ID<Event>?

    package init(_ kind: Kind, _ subject: Subject, expected: Int64, found: Int64) {
        (self.kind, self.subject, self.expected, self.found) = (kind, subject, expected, found)
    }
}
