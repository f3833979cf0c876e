package import Registry

/// Where a campaign is on its way.
package enum CampaignState: String, WorkflowWord {
    /// Being written; nobody else knows of it.
    case draft
    /// Everybody is told whose unit is one of its.
    case open
    /// Nobody is told for now.
    case suspended
    case closed
    case withdrawn

    /// Whether what it says may be changed.
    package var isChangeable: Bool { self == .draft || self == .open || self == .suspended }
}

/// What moves a campaign on.
package enum CampaignStep: String, WorkflowWord {
    case open
    case suspend
    case resume
    case close
    case reopen
    case withdraw

    /// Says nothing without a reason.
    package var needsReason: Bool { self != .open && self != .resume }
}

package enum CampaignWorkflow {
    /// Every step that there is.
    package static let machine = StateMachine<CampaignState, CampaignStep>(
        of: "campaign", from: .draft,
        [
            .init(.draft, .open, .open), .init(.draft, .withdraw, .withdrawn),
            .init(.open, .suspend, .suspended), .init(.open, .close, .closed), .init(.open, .withdraw, .withdrawn),
            .init(.suspended, .resume, .open), .init(.suspended, .close, .closed),
            .init(.suspended, .withdraw, .withdrawn),
            .init(.closed, .reopen, .open),
        ])
}

/// A step of a campaign, with what is said about it.
package struct CampaignMove: Hashable, Sendable {
    package var step: CampaignStep
    package var note: String?

    package init(_ step: CampaignStep, note: String? = nil) {
        self.step = step
        self.note = note
    }

    /// - Throws: `reason.invalid`, `value.invalid`.
    func check() throws(RegistryError) {
        try TextRules.check(note, field: "note", limit: 1_000)
        guard !step.needsReason || note != nil else {
            throw RegistryError(.reasonInvalid, "Say why, for whoever reads the campaign later.", field: "note")
        }
    }
}
