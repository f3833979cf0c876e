import Registry
import Storage

/// A backup that has been read to its end and agrees with itself.
struct ReceivedBackup: Sendable {
    var head: BackupHead
    var manifest: BackupManifest
    var digest: [UInt8]
    /// The master key; nil where the backup has none.
    var key: MasterKey?
}

/// The database of a backup in a file of its own, beside the place where it is to go.
struct StagedBackup {
    let path: String
    private let file: TransientFile.Writer
    private let files: StagedFiles

    /// - Throws: `storage.noAccess`, `storage.full`.
    init(beside place: String, files: StagedFiles) throws {
        self.files = files
        let directory = place.lastIndex(of: "/").map { String(place[..<$0]) + "/" } ?? ""
        let purpose = String(place.dropFirst(directory.count)) + ".restore"
        TransientFile.removeLeftovers(purpose, in: directory.isEmpty ? "." : directory)
        path = directory + TransientFile.name(purpose)
        file = try TransientFile.Writer(path)
    }

    func remove() { TransientFile.remove(path) }

    /// Reads a backup and writes its database to the file.
    /// - Throws: `backup.damaged`, `backup.passphrase`, `storage.full`.
    func receive(
        _ bytes: some AsyncSequence<[UInt8], any Error> & Sendable, size: Int64?, passphrase: () async throws -> String,
        _ progress: @Sendable (RestoreProgress) -> Void
    ) async throws -> ReceivedBackup {
        var reader = BackupReader()
        var key: MasterKey?
        var done: Int64 = 0
        for try await piece in bytes {
            var data: [UInt8] = []
            try reader.take(piece) { item, _ in
                switch item {
                case .data(let bytes): data += bytes
                case .file(let digest): try files.begin(digest)
                case .fileData(let bytes): try files.append(bytes)
                case .head, .manifest, .progress, .failure, .end: break
                }
            }
            if key == nil, let head = reader.head, let sealed = head.key {
                let given = try await passphrase()
                key = try await onOwnThread { try sealed.open(with: given, check: Array(head.keyCheck)) }
            }
            let written = data
            try await onOwnThread { [file] in try file.append(written) }
            done += Int64(piece.count)
            progress(RestoreProgress(part: .reading, done: done, total: size))
        }
        try reader.finish()
        try files.end()
        guard let head = reader.head, let manifest = reader.manifest, let digest = reader.digest else {
            throw RegistryError(.backupDamaged, "The backup is cut off. Take another copy of it.")
        }
        if let key, !reader.isProven(by: key) {
            throw RegistryError(
                .backupDamaged,
                "The backup agrees with its sum, but not with its key: somebody has changed it. Do not use it; take another."
            )
        }
        return ReceivedBackup(head: head, manifest: manifest, digest: digest, key: key)
    }

    /// Checks that the file is a sound registry, the one that the backup describes, and one that this program knows.
    /// - Throws: `backup.damaged`, `storage.newer`, `storage.migrationChanged`.
    func check(_ backup: ReceivedBackup) async throws {
        try await withDatabase { database in
            if let finding = try await database.integrityCheck().first {
                throw RegistryError(
                    .backupDamaged, "The database in the backup is damaged: \(finding). Use another backup.")
            }
            _ = try await database.pending(of: RegistrySchema.sqlite)
            let tables = Dictionary(try await database.tables().map { ($0.name, $0) }) { first, _ in first }
            let agrees = try await database.read { reader in
                try MasterKeyCheck.stored(reader) ?? [] == Array(backup.head.keyCheck)
                    && Positions.head(reader) == backup.manifest.position
                    && backup.manifest.rows.allSatisfy { name, count in
                        try tables[name].map { try reader.count(of: $0) } == count
                    }
            }
            guard agrees else {
                throw RegistryError(
                    .backupDamaged, "The database in the backup is not the one that it describes. Use another backup.")
            }
        }
    }

    /// Copies the registry to an empty database of a server.
    func copy(
        to address: PostgresAddress, _ progress: @escaping @Sendable (RestoreProgress) -> Void
    ) async throws {
        try await withDatabase { database in
            try await database.migrate(RegistrySchema.sqlite)
            let target = try await PostgresDatabase.openForCopying(address)
            do {
                try await target.migrate(RegistrySchema.postgres)
                _ = try await RegistryCopy(from: database, to: target) { step in
                    progress(
                        RestoreProgress(
                            part: step.part == .copying ? .copying : .comparing, done: step.done, total: step.total))
                }.run()
            } catch {
                await target.close()
                throw error
            }
            await target.close()
        }
    }

    private func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        let database: SQLiteDatabase
        do {
            database = try SQLiteDatabase.open(path: path)
        } catch let error as StorageError where [.notADatabase, .damaged].contains(error.code) {
            throw RegistryError(.backupDamaged, "There is no registry in the backup. Use another backup.")
        }
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
