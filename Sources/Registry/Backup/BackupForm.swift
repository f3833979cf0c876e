package import FoundationEssentials

/// What stands at the beginning of a backup.
package struct BackupHead: Codable, Hashable, Sendable {
    /// The form of the file.
    package var form = BackupHead.form
    /// The version of the program that made it.
    package var program: String
    /// When it was begun, in microseconds since 1970 UTC.
    package var madeAt: Int64
    /// The engine that the registry lay in.
    package var engine: String
    /// The check value of the registry's master key.
    package var keyCheck: Data
    /// The master key itself; nil in a backup without it.
    package var key: SealedMasterKey?

    static let form = 1

    package init(program: String, madeAt: Int64, engine: String, keyCheck: [UInt8], key: SealedMasterKey?) {
        self.program = program
        self.madeAt = madeAt
        self.engine = engine
        self.keyCheck = Data(keyCheck)
        self.key = key
    }
}

/// What stands at the end of a backup: what the database in it holds, counted where it was read.
package struct BackupManifest: Codable, Hashable, Sendable {
    /// The number of the last migration that the database has had.
    package var schema: Int
    /// The position of the last event.
    package var position: Int64
    /// The rows of each table.
    package var rows: [String: Int64]
    /// The database's bytes.
    package var size: Int64
    /// How many files of documents follow it; nil in backups from before there were any.
    package var files: Int64?

    package init(schema: Int, position: Int64, rows: [String: Int64], size: Int64) {
        self.schema = schema
        self.position = position
        self.rows = rows
        self.size = size
    }
}

/// The form of a backup, version 1: eight bytes by which the file is known, then frames. A frame is one byte that says
/// what it holds, the length of that in 4 bytes, big-endian, and that.
///
/// In this order: a head, the bytes of a SQLite database in frames, the files of documents, each with its hash in a frame
/// and its bytes in further ones, a manifest, the SHA-256 of all bytes before its frame,
/// and, where the master key is in the backup, ``MasterKey/proof(of:)`` of that sum. Frames of progress may stand between
/// them where a backup comes over a connection; they are in no sum and in no file.
enum BackupFrame: UInt8 {
    case head = 0x68  // h
    case data = 0x64  // d
    /// The SHA-256 of a file whose bytes follow.
    case file = 0x66  // f
    case fileData = 0x62  // b
    case manifest = 0x6D  // m
    case sum = 0x73  // s
    case proof = 0x6B  // k
    case progress = 0x70  // p
    /// A problem, as JSON, that ended the work: nothing follows.
    case failure = 0x65  // e

    static let magic = Array("NPLTBKP1".utf8)
    /// The most bytes in a frame.
    static let largest = 1 << 20

    static func bytes(_ kind: BackupFrame, _ content: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = [kind.rawValue]
        bytes.reserveCapacity(content.count + 5)
        let size = UInt32(truncatingIfNeeded: content.count)
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: size >> shift)) }
        bytes.append(contentsOf: content)
        return bytes
    }
}
