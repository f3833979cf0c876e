package import Storage

/// Which stored files documents refer to.
package enum DocumentFiles {
    /// Whether any document of any manufacturer refers to the file.
    package static func isUsed(_ digest: FileDigest, _ reader: any SQLReader) throws -> Bool {
        try reader.first(DocumentFilesSQL.user, [.blob(digest.bytes)]) { $0.integer(0) } != nil
    }

    /// The file, as a document of this manufacturer refers to it. That another manufacturer has it gives nobody a right.
    package static func find(
        _ digest: FileDigest, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> StoredFile? {
        try reader.first(DocumentFilesSQL.ofManufacturer, [.blob(digest.bytes), .integer(manufacturer.value)], row)
    }

    /// Up to `limit` of the files that documents refer to, by hash, after one of them.
    package static func list(
        after last: FileDigest?, limit: Int, _ reader: any SQLReader
    ) throws -> [StoredFile] {
        try reader.all(DocumentFilesSQL.list, [.blob(last?.bytes ?? []), .integer(Int64(limit))], row)
    }

    /// Bytes of all files of a manufacturer's documents; of one that several have, as often.
    package static func size(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(DocumentFilesSQL.size, [.integer(manufacturer.value)]) { $0.integer(0) } ?? 0
    }

    /// Takes a file for a document that is made in this transaction: from here to its end nobody removes it.
    /// - Throws: `document.room` where the manufacturer's files become more than they may be.
    package static func take(
        _ file: ReceivedFile, for manufacturer: Manufacturer, _ limits: FileLimits, _ transaction: any SQLTransaction
    ) throws -> StoredFile {
        try transaction.claim(Claim("documents", "\(manufacturer.id)"), .exclusive)
        try checkRoom(for: file.stored.size, manufacturer.id, limits, transaction)
        try transaction.claim(Claim("stored file", file.stored.digest.text), .exclusive)
        try file.restore()
        return file.stored
    }

    static let unknownFile = RegistryError(
        .documentFileUnknown,
        "No document of the manufacturer has this file. Send the file itself: nameplate document add.",
        field: "sha256")

    /// The same with a file that another document of the manufacturer has.
    /// - Throws: `document.fileUnknown` where none has it.
    package static func takeKnown(
        _ digest: FileDigest, for manufacturer: Manufacturer, _ transaction: any SQLTransaction
    ) throws -> StoredFile {
        try transaction.claim(Claim("stored file", digest.text), .exclusive)
        guard let file = try find(digest, of: manufacturer.id, transaction) else {
            throw unknownFile
        }
        return file
    }

    /// - Throws: `document.room`.
    package static func checkRoom(
        for size: Int64, _ manufacturer: ID<Manufacturer>, _ limits: FileLimits, _ reader: any SQLReader
    ) throws {
        guard try self.size(of: manufacturer, reader) + size <= limits.manufacturer else {
            throw RegistryError(
                .documentRoom,
                "The manufacturer's documents may take \(limits.manufacturer / 1_000_000) MB in all. Remove some that were "
                    + "replaced, or link them instead.", field: "file")
        }
    }

    /// Removes a file to which no document refers any more. It only asks the database, and asks it anew if it runs again.
    static func removeUnused(
        _ digest: FileDigest, from store: FileStore, _ transaction: any SQLTransaction
    ) throws {
        try transaction.claim(Claim("stored file", digest.text), .exclusive)
        guard try !isUsed(digest, transaction) else { return }
        store.remove(digest)
    }

    /// Removes those files to which no document refers any more. First what is committed is asked, so that a removal that
    /// does not take effect in the end takes no file; then, with the file claimed, what is about to be.
    package static func removeUnused(
        _ digests: some Collection<FileDigest> & Sendable, from store: FileStore, in database: any Database
    ) async throws {
        for digest in digests {
            guard try await database.read({ try !isUsed(digest, $0) }) else { continue }
            try await database.write { try removeUnused(digest, from: store, $0) }
        }
    }

    private static func row(_ row: borrowing Row) throws -> StoredFile {
        guard let digest = FileDigest(row.blob(0)), let type = FileType(rawValue: row.text(2)) else {
            throw StorageError(
                .damaged, "A document refers to no file that can be. Restore the database from a backup.")
        }
        return StoredFile(digest: digest, size: row.integer(1), type: type)
    }
}

private enum DocumentFilesSQL {
    static let user = Statement("SELECT id FROM documents WHERE sha256 = $1 LIMIT 1")
    static let ofManufacturer = Statement(
        """
        SELECT sha256, size, media_type
          FROM documents
         WHERE sha256 = $1
           AND manufacturer_id = $2
         LIMIT 1
        """)
    static let list = Statement(
        """
        SELECT DISTINCT sha256, size, media_type
          FROM documents
         WHERE sha256 > $1
         ORDER BY sha256
         LIMIT $2
        """)
    static let size = Statement(
        """
        SELECT CAST(coalesce(sum(size), 0) AS BIGINT)
          FROM documents
         WHERE manufacturer_id = $1
        """)
}
