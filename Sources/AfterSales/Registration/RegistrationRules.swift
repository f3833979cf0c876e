package import Registry

/// What registering a unit takes, as its manufacturer has set it. That the registry knows the unit, and that it has one owner
/// at a time, is no rule that could be set otherwise.
package struct RegistrationRules: Hashable, Sendable, Codable {
    package enum Need: String, CaseIterable, Sendable, Codable {
        case required
        /// What everybody may do, and nobody must.
        case welcome
    }
    package enum CodeRule: String, CaseIterable, Sendable, Codable {
        /// Who has it need not wait; who has not, waits for staff.
        case accepted
        /// Nobody registers without it.
        case required
    }

    /// Whether the manufacturer wants units of the model to be registered.
    package var need = Need.welcome
    package var ownerCode = CodeRule.accepted
    /// Whether staff look at each, also where the owner code is right.
    package var needsApproval = false
    /// Of whom units count as bought: others wait for staff. Empty where all do.
    package var sellers: [String] = []
    /// How long one may wait for a decision.
    package var pendingDays = 90
    /// What owners of registered units get.
    package var entitlements: [Entitlement] = []

    package init() {}

    package static let mostSellers = 200
    package static let mostEntitlements = 50

    /// - Throws: `value.invalid`.
    package func check() throws(RegistryError) {
        guard sellers.count <= Self.mostSellers else {
            throw RegistryError(.valueInvalid, "At most \(Self.mostSellers) sellers can be named.", field: "sellers")
        }
        for seller in sellers { try TextRules.check(seller, field: "sellers", limit: 120) }
        guard (1...3_650).contains(pendingDays) else {
            throw RegistryError(.valueInvalid, "A decision takes 1 to 3650 days.", field: "pendingDays")
        }
        guard entitlements.count <= Self.mostEntitlements, Set(entitlements.map(\.name)).count == entitlements.count
        else {
            throw RegistryError(
                .valueInvalid, "At most \(Self.mostEntitlements) entitlements, each of another name.",
                field: "entitlements")
        }
        for entitlement in entitlements { try entitlement.check() }
    }

    /// Whether a unit bought there counts.
    func counts(_ seller: String?) -> Bool {
        guard !sellers.isEmpty else { return true }
        guard let seller else { return false }
        return sellers.contains { Self.fold($0) == Self.fold(seller) }
    }

    private static func fold(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }
}

extension RegistrationRules {
    /// What is known when somebody registers a unit.
    struct Situation: Hashable, Sendable {
        /// Whether the owner code was given, and right.
        var hasCode = false
        /// Whether staff register it for somebody.
        var isByStaff = false
        /// Whether somebody else owns it.
        var isOwned = false
        /// Whether it is neither stolen nor at the end of its life, and was bought after it was made.
        var isSound = true
        var seller: String?
    }

    /// The state that a registration begins in. It never takes a unit from its owner.
    func beginning(_ situation: Situation) -> Registration.State {
        if situation.isOwned { return .disputed }
        if situation.isByStaff { return .valid }
        let mayPass = situation.hasCode && situation.isSound && !needsApproval && counts(situation.seller)
        return mayPass ? .valid : .pending
    }
}
