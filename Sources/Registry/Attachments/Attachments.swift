package import Storage

/// Attachments in the database. Who may have one is asked of its owner before any of these is called.
package enum Attachments {
    /// The most files that belong to one thing.
    package static let most = 100
    package static let nameLimit = 120

    /// Those that belong to something, the oldest first.
    package static func list(of owner: AttachedFile.Owner, _ reader: any SQLReader) throws -> [AttachedFile] {
        try reader.all(
            AttachmentsSQL.list, [.integer(owner.id), .text(owner.kind.rawValue), .integer(Int64(most))], row)
    }

    /// - Throws: `attachment.unknown`, also where it belongs to something else.
    package static func require(
        _ id: ID<AttachedFile>, of owner: AttachedFile.Owner, _ reader: any SQLReader
    ) throws -> AttachedFile {
        let values: [SQLValue] = [.integer(owner.id), .integer(id.value), .text(owner.kind.rawValue)]
        guard let found = try reader.first(AttachmentsSQL.find, values, row) else { throw unknown }
        return found
    }

    package static let unknown = RegistryError(
        .attachmentUnknown, "There is no such file, or it is not for you.", field: "attachment")

    /// Adds a received file. It counts among the manufacturer's files, as documents do.
    /// - Parameter name: what its sender calls it; of a path, the last part.
    /// - Throws: `value.invalid`, `attachment.tooMany`, `document.room`.
    package static func attach(
        _ file: ReceivedFile, named name: String, to owner: AttachedFile.Owner, of manufacturer: ID<Manufacturer>,
        _ limits: FileLimits, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> AttachedFile {
        let name = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last.map(String.init)
        try TextRules.check(name, field: "name", limit: nameLimit)
        // Two that come at once are counted one after the other.
        try transaction.claim(Claim("attachments", "\(owner.kind.rawValue) \(owner.id)"), .exclusive)
        guard try list(of: owner, transaction).count < most else {
            throw RegistryError(
                .attachmentTooMany, "At most \(most) files can be added. Remove some first.", field: "file")
        }
        let attachment = AttachedFile(
            id: ID(transaction.newID()), owner: owner, manufacturer: manufacturer, name: name ?? "",
            file: try FileUses.take(file, for: manufacturer, limits, transaction), addedAt: transaction.now,
            addedBy: principal.auditName)
        try transaction.run(AttachmentsSQL.insert, values(attachment))
        try AuditTrail.write(
            "attachment.add", subject: "\(owner.kind.rawValue) \(owner.id)", of: manufacturer, as: principal,
            from: source, detail: "\(attachment.id) \(attachment.file.type.rawValue)", transaction)
        return attachment
    }

    /// Erases an attachment: who had it can have it no more. The caller removes its file afterwards, where nothing else
    /// refers to it: ``FileUses/removeUnused(_:from:in:)``.
    package static func erase(
        _ attachment: AttachedFile, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        let owner = attachment.owner
        let changed = try transaction.rowsChanged(
            by: AttachmentsSQL.delete, [.integer(owner.id), .integer(attachment.id.value)])
        guard changed == 1 else { throw unknown }
        try AuditTrail.write(
            "attachment.erase", subject: "\(owner.kind.rawValue) \(owner.id)", of: attachment.manufacturer,
            as: principal, from: source, detail: "\(attachment.id)", transaction)
    }

    private static func values(_ attachment: AttachedFile) -> [SQLValue] {
        [
            .integer(attachment.owner.id), .integer(attachment.id.value), .text(attachment.owner.kind.rawValue),
            .integer(attachment.manufacturer.value), .text(attachment.name), .blob(attachment.file.digest.bytes),
            .integer(attachment.file.size), .text(attachment.file.type.rawValue), .integer(attachment.addedAt),
            .text(attachment.addedBy),
        ]
    }

    private static func row(_ row: borrowing Row) throws -> AttachedFile {
        guard let kind = AttachedFile.Owner.Kind(rawValue: row.text(2)), let digest = FileDigest(row.blob(5)),
            let type = FileType(rawValue: row.text(7))
        else {
            throw StorageError(
                .damaged, "An attachment refers to no file that can be. Restore the database from a backup.")
        }
        return AttachedFile(
            id: ID(row.integer(1)), owner: AttachedFile.Owner(kind, ID<AttachedFile.Owner>(row.integer(0))),
            manufacturer: ID(row.integer(3)), name: row.text(4),
            file: StoredFile(digest: digest, size: row.integer(6), type: type), addedAt: row.integer(8),
            addedBy: row.text(9))
    }
}

private enum AttachmentsSQL {
    static let list = Statement(
        """
        SELECT owner_id, id, owner_kind, manufacturer_id, name, sha256, size, media_type, added_at, added_by
          FROM attachments
         WHERE owner_id = $1
           AND owner_kind = $2
         ORDER BY added_at, id
         LIMIT $3
        """)
    static let find = Statement(
        """
        SELECT owner_id, id, owner_kind, manufacturer_id, name, sha256, size, media_type, added_at, added_by
          FROM attachments
         WHERE owner_id = $1
           AND id = $2
           AND owner_kind = $3
        """)
    static let insert = Statement(
        """
        INSERT INTO attachments (owner_id, id, owner_kind, manufacturer_id, name, sha256, size, media_type, added_at,
                                 added_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """)
    static let delete = Statement("DELETE FROM attachments WHERE owner_id = $1 AND id = $2")
}
