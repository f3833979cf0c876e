import Synchronization

/// The PostgreSQL engine: a database of a server, one writing process, one writer in it, readers on a pool of connections.
package final class PostgresDatabase: Database {
    private let errors: PostgresErrors
    private let line: WriterConnection
    private let writer: PostgresWriter
    private let readers: WorkerThreads
    private let pool: PostgresPool
    private let vault: VaultSlot
    let now: @Sendable () -> Int64

    /// Opens a database that exists, and takes the lock that lets one process write to it.
    ///
    /// - Parameters:
    ///   - now: The clock that transactions read, in microseconds since 1970 UTC.
    ///   - random: What ids and salts are drawn from.
    ///   - connections: The most that readers have open, two or more; the writer has one more. Half of them are for
    ///     ``readNow(_:)``, which long reads can never take.
    ///   - patience: How long a caller waits for a connection or for its turn, and how long a write is tried again.
    ///   - statementTimeout: How long one statement may take, and how long a transaction may pause.
    /// - Throws: ``StorageError`` `locked`, `noAccess`, `notADatabase`, `unreachable`.
    package static func open(
        _ address: PostgresAddress,
        now: @escaping @Sendable () -> Int64 = SQLiteDatabase.currentTime,
        random: any RandomNumberGenerator & Sendable = SystemRandomness(),
        connections: Int = 16, patience: Duration = .seconds(10), statementTimeout: Duration = .seconds(300)
    ) async throws -> PostgresDatabase {
        let database = PostgresDatabase(address, now, random, connections, patience, statementTimeout)
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
        _ random: any RandomNumberGenerator & Sendable, _ connections: Int, _ patience: Duration,
        _ statementTimeout: Duration
    ) {
        let (errors, vault) = (PostgresErrors(name: address.name), VaultSlot())
        let connect: @Sendable () throws -> PostgresSession = {
            try address.connect(vault, statementTimeout: statementTimeout)
        }
        self.errors = errors
        self.vault = vault
        self.now = now
        line = WriterConnection(errors, connect)
        writer = PostgresWriter(line, Draws(now: now, random: random), patience: patience)
        pool = PostgresPool(size: connections, patience: patience, errors, connect)
        readers = WorkerThreads(count: max(1, connections / 2), patience: patience, errors)
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
        guard !line.isOusted.load(ordering: .acquiring) else {
            throw StorageError(
                .locked, "Another process has taken over the registry in \(errors.name). Send the request to it.")
        }
        return try pool.withSession(body)
    }

    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await writer.write(body)
    }

    /// Runs `body` on the writing connection between its transactions.
    func alone<T: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> T) async throws -> T {
        try await writer.alone(body)
    }

    package func use(_ vault: Vault) { self.vault.current = vault }

    package func whenOthersMayHaveWritten(_ handler: @escaping @Sendable () -> Void) {
        line.regained.withLock { $0 = handler }
    }

    /// Statements that are reading are ended.
    package func close() async {
        await writer.close()
        pool.close()
        await readers.close()
    }

    // MARK: Lock

    package func setLockNote(_ note: String) async throws {
        try await writer.alone { [line] _ in try line.set(note: note) }
    }

    /// What the process that has the registry at `address` open says of itself, or nil where none has.
    package static func lockNote(_ address: PostgresAddress) throws -> String? {
        try WriterConnection.note(address.connect(VaultSlot(), statementTimeout: .seconds(10)))
    }
}
