/// What notices are about. A wing that has something to announce adds its topic here; the raw value is stored, sent to
/// programs and never changes.
package enum NoticeTopic: String, CaseIterable, Sendable {
    /// An event of the ledger that speaks of units.
    case unitEvent = "unit.event"
    /// A registration was found valid, or was refused.
    case registrationDecided = "registration.decided"
    /// A claim under warranty was decided.
    case claimDecided = "claim.decided"
    /// Something was said in a case at the support desk, or it was moved on.
    case caseChanged = "case.changed"
    /// A unit was reported stolen or lost, or such a report was moved on.
    case theftChanged = "theft.changed"
    /// Maintenance is due on a unit.
    case maintenanceDue = "maintenance.due"
    /// The owner's unit is one of a recall or another campaign.
    case campaignNotice = "campaign.notice"
    /// Somebody guesses at the numbers of a model.
    case verificationGuessed = "verification.guessed"
    /// Something that somebody of the manufacturer wrote to a person.
    case message
    /// Sent on request to see whether a webhook works.
    case test = "notice.test"

    /// What a notice of a topic tells beside its unit. What people have written in words of their own is for its reader alone:
    /// it goes to nobody else, and is erased with the reader.
    package struct Fact: Hashable, Sendable {
        package var name: String
        /// What it means.
        package var summary: String
        /// What previews show.
        package var example: String
        /// Whether only the person is told whom the notice is for, neither programs nor who sees what was announced.
        package var isForPersonAlone: Bool

        init(_ name: String, _ summary: String, _ example: String, isForPersonAlone: Bool = false) {
            (self.name, self.summary, self.example) = (name, summary, example)
            self.isForPersonAlone = isForPersonAlone
        }
    }

    /// The facts that a notice of this topic may tell.
    package var facts: [Fact] {
        switch self {
        case .unitEvent, .test: []
        case .verificationGuessed:
            [
                Fact("model", "the number of the model", "FJ-320"),
                Fact("misses", "how many questions in vain there were within the hour", "100"),
            ]
        case .registrationDecided:
            [
                Fact("decision", "valid or refused", "valid"),
                Fact("reason", "why it was refused", "the receipt cannot be read", isForPersonAlone: true),
            ]
        case .maintenanceDue:
            [
                Fact("task", "what is to be done", "Clean the condenser coil"),
                Fact("state", "later, due or overdue", "due"),
                Fact("day", "when it is due", "2026-07-14"),
            ]
        case .campaignNotice:
            [
                Fact("campaign", "the number of the campaign", "R-7K3M-9TQ1"),
                Fact("kind", "safetyRecall, serviceCampaign, upgrade or inspection", "safetyRecall"),
                Fact("title", "what it is about", "The compressor may leak"),
                Fact("doNotUse", "true where it must not be used any more, else false", "true"),
                Fact("hazard", "what may happen", "The refrigerant is flammable."),
                Fact("instructions", "what to do now", "Switch it off and call us."),
            ]
        case .message:
            [
                Fact("subject", "what it is about", "Your question", isForPersonAlone: true),
                Fact("text", "what it says", "The part that you asked for is here.", isForPersonAlone: true),
            ]
        case .caseChanged:
            [
                Fact("case", "the number of the case", "S-7K3M-9TQ1"),
                Fact("change", "opened, reply, rated, or the step that was done", "approveReturn"),
                Fact("state", "the state that it is in", "returnApproved"),
            ]
        case .theftChanged:
            [
                Fact("theft", "the number of the report", "T-7K3M-9TQ1"),
                Fact("change", "report, the step that was done, message or answer", "confirm"),
                Fact("state", "the state that it is in", "confirmed"),
            ]
        case .claimDecided:
            [
                Fact("claim", "the number of the claim", "C-7K3M-9TQ1"),
                Fact("decision", "approved, partlyApproved or rejected", "approved"),
                Fact("reason", "why it was decided so", "the cover has ended", isForPersonAlone: true),
            ]
        }
    }

    /// Of the facts of a notice those that others may be told than the person whom it is for.
    package func publicFacts(of facts: [String: String]) -> [String: String] {
        let personal = self.facts.filter(\.isForPersonAlone).map(\.name)
        return facts.filter { !personal.contains($0.key) }
    }

    /// Whether the same may be posted again after years, so that its notice is kept for as long as the registry.
    var mayComeAgain: Bool { self == .maintenanceDue }

    /// What a webhook may be subscribed to: not what one person writes to another, nor the test, which goes to one webhook.
    package static let subscribable = allCases.filter { $0 != .test && $0 != .message }

    /// Whether persons are written to about it.
    package var isForPersons: Bool {
        switch self {
        case .registrationDecided, .claimDecided, .caseChanged, .theftChanged, .maintenanceDue, .campaignNotice,
            .message:
            true
        case .unitEvent, .verificationGuessed, .test: false
        }
    }
}
