import AfterSales
import Registry

// What is announced of the wings' decisions, in the transaction of each.

extension Commands {
    /// Tells a party, and the programs that want to know, that its registration was decided.
    func announce(_ registration: Registration) throws {
        let decision: String
        switch registration.state {
        case .valid: decision = "valid"
        case .refused: decision = "refused"
        default: return
        }
        var draft = NoticeDraft(
            .registrationDecided, key: "\(registration.id) \(registration.changedAt)", unit: registration.unit,
            party: registration.party, facts: ["decision": decision])
        if registration.state == .refused, let reason = registration.reason {
            draft.facts["reason"] = Self.fact(reason)
        }
        try Outbox.post(draft, of: registration.manufacturer, transaction)
    }

    /// The same of a claim, for the owner of its unit.
    func announce(_ claim: WarrantyClaim, decidedBy move: ClaimMove) throws {
        guard [.approve, .approvePartly, .reject].contains(move.step) else { return }
        var draft = NoticeDraft(
            .claimDecided, key: "\(claim.number.text) \(claim.rowVersion)", unit: claim.unit, party: claim.filing.owner,
            facts: ["claim": claim.number.text, "decision": claim.state.rawValue])
        if let reason = move.reason { draft.facts["reason"] = Self.fact(reason) }
        try Outbox.post(draft, of: claim.manufacturer, transaction)
    }

    /// Tells of a change in a case: its customer, where the desk has made it, and the programs that want to know. Nothing that
    /// was said is told.
    /// - Parameter entry: which of the case's entries it is, so that it is announced once; nil for the opening and the rating.
    func announce(_ serviceCase: ServiceCase, _ change: String, entry: Int64?, byDesk: Bool) throws {
        let key = "\(serviceCase.number.text) \(entry.map(String.init) ?? change)"
        let draft = NoticeDraft(
            .caseChanged, key: key, unit: serviceCase.unit, party: byDesk ? serviceCase.party : nil,
            facts: ["case": serviceCase.number.text, "change": change, "state": serviceCase.state.rawValue])
        try Outbox.post(draft, of: serviceCase.manufacturer, transaction)
    }

    /// As much of a text as a fact may have.
    private static func fact(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(Notice.longestFact)))
    }
}
