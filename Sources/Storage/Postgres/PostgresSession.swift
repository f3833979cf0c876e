import CPostgres
import Foundation

/// One connection and its prepared statements: the only place where SQL meets libpq.
///
/// A session belongs to one thread at a time: that of a worker, or the one that has taken it from the pool; hence
/// `@unchecked`. Only ``cancel()`` may be called from elsewhere.
final class PostgresSession: SQLSession, @unchecked Sendable {
    let connection: OpaquePointer
    let errors: PostgresErrors
    private let canceller: OpaquePointer?
    private let slot: VaultSlot
    /// Prepared statements by ``Statement/number``.
    private var prepared: [PostgresStatement?] = []
    let parameters = PostgresParameters()
    /// The statement whose rows are still arriving.
    private(set) var stream: RowStream?
    /// Statements that were sent without waiting for their results: see `PostgresSession+Pipeline.swift`.
    var pipeline = Pipeline()
    private var cursorsOpen = 0
    /// Whether a transaction of several statements is open, or has failed and waits to be rolled back.
    var isInTransaction = false
    /// Whether the registry's tables are spread over a cluster; told when the connection is made.
    var isSharded = false
    /// The SQLSTATE of the last error; empty where the connection was lost, nil before the first.
    var lastState: String?
    /// Whether it must not be used again.
    var isSpoiled = false

    /// Statements numbered above this are prepared anew each time, so that one made in a loop cannot fill the memory.
    private static let cacheSize = 4096
    static let longestWrite: Duration = .milliseconds(200)
    /// A statement with more rows than this is read through a cursor the next time.
    static let longRowCount = 500
    /// Rows that are fetched from a cursor at once.
    static let portion = 500
    /// Errors after which the connection's prepared statements are of no more use: another program has changed the
    /// schema, or a pooler in between has changed the server's process.
    private static let spoiling: Set<String> = ["0A000", "26000", "42P05"]

    /// Takes over a connection that is open.
    init(_ connection: OpaquePointer, _ errors: PostgresErrors, _ slot: VaultSlot) {
        self.connection = connection
        self.errors = errors
        self.slot = slot
        canceller = PQgetCancel(connection)
    }

    deinit {
        PQfreeCancel(canceller)
        PQfinish(connection)
    }

    package var vault: Vault? { slot.current }
    var closed: StorageError { errors.closed }

    /// Whether the connection has been lost.
    var isLost: Bool { PQstatus(connection) == CONNECTION_BAD }

    /// Whether the connection is as good as new: to be asked between two uses.
    var isReusable: Bool {
        !isLost && !isSpoiled && !isInTransaction && PQtransactionStatus(connection) == PQTRANS_IDLE
            && PQpipelineStatus(connection) == PQ_PIPELINE_OFF && !(lastState.map(Self.spoiling.contains) ?? false)
    }

    /// Asks the server to end the statement that is running: from any thread. It fails where the server has gone, which
    /// ends the statement as well.
    func cancel() {
        var words = [CChar](repeating: 0, count: 256)
        _ = PQcancel(canceller, &words, Int32(words.count))
    }

    package func forEachRow(
        _ statement: Statement, _ values: [SQLValue], _ body: (borrowing Row) throws -> Bool
    ) throws {
        let prepared = try take(statement)
        if prepared.hasFewRows { return try forEachRowOfFew(prepared, values, body) }
        if prepared.isLong, isInTransaction, prepared.isQuery {
            return try forEachRowOfCursor(prepared, values, body)
        }
        try send(prepared, values)
        PQsetSingleRowMode(connection)
        let stream = RowStream(self)
        self.stream = stream
        defer {
            stream.finish()
            if stream.rowCount > Self.longRowCount { prepared.isLong = true }
        }
        while let row = try stream.row() {
            guard try body(Row(postgres: row, 0)) else { return }
        }
    }

    private func forEachRowOfFew(
        _ statement: PostgresStatement, _ values: [SQLValue], _ body: (borrowing Row) throws -> Bool
    ) throws {
        var rows: OpaquePointer?
        defer { PQclear(rows) }
        try send(statement, values)
        do {
            defer { leavePipeline() }
            var refused: StorageError?
            while let result = PQgetResult(connection) {
                if PQresultStatus(result) == PGRES_TUPLES_OK, rows == nil {
                    rows = result
                } else {
                    if !Self.isFine(result) { refused = refused ?? failure(result) }
                    PQclear(result)
                }
            }
            if let refused { throw refused }
            if isLost { throw failure(nil) }
        }
        for number in 0..<PQntuples(rows) {
            guard let rows, try body(Row(postgres: rows, number)) else { return }
        }
    }

    func run(_ statement: Statement, _ values: [SQLValue] = []) throws {
        let prepared = try take(statement)
        try sendAhead { try post(prepared, values) }
    }

    func run(_ statement: Statement, _ values: [SQLValue], changing count: Int) throws {
        let prepared = try take(statement)
        try sendAhead(changing: count) { try post(prepared, values) }
    }

    func rowsChanged(by statement: Statement, _ values: [SQLValue]) throws -> Int {
        try send(try take(statement), values)
        defer { leavePipeline() }
        var count = 0
        try collect { count = Self.rowsChanged($0) }
        return count
    }

    static func rowsChanged(_ result: OpaquePointer) -> Int {
        // SQLite counts only what changes rows.
        let isQuery = PQcmdStatus(result).map { String(cString: $0).hasPrefix("SELECT") } ?? true
        return isQuery ? 0 : PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// Reads a long result in portions. Of the cursor's rows only a portion is ever in memory, other statements may run in
    /// between, and what is not read costs nothing.
    private func forEachRowOfCursor(
        _ statement: PostgresStatement, _ values: [SQLValue], _ body: (borrowing Row) throws -> Bool
    ) throws {
        try settle()
        let name = "nameplate_\(cursorsOpen)"
        let declaration = "DECLARE \(name) NO SCROLL CURSOR FOR \(statement.sql)"
        let declared = try parameters.with(values, statement.parameters) { count, values, lengths, formats in
            PQexecParams(connection, declaration, count, statement.parameterNumbers, values, lengths, formats, 1)
        }
        defer { PQclear(declared) }
        try check(declared)
        cursorsOpen += 1
        defer {
            cursorsOpen -= 1
            // Closed with its transaction where that has failed.
            if PQtransactionStatus(connection) != PQTRANS_INERROR { try? execute("CLOSE \(name)") }
        }
        while true {
            try settle()
            let portion = PQexecParams(connection, "FETCH \(Self.portion) FROM \(name)", 0, nil, nil, nil, nil, 1)
            defer { PQclear(portion) }
            try check(portion)
            let count = PQntuples(portion)
            guard let portion else { return }
            for number in 0..<count {
                guard try body(Row(postgres: portion, number)) else { return }
            }
            if count < Self.portion { return }
        }
    }

    // MARK: The engine's own statements

    /// Runs every statement of `script`, whose rows nobody reads.
    func execute(_ script: String) throws { _ = try rows(of: script) }

    /// What the last statement of `script` answers, each value as text.
    func rows(of script: String, _ values: [String] = []) throws -> [[String?]] {
        try settle()
        let result: OpaquePointer?
        if values.isEmpty {
            result = PQexec(connection, script)
        } else {
            let copies = values.map { strdup($0) }
            defer { for copy in copies { free(copy) } }
            let pointers = copies.map { UnsafePointer<CChar>($0) }
            result = PQexecParams(connection, script, Int32(clamping: values.count), nil, pointers, nil, nil, 0)
        }
        defer { PQclear(result) }
        try check(result)
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) != 0
                    ? nil : PQgetvalue(result, row, column).map { String(cString: $0) }
            }
        }
    }

    // MARK: Steps

    /// The connection's own form of `statement`.
    func take(_ statement: Statement) throws -> PostgresStatement {
        let number = statement.number
        if number < prepared.count, let known = prepared[number] { return known }
        try settle()
        let isKept = number < Self.cacheSize
        let name = isKept ? "s\(number)" : ""
        let answer = PQprepare(connection, name, statement.sql, 0, nil)
        defer { PQclear(answer) }
        try check(answer)
        let description = PQdescribePrepared(connection, name)
        defer { PQclear(description) }
        try check(description)
        guard let description else { throw failure(nil) }
        let fresh = try PostgresStatement(name, statement.sql, description)
        if isKept {
            while prepared.count <= number { prepared.append(nil) }
            prepared[number] = fresh
        }
        return fresh
    }

    /// Sends a statement whose results are read next.
    private func send(_ statement: PostgresStatement, _ values: [SQLValue]) throws {
        try stream?.absorb()
        try post(statement, values)
        try collectAhead()
    }

    private func post(_ statement: PostgresStatement, _ values: [SQLValue]) throws {
        let isSent = try parameters.with(values, statement.parameters) { count, values, lengths, formats in
            PQsendQueryPrepared(connection, statement.name, count, values, lengths, formats, 1) == 1
        }
        guard isSent else { throw failure(nil) }
    }

    /// Reads all results of what was sent, and throws the first error among them.
    func collect(_ body: (OpaquePointer) -> Void) throws {
        var refused: StorageError?
        while let result = PQgetResult(connection) {
            defer { PQclear(result) }
            if Self.isFine(result) { body(result) } else { refused = refused ?? failure(result) }
        }
        if let refused { throw refused }
        if isLost { throw failure(nil) }
    }

    func check(_ result: OpaquePointer?) throws {
        if !Self.isFine(result) { throw failure(result) }
    }

    static func isFine(_ result: OpaquePointer?) -> Bool {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY: result != nil
        default: false
        }
    }

    /// The error that `result` is. The session remembers its SQLSTATE.
    func failure(_ result: OpaquePointer?) -> StorageError {
        lastState = PostgresErrors.state(result)
        return errors.error(result, on: connection)
    }

    func streamHasEnded(_ stream: RowStream) {
        if self.stream === stream { self.stream = nil }
        leavePipeline()
    }
}
