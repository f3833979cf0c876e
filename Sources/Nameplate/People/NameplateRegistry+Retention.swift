package import Registry
import Storage

/// What a rule has forgotten.
package struct RetentionRun: Sendable {
    package var rule: RetentionRule
    package var count: Int64
}

extension NameplateRegistry {
    /// Each rule with its term, and what it would forget now. - Throws: `access.forbidden`.
    package func retention(as principal: Principal) async throws -> [Retention.Due] {
        try Access.require(principal, .erase)
        let now = moment
        return try await database.read { reader in
            try RetentionRules.list(reader).map {
                try Retention.due($0, at: now, but: OwnerRecords.waits(at: now), reader)
            }
        }
    }

    /// Says how long a rule has its subject kept, and whether it is obeyed.
    /// - Parameters:
    ///   - days: nil leaves the time as it is.
    ///   - isOn: nil leaves it on or off.
    /// - Throws: `retention.unknown`, `value.invalid`, `access.forbidden`.
    package func setRetention(
        _ name: String, days: Int64?, isOn: Bool?, as principal: Principal, from source: RequestSource = .local
    ) async throws -> Retention.Due {
        try Access.require(principal, .erase)
        let rule = try Self.retentionRule(name)
        let now = moment
        return try await database.write { transaction in
            var term = try RetentionRules.find(rule, transaction)
            term.days = days ?? term.days
            term.isOn = isOn ?? term.isOn
            try RetentionRules.set(term, as: principal, from: source, transaction)
            return try Retention.due(term, at: now, but: OwnerRecords.waits(at: now), transaction)
        }
    }

    /// Forgets what rules say, all that are on where none is named.
    /// - Throws: `confirmation.missing`, `retention.unknown`, `access.forbidden`.
    package func runRetention(
        _ names: [String] = [], isConfirmed: Bool, as principal: Principal, from source: RequestSource = .local
    ) async throws -> [RetentionRun] {
        try Access.require(principal, .erase)
        let rules = try names.map(Self.retentionRule)
        guard isConfirmed else { throw Self.unconfirmed("What is forgotten does not come back.") }
        return try await Self.obeyRules(
            rules, at: moment, in: database, files, as: principal, from: source)
    }

    /// - Parameter rules: empty means all that are on, but for those whose subject obeys them itself.
    static func obeyRules(
        _ rules: [RetentionRule], at now: Int64, in database: any Database, _ files: FileStore,
        as principal: Principal, from source: RequestSource
    ) async throws -> [RetentionRun] {
        let terms = try await database.read { try RetentionRules.list($0) }
        var runs: [RetentionRun] = []
        let records = OwnerRecords(as: principal, from: source)
        for term in terms where rules.isEmpty ? term.isOn && !term.rule.isFixed : rules.contains(term.rule) {
            let count = try await Retention.run(
                term, at: now, in: database, as: principal, from: source, but: OwnerRecords.waits(at: now),
                andOthers: records.erase)
            runs.append(RetentionRun(rule: term.rule, count: count))
        }
        try await FileUses.removeUnused(records.digests, from: files, in: database)
        return runs
    }

    private static func retentionRule(_ name: String) throws(RegistryError) -> RetentionRule {
        guard let rule = RetentionRule(rawValue: name) else {
            let known = RetentionRule.allCases.map(\.rawValue).joined(separator: ", ")
            throw RegistryError(.retentionUnknown, "The rules are \(known).", field: "rule")
        }
        return rule
    }
}
