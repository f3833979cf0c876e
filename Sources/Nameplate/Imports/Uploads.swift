package import Registry
import Storage
import Synchronization

/// A file that somebody has sent to a page, and decides about on the next ones.
package struct Upload: Sendable {
    package var id: ID<Upload>
    package var syntax: ImportSyntax
    package var size: Int
    /// What its columns are called.
    package var headings: [String]
    fileprivate var path: String
    fileprivate var sender: String
    fileprivate var since: Int64
}

/// Files that wait for a decision, as they came: each for its sender alone, on this process alone, for an hour.
actor Uploads {
    /// Bytes of one file; larger ones go by the command line.
    static let mostBytes = 64_000_000
    /// Files of one sender; the oldest goes for a newer one.
    private static let mostOfOne = 4
    private static let most = 64
    private static let lifetime: Int64 = 3_600_000_000

    nonisolated let directory: String
    private let now: @Sendable () -> Int64
    private var uploads: [ID<Upload>: Upload] = [:]

    init(directory: String, now: @escaping @Sendable () -> Int64) {
        self.directory = directory
        self.now = now
    }

    func add(_ upload: Upload) {
        makeRoom(for: upload)
        uploads[upload.id] = upload
    }

    /// - Throws: `upload.unknown`, also for somebody else's.
    func require(_ id: ID<Upload>, as principal: Principal) throws -> Upload {
        removeOld()
        guard let found = uploads[id], found.sender == principal.auditName else {
            throw RegistryError(
                .uploadUnknown, "The file is not here any more: files wait for an hour. Choose it again.", field: "file"
            )
        }
        return found
    }

    func remove(_ id: ID<Upload>) {
        guard let upload = uploads.removeValue(forKey: id) else { return }
        StagingFile.remove(String(upload.path.dropFirst(directory.count + 1)), in: directory)
    }

    private func removeOld() {
        let limit = now() - Self.lifetime
        for (id, upload) in uploads where upload.since < limit { remove(id) }
    }

    private func makeRoom(for upload: Upload) {
        removeOld()
        let own = uploads.values.filter { $0.sender == upload.sender }.sorted { $0.since < $1.since }
        for old in own.dropLast(Self.mostOfOne - 1) { remove(old.id) }
        let all = uploads.values.sorted { $0.since < $1.since }
        for old in all.dropLast(Self.most - 1) { remove(old.id) }
    }
}

extension NameplateRegistry {
    /// Keeps a file that a page has been sent until its sender has decided about it.
    /// - Throws: `access.forbidden`, `import.tooLarge`; `RowError` where it cannot be read as a table.
    package func keepUpload(
        _ pieces: some AsyncSequence<[UInt8], any Error>, _ syntax: ImportSyntax, encoding: SourceEncoding?,
        as principal: Principal
    ) async throws -> Upload {
        try requireImporter(principal)
        let (id, directory) = (ID<Upload>(.random(in: 1...(.max))), imports.uploads.directory)
        let file = "upload-\(id).\(syntax.rawValue)"
        let staging = try await onOwnThread { try StagingFile(named: file, in: directory) }
        do {
            // In UTF-8, so that whatever reads it later need not be told again what it was.
            var decoder = SourceDecoder(encoding)
            for try await piece in pieces {
                guard staging.size + piece.count <= Uploads.mostBytes else {
                    throw RegistryError(
                        .importTooLarge,
                        "A page takes files of \(Uploads.mostBytes / 1_000_000) MB; import larger ones by the command "
                            + "line.", field: "file")
                }
                let text = try decoder.decode(piece)
                try await onOwnThread { try staging.append(text) }
            }
            let (text, path) = (try decoder.finish(), directory + "/" + file)
            let headings = try await onOwnThread {
                try staging.append(text)
                _ = try staging.finish()
                return try ImportHeadings.read(path: path, syntax)
            }
            let upload = Upload(
                id: id, syntax: syntax, size: staging.size, headings: headings, path: path,
                sender: principal.auditName, since: now())
            await imports.uploads.add(upload)
            return upload
        } catch {
            StagingFile.remove(file, in: directory)
            throw error
        }
    }

    /// Keeps a table of published recalls that a page has been sent until its sender has decided about it.
    /// - Throws: `access.forbidden`.
    package func keepRecallTable(_ text: String, as principal: Principal) async throws -> ID<Upload> {
        try Access.require(principal, .manageCampaigns, .anything)
        let (id, directory) = (ID<Upload>(.random(in: 1...(.max))), imports.uploads.directory)
        let file = "upload-\(id).csv"
        let size = try await onOwnThread {
            let staging = try StagingFile(named: file, in: directory)
            do {
                try staging.append(Array(text.utf8))
                _ = try staging.finish()
            } catch {
                StagingFile.remove(file, in: directory)
                throw error
            }
            return staging.size
        }
        await imports.uploads.add(
            Upload(
                id: id, syntax: .csv, size: size, headings: [], path: directory + "/" + file,
                sender: principal.auditName, since: now()))
        return id
    }

    /// A table that was kept so. - Throws: `upload.unknown`, `access.forbidden`.
    package func recallTable(_ id: ID<Upload>, as principal: Principal) async throws -> String {
        try Access.require(principal, .manageCampaigns, .anything)
        let upload = try await upload(id, as: principal)
        var bytes: [UInt8] = []
        for try await piece in FilePieces(path: upload.path) { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Throws: `upload.unknown`.
    package func upload(_ id: ID<Upload>, as principal: Principal) async throws -> Upload {
        try await imports.uploads.require(id, as: principal)
    }

    /// Imports a file that waits, or in a dry run says what that would do. It goes once it is imported.
    /// - Throws: as ``importFile(_:syntax:from:_:mapping:encoding:dryRun:as:from:progress:verdicts:)`` does;
    ///   `upload.unknown`.
    package func importUpload(
        _ id: ID<Upload>, into table: ImportTable, _ options: ImportOptions, mapping: String?, dryRun: Bool,
        as principal: Principal, from source: RequestSource = .local,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in },
        verdicts: @escaping ImportVerdicts = { _ in }
    ) async throws -> ImportReport {
        let upload = try await upload(id, as: principal)
        let report = try await importFile(
            table, syntax: upload.syntax, from: FilePieces(path: upload.path), options, mapping: mapping, encoding: nil,
            dryRun: dryRun, as: principal, from: source, progress: progress, verdicts: verdicts)
        if !dryRun, report.errorCount == 0 || report.leavesOut { await imports.uploads.remove(id) }
        return report
    }

    /// The rows of a file that waits which an import would refuse, each with what is wrong.
    /// - Throws: as ``importUpload(_:into:_:mapping:dryRun:as:from:verdicts:)`` does; `import.tooLarge` where more rows are
    ///   refused than a person corrects.
    package func rejects(
        of id: ID<Upload>, into table: ImportTable, _ options: ImportOptions, mapping: String?,
        as principal: Principal, from source: RequestSource = .local
    ) async throws -> [UInt8] {
        let upload = try await upload(id, as: principal)
        let refused = RefusedSentences()
        _ = try await importUpload(
            id, into: table, options, mapping: mapping, dryRun: true, as: principal, from: source,
            verdicts: { try refused.take($0) })
        let sentences = refused.all
        return try await onOwnThread {
            var bytes: [UInt8] = []
            var rejects = try Rejects(path: upload.path, syntax: upload.syntax, encoding: nil)
            _ = try rejects.write(sentences) { bytes += $0 }
            return bytes
        }
    }
}

/// What is wrong with the rows of a file that are refused.
private final class RefusedSentences: Sendable {
    private let sentences = Mutex<[Int: String]>([:])
    private static let most = 100_000

    func take(_ verdicts: [RowVerdict]) throws {
        try sentences.withLock { sentences in
            for verdict in verdicts where verdict.kind == .refused {
                guard sentences.count < Self.most else {
                    throw RegistryError(
                        .importTooLarge,
                        "More than \(Self.most) rows are refused; mend what they share, or take them by the command line.",
                        field: "file")
                }
                sentences[verdict.row] = verdict.errors.map {
                    Rejects.sentence(field: $0.field, $0.sentence, code: $0.code)
                }.joined(separator: " ")
            }
        }
    }

    var all: [Int: String] { sentences.withLock { $0 } }
}
