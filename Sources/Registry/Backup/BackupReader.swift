private import Crypto
private import FoundationEssentials

/// Reads a backup piece by piece as it comes, and checks what can be checked without its database: form, order, length
/// and sums.
package struct BackupReader {
    /// What a frame has told.
    package enum Item: Sendable {
        case head(BackupHead)
        /// Bytes of the database.
        case data([UInt8])
        /// A file of a document begins.
        case file(FileDigest)
        case fileData([UInt8])
        case manifest(BackupManifest)
        case progress(done: Int64, total: Int64)
        /// What ended the work of whoever sends it, as JSON.
        case failure([UInt8])
        /// All is there and agrees with its sum.
        case end
    }

    package private(set) var head: BackupHead?
    package private(set) var manifest: BackupManifest?
    /// The SHA-256 of the backup, once that has been read.
    package private(set) var digest: [UInt8]?
    private var proof: [UInt8]?
    private var size: Int64 = 0
    private var files: Int64 = 0
    private var sum = SHA256()
    private var hasMagic = false
    private var rest: [UInt8] = []

    package init() {}

    /// Takes the next bytes, and hands over what they complete: each item with the bytes that belong into a file.
    /// - Throws: `backup.damaged`, `storage.newer`, what `body` throws.
    package mutating func take(_ bytes: [UInt8], _ body: (Item, _ raw: ArraySlice<UInt8>) throws -> Void) throws {
        rest += bytes
        var offset = 0
        defer { rest.removeFirst(min(offset, rest.count)) }
        if !hasMagic {
            guard try takeMagic() else { return }
            offset = BackupFrame.magic.count
        }
        while rest.count - offset >= 5 {
            let size = rest[(offset + 1)..<(offset + 5)].reduce(0) { $0 << 8 | Int($1) }
            guard size <= BackupFrame.largest, let kind = BackupFrame(rawValue: rest[offset]) else {
                throw Self.damaged("it holds what no backup holds")
            }
            guard rest.count - offset >= 5 + size else { return }
            let raw = rest[offset..<(offset + 5 + size)]
            offset += raw.count
            guard let item = try read(kind, raw.dropFirst(5)) else { continue }
            switch item {
            case .head: try body(item, (BackupFrame.magic + raw)[...])
            case .data, .file, .fileData, .manifest, .end: try body(item, raw)
            case .progress, .failure: try body(item, [])
            }
            if kind != .progress, digest == nil { sum.update(data: raw) }
        }
    }

    /// To be called after the last byte.
    /// - Throws: `backup.damaged` where the file is cut off.
    package func finish() throws {
        guard rest.isEmpty, let head, digest != nil, (proof == nil) == (head.key == nil) else {
            throw Self.damaged(hasMagic ? "it is cut off" : "it is too short")
        }
    }

    /// Whether the master key vouches for all of the backup.
    package func isProven(by key: MasterKey) -> Bool {
        guard let digest, let proof else { return false }
        return key.proof(of: digest) == proof
    }

    private mutating func takeMagic() throws -> Bool {
        let magic = BackupFrame.magic
        guard rest.prefix(magic.count).elementsEqual(magic.prefix(rest.count)) else {
            if rest.starts(with: magic.dropLast()) { throw Self.newer }
            throw Self.damaged("it does not begin as a backup of this program does")
        }
        guard rest.count >= magic.count else { return false }
        hasMagic = true
        sum.update(data: magic)
        return true
    }

    /// - Returns: nil for what nobody needs to hear of.
    private mutating func read(_ kind: BackupFrame, _ content: ArraySlice<UInt8>) throws -> Item? {
        switch kind {
        case .progress:
            let numbers = String(decoding: content, as: UTF8.self).split(separator: " ").compactMap { Int64($0) }
            return numbers.count == 2 ? .progress(done: numbers[0], total: numbers[1]) : nil
        case .failure:
            return .failure(Array(content))
        case .head where head == nil:
            let read: BackupHead = try Self.decode(content)
            guard read.form == BackupHead.form else { throw Self.newer }
            head = read
            return .head(read)
        case .file where head != nil && manifest == nil:
            guard let digest = FileDigest(Array(content)) else { throw Self.damaged("a file in it has no hash") }
            files += 1
            return .file(digest)
        case .fileData where files > 0 && manifest == nil:
            return .fileData(Array(content))
        case .data where head != nil && manifest == nil && files == 0:
            size += Int64(content.count)
            return .data(Array(content))
        case .manifest where head != nil && manifest == nil:
            let read: BackupManifest = try Self.decode(content)
            guard read.size == size else { throw Self.damaged("bytes of its database are missing") }
            guard read.files ?? 0 == files else { throw Self.damaged("files of its documents are missing") }
            manifest = read
            return .manifest(read)
        case .sum where manifest != nil && digest == nil:
            guard Array(content) == Array(sum.finalize()) else { throw Self.damaged("its sum does not agree") }
            digest = Array(content)
            return .end
        case .proof where digest != nil && proof == nil && head?.key != nil:
            proof = Array(content)
            return .end
        case .head, .data, .file, .fileData, .manifest, .sum, .proof:
            throw Self.damaged("its parts are not in their order")
        }
    }

    private static func decode<T: Decodable>(_ content: ArraySlice<UInt8>) throws -> T {
        do {
            return try JSONDecoder().decode(T.self, from: Data(content))
        } catch {
            throw damaged("its description cannot be read")
        }
    }

    static func damaged(_ what: String) -> RegistryError {
        RegistryError(
            .backupDamaged, "This backup cannot be used: \(what). Nothing was changed; take another copy of it.")
    }

    private static var newer: RegistryError {
        RegistryError(
            .backupDamaged, "This backup was made by a newer program, in a form that this one does not know. Use that.")
    }
}
