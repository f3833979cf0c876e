package import Registry

extension Registration {
    /// What has become of it.
    package enum State: String, WorkflowWord {
        /// Staff look at it.
        case pending
        /// Somebody else says, or is known, to own the unit; staff decide.
        case disputed
        /// The unit is the party's.
        case valid
        case refused
        /// Taken back by the party itself.
        case withdrawn
        /// Nobody has decided in time, or the unit is somebody else's by now.
        case expired
    }

    package enum Step: String, WorkflowWord {
        case approve
        case refuse
        /// Somebody else turns out to own the unit, or to say so too.
        case dispute
        /// Staff have seen the proof of a disputed one: from then on its party is told of the dispute.
        case takeUp
        case withdraw
        case expire
    }

    package static let machine = StateMachine<State, Step>(
        of: "registration", from: .pending,
        [
            .init(.pending, .approve, .valid), .init(.pending, .refuse, .refused), .init(.pending, .dispute, .disputed),
            .init(.pending, .withdraw, .withdrawn), .init(.pending, .expire, .expired),
            .init(.disputed, .approve, .valid), .init(.disputed, .refuse, .refused),
            .init(.disputed, .takeUp, .disputed), .init(.disputed, .withdraw, .withdrawn),
            .init(.disputed, .expire, .expired),
            .init(.valid, .expire, .expired),
        ])
}
