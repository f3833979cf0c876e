package import Registry
import Storage

extension NameplateRegistry {
    /// How many owners consent to be written to and are meant by a question; it names nobody.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func audienceCount(
        _ question: AudienceQuestion, of slug: String, as principal: Principal
    ) async throws -> AudienceCount {
        let today = self.today
        let walk = try await database.read { try AudienceWalk(question, of: slug, as: principal, on: today, $0) }
        var (count, looked, last) = (AudienceCount(), 0, nil as ID<Party>?)
        var place: AudienceWalk.Place? = .init()
        while let start = place {
            try Task.checkCancellation()
            let part = try await database.read { try walk.part(from: start, $0) }
            for member in part.members where member.owner.party != last {
                last = member.owner.party
                count.owners += 1
            }
            count.units += Int64(part.members.count)
            looked += part.looked
            place = part.next
            if looked >= AudienceCount.mostUnits, place != nil {
                count.isComplete = false
                return count
            }
        }
        return count
    }

    /// Begins to give out the owners who consent to be written to, with their units. The audit trail tells of it first, and
    /// of each owner whom it names; then how many rows there were.
    /// - Throws: `reason.invalid`, `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func audience(
        _ question: AudienceQuestion, of slug: String, reason: String?, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> AudienceExport {
        let today = self.today
        return try await perform(as: principal, from: source) { commands in
            let walk = try AudienceWalk(question, of: slug, as: principal, on: today, commands.transaction)
            let reason = try Reason(reason)
            try AuditTrail.write(
                "audience.export", subject: slug, of: walk.manufacturer.id, as: principal, from: source,
                detail: question.text, reason: reason, commands.transaction)
            return AudienceExport(self, walk, reason: reason, from: source)
        }
    }
}

/// An audience that is being given out, part by part: who withdraws a consent meanwhile is in no later part.
package struct AudienceExport: Sendable {
    private let registry: NameplateRegistry
    private let walk: AudienceWalk
    private let reason: Reason
    private let source: RequestSource
    private var place: AudienceWalk.Place? = .init()
    private var rows: Int64 = 0
    /// The owner of whom the audit trail tells already.
    private var told: ID<Party>?

    fileprivate init(
        _ registry: NameplateRegistry, _ walk: AudienceWalk, reason: Reason, from source: RequestSource
    ) {
        (self.registry, self.walk, self.reason, self.source) = (registry, walk, reason, source)
    }

    /// The next owners with their units, perhaps none; nil at the end.
    package mutating func next() async throws -> [AudienceMember]? {
        guard let start = place else { return nil }
        let part = try await registry.database.read { [walk] in try walk.part(from: start, $0) }
        rows += Int64(part.members.count)
        try await tell(of: part)
        place = part.next
        return part.members
    }

    /// Nothing is handed out before the audit trail has it.
    private mutating func tell(of part: AudienceWalk.Part) async throws {
        var new: [ID<Party>] = []
        for member in part.members where member.owner.party != told {
            told = member.owner.party
            new.append(member.owner.party)
        }
        let (parties, isLast, rows) = (new, part.next == nil, self.rows)
        guard !parties.isEmpty || isLast else { return }
        let (walk, reason, source) = (self.walk, self.reason, self.source)
        try await registry.perform(as: walk.principal, from: source) { commands in
            for party in parties {
                try AuditTrail.write(
                    "owner.export", subject: "audience", of: walk.manufacturer.id, as: walk.principal, from: source,
                    detail: walk.question.purpose.rawValue, about: party, reason: reason, commands.transaction)
            }
            guard isLast else { return }
            try AuditTrail.write(
                "audience.exported", subject: walk.manufacturer.slug, of: walk.manufacturer.id, as: walk.principal,
                from: source, detail: "\(walk.question.text): \(rows) \(rows == 1 ? "row" : "rows")",
                commands.transaction)
        }
    }
}
