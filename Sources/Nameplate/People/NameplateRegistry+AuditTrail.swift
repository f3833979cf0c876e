package import Registry
import Storage

/// Which entries of the audit trail are asked for.
package struct AuditTrailQuestion: Hashable, Sendable {
    /// From this time on, in microseconds since 1970 UTC.
    package var since: Int64?
    /// Up to this time, with it.
    package var until: Int64?
    /// Who did it, by the name in the audit trail.
    package var who: String?
    package var action: String?
    package var subject: String?

    package init() {}
}

/// An entry of the audit trail, as the principal may read it.
package struct AuditTrailLine: Sendable {
    package var entry: AuditEntry
    /// The name of the account that did it, and of the one that it was done to; nil where there is none, or none any more.
    package var accountName: String?
    package var subjectName: String?
    /// Whose data it is about; nil for what concerns the whole registry.
    package var manufacturer: Manufacturer?
}

/// A page of the audit trail, newest first.
package struct AuditTrailAnswer: Sendable {
    package var items: [AuditTrailLine]
    /// Where the next page begins; nil on the last one.
    package var next: AuditTrail.Place?
}

extension NameplateRegistry {
    /// The latest entries of the audit trail.
    /// - Parameters:
    ///   - slug: the manufacturer whose part is asked for; nil for all of it. Who may not read all sees no addresses.
    ///   - place: where the page before has ended.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func auditTrail(
        _ question: AuditTrailQuestion, of slug: String?, before place: AuditTrail.Place? = nil, limit: Int,
        as principal: Principal
    ) async throws -> AuditTrailAnswer {
        if slug == nil { try Access.require(principal, .audit) }
        let (seesAll, catalogue) = (Access.allows(principal, .audit), self.catalogue)
        return try await database.read { reader in
            var filter = AuditTrail.Filter()
            filter.since = question.since
            filter.until = question.until
            filter.principal = question.who
            filter.action = question.action
            filter.subject = question.subject
            if let slug {
                let manufacturer = try Manufacturers.require(slug, reader)
                try Access.require(principal, .readTrail, of: manufacturer.id)
                filter.manufacturer = manufacturer.id
            }
            let entries = try AuditTrail.latest(filter, before: place, limit: limit + 1, reader)
            let (shown, names) = (entries.prefix(limit), AccountNames(reader))
            let items = try shown.map { entry in
                var entry = entry
                if !seesAll { entry.network = nil }
                return AuditTrailLine(
                    entry: entry, accountName: try names.name(of: entry.principal),
                    subjectName: try names.subject(of: entry),
                    manufacturer: try entry.manufacturer.flatMap { try catalogue.manufacturer($0, reader) })
            }
            return AuditTrailAnswer(items: items, next: entries.count > limit ? shown.last?.place : nil)
        }
    }

    /// All entries that a question is about, as they stand now; the trail tells that they were taken away.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func auditTrailExport(
        _ question: AuditTrailQuestion, of slug: String?, as principal: Principal, from source: RequestSource = .local
    ) async throws -> AuditTrailExport {
        var question = question
        question.until = min(question.until ?? .max, moment)
        try await perform(as: principal, from: source) { commands in
            let manufacturer = try slug.map { try Manufacturers.require($0, commands.transaction) }
            if let manufacturer {
                try Access.require(principal, .readTrail, of: manufacturer.id)
            } else {
                try Access.require(principal, .audit)
            }
            try AuditTrail.write(
                "trail.export", subject: "audit trail", of: manufacturer?.id, as: principal, from: source,
                commands.transaction)
        }
        return AuditTrailExport(registry: self, question: question, slug: slug, principal: principal)
    }
}

/// The audit trail, page after page.
package struct AuditTrailExport: Sendable {
    let registry: NameplateRegistry
    let question: AuditTrailQuestion
    let slug: String?
    let principal: Principal
    private var place: AuditTrail.Place?
    private var isAtEnd = false

    private static let pageSize = 500

    init(registry: NameplateRegistry, question: AuditTrailQuestion, slug: String?, principal: Principal) {
        self.registry = registry
        self.question = question
        self.slug = slug
        self.principal = principal
    }

    /// The next page; nil at the end.
    package mutating func next() async throws -> [AuditTrailLine]? {
        guard !isAtEnd else { return nil }
        let page = try await registry.auditTrail(
            question, of: slug, before: place, limit: Self.pageSize, as: principal)
        place = page.next
        isAtEnd = page.next == nil
        return page.items
    }
}
