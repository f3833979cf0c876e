import FoundationEssentials
package import Registry
package import Storage

/// Where a registry's master key comes from.
package enum MasterKeySource: Sendable {
    /// The key itself, as base64 or hexadecimal.
    case text(String)
    /// A file, made at the first start.
    case file(String)
}

/// Where what belongs to a registry but not into its database lies on this machine.
package struct LocalPlace: Sendable {
    /// Made at the first start, unless the master key comes from elsewhere.
    var masterKeyFile: String
    /// The folder of files that are being imported; made where it is missing.
    package var imports: String
    /// The folder of scans that are not in the database yet; made where it is missing.
    var scans: String
    /// The folder of files that jobs make; made where it is missing.
    var jobs: String
    /// The folder of backups that are being made; made where it is missing.
    var backups: String
    /// The folder of the files of documents; made where it is missing. All processes of a registry share it.
    package var files: String
    /// Where this process's server answers the commands of this machine.
    package var socket: String
    /// Kept as long as the process has the registry open.
    private let folder: ProcessFolder?

    /// Lets another process have the folder.
    func release() { folder?.release() }

    static func masterKeyFile(beside path: String) -> String { path + ".key" }

    /// The folder that the environment names, or one beside the database.
    static func files(beside path: String) -> String {
        let named = ProcessInfo.processInfo.environment["NAMEPLATE_FILES"] ?? ""
        return named.isEmpty ? path + "-files" : named
    }

    /// What belongs to the registry in the file at `path`.
    package init(beside path: String) {
        masterKeyFile = Self.masterKeyFile(beside: path)
        imports = path + "-imports"
        scans = path + "-scans"
        jobs = path + "-jobs"
        backups = path + "-backups"
        files = Self.files(beside: path)
        socket = path + ".socket"
        folder = nil
    }

    /// What belongs to a database of a server, of which this process has `folder`.
    init(beside path: String, _ folder: ProcessFolder) {
        masterKeyFile = Self.masterKeyFile(beside: path)
        imports = folder.path + "/imports"
        scans = folder.path + "/scans"
        jobs = folder.path + "/jobs"
        backups = folder.path + "/backups"
        files = Self.files(beside: path)
        socket = folder.path + "/socket"
        self.folder = folder
    }
}

extension NameplateRegistry {
    /// Opens the registry in an embedded SQLite file, makes the file where it is missing, and runs the migrations.
    ///
    /// Only one process may have it open for writing. Where the master key of a registry is missing it opens all the
    /// same: what needs a secret key then answers `key.missing`.
    /// - Parameters:
    ///   - masterKey: nil is the file beside the database with the ending `.key`.
    ///   - passwordCost: What hashing a password takes.
    /// - Throws: `StorageError`, whose sentence says what to do.
    package static func open(
        sqlite path: String, masterKey: MasterKeySource? = nil, passwordCost: PasswordHash.Cost = .standard,
        now: @escaping @Sendable () -> Int64 = SQLiteDatabase.currentTime,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> NameplateRegistry {
        let database = try SQLiteDatabase.open(path: path, now: now, warn: warn)
        return try await open(database, LocalPlace(beside: path), masterKey, passwordCost, now, warn) {
            try await database.migrate(RegistrySchema.sqlite)
        }
    }

    /// Opens the registry in a database of a PostgreSQL server, which exists and may be empty, and runs the migrations.
    /// Otherwise like ``open(sqlite:masterKey:now:warn:)``, but any number of processes may have it open.
    /// - Parameter localPath: Begins the names of what lies on this machine: the master key's file, and a folder for each
    ///   process with files that are being imported and the server's socket. Its folder is made where it is missing.
    package static func open(
        postgres address: PostgresAddress, localPath: String, masterKey: MasterKeySource? = nil,
        passwordCost: PasswordHash.Cost = .standard,
        now: @escaping @Sendable () -> Int64 = SQLiteDatabase.currentTime,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> NameplateRegistry {
        try RegistryPlace.makeFolder(of: localPath)
        let folder = try ProcessFolder(localPath)
        let place = LocalPlace(beside: localPath, folder)
        try folder.adopt("imports", localPath, into: place.imports)
        try folder.adopt("scans", localPath, into: place.scans)
        let database = try await PostgresDatabase.open(address, now: now)
        return try await open(database, place, masterKey, passwordCost, now, warn) {
            try await database.migrate(RegistrySchema.postgres)
            let left = try await database.unplaced(RegistrySchema.tables)
            if !left.isEmpty {
                warn(
                    "The registry is spread over a cluster, but what the last update added is not: run 'nameplate shard'. "
                        + "Until then \(left.joined(separator: ", ")) lies on the coordinator.")
            }
        }
    }

    private static func open(
        _ database: any Database, _ place: LocalPlace, _ masterKey: MasterKeySource?,
        _ passwordCost: PasswordHash.Cost, _ now: @escaping @Sendable () -> Int64,
        _ warn: @escaping @Sendable (String) -> Void, migrating: () async throws -> Void
    ) async throws -> NameplateRegistry {
        let key: MasterKey?
        do {
            try await migrating()
            try await database.read { try UnfinishedCopy.refuse($0) }
            try await ModelWords.renew(in: database)
            key = try await unlock(database, with: masterKey ?? .file(place.masterKeyFile), warn)
        } catch {
            await database.close()
            throw error
        }
        let registry = NameplateRegistry(database, place, masterKey: key, passwordCost: passwordCost, now: now)
        try await registry.imports.removeLeftovers()
        // What fails here is tried again at the next start, or when the same file is sent again.
        Task { try? await registry.finishImports() }
        return registry
    }

    /// Gives a database its master key, tested against the check value that it keeps. - Returns: nil where it is missing.
    private static func unlock(
        _ database: any Database, with source: MasterKeySource, _ warn: @Sendable (String) -> Void
    ) async throws -> MasterKey? {
        let stored = try await database.read { try MasterKeyCheck.stored($0) }
        let key: MasterKey
        switch source {
        case .text(let text):
            guard let given = MasterKey(text) else {
                throw StorageError(
                    .masterKey, "The master key must be 32 bytes as base64 or hexadecimal: 'openssl rand -base64 32'.")
            }
            key = given
        case .file(let path):
            if let found = try MasterKeyFile.read(path) {
                key = found
            } else if stored == nil {
                key = try MasterKeyFile.make(path)
            } else {
                warn(
                    "The file of the master key, \(path), is missing. Scrambled serial numbers and codes cannot be told "
                        + "until it is back.")
                return nil
            }
        }
        guard stored == nil || stored == key.check else { throw Self.otherMasterKey }
        if stored == nil {
            let kept = try await database.write { transaction in
                try MasterKeyCheck.store(key, transaction)
                return try MasterKeyCheck.stored(transaction)
            }
            // Two servers that begin together with a key of their own each.
            guard kept == key.check else { throw Self.otherMasterKey }
        }
        database.use(key.vault)
        return key
    }

    private static let otherMasterKey = StorageError(
        .masterKey,
        "This is not the master key of this registry. Give it its own: NAMEPLATE_MASTER_KEY, or the file of "
            + "NAMEPLATE_MASTER_KEY_FILE.")

    /// Tells other processes where this one, which has the database open, answers.
    package func announce(_ address: String) async throws { try await database.setLockNote(address) }
}
