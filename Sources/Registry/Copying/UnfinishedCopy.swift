private import Crypto
package import Storage

/// The table `unfinished_copies`: whose copy a database is, until all of it has been copied and compared.
package enum UnfinishedCopy {
    /// Refuses a database that is a half copy.
    /// - Throws: `copy.unfinished`.
    package static func refuse(_ reader: any SQLReader) throws {
        guard try source(reader) != nil else { return }
        throw RegistryError(
            .copyUnfinished,
            "This registry has been copied only in part. Repeat the copy or the restore, which goes on where it was ended."
        )
    }

    static func source(_ reader: any SQLReader) throws -> [UInt8]? {
        try reader.first(UnfinishedCopySQL.find) { $0.blob(0) }
    }

    static func begin(_ identity: [UInt8], _ transaction: any SQLTransaction) throws {
        try transaction.run(UnfinishedCopySQL.insert, [.blob(identity), .integer(transaction.now)])
    }

    static func end(_ transaction: any SQLTransaction) throws {
        try transaction.run(UnfinishedCopySQL.delete)
    }

    /// What tells a registry from others: SHA-256 of its master key's check value and of the time when it got that.
    /// - Throws: `copy.source` in a database that has never been a registry, or is a half copy itself.
    static func identity(of reader: any SQLReader) throws -> [UInt8] {
        guard try source(reader) == nil else {
            throw RegistryError(
                .copySource, "The source has itself been copied only in part. Copy from its own source.")
        }
        let found = try reader.first(UnfinishedCopySQL.identity) { ($0.blob(0), $0.integer(1)) }
        guard let (check, time) = found else {
            throw RegistryError(.copySource, "The source is no registry yet: there is nothing in it to be copied.")
        }
        return Array(SHA256.hash(data: Array("nameplate copy 1 \(time) ".utf8) + check))
    }

    /// Whether there are events without a position. They get theirs from whoever numbers them.
    static func hasUnnumberedEvents(_ reader: any SQLReader) throws -> Bool {
        try reader.exists(UnfinishedCopySQL.unnumbered)
    }
}

/// What a copy finds in its target.
struct CopyTarget: Sendable {
    /// Whose half copy it is; nil for nobody's.
    var claim: [UInt8]?
    /// The greatest primary key of each table that has rows.
    var lastKeys: [String: [SQLValue]] = [:]

    static let empty = CopyTarget()

    private init() {}

    /// - Parameters:
    ///   - tables: Those of the target that a registry has, perhaps none.
    ///   - isMigrated: Whether all migrations have run.
    init(_ tables: [Table], isMigrated: Bool = true, _ reader: any SQLReader) throws {
        if isMigrated { claim = try UnfinishedCopy.source(reader) }
        for table in tables where !RegistryTables.ownOfEach.contains(table.name) {
            lastKeys[table.name] = try reader.lastKey(of: table)
        }
    }

    /// - Throws: `copy.target`.
    func check(against identity: [UInt8]) throws {
        if let claim {
            guard claim == identity else {
                throw RegistryError(
                    .copyTarget,
                    "The target is a half copy of another registry. Name an empty database, or empty this one.")
            }
        } else if let table = lastKeys.keys.min() {
            throw RegistryError(
                .copyTarget, "The target is not empty: it has rows in '\(table)'. Name a database with nothing in it.")
        }
    }
}

private enum UnfinishedCopySQL {
    static let find = Statement("SELECT source FROM unfinished_copies WHERE id = 1")
    static let insert = Statement("INSERT INTO unfinished_copies (id, source, started_at) VALUES (1, $1, $2)")
    static let delete = Statement("DELETE FROM unfinished_copies")
    static let identity = Statement("SELECT check_value, created_at FROM master_keys WHERE id = 1")
    static let unnumbered = Statement("SELECT 1 FROM events WHERE position IS NULL LIMIT 1")
}
