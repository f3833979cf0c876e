package import Storage

/// Which stored files the documents of a manufacturer refer to. Private attachments are not among them: who knows the hash
/// of one cannot make a document of it.
package enum DocumentFiles {
    /// The file, as a document of this manufacturer refers to it. That another manufacturer has it gives nobody a right.
    package static func find(
        _ digest: FileDigest, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> StoredFile? {
        try reader.first(
            DocumentFilesSQL.ofManufacturer, [.blob(digest.bytes), .integer(manufacturer.value)], FileUses.row)
    }

    static let unknownFile = RegistryError(
        .documentFileUnknown,
        "No document of the manufacturer has this file. Send the file itself: nameplate document add.",
        field: "sha256")

    /// Takes a file that another document of the manufacturer has, as ``FileUses/take(_:for:_:_:)`` does.
    /// - Throws: `document.fileUnknown` where none has it.
    package static func takeKnown(
        _ digest: FileDigest, for manufacturer: Manufacturer, _ transaction: any SQLTransaction
    ) throws -> StoredFile {
        try transaction.claim(FileUses.claim(on: digest), .exclusive)
        guard let file = try find(digest, of: manufacturer.id, transaction) else {
            throw unknownFile
        }
        return file
    }
}

private enum DocumentFilesSQL {
    static let ofManufacturer = Statement(
        """
        SELECT sha256, size, media_type
          FROM documents
         WHERE sha256 = $1
           AND manufacturer_id = $2
         LIMIT 1
        """)
}
