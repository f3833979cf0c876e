import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// Receives the file of a document, tells what it is by its bytes and brings it to its place; then `body` makes the
    /// document. Where that fails the file goes again.
    /// - Throws: `manufacturer.unknown`, `access.forbidden` before anything is read; `document.tooLarge`, `document.room`,
    ///   `document.fileType`, `document.fileDamaged`; what `body` throws.
    package func receivingFile<T: Sendable>(
        _ pieces: some AsyncSequence<[UInt8], any Error>, of slug: String, as principal: Principal,
        _ body: (ReceivedFile) async throws -> T
    ) async throws -> T {
        try await receivingFile(
            pieces,
            for: { reader in
                let manufacturer = try Manufacturers.require(slug, reader)
                try Access.require(principal, .editCatalogue, of: manufacturer.id)
                return manufacturer.id
            }, body)
    }

    /// Receives a file that becomes part of something; where that fails it goes again.
    /// - Parameter admission: asked before anything is read: whose file it becomes. It throws where the principal may add none.
    /// - Throws: as ``receivingFile(_:of:as:_:)``.
    func receivingFile<T: Sendable>(
        _ pieces: some AsyncSequence<[UInt8], any Error>,
        for admission: @escaping @Sendable (any SQLReader) throws -> ID<Manufacturer>,
        _ body: (ReceivedFile) async throws -> T
    ) async throws -> T {
        let files = self.files
        try await database.read { reader in
            try FileUses.checkRoom(for: 1, try admission(reader), files.limits, reader)
        }
        let incoming = try await onOwnThread { try files.receive() }
        defer { incoming.discard() }
        for try await piece in pieces {
            guard incoming.size + Int64(piece.count) <= files.limits.file else {
                throw RegistryError(
                    .documentTooLarge,
                    "A file may have at most \(files.limits.file / 1_000_000) MB. Make it smaller, or link it.",
                    field: "file")
            }
            try await onOwnThread { try incoming.append(piece) }
        }
        let received = try await onOwnThread { try ReceivedFile(incoming, in: files) }
        do {
            let result = try await body(received)
            // A request that was repeated has made no second document, and the first may be gone.
            try await removeUnused([received.stored.digest])
            return result
        } catch {
            try? await removeUnused([received.stored.digest])
            throw error
        }
    }

    /// Opens the file of a document.
    /// - Throws: `manufacturer.unknown`; `document.unknown`, also where the principal may not have it, and where it is a link.
    package func documentFile(
        _ id: ID<Document>, of slug: String, as principal: Principal
    ) async throws -> OpenedFile {
        let today = self.today
        let answer = try await database.read {
            try Self.requireDocument(id, slug, on: today, as: principal, $0)
        }
        guard case .file(let file) = answer.document.content else { throw Documents.unknown }
        return try await open(file, named: answer.fileName)
    }

    /// Removes a document, and its file where no other document has it.
    /// - Throws: `manufacturer.unknown`, `document.unknown`, `access.forbidden`.
    package func removeDocument(
        _ id: ID<Document>, of slug: String, as principal: Principal, from source: RequestSource = .local
    ) async throws {
        let document = try await perform(as: principal, from: source) { try $0.removeDocument(id, of: slug) }
        if case .file(let file) = document.content { try await removeUnused([file.digest]) }
    }

    func removeUnused(_ digests: some Collection<FileDigest> & Sendable) async throws {
        try await FileUses.removeUnused(digests, from: files, in: database)
    }

    /// Reads all files of documents and hashes them, and finds those to which none refers.
    /// - Parameter removesUnused: Whether these are removed.
    /// - Throws: `access.forbidden`.
    package func checkFiles(
        removesUnused: Bool, as principal: Principal,
        progress: @escaping @Sendable (_ done: Int64) -> Void = { _ in }
    ) async throws -> FilesReport {
        try Access.require(principal, .audit)
        if removesUnused { try Access.require(principal, .backUp) }
        var report = try await readFiles(progress)
        let (files, now) = (self.files, moment)
        if removesUnused { try await onOwnThread { files.removeUnfinished(now: now) } }
        for digest in try await onOwnThread({ files.digests() }) {
            guard try await database.read({ try !FileUses.isUsed(digest, $0) }) else { continue }
            report.unused += 1
            guard removesUnused else { continue }
            try await removeUnused([digest])
            if try await onOwnThread({ !files.contains(digest) }) { report.removed += 1 }
        }
        return report
    }

    /// What is wrong with the files, in words, for the audit of the whole registry.
    func auditFiles(_ progress: @escaping @Sendable (AuditProgress) -> Void) async throws -> [String] {
        let report = try await readFiles { progress(AuditProgress(part: .documents, done: $0, total: $0)) }
        return report.missing.prefix(Audit.maximumFindings).map { "The stored file \($0) is missing." }
            + report.damaged.prefix(Audit.maximumFindings).map {
                "The stored file \($0) is not what was stored."
            }
    }

    private func readFiles(_ progress: @escaping @Sendable (Int64) -> Void) async throws -> FilesReport {
        let files = self.files
        var report = FilesReport()
        var last: FileDigest?
        while true {
            let after = last
            let page = try await database.read { try FileUses.list(after: after, limit: 200, $0) }
            guard let end = page.last else { return report }
            last = end.digest
            for file in page {
                let digest = try await onOwnThread { try Self.digest(of: file, in: files) }
                report.files += 1
                report.bytes += file.size
                progress(report.files)
                guard digest != file.digest else { continue }
                // A document that was removed meanwhile has taken its file with it.
                guard try await database.read({ try FileUses.isUsed(file.digest, $0) }) else { continue }
                if digest == nil {
                    if report.missing.count < FilesReport.most { report.missing.append(file.digest.text) }
                } else if report.damaged.count < FilesReport.most {
                    report.damaged.append(file.digest.text)
                }
            }
        }
    }

    /// The hash that a file has; nil where it is missing.
    private static func digest(of file: StoredFile, in files: FileStore) throws -> FileDigest? {
        guard files.contains(file.digest), let reader = try? files.open(file.digest) else { return nil }
        return try reader.digest()
    }
}
