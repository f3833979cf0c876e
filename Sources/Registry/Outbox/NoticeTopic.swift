/// What notices are about. A wing that has something to announce adds its topic here; the raw value is stored, sent to
/// programs and never changes.
package enum NoticeTopic: String, CaseIterable, Sendable {
    /// An event of the ledger that speaks of units.
    case unitEvent = "unit.event"
    /// A registration was found valid, or was refused.
    case registrationDecided = "registration.decided"
    /// A claim under warranty was decided.
    case claimDecided = "claim.decided"
    /// Sent on request to see whether a webhook works.
    case test = "notice.test"

    /// What a notice of a topic tells beside its unit. Nothing personal is among it.
    package struct Fact: Hashable, Sendable {
        package var name: String
        /// What it means.
        package var summary: String
        /// What previews show.
        package var example: String

        init(_ name: String, _ summary: String, _ example: String) {
            (self.name, self.summary, self.example) = (name, summary, example)
        }
    }

    /// The facts that a notice of this topic may tell.
    package var facts: [Fact] {
        switch self {
        case .unitEvent, .test: []
        case .registrationDecided:
            [
                Fact("decision", "valid or refused", "valid"),
                Fact("reason", "why it was refused", "the receipt cannot be read"),
            ]
        case .claimDecided:
            [
                Fact("claim", "the number of the claim", "C-2026-0017"),
                Fact("decision", "approved or rejected", "approved"),
                Fact("reason", "why it was rejected", "the cover has ended"),
            ]
        }
    }

    /// What a webhook may be subscribed to: everything but the test, which goes to one webhook alone.
    package static let subscribable = allCases.filter { $0 != .test }
}
