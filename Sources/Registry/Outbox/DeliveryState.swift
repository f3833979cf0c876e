/// How far a delivery is.
package enum DeliveryState: String, WorkflowWord {
    /// It is due at some time.
    case waiting
    /// A worker has it.
    case sending
    /// The other side has taken it; of a letter: it was printed.
    case sent
    /// It is not tried again, unless somebody asks for it.
    case dead
    /// It is not sent: somebody said so, or whoever it is for does not want it, or its webhook is off.
    case stopped
    /// It was taken and came back.
    case bounced
}

/// What moves a delivery on.
package enum DeliveryStep: String, WorkflowWord {
    /// A worker takes it.
    case begin
    /// It has been taken by the other side.
    case succeed
    /// It has not, and is tried again later.
    case fail
    /// The worker that had it has gone; it may have been sent.
    case lapse
    /// It has failed for good.
    case giveUp
    /// The worker that has it finds that it shall not be sent.
    case drop
    /// It shall not be sent, says somebody before a worker has it.
    case stop
    /// It shall be sent once more.
    case replay
    /// It has come back.
    case bounce
}

extension Delivery {
    package static let workflow = StateMachine<DeliveryState, DeliveryStep>(
        of: "delivery", from: .waiting,
        [
            .init(.waiting, .begin, .sending),
            .init(.waiting, .stop, .stopped),
            .init(.sending, .succeed, .sent),
            .init(.sending, .fail, .waiting),
            .init(.sending, .lapse, .waiting),
            .init(.sending, .giveUp, .dead),
            .init(.sending, .drop, .stopped),
            .init(.sent, .bounce, .bounced),
            .init(.sent, .replay, .waiting),
            .init(.dead, .replay, .waiting),
            .init(.dead, .stop, .stopped),
            .init(.stopped, .replay, .waiting),
            .init(.bounced, .replay, .waiting),
        ])
}
