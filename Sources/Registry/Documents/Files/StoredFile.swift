import Storage

/// A file that is stored under its hash.
package struct StoredFile: Hashable, Sendable {
    package var digest: FileDigest
    /// Bytes.
    package var size: Int64
    package var type: FileType

    package init(digest: FileDigest, size: Int64, type: FileType) {
        self.digest = digest
        self.size = size
        self.type = type
    }
}

/// A file that has come in whole, been found to be of a type that is taken, and lies in its place; no document refers to
/// it yet. It is kept beside its place as long as somebody refers to this value.
package struct ReceivedFile: Sendable {
    package let stored: StoredFile
    private let incoming: IncomingFile

    /// Tells what a file is, cleans a picture, and brings it to its place.
    /// - Throws: `document.fileType`, `document.fileDamaged`, `document.tooLarge`.
    package init(_ file: IncomingFile, in store: FileStore) throws {
        let reader = try file.reader()
        let type = try FileType(of: reader)
        var kept = file
        if type.isPicture {
            let pieces = try CleanPicture.pieces(of: reader, type)
            kept = try store.receive()
            for piece in pieces { try Self.copy(piece, of: reader, to: kept) }
        }
        incoming = kept
        stored = StoredFile(digest: try kept.store(), size: kept.size, type: type)
    }

    /// Puts it back into its place where somebody has removed it meanwhile. Done again it changes nothing.
    func restore() throws(StorageError) { try incoming.restore(stored.digest) }

    private static func copy(
        _ piece: CleanPicture.Piece, of reader: StoredFileReader, to file: IncomingFile
    ) throws {
        switch piece {
        case .bytes(let bytes): try file.append(bytes)
        case .original(var offset, var count):
            while count > 0 {
                let bytes = try reader.bytes(Int(min(count, 256 * 1024)), at: offset)
                try file.append(bytes)
                offset += Int64(bytes.count)
                count -= Int64(bytes.count)
            }
        }
    }
}
