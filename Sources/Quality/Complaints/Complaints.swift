package import Identifiers
package import Registry
package import Storage

/// Complaints: kept, assessed, closed.
package enum Complaints {
    package static let unknown = RegistryError(
        .complaintUnknown, "There is no such complaint, or it is not for you.", field: "complaint")

    static let changedMeanwhile = RegistryError(
        .complaintChanged, "The complaint has changed since you read it. Read it again and repeat the change.")

    package static func find(_ number: ComplaintNumber, _ reader: any SQLReader) throws -> Complaint? {
        try ComplaintRows.find(number.id, reader)
    }

    /// The complaint that somebody else has under this number.
    package static func find(
        reference: String, from source: ComplaintSource, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Complaint? {
        try ComplaintRows.find(reference: reference, from: source, of: manufacturer, reader)
    }

    /// What somebody wants to keep.
    package struct Draft: Hashable, Sendable {
        package var model: Model
        package var serial: SerialNumber?
        package var details: ComplaintDetails
        package var reference: String?

        package init(
            about model: Model, unit serial: SerialNumber? = nil, _ details: ComplaintDetails, reference: String? = nil
        ) {
            (self.model, self.serial, self.details, self.reference) = (model, serial, details, reference)
        }
    }

    /// Keeps a complaint.
    /// - Throws: `value.invalid`, `unit.unknown`, `fault.unknown`; `complaint.taken` where there is one of this reference.
    package static func add(
        _ draft: Draft, _ source: ComplaintSource, as principal: Principal, from request: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Complaint {
        let manufacturer = draft.model.manufacturer
        try check(draft, keeping: [], transaction)
        if let reference = draft.reference {
            // Two that come at once are kept one after the other.
            try transaction.claim(Claim("complaints of \(manufacturer)", reference), .exclusive)
            if let other = try find(reference: reference, from: source, of: manufacturer, transaction) {
                throw RegistryError(
                    .complaintTaken, "There is a complaint of this reference already: \(other.number.text).",
                    field: "reference")
            }
        }
        var complaint = Complaint(
            number: ComplaintNumber(drawn: transaction.newID()), manufacturer: manufacturer, model: draft.model.id,
            serial: draft.serial, details: draft.details, source: source, reference: draft.reference,
            enteredBy: principal.auditName, enteredAt: transaction.now)
        while try !ComplaintRows.insert(complaint, transaction) {
            complaint.number = ComplaintNumber(drawn: transaction.newID())
        }
        try write("complaint.add", complaint, as: principal, from: request, transaction)
        return complaint
    }

    /// Says other things of a complaint. Where it came from and its reference stay.
    /// - Throws: `complaint.changed`, `state.step` for a closed one, `value.invalid`, `unit.unknown`, `fault.unknown`.
    package static func update(
        _ known: Complaint, _ draft: Draft, expecting version: Int64?, as principal: Principal,
        from request: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Complaint {
        guard version == nil || version == known.rowVersion else { throw changedMeanwhile }
        guard known.state != .closed else {
            throw RegistryError(.stateStep, "This complaint is closed. Reopen it to say other things of it.")
        }
        var draft = draft
        draft.reference = known.reference
        try check(draft, keeping: known.details.faultCodes, transaction)
        var complaint = known
        (complaint.model, complaint.serial, complaint.details) = (draft.model.id, draft.serial, draft.details)
        guard complaint != known else { return known }
        try ComplaintRows.update(&complaint, transaction)
        try write("complaint.change", complaint, as: principal, from: request, transaction)
        return complaint
    }

    /// Moves a complaint on.
    /// - Throws: `complaint.changed`, `state.step`.
    package static func move(
        _ known: Complaint, by step: ComplaintStep, expecting version: Int64?, as principal: Principal,
        from request: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Complaint {
        guard version == nil || version == known.rowVersion else { throw changedMeanwhile }
        var complaint = known
        complaint.state = try ComplaintState.machine.state(after: step, from: known.state)
        try ComplaintRows.update(&complaint, transaction)
        try write("complaint.\(step.rawValue)", complaint, as: principal, from: request, transaction)
        return complaint
    }

    /// Says of which problem a complaint is a sign; nil for none. One that nobody has looked at is assessed by that.
    /// - Throws: `complaint.changed`; `value.invalid` where the problem is another manufacturer's.
    package static func link(
        _ known: Complaint, to problem: QualityProblem?, expecting version: Int64?, as principal: Principal,
        from request: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Complaint {
        guard version == nil || version == known.rowVersion else { throw changedMeanwhile }
        guard problem.map({ $0.manufacturer == known.manufacturer }) ?? true else { throw Problems.unknown }
        var complaint = known
        complaint.problem = problem?.number
        if problem != nil, complaint.state == .open { complaint.state = .assessed }
        guard complaint != known else { return known }
        try ComplaintRows.update(&complaint, transaction)
        try write("complaint.link", complaint, as: principal, from: request, transaction)
        return complaint
    }

    /// Erases what was said in a complaint. That somebody complained, and of which fault, stays.
    package static func erase(
        _ known: Complaint, as principal: Principal, from request: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Complaint {
        guard known.details.words != nil else { return known }
        var complaint = known
        complaint.details.words = nil
        try ComplaintRows.update(&complaint, transaction)
        try write("complaint.erase", complaint, as: principal, from: request, transaction)
        return complaint
    }

    /// - Parameter kept: codes that it has already: they may be retired meanwhile.
    private static func check(_ draft: Draft, keeping kept: [String], _ transaction: any SQLTransaction) throws {
        try draft.details.check(at: transaction.now)
        try TextRules.check(draft.reference, field: "reference", limit: ComplaintDetails.longestReference)
        if let serial = draft.serial {
            guard draft.details.identification == nil else {
                throw RegistryError(
                    .valueInvalid, "A unit whose serial number is known needs no other identification.",
                    field: "identification")
            }
            guard try Units.find(UnitKey(draft.model.id, serial), transaction) != nil else {
                throw RegistryError(
                    .unitUnknown,
                    "\(serial.text) is no unit of \(draft.model.number.text). Give what is known of its number as "
                        + "'identification'.", field: "serial")
            }
        }
        for code in draft.details.faultCodes where !kept.contains(code) {
            try FaultCodes.require(code, for: draft.model, transaction)
        }
    }

    private static func write(
        _ action: String, _ complaint: Complaint, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: complaint.number.text, of: complaint.manufacturer, as: principal, from: source,
            transaction)
    }
}
