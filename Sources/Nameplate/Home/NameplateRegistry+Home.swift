import Identifiers
package import Registry
import Storage

/// What waits for somebody who looks after products, and what was done lately.
package struct HomeAnswer: Sendable {
    package struct Discrepancy: Sendable {
        package var unit: UnitReference
        package var code: Registry.Discrepancy.Code
        /// Microseconds since 1970 UTC.
        package var reportedAt: Int64
    }

    package struct Batch: Sendable {
        package var manufacturer: String
        package var model: String
        package var number: String
        /// Nil where its serial numbers were issued elsewhere.
        package var count: Int64?
        package var createdAt: Int64
    }

    /// Those for whom the asker has a role, some of them where there are many.
    package var manufacturers: [Manufacturer] = []
    /// Reports that did not fit what was known, newest first.
    package var discrepancies: [Discrepancy] = []
    /// Newest first.
    package var batches: [Batch] = []
    /// Clusters of unknown plates that nobody has closed, by manufacturer.
    package var openPlates: [(manufacturer: Manufacturer, count: Int)] = []
    /// Accounts whose owner has not chosen a password yet; nil for whoever does not look after accounts.
    package var openInvitations: Int?
}

extension NameplateRegistry {
    private static let mostManufacturers = 12
    private static let mostShown = 6
    /// What is older waits for nobody: 90 days, in microseconds.
    private static let lately: Int64 = 90 * 86_400_000_000

    /// Whether what waits is of interest to somebody.
    package func hasRole(_ signedIn: SignedIn) async throws -> Bool {
        try await database.read { try Accounts.find(signedIn.account, $0)?.grants.isEmpty == false }
    }

    /// The home page of the principal. - Throws: `access.forbidden` for strangers.
    package func home(as principal: Principal) async throws -> HomeAnswer {
        try Access.require(principal, .ownAccount)
        let since = now() - Self.lately
        var answer = try await database.read { reader in
            var answer = HomeAnswer()
            let readsAll = Access.allows(principal, .readProduction)
            let reads = { Access.allows(principal, .readProduction, of: $0) }
            answer.manufacturers = try Self.manufacturers(of: principal, reader)
            let scopes: [ID<Manufacturer>?] =
                readsAll ? [nil] : answer.manufacturers.map(\.id).filter(reads).map { $0 as Optional }
            let reported = try scopes.flatMap {
                try Discrepancies.latest(of: $0, since: since, limit: Self.mostShown, reader)
            }
            for found in reported.sorted(by: { $0.createdAt > $1.createdAt }).prefix(Self.mostShown) {
                guard let unit = try Self.reference(found.discrepancy.unit, reader) else { continue }
                answer.discrepancies.append(
                    .init(unit: unit, code: found.discrepancy.code, reportedAt: found.createdAt))
            }
            let batches = try scopes.flatMap { try Batches.latest(of: $0, since: since, limit: Self.mostShown, reader) }
            for batch in batches.sorted(by: { $0.createdAt > $1.createdAt }).prefix(Self.mostShown) {
                guard let model = try Models.find(batch.model, reader),
                    let manufacturer = try Manufacturers.find(batch.manufacturer, reader)
                else { continue }
                answer.batches.append(
                    .init(
                        manufacturer: manufacturer.slug, model: model.number.text, number: batch.number,
                        count: batch.issue?.count, createdAt: batch.createdAt))
            }
            return answer
        }
        if Access.allows(principal, .manageAccounts, .anything) {
            answer.openInvitations = try await accounts(limit: 500, as: principal)
                .count { !$0.account.hasPassword && $0.account.disabledAt == nil }
        }
        for manufacturer in answer.manufacturers
        where Access.allows(principal, .readProduction, of: manufacturer.id) {
            var question = UnknownPlateQuestion()
            (question.state, question.limit) = (.open, 1)
            let count = try await unknownPlateInbox(of: manufacturer.slug, question, as: principal).count
            if count > 0 { answer.openPlates.append((manufacturer, count)) }
        }
        return answer
    }

    /// Those that the grants name; the first by name where a grant is for all.
    private static func manufacturers(of principal: Principal, _ reader: any SQLReader) throws -> [Manufacturer] {
        if principal.grants.contains(where: { $0.manufacturer == nil }) {
            return try Manufacturers.list(after: "", limit: mostManufacturers, reader)
        }
        let ids = Set(principal.grants.compactMap(\.manufacturer)).sorted().prefix(mostManufacturers)
        return try ids.compactMap { try Manufacturers.find($0, reader) }.sorted { $0.slug < $1.slug }
    }
}
