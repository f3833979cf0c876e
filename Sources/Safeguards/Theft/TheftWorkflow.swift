import Identifiers
package import Registry

/// What speaks for a report.
package enum TheftProof: String, CaseIterable, Sendable {
    /// Nothing but somebody's word.
    case none
    /// The unit is registered as the reporter's.
    case owner
    /// The hidden code of the package, of a unit that is registered as nobody else's.
    case ownerCode
    /// Staff of the manufacturer stand for it.
    case staff
}

/// Where a report is on its way.
package enum TheftState: String, WorkflowWord {
    /// Somebody says so, and nothing speaks for it: it marks nothing, and expires.
    case provisional
    /// Something speaks for it: the units carry the mark.
    case confirmed
    /// Whoever has the unit says otherwise; staff decide.
    case countered
    /// The units are back.
    case recovered
    /// It was taken back, or found to be wrong.
    case withdrawn
    /// Nobody has confirmed it in time.
    case expired

    /// Whether those who may know of it are warned.
    package var isOpen: Bool { self == .provisional || self == .confirmed || self == .countered }
}

/// What moves a report on.
package enum TheftStep: String, WorkflowWord {
    case confirm
    case counter
    /// Takes a counter-statement back.
    case retract
    case recover
    case withdraw
    case expire

    /// Whether whoever has made the report is not told: what was said against it.
    package var isHidden: Bool { self == .counter || self == .retract }
}

package enum TheftWorkflow {
    /// So many days after that on which it was made does a report last for which nothing speaks.
    package static let days = 30

    /// When it ends, in microseconds since 1970 UTC: with the last of these days, in UTC.
    /// - Parameter now: when it is made.
    package static func end(from now: Int64) -> Int64 {
        CivilDate(microseconds: now).firstMicrosecond.addingSaturated(Int64(days + 1) * 86_400_000_000)
    }

    /// Every step that there is. What has ended can be confirmed again: that is how a wrong end is undone.
    package static let machine = StateMachine<TheftState, TheftStep>(
        of: "report", from: .provisional,
        [
            .init(.provisional, .confirm, .confirmed), .init(.provisional, .counter, .countered),
            .init(.provisional, .recover, .recovered), .init(.provisional, .withdraw, .withdrawn),
            .init(.provisional, .expire, .expired),
            .init(.countered, .confirm, .confirmed), .init(.countered, .retract, .provisional),
            .init(.countered, .recover, .recovered), .init(.countered, .withdraw, .withdrawn),
            .init(.countered, .expire, .expired),
            .init(.confirmed, .recover, .recovered), .init(.confirmed, .withdraw, .withdrawn),
            .init(.recovered, .confirm, .confirmed), .init(.withdrawn, .confirm, .confirmed),
            .init(.expired, .confirm, .confirmed),
        ])
}
