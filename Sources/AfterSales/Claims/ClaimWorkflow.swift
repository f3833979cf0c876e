package import Registry

/// What is asked for.
package enum ClaimKind: String, CaseIterable, Sendable {
    /// A repair that was done.
    case claim
    /// A repair that is to be done, for which somebody wants a promise first.
    case preAuthorisation
    /// Something outside of cover, asked for as a favour.
    case goodwill
    /// A unit in a dealer's stock that does not work, before anybody has bought it.
    case dealerStock
}

/// Where a claim is on its way.
package enum ClaimState: String, WorkflowWord {
    case draft
    case submitted
    case needsInformation
    case underReview
    case approved
    case partlyApproved
    case rejected
    case paid
    case closed

    /// Whether somebody has yet to decide about it, or to hand it over.
    package var isOpen: Bool {
        switch self {
        case .draft, .submitted, .needsInformation, .underReview: true
        case .approved, .partlyApproved, .rejected, .paid, .closed: false
        }
    }

    /// Whether its claimant may say other things, and add and take away what shows them.
    package var isChangeable: Bool { self == .draft || self == .needsInformation }
}

/// What moves a claim on.
package enum ClaimStep: String, WorkflowWord {
    case submit
    case review
    case ask
    case answer
    case approve
    case approvePartly
    case reject
    case reopen
    case pay
    case close
    case withdraw

    /// Who does it.
    package enum Actor: String, Sendable {
        /// Whoever has filed the claim, and others at the same site.
        case claimant
        /// Whoever decides claims of the manufacturer.
        case decider
    }

    /// Who may do which step: the one table of that.
    package var actor: Actor {
        switch self {
        case .submit, .answer, .withdraw: .claimant
        case .review, .ask, .approve, .approvePartly, .reject, .reopen, .pay, .close: .decider
        }
    }

    /// Decides what is paid for; the ledger keeps it, with the reason.
    package var isDecision: Bool { self == .approve || self == .approvePartly || self == .reject }

    /// Says nothing without a reason.
    package var needsReason: Bool { isDecision || self == .ask || self == .reopen }

    /// Hands the claim over to be decided, so that the rules look at it.
    package var isSubmission: Bool { self == .submit || self == .answer }
}

/// What the owner gets.
package enum ClaimRemedy: String, CaseIterable, Sendable {
    case repair
    case exchange
    case refund
}

package enum ClaimWorkflow {
    /// Every step that there is. A decision can be taken up again until it is paid.
    package static let machine = StateMachine<ClaimState, ClaimStep>(
        of: "claim", from: .draft,
        [
            .init(.draft, .submit, .submitted), .init(.draft, .withdraw, .closed),
            .init(.submitted, .review, .underReview), .init(.submitted, .ask, .needsInformation),
            .init(.submitted, .withdraw, .closed),
            .init(.needsInformation, .answer, .submitted), .init(.needsInformation, .reject, .rejected),
            .init(.needsInformation, .withdraw, .closed),
            .init(.underReview, .approve, .approved), .init(.underReview, .approvePartly, .partlyApproved),
            .init(.underReview, .reject, .rejected), .init(.underReview, .ask, .needsInformation),
            .init(.approved, .pay, .paid), .init(.approved, .close, .closed), .init(.approved, .reopen, .underReview),
            .init(.partlyApproved, .pay, .paid), .init(.partlyApproved, .close, .closed),
            .init(.partlyApproved, .reopen, .underReview),
            .init(.rejected, .close, .closed), .init(.rejected, .reopen, .underReview),
            .init(.paid, .close, .closed),
        ])
}
