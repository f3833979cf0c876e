package import Identifiers
package import Registry

/// Something that is wrong with units of some models, and what is done about it: contained, its cause found, corrected from
/// some unit on, and whether that has helped. The steps are those of an 8D report.
package struct QualityProblem: Hashable, Sendable {
    package var number: ProblemNumber
    package var manufacturer: ID<Manufacturer>
    package var details: ProblemDetails
    package var state: ProblemState
    /// The ``Principal/auditName``.
    package var openedBy: String
    /// Microseconds since 1970 UTC.
    package var openedAt: Int64
    /// When it was verified or closed; nil for an open one.
    package var endedAt: Int64?
    /// Counts the changes, for `If-Match`.
    package var rowVersion: Int64 = 1

    package init(
        number: ProblemNumber, manufacturer: ID<Manufacturer>, details: ProblemDetails,
        state: ProblemState = ProblemWorkflow.machine.initial, openedBy: String, openedAt: Int64
    ) {
        self.number = number
        self.manufacturer = manufacturer
        self.details = details
        self.state = state
        self.openedBy = openedBy
        self.openedAt = openedAt
    }

    /// Whether it should be at an end by a day.
    package func isOverdue(on today: CivilDate) -> Bool {
        guard state.isOpen, let due = details.dueOn else { return false }
        return due.lastMicrosecond < today.firstMicrosecond
    }
}

extension QualityProblem: NumberedRecord {
    /// 'E' for eight disciplines.
    package static let numberLetter: Character = "E"
}

package typealias ProblemNumber = RecordNumber<QualityProblem>

package enum ProblemState: String, WorkflowWord {
    case open
    /// Nobody gets any more units that have it.
    case contained
    /// It is known why.
    case causeFound
    /// Units are made without it.
    case corrected
    /// It is shown that the correction helps.
    case verified
    /// At an end without a correction.
    case closed
    /// It came back.
    case reopened

    package var isOpen: Bool { self != .verified && self != .closed }
}

package enum ProblemStep: String, WorkflowWord {
    case contain, findCause, correct, verify, close, reopen

    /// Whether it needs words on why.
    package var needsNote: Bool { self == .verify || self == .close || self == .reopen }
}

package enum ProblemWorkflow {
    package static let machine = StateMachine<ProblemState, ProblemStep>(
        of: "problem", from: .open,
        [
            .init(.open, .contain, .contained), .init(.open, .findCause, .causeFound), .init(.open, .close, .closed),
            .init(.contained, .findCause, .causeFound), .init(.contained, .close, .closed),
            .init(.causeFound, .correct, .corrected), .init(.causeFound, .close, .closed),
            .init(.corrected, .verify, .verified), .init(.corrected, .reopen, .reopened),
            .init(.reopened, .contain, .contained), .init(.reopened, .findCause, .causeFound),
            .init(.reopened, .correct, .corrected), .init(.reopened, .close, .closed),
            .init(.verified, .reopen, .reopened), .init(.closed, .reopen, .reopened),
        ])
}
