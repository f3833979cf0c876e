package import Storage

/// Which stored files something refers to: documents and attachments.
package enum FileUses {
    /// Whether any document or attachment of any manufacturer refers to the file.
    package static func isUsed(_ digest: FileDigest, _ reader: any SQLReader) throws -> Bool {
        try [FileUsesSQL.document, FileUsesSQL.attachment].contains {
            try reader.first($0, [.blob(digest.bytes)]) { $0.integer(0) } != nil
        }
    }

    /// Up to `limit` of the files that something refers to, by hash, after one of them.
    package static func list(
        after last: FileDigest?, limit: Int, _ reader: any SQLReader
    ) throws -> [StoredFile] {
        let found = try [FileUsesSQL.documents, FileUsesSQL.attachments].flatMap {
            try reader.all($0, [.blob(last?.bytes ?? []), .integer(Int64(limit))], row)
        }
        // Each list is whole up to its own end, so the least of both are the next of all.
        return Array(Set(found).sorted { $0.digest.bytes.lexicographicallyPrecedes($1.digest.bytes) }.prefix(limit))
    }

    /// Bytes of all files of a manufacturer's documents and attachments; of one that several have, as often.
    package static func size(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> Int64 {
        try [FileUsesSQL.sizeOfDocuments, FileUsesSQL.sizeOfAttachments].reduce(0) { sum, statement in
            sum + (try reader.first(statement, [.integer(manufacturer.value)]) { $0.integer(0) } ?? 0)
        }
    }

    /// Takes a file for what is made in this transaction: from here to its end nobody removes it.
    /// - Throws: `document.room` where the manufacturer's files become more than they may be.
    package static func take(
        _ file: ReceivedFile, for manufacturer: ID<Manufacturer>, _ limits: FileLimits,
        _ transaction: any SQLTransaction
    ) throws -> StoredFile {
        try transaction.claim(Claim("documents", "\(manufacturer)"), .exclusive)
        try checkRoom(for: file.stored.size, manufacturer, limits, transaction)
        try transaction.claim(claim(on: file.stored.digest), .exclusive)
        try file.restore()
        return file.stored
    }

    /// What whoever takes or removes a file has to have to itself.
    static func claim(on digest: FileDigest) -> Claim { Claim("stored file", digest.text) }

    /// - Throws: `document.room`.
    package static func checkRoom(
        for size: Int64, _ manufacturer: ID<Manufacturer>, _ limits: FileLimits, _ reader: any SQLReader
    ) throws {
        guard try self.size(of: manufacturer, reader) + size <= limits.manufacturer else {
            throw RegistryError(
                .documentRoom,
                "The manufacturer's files may take \(limits.manufacturer / 1_000_000) MB in all. Remove some that were "
                    + "replaced, or link documents instead.", field: "file")
        }
    }

    /// Removes a file to which nothing refers any more. It only asks the database, and asks it anew if it runs again.
    private static func removeUnused(
        _ digest: FileDigest, from store: FileStore, _ transaction: any SQLTransaction
    ) throws {
        try transaction.claim(claim(on: digest), .exclusive)
        guard try !isUsed(digest, transaction) else { return }
        store.remove(digest)
    }

    /// Removes those files to which nothing refers any more. First what is committed is asked, so that a removal that does
    /// not take effect in the end takes no file; then, with the file claimed, what is about to be.
    package static func removeUnused(
        _ digests: some Collection<FileDigest> & Sendable, from store: FileStore, in database: any Database
    ) async throws {
        for digest in digests {
            guard try await database.read({ try !isUsed(digest, $0) }) else { continue }
            try await database.write { try removeUnused(digest, from: store, $0) }
        }
    }

    static func row(_ row: borrowing Row) throws -> StoredFile {
        guard let digest = FileDigest(row.blob(0)), let type = FileType(rawValue: row.text(2)) else {
            throw StorageError(
                .damaged, "The database refers to a file that cannot be. Restore it from a backup.")
        }
        return StoredFile(digest: digest, size: row.integer(1), type: type)
    }
}

private enum FileUsesSQL {
    static let document = Statement("SELECT id FROM documents WHERE sha256 = $1 LIMIT 1")
    static let attachment = Statement("SELECT id FROM attachments WHERE sha256 = $1 LIMIT 1")
    static let documents = Statement(
        """
        SELECT DISTINCT sha256, size, media_type
          FROM documents
         WHERE sha256 > $1
         ORDER BY sha256
         LIMIT $2
        """)
    static let attachments = Statement(
        """
        SELECT DISTINCT sha256, size, media_type
          FROM attachments
         WHERE sha256 > $1
         ORDER BY sha256
         LIMIT $2
        """)
    static let sizeOfDocuments = Statement(
        """
        SELECT CAST(coalesce(sum(size), 0) AS BIGINT)
          FROM documents
         WHERE manufacturer_id = $1
        """)
    static let sizeOfAttachments = Statement(
        """
        SELECT CAST(coalesce(sum(size), 0) AS BIGINT)
          FROM attachments
         WHERE manufacturer_id = $1
        """)
}
