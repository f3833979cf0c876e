private import Crypto
package import Identifiers
package import Storage

/// A reference table that somebody has put in the place of the one built in, without its bytes.
package struct StoredReferenceTable: Hashable, Sendable {
    package var kind: ReferenceTables.Kind
    /// Another one after each replacement.
    package var id: ID<StoredReferenceTable>
    package var facts: ReferenceTables.Facts
    package var digest: Digest
    /// Bytes.
    package var size: Int64
    /// Microseconds since 1970 UTC.
    package var replacedAt: Int64
    /// Whoever did it, as the audit trail names them.
    package var replacedBy: String

    /// A SHA-256 of the bytes.
    package struct Digest: Hashable, Sendable {
        package var bytes: [UInt8]

        package init(of content: ReferenceBytes) {
            bytes = content.withUnsafeBytes { Array(SHA256.hash(data: $0)) }
        }

        init(stored bytes: [UInt8]) { self.bytes = bytes }

        /// 64 hexadecimal digits.
        package var text: String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}

/// The table `reference_tables`.
package enum StoredReferenceTables {
    /// The bytes of a file at most.
    package static let mostBytes = 64 << 20

    /// All of them. A kind that this program does not know is left out.
    package static func list(_ reader: any SQLReader) throws -> [StoredReferenceTable] {
        try reader.all(StoredReferenceTablesSQL.list) { row($0) }.compactMap(\.self)
    }

    package static func find(_ kind: ReferenceTables.Kind, _ reader: any SQLReader) throws -> StoredReferenceTable? {
        try list(reader).first { $0.kind == kind }
    }

    /// The bytes of a table; nil where it has been replaced since.
    package static func content(of table: StoredReferenceTable, _ reader: any SQLReader) throws -> [UInt8]? {
        try reader.first(
            StoredReferenceTablesSQL.content, [.text(table.kind.rawValue), .integer(table.id.value)]
        ) { $0.blob(0) }
    }

    /// Puts a table, which the caller has read and found sound, in the place of what there is.
    package static func replace(
        _ kind: ReferenceTables.Kind, with content: [UInt8], facts: ReferenceTables.Facts,
        digest: StoredReferenceTable.Digest, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            StoredReferenceTablesSQL.replace,
            [
                .text(kind.rawValue), .integer(transaction.newID()), .text(facts.version), .text(facts.source),
                .text(facts.notice), .blob(digest.bytes), .integer(Int64(content.count)), .integer(transaction.now),
                .text(principal.auditName), .blob(content),
            ])
        try AuditTrail.write(
            "reference.update", subject: kind.rawValue, of: nil, as: principal, from: source,
            detail: "\(facts.version) \(digest.text)", transaction)
    }

    /// Takes a stored table away, so that the one built in is used again. - Returns: Whether there was one.
    package static func remove(
        _ kind: ReferenceTables.Kind, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Bool {
        guard try transaction.rowsChanged(by: StoredReferenceTablesSQL.remove, [.text(kind.rawValue)]) > 0 else {
            return false
        }
        try AuditTrail.write(
            "reference.reset", subject: kind.rawValue, of: nil, as: principal, from: source, transaction)
        return true
    }

    private static func row(_ row: borrowing Row) -> StoredReferenceTable? {
        guard let kind = ReferenceTables.Kind(rawValue: row.text(0)) else { return nil }
        return StoredReferenceTable(
            kind: kind, id: ID(row.integer(1)),
            facts: ReferenceTables.Facts(version: row.text(2), source: row.text(3), notice: row.text(4)),
            digest: StoredReferenceTable.Digest(stored: row.blob(5)), size: row.integer(6),
            replacedAt: row.integer(7), replacedBy: row.text(8))
    }
}

private enum StoredReferenceTablesSQL {
    // The content stands last in its row, so that what stands before it is read without it.
    static let list = Statement(
        """
        SELECT kind, id, version, source, notice, sha256, size, replaced_at, replaced_by
          FROM reference_tables
         ORDER BY kind
        """)
    static let content = Statement(
        """
        SELECT content
          FROM reference_tables
         WHERE kind = $1 AND id = $2
        """)
    static let replace = Statement(
        """
        INSERT INTO reference_tables
            (kind, id, version, source, notice, sha256, size, replaced_at, replaced_by, content)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (kind) DO UPDATE
           SET id = excluded.id, version = excluded.version, source = excluded.source, notice = excluded.notice,
               sha256 = excluded.sha256, size = excluded.size, replaced_at = excluded.replaced_at,
               replaced_by = excluded.replaced_by, content = excluded.content
        """)
    static let remove = Statement(
        """
        DELETE FROM reference_tables
         WHERE kind = $1
        """)
}
