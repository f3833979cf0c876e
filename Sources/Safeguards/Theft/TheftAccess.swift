package import Registry

/// Who may know and do what with reports of thefts and losses.
package enum TheftAccess {
    /// What somebody is to a report, the most.
    package enum Part: String, CaseIterable, Sendable {
        /// May know nothing of it.
        case none
        /// Owns the unit, or has said otherwise: knows that there is a report, and of what kind and day.
        case holder
        /// Has reported it.
        case reporter
        /// Decides about it for the manufacturer.
        case staff
    }

    /// - Parameter owner: the unit's owner now.
    package static func part(of principal: Principal, in report: TheftReport, owner: ID<Party>?) -> Part {
        if isStaff(principal, of: report) { return .staff }
        if isReporter(principal, of: report) { return .reporter }
        return isHolder(principal, of: report, owner: owner) ? .holder : .none
    }

    package static func isStaff(_ principal: Principal, of report: TheftReport) -> Bool {
        Access.allows(principal, .handleThefts, of: report.manufacturer)
    }

    /// Whether `principal` has reported it, whatever else they are.
    package static func isReporter(_ principal: Principal, of report: TheftReport) -> Bool {
        report.party.map { isOwn($0, principal) } ?? false
    }

    /// Whether `principal` owns the unit or has said otherwise, and has not reported it.
    package static func isHolder(_ principal: Principal, of report: TheftReport, owner: ID<Party>?) -> Bool {
        guard !isReporter(principal, of: report) else { return false }
        return [owner, report.counteredBy].contains { $0.map { isOwn($0, principal) } ?? false }
    }

    private static func isOwn(_ party: ID<Party>, _ principal: Principal) -> Bool {
        principal.parties.contains(party) && Access.allows(principal, .handleThefts, .anything)
    }

    /// Whether `principal` may do a step, as far as it depends on who it is.
    /// - Parameters:
    ///   - owner: the unit's owner now.
    ///   - hasCode: whether it has shown the unit's owner code.
    package static func allows(
        _ principal: Principal, _ step: TheftStep, on report: TheftReport, at now: Int64, owner: ID<Party>?,
        hasCode: Bool = false
    ) -> Bool {
        let isReporter = isReporter(principal, of: report)
        switch step {
        case .expire: return false
        case .withdraw: return isReporter || isStaff(principal, of: report)
        case .recover:
            // What staff have reported of themselves, the owner ends who has it back.
            let isOwners = report.party == nil && owner.map { isOwn($0, principal) } ?? false
            return isReporter || isOwners || isStaff(principal, of: report)
        case .retract:
            return report.counteredBy.map { isOwn($0, principal) } ?? false || isStaff(principal, of: report)
        case .counter:
            // Nobody answers for both sides.
            return !isReporter && (hasCode || isHolder(principal, of: report, owner: owner))
        case .confirm:
            if isStaff(principal, of: report) { return true }
            let state = report.state(at: now)
            guard isReporter, state == .provisional || state == .recovered else { return false }
            return proof(of: principal, owner: owner, hasCode: hasCode) != .none
        }
    }

    /// What speaks for it that `principal` had the unit. The code of the package may have been left in the box that was sold:
    /// against somebody who has registered the unit it proves nothing.
    package static func proof(of principal: Principal, owner: ID<Party>?, hasCode: Bool) -> TheftProof {
        guard let owner else { return hasCode ? .ownerCode : .none }
        return isOwn(owner, principal) ? .owner : .none
    }

    /// Whether staff say why: always, but where a number of the police speaks for a new report.
    static func needsReason(_ step: TheftStep, on report: TheftReport, at now: Int64) -> Bool {
        !(step == .confirm && report.state(at: now) == .provisional && report.details.policeReference != nil)
    }
}
