package import Registry

/// How the desk means to deal with a case.
package struct CasePlan: Hashable, Sendable {
    package var handling: CaseHandling
    /// Microseconds since 1970 UTC; nil for what the priority says.
    package var dueAt: Int64?

    package init(_ handling: CaseHandling = CaseHandling(), dueAt: Int64? = nil) {
        self.handling = handling
        self.dueAt = dueAt
    }

    /// - Throws: `value.invalid` for a time before the case or more than ten years after it.
    func due(from opened: Int64) throws(RegistryError) -> Int64 {
        guard let dueAt else { return opened + handling.priority.term }
        guard dueAt >= opened, dueAt - opened <= 3_653 * 86_400_000_000 else {
            throw RegistryError(
                .valueInvalid, "A case is due after it was opened, and within ten years.", field: "dueAt")
        }
        return dueAt
    }
}

/// A step of a case, with what belongs to it.
package struct CaseMove: Hashable, Sendable {
    package var step: CaseStep
    /// What the other side is told.
    package var text: String?
    /// Of an end: what became of it.
    package var outcome: CaseOutcome?

    package init(_ step: CaseStep, _ text: String? = nil, outcome: CaseOutcome? = nil) {
        self.step = step
        self.text = text
        self.outcome = outcome
    }

    /// - Throws: `value.invalid`, `reason.invalid`.
    func check(from state: CaseState) throws(RegistryError) {
        if let text { try LongText.check(text, field: "text", limit: CaseReplies.longest) }
        guard !step.needsText || text != nil else {
            throw RegistryError(.reasonInvalid, "Say what it is about, in words for the other side.", field: "text")
        }
        let needsOutcome = step == .solve || (step == .close && state != .solved)
        guard needsOutcome == (outcome != nil) else {
            throw RegistryError(
                .valueInvalid,
                needsOutcome ? "Say what became of the case." : "Only what ends a case says what became of it.",
                field: "outcome")
        }
    }
}

extension ServiceCase {
    /// Takes over what a step means for more than the state.
    mutating func follow(_ move: CaseMove, at now: Int64) {
        switch move.step {
        case .approveReturn: returnState = .approved
        case .receive: returnState = .received
        case .solve: (outcome, solvedAt) = (move.outcome, now)
        case .close: outcome = outcome ?? move.outcome
        case .reopen: (outcome, solvedAt, dueAt) = (nil, nil, now + handling.priority.term)
        case .ask, .answer, .awaitParts, .resume, .withdraw: break
        }
        endedAt = state.isOpen ? nil : endedAt ?? now
    }
}
