package import Identifiers
package import Storage

/// Which parts take others' places, in the database.
package enum PartSupersessions {
    /// Steps of a chain of parts that follow one another.
    static let longestChain = 20
    /// A part that may be fitted in another one's place, and what was said of the last step to it.
    package typealias Step = (part: ID<Model>, by: PartSupersession?)

    package static func successors(
        of part: ID<Model>, _ reader: any SQLReader
    ) throws -> [KeptEntry<PartSupersession>] {
        try ModelEntries.list(of: part, reader)
    }

    package static func predecessors(
        of part: ID<Model>, _ reader: any SQLReader
    ) throws -> [KeptEntry<PartSupersession>] {
        try reader.all(
            PartSupersessionsSQL.ofSuccessor, [.integer(part.value), .integer(Int64(PartSupersession.most))],
            KeptEntry.init)
    }

    /// All parts that may be fitted where `part` is listed: itself, what took its place step by step, and what that may be
    /// replaced by in turn.
    package static func substitutes(for part: ID<Model>, _ reader: any SQLReader) throws -> [Step] {
        try reached(from: part) { one in
            try successors(of: one, reader).map { ($0.entry.successor, $0.entry) }
                + predecessors(of: one, reader).filter(\.entry.isTwoWay).map { ($0.model, $0.entry) }
        }
    }

    /// All parts whose place `part` may take, itself first: the other way round of ``substitutes(for:_:)``.
    package static func replaced(by part: ID<Model>, _ reader: any SQLReader) throws -> [Step] {
        try reached(from: part) { one in
            try predecessors(of: one, reader).map { ($0.model, $0.entry) }
                + successors(of: one, reader).filter(\.entry.isTwoWay).map { ($0.entry.successor, $0.entry) }
        }
    }

    static func leads(from part: ID<Model>, to other: ID<Model>, _ reader: any SQLReader) throws -> Bool {
        try reached(from: part) { try successors(of: $0, reader).map { ($0.entry.successor, $0.entry) } }
            .contains { $0.part == other }
    }

    private static func reached(
        from part: ID<Model>, _ steps: (ID<Model>) throws -> [(ID<Model>, PartSupersession)]
    ) throws -> [Step] {
        var found: [Step] = [(part, nil)]
        var seen: Set<ID<Model>> = [part]
        var front = [part]
        for _ in 0..<longestChain where !front.isEmpty {
            var next: [ID<Model>] = []
            for one in front {
                for (other, step) in try steps(one) where seen.insert(other).inserted {
                    found.append((other, step))
                    next.append(other)
                }
            }
            front = next
        }
        return found
    }

    static let statements = ModelEntryStatements(
        ofModel: PartSupersessionsSQL.ofPart, count: PartSupersessionsSQL.count, byID: PartSupersessionsSQL.byID,
        byKey: PartSupersessionsSQL.byKey, insert: PartSupersessionsSQL.insert, update: PartSupersessionsSQL.update,
        delete: PartSupersessionsSQL.delete)
}

private enum PartSupersessionsSQL {
    static let ofPart = Statement(
        """
        SELECT id, part_id, row_version, successor_id, two_way, reason, since
          FROM part_supersessions
         WHERE part_id = $1
         ORDER BY successor_id
         LIMIT $2
        """)
    static let ofSuccessor = Statement(
        """
        SELECT id, part_id, row_version, successor_id, two_way, reason, since
          FROM part_supersessions
         WHERE successor_id = $1
         ORDER BY part_id
         LIMIT $2
        """)
    static let count = Statement(
        """
        SELECT COUNT(*)
          FROM (SELECT id FROM part_supersessions WHERE part_id = $1 LIMIT $2) AS counted
        """)
    static let byID = Statement(
        """
        SELECT id, part_id, row_version, successor_id, two_way, reason, since
          FROM part_supersessions
         WHERE id = $1
        """)
    static let byKey = Statement(
        """
        SELECT id, part_id, row_version, successor_id, two_way, reason, since
          FROM part_supersessions
         WHERE part_id = $1
           AND successor_id = $2
        """)
    static let insert = Statement(
        """
        INSERT INTO part_supersessions (id, part_id, successor_id, two_way, reason, since, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, 1)
        """)
    static let update = Statement(
        """
        UPDATE part_supersessions
           SET successor_id = $1, two_way = $2, reason = $3, since = $4, row_version = row_version + 1
         WHERE id = $5
        """)
    static let delete = Statement("DELETE FROM part_supersessions WHERE id = $1")
}
