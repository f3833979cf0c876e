package import Identifiers
package import Storage

/// Which parts take others' places, in the database.
package enum PartSupersessions {
    /// Steps of a chain of parts that follow one another.
    static let longestChain = 20

    package static func successors(of part: ID<Model>, _ reader: any SQLReader) throws -> [PartSupersession] {
        try reader.all(PartSupersessionsSQL.ofPart, [.integer(part.value)], row)
    }

    package static func predecessors(of part: ID<Model>, _ reader: any SQLReader) throws -> [PartSupersession] {
        try reader.all(PartSupersessionsSQL.ofSuccessor, [.integer(part.value)], row)
    }

    /// All parts that may be fitted where `part` is listed: itself, what took its place step by step, and what that may be
    /// replaced by in turn. The way to each is what was said of the last step.
    package static func substitutes(
        for part: ID<Model>, _ reader: any SQLReader
    ) throws -> [(part: ID<Model>, by: PartSupersession?)] {
        var found: [(part: ID<Model>, by: PartSupersession?)] = [(part, nil)]
        var seen: Set<ID<Model>> = [part]
        var front = [part]
        for _ in 0..<longestChain where !front.isEmpty {
            var next: [ID<Model>] = []
            for one in front {
                let steps =
                    try successors(of: one, reader).map { ($0.successor, $0) }
                    + predecessors(of: one, reader).filter(\.isTwoWay).map { ($0.part, $0) }
                for (other, step) in steps where seen.insert(other).inserted {
                    found.append((other, step))
                    next.append(other)
                }
            }
            front = next
        }
        return found
    }

    /// All parts whose place `part` may take, itself first: the other way round of ``substitutes(for:_:)``.
    package static func replaced(
        by part: ID<Model>, _ reader: any SQLReader
    ) throws -> [(part: ID<Model>, by: PartSupersession?)] {
        var found: [(part: ID<Model>, by: PartSupersession?)] = [(part, nil)]
        var seen: Set<ID<Model>> = [part]
        var front = [part]
        for _ in 0..<longestChain where !front.isEmpty {
            var next: [ID<Model>] = []
            for one in front {
                let steps =
                    try predecessors(of: one, reader).map { ($0.part, $0) }
                    + successors(of: one, reader).filter(\.isTwoWay).map { ($0.successor, $0) }
                for (other, step) in steps where seen.insert(other).inserted {
                    found.append((other, step))
                    next.append(other)
                }
            }
            front = next
        }
        return found
    }

    /// Says that a part takes another one's place, in the place of what was said of the two before.
    /// - Throws: `value.invalid` where a part would follow itself in a circle.
    package static func set(
        _ supersession: PartSupersession, of part: Model, by successor: Model, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        try TextRules.check(supersession.reason, field: "reason", limit: 400)
        try transaction.claim(Claim("part supersessions", "\(part.manufacturer)"), .exclusive)
        guard try !leads(from: successor.id, to: part.id, transaction) else {
            throw RegistryError(
                .valueInvalid,
                "'\(successor.number.text)' was followed by '\(part.number.text)' already; a part that may be exchanged "
                    + "either way is said so once, as two-way.", field: "successor")
        }
        try transaction.run(
            PartSupersessionsSQL.set,
            [
                .integer(part.id.value), .integer(successor.id.value), SQLValue(supersession.isTwoWay),
                SQLValue(supersession.reason), SQLValue(supersession.since?.isoText),
            ])
        try AuditTrail.write(
            "part.supersede", subject: part.number.text, of: part.manufacturer, as: principal, from: source,
            detail: successor.number.text, transaction)
    }

    private static func leads(from part: ID<Model>, to other: ID<Model>, _ reader: any SQLReader) throws -> Bool {
        if part == other { return true }
        var seen: Set<ID<Model>> = [part]
        var front = [part]
        for _ in 0..<longestChain where !front.isEmpty {
            front = try front.flatMap { try successors(of: $0, reader).map(\.successor) }.filter {
                seen.insert($0).inserted
            }
            if front.contains(other) { return true }
        }
        return false
    }

    private static func row(_ row: borrowing Row) throws -> PartSupersession {
        PartSupersession(
            ID(row.integer(0)), by: ID(row.integer(1)), isTwoWay: row.flag(2), reason: row.optionalText(3),
            since: try row.optionalText(4).map(CivilDate.init(parsing:)))
    }
}

private enum PartSupersessionsSQL {
    static let ofPart = Statement(
        """
        SELECT part_id, successor_id, two_way, reason, since
          FROM part_supersessions
         WHERE part_id = $1
         ORDER BY successor_id
        """)
    static let ofSuccessor = Statement(
        """
        SELECT part_id, successor_id, two_way, reason, since
          FROM part_supersessions
         WHERE successor_id = $1
         ORDER BY part_id
        """)
    static let set = Statement(
        """
        INSERT INTO part_supersessions (part_id, successor_id, two_way, reason, since)
        VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (part_id, successor_id) DO UPDATE
           SET two_way = excluded.two_way, reason = excluded.reason, since = excluded.since
        """)
}
