package import Registry
package import Storage

/// Who may do what with claims.
package enum ClaimAccess {
    /// What somebody is to a claim.
    package enum Part: Hashable, Sendable {
        /// May know nothing of it.
        case none
        /// Owned the unit: reads it, without what is said within the manufacturer.
        case owner
        /// Has filed it, or works where it was filed.
        case claimant
        /// Decides claims of the manufacturer.
        case decider
    }

    /// What `principal` is to a claim, the most.
    package static func part(of principal: Principal, in claim: WarrantyClaim) -> Part {
        if Access.allows(principal, .decideClaims, of: claim.manufacturer) { return .decider }
        if Access.allows(principal, .submitClaims, .site(claim.manufacturer, claim.filing.site)) { return .claimant }
        guard let owner = claim.filing.owner, principal.parties.contains(owner),
            Access.allows(principal, .submitClaims, .anything)
        else { return .none }
        return claim.filing.site == nil ? .claimant : .owner
    }

    /// As who `principal` files a claim about a unit: for a site of theirs, for the manufacturer, or as the unit's owner.
    /// - Parameter site: which, of several; nil for the only one.
    /// - Returns: nil for whoever may not know of the unit by that.
    /// - Throws: `access.forbidden` where it is not said for which site.
    package static func filing(
        by principal: Principal, about unit: UnitRow, at site: String? = nil
    ) throws(RegistryError) -> WarrantyClaim.Filing? {
        var filing = WarrantyClaim.Filing(by: principal.auditName, site: site, owner: unit.state.owner)
        if Access.allows(principal, .submitClaims, .site(unit.manufacturer, site)) { return filing }
        let sites = self.sites(of: principal, unit.manufacturer)
        if site == nil, sites.count == 1, let only = sites.first {
            filing.site = only
            return filing
        }
        if site == nil, let owner = unit.state.owner, principal.parties.contains(owner),
            Access.allows(principal, .submitClaims, .anything)
        {
            return filing
        }
        guard !sites.isEmpty else { return nil }
        throw RegistryError(
            .forbidden, "Say for which of your sites: \(sites.joined(separator: ", ")).", field: "site")
    }

    /// The sites at which `principal` files claims of a manufacturer, where that is not everywhere.
    package static func sites(of principal: Principal, _ manufacturer: ID<Manufacturer>) -> [String] {
        Set(principal.grants.compactMap(\.site)).sorted().filter { site in
            Access.allows(principal, .submitClaims, .site(manufacturer, site))
        }
    }

    /// Whether `principal` may do a step, as far as it depends on who it is.
    package static func allows(_ principal: Principal, _ step: ClaimStep, on claim: WarrantyClaim) -> Bool {
        switch (step.actor, part(of: principal, in: claim)) {
        case (.claimant, .claimant): true
        // Whoever decides may file too, and so take back what they filed.
        case (.claimant, .decider):
            Access.allows(principal, .submitClaims, .site(claim.manufacturer, claim.filing.site))
        case (.decider, .decider): true
        default: false
        }
    }

    /// Nobody decides about a claim that is about a unit of theirs, or that says what they have said: that they have filed,
    /// handed over, or changed last. By which of their tokens somebody did so makes no difference. The registry's own machine
    /// is nobody's: who sits there has all of it in hand anyway.
    package static func isOwn(
        _ claim: WarrantyClaim, of principal: Principal, _ reader: any SQLReader
    ) throws -> Bool {
        guard principal.identity != .machine else { return false }
        if claim.filing.owner.map(principal.parties.contains) ?? false { return true }
        let filers = Set(
            try ClaimSteps.submitters(of: claim.number.id, reader) + [claim.filing.by, claim.filing.changedBy])
        if filers.contains(principal.auditName) { return true }
        guard let account = try principal.behind(reader)?.account else { return false }
        return try filers.contains { try Principal.resuming($0).behind(reader)?.account == account }
    }

    /// What `principal` may do next with a claim.
    package static func possible(
        for principal: Principal, on claim: WarrantyClaim, _ reader: any SQLReader
    ) throws -> [ClaimStep] {
        let allowed = ClaimWorkflow.machine.steps(from: claim.state).filter { allows(principal, $0, on: claim) }
        guard try isOwn(claim, of: principal, reader) else { return allowed }
        return allowed.filter { $0.actor == .claimant }
    }

    /// What somebody may do with the files of a claim.
    package struct Files: Hashable, Sendable {
        package var adds: Bool
        package var erases: Bool
    }

    /// Nothing comes to a claim that is closed. What was handed over with it stays: who has filed it takes back nothing
    /// that somebody decides by.
    package static func files(
        for principal: Principal, of claim: WarrantyClaim, _ reader: any SQLReader
    ) throws -> Files {
        let part = part(of: principal, in: claim)
        guard part == .claimant || part == .decider else { return Files(adds: false, erases: false) }
        let erases = try claim.state.isChangeable || part == .decider && !isOwn(claim, of: principal, reader)
        return Files(adds: claim.state != .closed, erases: erases)
    }

    /// - Throws: `access.forbidden` for whoever may do neither at any time, `claim.locked`.
    package static func require(
        _ wanted: KeyPath<Files, Bool>, for principal: Principal, of claim: WarrantyClaim, _ reader: any SQLReader
    ) throws {
        guard part(of: principal, in: claim) != .owner else {
            throw RegistryError(.forbidden, "Only whoever has filed the claim adds files to it, or takes them away.")
        }
        guard try files(for: principal, of: claim, reader)[keyPath: wanted] else { throw Claims.locked(claim) }
    }

    /// - Throws: `access.forbidden`, `claim.own`.
    static func require(
        _ principal: Principal, _ step: ClaimStep, on claim: WarrantyClaim, _ reader: any SQLReader
    ) throws {
        guard allows(principal, step, on: claim) else {
            throw RegistryError(
                .forbidden,
                step.actor == .claimant
                    ? "Only whoever has filed the claim may do this."
                    : "You may not do this; ask somebody who decides claims of this manufacturer.")
        }
        guard try step.actor == .claimant || !isOwn(claim, of: principal, reader) else {
            throw RegistryError(
                .claimOwn, "You have filed this claim, or the unit is yours; somebody else has to decide about it.")
        }
    }
}
