/// The PostgreSQL engine: a database of a server that several processes share, each with some writers and with readers on
/// a pool of connections.
package final class PostgresDatabase: Database {
    private let writer: PostgresWriter
    private let readers: WorkerThreads
    private let pool: PostgresPool
    private let lease: PostgresLease
    private let vault: VaultSlot
    let now: @Sendable () -> Int64

    /// Opens a database that exists.
    ///
    /// - Parameters:
    ///   - now: The clock that transactions read, in microseconds since 1970 UTC.
    ///   - random: What ids and salts are drawn from.
    ///   - connections: The most that readers have open, two or more. Half of them are for ``readNow(_:)``, which long
    ///     reads can never take.
    ///   - writers: The most that write at the same time. One more connection keeps the lease.
    ///   - patience: How long a caller waits for a connection or for its turn, and how long a write is tried again.
    ///   - statementTimeout: How long one statement may take, and how long a transaction may pause.
    /// - Throws: ``StorageError`` `noAccess`, `notADatabase`, `unreachable`.
    package static func open(
        _ address: PostgresAddress,
        now: @escaping @Sendable () -> Int64 = SQLiteDatabase.currentTime,
        random: any RandomNumberGenerator & Sendable = SystemRandomness(),
        connections: Int = 16, writers: Int = 4, patience: Duration = .seconds(10),
        statementTimeout: Duration = .seconds(300)
    ) async throws -> PostgresDatabase {
        let database = PostgresDatabase(address, now, random, connections, writers, patience, statementTimeout)
        do {
            try await database.alone { _ in }
            return database
        } catch {
            await database.close()
            throw error
        }
    }

    private init(
        _ address: PostgresAddress, _ now: @escaping @Sendable () -> Int64,
        _ random: any RandomNumberGenerator & Sendable, _ connections: Int, _ writers: Int, _ patience: Duration,
        _ statementTimeout: Duration
    ) {
        let (errors, vault) = (PostgresErrors(name: address.name), VaultSlot())
        let connect: @Sendable () throws -> PostgresSession = {
            try address.connect(vault, statementTimeout: statementTimeout)
        }
        self.vault = vault
        self.now = now
        writer = PostgresWriter(
            errors, Draws(now: now, random: random), connections: writers, patience: patience, connect)
        pool = PostgresPool(size: connections, patience: patience, errors, connect)
        readers = WorkerThreads(count: max(1, connections / 2), patience: patience, errors)
        lease = PostgresLease(errors, patience: patience, connect)
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any SQLReader) throws -> T) async throws -> T {
        try await readers.run { [self] in try readSnapshotNow(body) }
    }

    package func readNow<T>(_ body: (any SQLReader) throws -> T) throws -> T {
        try withReader(body)
    }

    package func readSnapshotNow<T>(_ body: (any SQLReader) throws -> T) throws -> T {
        try withReader { session in
            try session.begin(.snapshot)
            // Nothing was written, so nothing is lost.
            defer { session.rollBack() }
            return try body(session)
        }
    }

    private func withReader<T>(_ body: (PostgresSession) throws -> T) throws -> T {
        try pool.withSession(body)
    }

    package func write<T: Sendable>(
        _ order: CommitOrder, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await writer.write(order, body)
    }

    /// Makes new connections, after the schema has been changed.
    func renewConnections() {
        writer.renew()
        pool.renew()
    }

    /// Runs `body` on a writing connection outside any transaction.
    func alone<T: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> T) async throws -> T {
        try await writer.alone(body)
    }

    package func use(_ vault: Vault) { self.vault.current = vault }

    package var isShared: Bool { true }

    package func leads() async -> Bool { await lease.isHeld() }

    /// Nobody finds the database taken.
    package func setLockNote(_ note: String) {}

    /// Statements that are reading are ended.
    package func close() async {
        await writer.close()
        await lease.close()
        pool.close()
        await readers.close()
    }
}
