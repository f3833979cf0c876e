private import Crypto
private import FoundationEssentials

/// Writes the form of a backup, piece by piece; see ``BackupFrame``.
package struct BackupWriter {
    private let key: MasterKey?
    private var sum = SHA256()

    /// The most bytes of the database to hand to ``data(_:)`` at once.
    package static let pieceSize = 256 * 1024

    /// Whether a piece only tells how far the work is.
    package static func isProgress(_ piece: [UInt8]) -> Bool { piece.first == BackupFrame.progress.rawValue }

    /// - Parameter key: The master key, where it is in the backup.
    package init(key: MasterKey?) { self.key = key }

    package mutating func head(_ head: BackupHead) throws -> [UInt8] {
        let magic = BackupFrame.magic
        sum.update(data: magic)
        return magic + frame(.head, try Self.json(head))
    }

    package mutating func data(_ piece: [UInt8]) -> [UInt8] { frame(.data, piece) }

    /// A file of a document begins.
    package mutating func file(_ digest: FileDigest) -> [UInt8] { frame(.file, digest.bytes) }

    package mutating func fileData(_ piece: [UInt8]) -> [UInt8] { frame(.fileData, piece) }

    /// The manifest and all that follows it.
    package mutating func end(_ manifest: BackupManifest) throws -> [UInt8] {
        let bytes = frame(.manifest, try Self.json(manifest))
        let digest = Array(sum.finalize())
        return bytes + BackupFrame.bytes(.sum, digest)
            + (key.map { BackupFrame.bytes(.proof, $0.proof(of: digest)) } ?? [])
    }

    /// Bytes of how many that have been read for the backup.
    package static func progress(_ done: Int64, of total: Int64) -> [UInt8] {
        BackupFrame.bytes(.progress, Array("\(done) \(total)".utf8))
    }

    /// What ended the work, as JSON.
    package static func failure(_ problem: [UInt8]) -> [UInt8] {
        BackupFrame.bytes(.failure, problem.prefix(BackupFrame.largest))
    }

    private mutating func frame(_ kind: BackupFrame, _ content: [UInt8]) -> [UInt8] {
        let bytes = BackupFrame.bytes(kind, content)
        sum.update(data: bytes)
        return bytes
    }

    private static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }
}
