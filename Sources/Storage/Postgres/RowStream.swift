import CPostgres

/// The rows of a statement that is running on a connection, each fetched when it is asked for.
///
/// A connection answers one statement at a time. Where another is to run before the last row has been read (in the
/// body of a row loop), the rest is taken into memory first.
final class RowStream {
    private let session: PostgresSession
    private var absorbed: [OpaquePointer] = []
    private var next = 0
    private var current: OpaquePointer?
    private(set) var rowCount = 0
    private var hasEnded = false

    /// A loop that ends early leaves rows behind. Outside of a transaction a statement with more than this is cancelled;
    /// within one, where that would end the transaction, they are read and forgotten.
    private static let mostForgotten = 1_000

    init(_ session: PostgresSession) { self.session = session }

    /// A result of one row, which lasts until the next call; nil after the last.
    func row() throws -> OpaquePointer? {
        PQclear(current)
        current = nil
        if next < absorbed.count {
            current = absorbed[next]
            next += 1
        } else if !hasEnded {
            current = try fetch()
        }
        return current
    }

    /// Takes all rows that are left into memory, so that the connection is free.
    func absorb() throws {
        while !hasEnded, let row = try fetch() { absorbed.append(row) }
    }

    /// Lets go of what has not been read. What fails here fails a statement that nobody reads any more; where that ended
    /// a transaction, its next statement says so.
    func finish() {
        PQclear(current)
        current = nil
        for row in absorbed[next...] { PQclear(row) }
        absorbed = []
        next = 0
        var forgotten = 0
        while !hasEnded, let row = try? fetch() {
            PQclear(row)
            forgotten += 1
            if forgotten == Self.mostForgotten, !session.isInTransaction { session.cancel() }
        }
    }

    private func fetch() throws -> OpaquePointer? {
        var failure: StorageError?
        while let result = PQgetResult(session.connection) {
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE:
                rowCount += 1
                return result
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
            default: failure = failure ?? session.failure(result)
            }
            PQclear(result)
        }
        hasEnded = true
        session.streamHasEnded(self)
        if let failure { throw failure }
        return nil
    }
}
