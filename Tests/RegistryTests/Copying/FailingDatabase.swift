import Storage
import Synchronization

/// A database that fails after some writes, as one whose disk or connection is gone, or to which others write in between.
final class FailingDatabase: Database {
    struct Failure: Error {}

    private let database: any Database
    private let left: Mutex<Int>
    /// Told how many writes are left, before each.
    private let meanwhile: @Sendable (Int) async throws -> Void

    init(
        _ database: any Database, after writes: Int,
        meanwhile: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) {
        self.database = database
        left = Mutex(writes)
        self.meanwhile = meanwhile
    }

    func write<T: Sendable>(
        _ order: CommitOrder, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        let left = left.withLock { left in
            left -= 1
            return left
        }
        if left < 0 { throw Failure() }
        try await meanwhile(left)
        return try await database.write(order, body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLReader) throws -> T) async throws -> T {
        try await database.read(body)
    }

    func readNow<T>(_ body: (any SQLReader) throws -> T) throws -> T { try database.readNow(body) }
    func readSnapshotNow<T>(_ body: (any SQLReader) throws -> T) throws -> T { try database.readSnapshotNow(body) }
    func migrate(_ migrations: [Migration]) async throws { try await database.migrate(migrations) }
    func pending(of migrations: [Migration]) async throws -> [Migration] { try await database.pending(of: migrations) }
    func tables() async throws -> [Table] { try await database.tables() }
    func integrityCheck() async throws -> [String] { try await database.integrityCheck() }
    func use(_ vault: Vault) { database.use(vault) }
    func setLockNote(_ note: String) async throws { try await database.setLockNote(note) }
    var isShared: Bool { database.isShared }
    func leads() async -> Bool { await database.leads() }
    func close() async { await database.close() }
}
