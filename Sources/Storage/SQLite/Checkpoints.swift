import GRDBSQLite

/// Brings the write-ahead log back into the database file, on the writer's connection and thread only: SQLite before
/// 3.51.3 can lose data where two connections write or checkpoint at once (https://www.sqlite.org/wal.html, "the WAL
/// reset bug").
///
/// It works between transactions, after their callers have been answered, so no caller waits for it. A long read keeps
/// the log from being reset; past ``warningSize`` each doubling is reported.
final class Checkpoints {
    private let errors: SQLiteErrors
    private let warn: @Sendable (String) -> Void
    /// How many pages the log held after the last commit. SQLite's hook writes it.
    private let pages: UnsafeMutablePointer<Int32>
    private var lastCount: Int32 = 0
    private var nextCheckpoint = Checkpoints.size
    private var nextWarning = Checkpoints.warningSize

    /// In pages of 4 KiB: 16 MiB.
    private static let size: Int32 = 4096
    /// From here on (64 MiB) a checkpoint waits up to ``patience`` for readers of the log, so that it can start anew.
    private static let waitingSize: Int32 = 16_384
    /// 256 MiB.
    private static let warningSize: Int32 = 65_536
    /// Milliseconds.
    private static let patience: Int32 = 20
    /// Milliseconds that a statement of the writer waits for another program's lock.
    static let writerPatience: Int32 = 5000

    init(_ session: SQLiteSession, _ warn: @escaping @Sendable (String) -> Void) {
        errors = session.errors
        self.warn = warn
        pages = .allocate(capacity: 1)
        pages.initialize(to: 0)
        // The hook takes the place of SQLite's own automatic checkpoints.
        sqlite3_wal_hook(
            session.connection,
            { pages, _, _, count in
                pages?.assumingMemoryBound(to: Int32.self).pointee = count
                return SQLITE_OK
            }, pages)
    }

    deinit { pages.deallocate() }

    func afterCommit(_ session: SQLiteSession) {
        let count = pages.pointee
        defer { lastCount = count }
        if count < lastCount {
            // The last write began the log anew.
            nextCheckpoint = Self.size
            nextWarning = Self.warningSize
        }
        guard count >= nextCheckpoint else { return }
        sqlite3_busy_timeout(session.connection, Self.patience)
        let mode = count >= Self.waitingSize ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE
        let result = sqlite3_wal_checkpoint_v2(session.connection, nil, mode, nil, nil)
        sqlite3_busy_timeout(session.connection, Self.writerPatience)
        if result != SQLITE_OK && result & 0xFF != SQLITE_BUSY {
            warn("The write-ahead log could not be brought in: \(errors.error(result, on: session.connection))")
        }
        nextCheckpoint = count.addingReportingOverflow(Self.size).partialValue
        if count >= nextWarning {
            warn(
                "A long read keeps the write-ahead log of “\(errors.file)” from being reset; "
                    + "it has grown to \(count / 256) MiB.")
            nextWarning = count.multipliedReportingOverflow(by: 2).partialValue
        }
    }

    /// Empties the log, which needs that no reader holds it any more.
    func finish(_ session: SQLiteSession) {
        sqlite3_busy_timeout(session.connection, Self.patience)
        sqlite3_wal_checkpoint_v2(session.connection, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        sqlite3_wal_hook(session.connection, nil, nil)
        pages.pointee = 0
    }
}
