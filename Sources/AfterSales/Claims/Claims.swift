import Identifiers
package import Registry
package import Storage

/// Claims: made, changed, moved on.
package enum Claims {
    package static let unknown = RegistryError(
        .claimUnknown, "There is no such claim, or it is not for you.", field: "claim")

    /// - Throws: `claim.unknown`, also for whoever may not know of it.
    package static func require(
        _ number: ClaimNumber, as principal: Principal, _ reader: any SQLReader
    ) throws -> WarrantyClaim {
        guard let claim = try ClaimRows.find(number.id, reader),
            ClaimAccess.part(of: principal, in: claim) != .none
        else { throw unknown }
        return claim
    }

    /// A claim for whoever may erase what is in it, which needs no part in it.
    /// - Throws: `claim.unknown`.
    package static func find(_ number: ClaimNumber, _ reader: any SQLReader) throws -> WarrantyClaim {
        guard let claim = try ClaimRows.find(number.id, reader) else { throw unknown }
        return claim
    }

    /// So many drafts about one unit a site may have, and so many those who have none.
    package static let mostDrafts: Int64 = 20

    /// Makes a draft.
    /// - Throws: `value.invalid`, `fault.unknown`.
    package static func create(
        _ details: ClaimDetails, for unit: UnitRow, of model: Model, filedBy filing: WarrantyClaim.Filing,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> WarrantyClaim {
        try check(details, model, transaction)
        // Two that come at once are counted one after the other.
        try transaction.claim(
            Claim("claim drafts", "\(unit.key.model) \(unit.key.storedSerial) \(unit.key.serial.key)"), .exclusive)
        guard try ClaimList.drafts(about: unit.key, at: filing.site, transaction) < mostDrafts else {
            throw RegistryError(
                .valueInvalid, "There are \(mostDrafts) drafts about this unit. Hand one over, or withdraw it.")
        }
        var claim = WarrantyClaim(
            number: ClaimNumber(drawn: transaction.newID()), manufacturer: model.manufacturer, unit: unit.key,
            details: details, state: ClaimWorkflow.machine.initial, filing: filing,
            claimed: try details.lines.claimed(), createdAt: transaction.now, rowVersion: 1)
        while try !ClaimRows.insert(claim, transaction) { claim.number = ClaimNumber(drawn: transaction.newID()) }
        try AuditTrail.write(
            "claim.create", subject: claim.number.text, of: model.manufacturer, as: principal, from: source, transaction
        )
        return claim
    }

    /// Says other things in a claim that is not handed over, or for which more is asked.
    /// - Throws: `claim.locked`, `claim.changed`, `value.invalid`, `fault.unknown`, `access.forbidden`.
    package static func update(
        _ claim: WarrantyClaim, _ details: ClaimDetails, of model: Model, expecting version: Int64?,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> WarrantyClaim {
        try ClaimAccess.require(principal, .submit, on: claim, transaction)
        guard claim.state.isChangeable else { throw locked(claim) }
        guard version == nil || version == claim.rowVersion else { throw ClaimRows.changedMeanwhile }
        try check(details, model, transaction)
        var claim = claim
        claim.details = details
        claim.filing.changedBy = principal.auditName
        claim.claimed = try details.lines.claimed()
        try ClaimRows.update(&claim, transaction)
        try AuditTrail.write(
            "claim.change", subject: claim.number.text, of: claim.manufacturer, as: principal, from: source,
            transaction)
        return claim
    }

    static func locked(_ claim: WarrantyClaim) -> RegistryError {
        RegistryError(.claimLocked, "This claim is '\(claim.state.rawValue)': what it says stays as it is now.")
    }

    private static func check(_ details: ClaimDetails, _ model: Model, _ reader: any SQLReader) throws {
        try details.check()
        if let code = details.faultCode { try FaultCodes.require(code, for: model, reader) }
    }

    /// Moves a claim on. A submission is looked at by the rules; a decision becomes an event of the unit.
    /// - Throws: `state.step`, `access.forbidden`, `claim.own`, `claim.changed`, `claim.incomplete`, `reason.invalid`,
    ///   `value.invalid`.
    package static func move(
        _ claim: WarrantyClaim, by move: ClaimMove, of model: Model, expecting version: Int64?,
        as principal: Principal, from source: RequestSource = .local, _ recorder: EventRecorder,
        _ transaction: any SQLTransaction
    ) throws -> WarrantyClaim {
        try ClaimAccess.require(principal, move.step, on: claim, transaction)
        guard version == nil || version == claim.rowVersion else { throw ClaimRows.changedMeanwhile }
        var claim = claim
        claim.state = try ClaimWorkflow.machine.state(after: move.step, from: claim.state)
        try move.check()
        if move.step.isSubmission { try submit(&claim, model, transaction) }
        if move.step.isDecision { try ClaimDecision.take(move, &claim) }
        if move.step == .reopen { ClaimDecision.forget(&claim) }
        try ClaimRows.update(&claim, transaction)
        try ClaimSteps.append(
            ClaimStepEntry(
                step: move.step, state: claim.state, at: transaction.now, by: principal.auditName, reason: move.reason,
                note: move.note), to: claim.number.id, transaction)
        try ClaimCosts.note(claim, isSubmission: move.step.isSubmission, transaction)
        if move.step.isDecision {
            _ = try recorder.record(ClaimDecision.event(of: claim, move, at: transaction.now), of: claim.manufacturer)
        }
        try AuditTrail.write(
            "claim.\(move.step.rawValue)", subject: claim.number.text, of: claim.manufacturer, as: principal,
            from: source, transaction)
        return claim
    }

    private static func submit(_ claim: inout WarrantyClaim, _ model: Model, _ transaction: any SQLTransaction) throws {
        guard claim.details.complaint != nil else {
            throw RegistryError(
                .claimIncomplete, "Say what is wrong with the unit before you hand the claim over.", field: "complaint")
        }
        claim.submittedAt = claim.submittedAt ?? transaction.now
        claim.findings = try ClaimRules.findings(
            on: claim, of: model, on: CivilDate(microseconds: transaction.now), transaction)
    }
}

/// A step of a claim, with what belongs to it.
package struct ClaimMove: Hashable, Sendable {
    package var step: ClaimStep
    /// What the claimant is told, or says.
    package var reason: String?
    /// What is said within the manufacturer.
    package var note: String?
    /// Of a decision: what the owner gets.
    package var remedy: ClaimRemedy?
    /// Of a decision in part: what is approved of lines, by their place from 0, and why. What is not named is approved as
    /// claimed.
    package var adjustments: [Int: Adjustment] = [:]

    package struct Adjustment: Hashable, Sendable {
        package var approved: Int64
        package var remark: String?

        package init(_ approved: Int64, remark: String? = nil) {
            self.approved = approved
            self.remark = remark
        }
    }

    package init(_ step: ClaimStep, reason: String? = nil, note: String? = nil, remedy: ClaimRemedy? = nil) {
        self.step = step
        self.reason = reason
        self.note = note
        self.remedy = remedy
    }

    /// - Throws: `reason.invalid`, `value.invalid`.
    func check() throws(RegistryError) {
        for (field, text) in [("reason", reason), ("note", note)] {
            try TextRules.check(text, field: field, limit: 1_000)
        }
        guard !step.needsReason || reason != nil else {
            throw RegistryError(
                .reasonInvalid, "Say why, in words that the claimant can read.", field: "reason")
        }
        guard step.actor == .decider || note == nil else {
            throw RegistryError(.valueInvalid, "A note within the manufacturer is for whoever decides.", field: "note")
        }
    }
}
