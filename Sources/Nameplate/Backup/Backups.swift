package import Registry
import Storage
private import Synchronization

/// Makes backups of an open registry, one at a time.
final class Backups: Sendable {
    private let database: any Database
    private let directory: String
    private let key: MasterKey?
    private let now: @Sendable () -> Int64
    private let files: FileStore
    private let isUnderWay = Atomic(false)

    /// - Parameter directory: For the file that a backup is sent from; made where it is missing.
    init(
        _ database: any Database, directory: String, files: FileStore, key: MasterKey?,
        now: @escaping @Sendable () -> Int64
    ) {
        self.database = database
        self.files = files
        self.directory = directory
        self.key = key
        self.now = now
    }

    /// Takes the turn and seals the key.
    /// - Throws: `backup.underWay`, `backup.passphrase`, `key.missing`.
    func begin(_ request: BackupRequest, program: String) async throws -> BackupRun {
        guard isUnderWay.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
        else {
            throw RegistryError(.backupUnderWay, "Another backup is being made. Wait for its end.")
        }
        let turn = Turn(self)
        let (check, sealed) = try await seal(request)
        let head = BackupHead(
            program: program, madeAt: now(), engine: database is SQLiteDatabase ? "sqlite" : "postgres",
            keyCheck: check, key: sealed)
        return BackupRun(
            head: head, key: sealed == nil ? nil : key,
            snapshot: DatabaseSnapshot(of: database, in: directory, now: now), files: HeldFiles(files, database),
            turn: turn)
    }

    private func seal(_ request: BackupRequest) async throws -> ([UInt8], SealedMasterKey?) {
        switch request {
        case .withKey(let passphrase):
            guard let key else {
                throw RegistryError(
                    .keyMissing,
                    "The master key is missing, so it cannot be put into a backup. Bring its file back, or make a backup without "
                        + "the key.")
            }
            return (key.check, try await onOwnThread { try SealedMasterKey(sealing: key, with: passphrase) })
        case .withoutKey:
            return (try await database.read { try MasterKeyCheck.stored($0) } ?? [], nil)
        }
    }

    /// Held as long as a backup is being made.
    final class Turn: Sendable {
        private let backups: Backups

        init(_ backups: Backups) { self.backups = backups }

        deinit { backups.isUnderWay.store(false, ordering: .releasing) }
    }
}

/// What a backup is to hold beside the registry.
package enum BackupRequest: Sendable {
    /// The master key, sealed with a passphrase.
    case withKey(passphrase: String)
    case withoutKey
}

/// A backup that is about to be made.
package struct BackupRun: Sendable {
    let head: BackupHead
    let key: MasterKey?
    let snapshot: DatabaseSnapshot
    let files: HeldFiles
    /// Given back when nobody has the run any more.
    let turn: Backups.Turn

    /// The backup's bytes, in pieces.
    package func pieces() -> BackupPieces { BackupPieces(self) }
}

extension NameplateRegistry {
    /// Begins a backup of the whole registry as it stands in a moment, while everything goes on.
    /// - Parameter program: The version of the program.
    /// - Throws: `access.forbidden`, `backup.underWay`, `backup.passphrase`, `key.missing`.
    package func backUp(
        _ request: BackupRequest, program: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> BackupRun {
        try Access.require(principal, .backUp)
        let run = try await backups.begin(request, program: program)
        try await database.write { transaction in
            try AuditTrail.write(
                "registry.backUp", subject: "registry", of: nil, as: principal, from: source, transaction)
        }
        return run
    }
}
