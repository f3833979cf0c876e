import Identifiers
package import Registry
package import Storage

/// Where thefts and losses are reported, confirmed and brought to an end: everything here happens in one transaction, for one
/// unit after the other.
///
/// A confirmed report is an event that sets the mark `stolen` on its units, from the day of the theft on. A recovery is an event
/// that unsets it. What was wrong is corrected: the theft that did not happen, the recovery that did not happen.
package struct TheftDesk {
    let recorder: EventRecorder
    let principal: Principal
    let source: RequestSource
    let transaction: any SQLTransaction

    package init(
        _ recorder: EventRecorder, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) {
        self.recorder = recorder
        self.principal = principal
        self.source = source
        self.transaction = transaction
    }

    package static let unknown = RegistryError(
        .theftUnknown, "There is no such report, or it is not for you.", field: "theft")

    /// So many reports for which nothing speaks may one reporter have open.
    package static let mostUnproven = 5

    /// The unit as it is now, while nobody else changes whose it is or reports it.
    /// - Throws: `unit.unknown`.
    package func hold(_ key: UnitKey) throws -> UnitRow {
        // As those who hand units over do.
        try transaction.claim(Claim("ownership \(key.model)", key.serial.text), .exclusive)
        try recorder.moveOn(past: key)
        guard let unit = try Units.find(key, transaction) else {
            throw RegistryError(.unitUnknown, "No unit has this serial number.", field: "serial")
        }
        return unit
    }

    // MARK: Reporting

    /// Reports a unit. What something speaks for is confirmed at once, unless another report of the unit is.
    /// - Parameters:
    ///   - party: as whom; nil for staff.
    ///   - hasCode: whether the owner code of the unit was given.
    ///   - isHearsay: whether staff only write down what somebody else says, so that it waits.
    /// - Returns: the open report of the same reporter, where there is one for which as much speaks.
    /// - Throws: `value.invalid`.
    package func report(
        _ unit: UnitRow, _ details: TheftDetails, as party: ID<Party>?, hasCode: Bool, isHearsay: Bool = false
    ) throws -> TheftReport {
        let now = transaction.now
        try details.check(at: now)
        let proof: TheftProof =
            isHearsay
            ? .none
            : party == nil ? .staff : TheftAccess.proof(of: principal, owner: unit.state.owner, hasCode: hasCode)
        let known = try TheftList.open(of: unit, at: now, transaction)
        let isTaken = known.contains { $0.state == .confirmed }
        if let own = known.first(where: { $0.party == party && (party != nil || $0.proof == .staff) }) {
            guard own.state == .provisional, proof != .none, !isTaken else { return own }
            return try move(own, by: TheftMove(.confirm), proof)
        }
        if let party, proof == .none { try requireRoom(party) }
        let reported = try insert(
            TheftReport(
                number: TheftNumber(drawn: transaction.newID()), manufacturer: unit.manufacturer, unit: unit.key,
                details: details, proof: proof, state: .provisional, party: party, reportedBy: principal.auditName,
                reportedAt: now, expiresAt: TheftWorkflow.end(from: now)))
        guard proof != .none, !isTaken else { return reported }
        return try move(reported, by: TheftMove(.confirm), proof)
    }

    /// Reports several units at once, as staff: all of them or none.
    /// - Throws: `value.invalid`, `state.step` where one of them is reported and confirmed already.
    package func report(
        _ scope: TheftScope, of manufacturer: ID<Manufacturer>, _ details: TheftDetails
    ) throws -> TheftReport {
        let now = transaction.now
        try details.check(at: now)
        for unit in scope.units { _ = try hold(unit) }
        for range in scope.ranges { try transaction.claim(Claim("thefts of batch", range.batch), .exclusive) }
        if let other = try scope.confirmed(of: manufacturer, at: now, transaction) {
            throw RegistryError(
                .stateStep,
                "One of the units is reported already, as \(other.number.text). Bring that to its end first.",
                field: "serial")
        }
        var draft = TheftReport(
            number: TheftNumber(drawn: transaction.newID()), manufacturer: manufacturer, unit: scope.first,
            details: details, proof: .staff, state: .confirmed, party: nil, reportedBy: principal.auditName,
            reportedAt: now, expiresAt: .max)
        draft.unitCount = scope.count
        var reported = try insert(draft)
        reported.event = try record(reported, isSet: true, scope)
        try TheftRows.update(&reported, transaction)
        try TheftSteps.append(
            TheftStepEntry(step: .confirm, state: .confirmed, at: now, by: principal.auditName),
            to: reported.number.id, transaction)
        return reported
    }

    private func insert(_ draft: TheftReport) throws -> TheftReport {
        var report = draft
        while try !TheftRows.insert(report, transaction) { report.number = TheftNumber(drawn: transaction.newID()) }
        try note("report", report)
        return report
    }

    private func requireRoom(_ party: ID<Party>) throws {
        // Two that come at once are counted one after the other.
        try transaction.claim(Claim("theft reports", party), .exclusive)
        let now = transaction.now
        let open = try TheftList.page(of: party, after: nil, limit: 100, transaction).count {
            $0.proof == .none && $0.state(at: now).isOpen
        }
        guard open < Self.mostUnproven else {
            throw RegistryError(
                .valueInvalid,
                "You have reported \(Self.mostUnproven) products without proving that you had them. Wait until these are decided."
            )
        }
    }

    // MARK: Moving on

    /// Moves a report on, for whoever may.
    /// - Parameter hasCode: whether the owner code of its unit was given.
    /// - Throws: `state.step`, `access.forbidden`, `theft.changed`, `theft.unknown`, `reason.invalid`, `value.invalid`.
    package func move(
        _ report: TheftReport, by move: TheftMove, of unit: UnitRow, hasCode: Bool, expecting version: Int64?
    ) throws -> TheftReport {
        let (now, owner) = (transaction.now, unit.state.owner)
        let part = TheftAccess.part(of: principal, in: report, owner: owner)
        guard part != .none || hasCode && move.step == .counter else { throw Self.unknown }
        // Whoever may not do a step learns nothing of the state by trying.
        guard TheftAccess.allows(principal, move.step, on: report, at: now, owner: owner, hasCode: hasCode) else {
            throw RegistryError(
                .forbidden,
                move.step == .confirm
                    ? "Only staff confirm a report for which nothing speaks. Give the owner code, if you have it."
                    : "Only whoever has done it, or staff of the manufacturer, may do this.")
        }
        if part == .staff { try move.checkReason(needed: TheftAccess.needsReason(move.step, on: report, at: now)) }
        try move.check()
        let proof =
            part == .staff ? .staff : TheftAccess.proof(of: principal, owner: owner, hasCode: hasCode)
        // A reporter does not know of what was said otherwise.
        let hidden =
            part == .reporter ? try TheftSteps.list(of: report.number.id, transaction).count(where: \.isHidden) : 0
        guard version == nil || version == report.rowVersion - Int64(hidden) else { throw TheftRows.changedMeanwhile }
        return try self.move(report, by: move, proof)
    }

    private func move(
        _ report: TheftReport, by move: TheftMove, _ proof: TheftProof
    ) throws -> TheftReport {
        let now = transaction.now
        var moved = report
        moved.state = try TheftWorkflow.machine.state(after: move.step, from: report.state(at: now))
        switch move.step {
        case .confirm: try confirm(&moved, proof)
        case .counter: moved.counteredBy = move.party
        // Whoever has said otherwise goes on knowing of it.
        case .retract: break
        case .recover: if report.state == .confirmed { try recover(&moved) }
        case .withdraw: if report.state == .confirmed { try withdraw(moved) }
        case .expire: break
        }
        moved.endedAt = moved.state.isOpen ? nil : now
        try TheftRows.update(&moved, transaction)
        try TheftSteps.append(
            TheftStepEntry(
                step: move.step, state: moved.state, at: now, by: principal.auditName, note: move.note),
            to: report.number.id, transaction)
        try note(move.step.rawValue, moved, move.note)
        return moved
    }

    private func note(_ action: String, _ report: TheftReport, _ why: String? = nil) throws {
        // A statement is no reason: it can be longer, and stands in the step. Whoever has made the report does not read of it.
        let isHidden = TheftStep(rawValue: action)?.isHidden ?? false
        let reason = isHidden ? nil : why.flatMap { try? Reason($0) }
        try AuditTrail.write(
            "theft.\(action)", subject: report.number.text, of: report.manufacturer, as: principal, from: source,
            about: isHidden ? nil : report.party, reason: reason, transaction)
    }

    // MARK: The ledger

    private func confirm(_ report: inout TheftReport, _ proof: TheftProof) throws {
        let others =
            try Units.find(report.unit, transaction).map {
                try TheftList.open(of: $0, at: transaction.now, transaction)
            } ?? []
        if let other = others.first(where: { $0.state == .confirmed && $0.number != report.number }) {
            throw RegistryError(
                .stateStep,
                "The unit is reported already, as \(other.number.text). Bring that report to its end, or leave this one.",
                field: "step")
        }
        if proof != .none { report.proof = proof }
        report.expiresAt = .max
        let standing = try report.event.map { try !EventRows.isCorrected($0, transaction) } ?? false
        if standing, let closing = report.closingEvent {
            // The recovery did not happen.
            try correct(closing, of: report)
        } else if !standing {
            report.event = try record(report, isSet: true)
        }
        report.closingEvent = nil
    }

    private func recover(_ report: inout TheftReport) throws { report.closingEvent = try record(report, isSet: false) }

    private func withdraw(_ report: TheftReport) throws {
        guard let event = report.event else { return }
        try correct(event, of: report)
    }

    /// Tells the ledger that something did not happen, unless somebody has told it already.
    private func correct(_ event: ID<Event>, of report: TheftReport) throws {
        guard try !EventRows.isCorrected(event, transaction) else { return }
        var draft = EventDraft(time: transaction.now)
        draft.corrects = event
        draft.errorReason = .didNotOccur
        _ = try recorder.record(draft, of: report.manufacturer)
    }

    /// - Parameter scope: nil for the units of the report's own event.
    private func record(_ report: TheftReport, isSet: Bool, _ scope: TheftScope? = nil) throws -> ID<Event> {
        let mark = [Disposition.stolen.rawValue]
        var draft = EventDraft(time: isSet ? try time(of: report) : transaction.now)
        draft.businessStep = .other
        draft.units = [report.unit]
        if let scope {
            (draft.units, draft.ranges) = (scope.units, scope.ranges)
        } else if report.unitCount > 1, let event = report.event {
            let mentions = try EventRows.mentions(of: event, transaction)
            (draft.units, draft.ranges) = (mentions.units, mentions.ranges)
        }
        if isSet { draft.details.set = mark } else { draft.details.unset = mark }
        draft.details.transactions = [.init(type: TheftReport.eventType, id: report.number.text)]
        return try recorder.record(draft, of: report.manufacturer).id
    }

    /// Noon of the day on which it happened, but after the unit was last found: the mark of an earlier moment would be
    /// unset by that.
    private func time(of report: TheftReport) throws -> Int64 {
        let noon = report.details.happenedOn.firstMicrosecond.addingSaturated(12 * 3_600_000_000)
        let mark = Disposition.stolen.rawValue
        let found = try Units.find(report.unit, transaction)
            .map { try Units.history(of: $0, transaction).effective() }?
            .last { $0.details.unset?.contains(mark) ?? false }
        return min(transaction.now, max(noon, found.map { $0.time.addingSaturated(1) } ?? noon))
    }

    // MARK: Housekeeping

    /// Notes of reports that have expired that they have, and forgets from where messages came.
    package static func expire(limit: Int = 100, _ transaction: any SQLTransaction) throws {
        try TheftThreads.forgetNetworks(transaction)
        for report in try TheftList.stale(at: transaction.now, limit: limit, transaction) {
            var expired = report
            (expired.state, expired.endedAt) = (.expired, report.expiresAt)
            try TheftRows.update(&expired, transaction)
            try TheftSteps.append(
                TheftStepEntry(step: .expire, state: .expired, at: report.expiresAt, by: "registry"),
                to: report.number.id, transaction)
        }
    }
}

/// A step of a report, with what belongs to it.
package struct TheftMove: Hashable, Sendable {
    package var step: TheftStep
    /// Why; of a counter-statement, what it says.
    package var note: String?
    /// As whom somebody says otherwise.
    package var party: ID<Party>?

    package init(_ step: TheftStep, _ note: String? = nil, as party: ID<Party>? = nil) {
        self.step = step
        self.note = note
        self.party = party
    }

    /// - Throws: `reason.invalid`.
    func checkReason(needed: Bool) throws(RegistryError) {
        guard needed || note != nil else { return }
        _ = try Reason(note)
    }

    /// - Throws: `value.invalid`, `reason.invalid`.
    func check() throws(RegistryError) {
        guard step != .counter || note != nil else {
            throw RegistryError(.reasonInvalid, "Say how you came by the product.", field: "note")
        }
        if let note { try LongText.check(note, field: "note", limit: TheftSteps.longestNote) }
    }
}
