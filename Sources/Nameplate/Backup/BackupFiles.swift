import Registry
import Storage

/// The files of documents, held while a backup is made of them, so that none goes that its database names.
final class HeldFiles: Sendable {
    let store: FileStore
    private let database: any Database

    init(_ store: FileStore, _ database: any Database) {
        self.store = store
        self.database = database
        store.hold()
    }

    deinit {
        let (store, database) = (self.store, self.database)
        let waiting = store.release()
        guard !waiting.isEmpty else { return }
        // What fails here is found, as unused, by the next check.
        Task { try? await FileUses.removeUnused(waiting, from: store, in: database) }
    }
}

/// The files that a backup brings, in a folder beside those of the registry until all of it is found sound.
final class StagedFiles {
    private let store: FileStore
    private let staging: FileStore
    private var incoming: (digest: FileDigest, file: IncomingFile)?
    private(set) var digests: [FileDigest] = []

    init(for store: FileStore) {
        self.store = store
        staging = FileStore(store.directory + "/" + TransientFile.name("restore"), limits: store.limits)
    }

    deinit { staging.removeAll() }

    /// A file begins.
    /// - Throws: `backup.damaged` where the one before is not what its hash says.
    func begin(_ digest: FileDigest) throws {
        try end()
        try store.prepare()
        incoming = (digest, try staging.receive())
    }

    func append(_ bytes: [UInt8]) throws { try incoming?.file.append(bytes) }

    /// - Throws: `backup.damaged`.
    func end() throws {
        guard let (digest, file) = incoming else { return }
        incoming = nil
        guard try file.store() == digest else {
            throw RegistryError(
                .backupDamaged, "A file in the backup is not what its hash says. Take another copy of the backup.")
        }
        digests.append(digest)
    }

    /// Puts the files to those of the registry.
    func put() throws {
        for digest in digests { try store.take(digest, from: staging) }
    }
}

extension RegistryPlace {
    /// The files of this registry's documents.
    var files: FileStore { FileStore(LocalPlace.files(beside: localPath), limits: .ofEnvironment) }

    /// Brings the files of a registry that has been copied here from where they lie.
    /// - Throws: `storage.damaged` where one is missing.
    func takeFiles(from source: FileStore, of database: any Database) async throws {
        let target = files
        guard target.directory != source.directory else { return }
        var last: FileDigest?
        while true {
            let after = last
            let page = try await database.read { try FileUses.list(after: after, limit: 200, $0) }
            guard let end = page.last else { return }
            last = end.digest
            for file in page where !target.contains(file.digest) {
                try await onOwnThread { try target.copy(file.digest, from: source) }
            }
        }
    }
}
