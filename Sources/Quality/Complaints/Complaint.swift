package import Identifiers
package import Registry

/// What somebody complains of about a product. It is no event of a unit and counts no failure: it is a sign of one.
package struct Complaint: Hashable, Sendable {
    package var number: ComplaintNumber
    package var manufacturer: ID<Manufacturer>
    package var model: ID<Model>
    /// Nil where nobody knows which unit it is about, or only a part of its number.
    package var serial: SerialNumber?
    package var details: ComplaintDetails
    package var source: ComplaintSource
    /// Under which number somebody else has it: an authority, another system, a support desk. Of one source, a
    /// manufacturer has it once.
    package var reference: String?
    package var state: ComplaintState
    /// The problem that it is a sign of.
    package var problem: ProblemNumber?
    /// The ``Principal/auditName``.
    package var enteredBy: String
    /// Microseconds since 1970 UTC.
    package var enteredAt: Int64
    /// Counts the changes, for `If-Match`.
    package var rowVersion: Int64 = 1

    package init(
        number: ComplaintNumber, manufacturer: ID<Manufacturer>, model: ID<Model>, serial: SerialNumber?,
        details: ComplaintDetails, source: ComplaintSource, reference: String?,
        state: ComplaintState = ComplaintState.machine.initial, enteredBy: String, enteredAt: Int64
    ) {
        self.number = number
        self.manufacturer = manufacturer
        self.model = model
        self.serial = serial
        self.details = details
        self.source = source
        self.reference = reference
        self.state = state
        self.enteredBy = enteredBy
        self.enteredAt = enteredAt
    }
}

extension Complaint: NumberedRecord {
    /// 'Q' for quality.
    package static let numberLetter: Character = "Q"
}

package typealias ComplaintNumber = RecordNumber<Complaint>

/// Where a complaint came from.
package enum ComplaintSource: String, CaseIterable, Sendable {
    /// Somebody has typed it.
    case entered
    /// From a table, such as an authority's.
    case imported
    /// A case of the support desk.
    case `case`
}

package enum ComplaintState: String, WorkflowWord {
    /// Nobody has looked at it yet.
    case open
    /// It is known what it is about.
    case assessed
    case closed

    package static let machine = StateMachine<ComplaintState, ComplaintStep>(
        of: "complaint", from: .open,
        [
            .init(.open, .assess, .assessed), .init(.open, .close, .closed), .init(.assessed, .close, .closed),
            .init(.assessed, .reopen, .open), .init(.closed, .reopen, .open),
        ])
}

package enum ComplaintStep: String, WorkflowWord {
    case assess, close, reopen
}
