package import Registry

/// A stored file, ready to be read by whoever may have it.
package struct OpenedFile: Sendable {
    /// Under which name a browser keeps it.
    package var name: String
    package var file: StoredFile
    package var reader: StoredFileReader

    private static let pieceSize = 256 * 1024

    /// The next bytes from a place on; none at the end.
    package func piece(at offset: Int64) async throws -> [UInt8] {
        try await onOwnThread { try reader.read(Self.pieceSize, at: offset) }
    }
}

extension NameplateRegistry {
    /// Opens the file of an attachment, for whoever was found to be one who may have it.
    func open(_ attachment: AttachedFile) async throws -> OpenedFile {
        try await open(attachment.file, named: attachment.fileName)
    }

    func open(_ file: StoredFile, named name: String) async throws -> OpenedFile {
        let files = self.files
        return OpenedFile(name: name, file: file, reader: try await onOwnThread { try files.open(file.digest) })
    }
}
