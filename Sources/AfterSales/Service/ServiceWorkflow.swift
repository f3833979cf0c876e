package import Registry

/// Where a service order is on its way, as workshops know it.
package enum ServiceState: String, WorkflowWord {
    /// Agreed; the unit is not here yet.
    case booked
    case received
    case inDiagnosis
    /// The customer, or whoever pays, is asked.
    case waitingForApproval
    case waitingForParts
    case inRepair
    case completed
    case handedBack
    case cancelled

    /// Whether something is still to be done.
    package var isOpen: Bool { self != .handedBack && self != .cancelled }
}

/// What moves a service order on.
package enum ServiceStep: String, WorkflowWord {
    case receive
    case diagnose
    case requestApproval
    case approve
    case decline
    case orderParts
    case partsArrived
    case repair
    case complete
    case reopen
    case handBack
    case cancel

    /// Says nothing without a reason.
    package var needsReason: Bool { self == .decline || self == .reopen || self == .cancel }
}

package enum ServiceWorkflow {
    /// Every step that there is.
    package static let machine = StateMachine<ServiceState, ServiceStep>(
        of: "service order", from: .booked,
        [
            .init(.booked, .receive, .received), .init(.booked, .cancel, .cancelled),
            .init(.received, .diagnose, .inDiagnosis), .init(.received, .repair, .inRepair),
            .init(.received, .cancel, .cancelled),
            .init(.inDiagnosis, .repair, .inRepair), .init(.inDiagnosis, .requestApproval, .waitingForApproval),
            .init(.inDiagnosis, .orderParts, .waitingForParts), .init(.inDiagnosis, .complete, .completed),
            .init(.inDiagnosis, .cancel, .cancelled),
            .init(.waitingForApproval, .approve, .inRepair), .init(.waitingForApproval, .decline, .completed),
            .init(.waitingForParts, .partsArrived, .inRepair), .init(.waitingForParts, .cancel, .cancelled),
            .init(.inRepair, .complete, .completed), .init(.inRepair, .diagnose, .inDiagnosis),
            .init(.inRepair, .orderParts, .waitingForParts),
            .init(.inRepair, .requestApproval, .waitingForApproval),
            .init(.completed, .handBack, .handedBack), .init(.completed, .reopen, .inRepair),
        ])
}
