package import Registry

/// Who may do what with cases.
package enum CaseAccess {
    /// What somebody is to a case.
    package enum Part: Hashable, Sendable {
        /// May know nothing of it.
        case none
        /// Asks: reads it without what is said within the desk.
        case customer
        /// Answers for the manufacturer.
        case desk
    }

    /// What `principal` is to a case, the most.
    package static func part(of principal: Principal, in serviceCase: ServiceCase) -> Part {
        if Access.allows(principal, .handleCases, of: serviceCase.manufacturer) { return .desk }
        return isCustomer(principal, of: serviceCase) ? .customer : .none
    }

    /// Whether `principal` is who asks, whatever else they are.
    package static func isCustomer(_ principal: Principal, of serviceCase: ServiceCase) -> Bool {
        serviceCase.party.map { isOwner(principal, $0) } ?? false
    }

    private static func isOwner(_ principal: Principal, _ party: ID<Party>) -> Bool {
        principal.parties.contains(party) && Access.allows(principal, .handleCases, .anything)
    }

    /// As what `principal` opens a case about a unit; ``Part/none`` for whoever may not know of the unit by that.
    package static func opening(by principal: Principal, about unit: UnitRow) -> Part {
        if Access.allows(principal, .handleCases, of: unit.manufacturer) { return .desk }
        guard let owner = unit.state.owner, isOwner(principal, owner) else { return .none }
        return .customer
    }

    /// Whether `principal` may do a step now, as far as it depends on who it is and on how long ago the case was solved.
    /// - Parameter now: microseconds since 1970 UTC.
    package static func allows(
        _ principal: Principal, _ step: CaseStep, on serviceCase: ServiceCase, at now: Int64
    ) -> Bool {
        if step.isDesks, Access.allows(principal, .handleCases, of: serviceCase.manufacturer) { return true }
        guard step.isCustomers, isCustomer(principal, of: serviceCase) else { return false }
        return step != .reopen || mayStillReopen(serviceCase, at: now)
    }

    private static func mayStillReopen(_ serviceCase: ServiceCase, at now: Int64) -> Bool {
        guard let solved = serviceCase.solvedAt else { return false }
        return now - solved <= CaseWorkflow.reopenTerm
    }

    /// - Throws: `access.forbidden`, `state.step`.
    static func require(
        _ principal: Principal, _ step: CaseStep, on serviceCase: ServiceCase, at now: Int64
    ) throws(RegistryError) {
        guard !allows(principal, step, on: serviceCase, at: now) else { return }
        guard step != .reopen else {
            throw RegistryError(
                .stateStep, "A case can be opened again within 14 days after it was solved. Open another one.",
                field: "step")
        }
        throw RegistryError(
            .forbidden,
            step.isDesks
                ? "You may not do this; ask somebody at the manufacturer's support desk."
                : "Only whoever asks may do this.")
    }

    /// - Throws: `access.forbidden`.
    static func requireDesk(_ principal: Principal, _ serviceCase: ServiceCase) throws(RegistryError) {
        try Access.require(principal, .handleCases, of: serviceCase.manufacturer)
    }
}
