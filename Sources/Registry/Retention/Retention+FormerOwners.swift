import Storage

extension Retention {
    private static let pageSize = 100

    /// Of the oldest ``mostLookedAt`` parties those that own nothing, and whose last unit went to somebody else before a
    /// time.
    /// - Parameter keeps: whether wings still need to know who a party is.
    static func formerOwners(
        before time: Int64, but keeps: PartyErasure.Question, _ reader: any SQLReader
    ) throws -> [Party] {
        var found: [Party] = []
        var (last, seen) = (Party?.none, 0)
        while seen < mostLookedAt {
            let page = try Parties.made(before: time, after: last, limit: pageSize, reader)
            guard let end = page.last else { break }
            found += try page.filter { try isFormer($0.id, before: time, but: keeps, reader) }
            (last, seen) = (end, seen + page.count)
        }
        return found
    }

    /// Erases them, each as ``PartyErasure`` does.
    static func eraseFormerOwners(
        before time: Int64, in database: any Database, as principal: Principal, from source: RequestSource,
        but keeps: @escaping PartyErasure.Question, andOthers others: @escaping PartyErasure.Others
    ) async throws -> Int64 {
        var last: Party?
        var total: Int64 = 0
        while true {
            let after = last
            let (page, former) = try await database.read { reader in
                let page = try Parties.made(before: time, after: after, limit: pageSize, reader)
                return (page, try page.filter { try isFormer($0.id, before: time, but: keeps, reader) })
            }
            guard let end = page.last else { return total }
            for party in former {
                let isErased = try await PartyErasure.run(
                    party.id, in: database, if: { try isFormer(party.id, before: time, but: keeps, $0) },
                    andOthers: others
                ) { transaction in
                    try AuditTrail.write(
                        "person.erase", subject: "party \(party.id)", of: party.manufacturer, as: principal,
                        from: source, detail: RetentionRule.formerOwners.rawValue, about: party.id, transaction)
                }
                if isErased { total += 1 }
            }
            last = end
        }
    }

    /// Whether a party owns nothing, and has owned nothing since a time. Who was given parts of batches may own units that
    /// have no row, and who has been given very many is an organisation: neither is taken for a former owner.
    private static func isFormer(
        _ party: ID<Party>, before time: Int64, but keeps: PartyErasure.Question, _ reader: any SQLReader
    ) throws -> Bool {
        guard try !reader.exists(FormerOwnersSQL.owned, [.integer(party.value)]), try !keeps(party, reader) else {
            return false
        }
        let events = try PartyEvents.page(of: party, after: nil, limit: PersonalData.mostEvents + 1, reader)
        guard events.count <= PersonalData.mostEvents else { return false }
        for event in events {
            let mentions = try EventRows.mentions(of: event, reader)
            guard mentions.ranges.isEmpty else { return false }
            for key in mentions.all {
                let ends = try PersonalData.ownerships(of: key, by: party, reader).map(\.until)
                guard ends.allSatisfy({ $0.map { $0 < time } ?? false }) else { return false }
            }
        }
        return true
    }
}

private enum FormerOwnersSQL {
    static let owned = Statement("SELECT 1 FROM units WHERE owner_id = $1 LIMIT 1")
}
