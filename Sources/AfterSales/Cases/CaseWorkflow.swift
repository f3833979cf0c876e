package import Registry

/// What a customer comes with.
package enum CaseKind: String, CaseIterable, Sendable {
    case question
    case fault
    case repair
    /// Something to be said about the manufacturer, not the unit.
    case complaint
}

/// How it came in.
package enum CaseChannel: String, CaseIterable, Sendable {
    case call
    case email
    /// Asked by the owner, on the unit's page or by a program of theirs.
    case ownersPage
    case chat
    case visit
}

package enum CasePriority: String, CaseIterable, Sendable {
    case low
    case normal
    case high
    case urgent

    /// Within how many microseconds such a case is to be at an end, where nobody says otherwise.
    package var term: Int64 {
        let hour: Int64 = 3_600_000_000
        return switch self {
        case .low: 120 * hour
        case .normal: 48 * hour
        case .high: 24 * hour
        case .urgent: 4 * hour
        }
    }
}

/// What became of a case.
package enum CaseOutcome: String, CaseIterable, Sendable {
    case solved
    case advised
    case repair
    case exchange
    case refund
    /// Nothing was wrong.
    case noFault
    /// The customer did not answer any more.
    case noAnswer
}

/// Where a unit is that a customer may send back; the case's number is the number of the return.
package enum CaseReturn: String, CaseIterable, Sendable {
    case approved
    case received
}

/// Where a case is on its way.
package enum CaseState: String, WorkflowWord {
    case open
    case waitingForCustomer
    case waitingForParts
    /// The customer may send the unit, or bring it.
    case returnApproved
    /// The unit has arrived.
    case returned
    case solved
    case closed

    /// Whether somebody still has to do something.
    package var isOpen: Bool { self != .solved && self != .closed }
}

/// What moves a case on. Who looks after it, and until when, is changed in any state and is no step.
package enum CaseStep: String, WorkflowWord {
    case ask
    case answer
    case awaitParts
    case resume
    case approveReturn
    case receive
    case solve
    case reopen
    case close
    case withdraw

    /// Whether the desk does it. A case is opened again by both.
    package var isDesks: Bool { self != .answer && self != .withdraw }
    /// Whether the customer does it.
    package var isCustomers: Bool { self == .answer || self == .reopen || self == .withdraw }
    /// Says nothing without words: the question, what was asked for, where the unit goes and how, what is wrong again.
    package var needsText: Bool { self == .ask || self == .answer || self == .approveReturn || self == .reopen }
}

package enum CaseWorkflow {
    /// So long after it was solved the customer opens a case again, in microseconds: 14 days.
    package static let reopenTerm: Int64 = 14 * 86_400_000_000

    /// Every step that there is.
    package static let machine = StateMachine<CaseState, CaseStep>(
        of: "case", from: .open,
        [
            .init(.open, .ask, .waitingForCustomer), .init(.open, .awaitParts, .waitingForParts),
            .init(.open, .approveReturn, .returnApproved), .init(.open, .solve, .solved),
            .init(.open, .close, .closed), .init(.open, .withdraw, .closed),
            .init(.waitingForCustomer, .answer, .open), .init(.waitingForCustomer, .resume, .open),
            .init(.waitingForCustomer, .approveReturn, .returnApproved), .init(.waitingForCustomer, .solve, .solved),
            .init(.waitingForCustomer, .close, .closed), .init(.waitingForCustomer, .withdraw, .closed),
            .init(.waitingForParts, .resume, .open), .init(.waitingForParts, .approveReturn, .returnApproved),
            .init(.waitingForParts, .solve, .solved), .init(.waitingForParts, .withdraw, .closed),
            .init(.returnApproved, .receive, .returned), .init(.returnApproved, .resume, .open),
            .init(.returnApproved, .solve, .solved), .init(.returnApproved, .close, .closed),
            .init(.returnApproved, .withdraw, .closed),
            .init(.returned, .ask, .waitingForCustomer), .init(.returned, .awaitParts, .waitingForParts),
            .init(.returned, .resume, .open), .init(.returned, .solve, .solved),
            .init(.solved, .close, .closed), .init(.solved, .reopen, .open),
            .init(.closed, .reopen, .open),
        ])
}
