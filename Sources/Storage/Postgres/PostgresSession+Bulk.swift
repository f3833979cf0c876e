import CPostgres

// Many rows at once, by COPY in binary form (https://www.postgresql.org/docs/current/sql-copy.html).
extension PostgresSession {
    /// Fewer rows are inserted one by one: COPY is two round trips more.
    private static let fewestCopied = 8
    /// About as many bytes of rows are handed to libpq at once.
    private static let copiedBytes = 65_536

    /// For the rest of the transaction, tables are joined by their indexes. Of a table that is small or has just grown the
    /// server would read every row; and a serializable transaction that has done so comes between all that write there.
    private static let byKey =
        "SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)"

    func insert(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws {
        guard count >= Self.fewestCopied else {
            for number in 0..<count { try run(table.insert, row(number)) }
            return
        }
        var rows = CopyRows(try take(table.insert).parameters)
        try copy(table.copy) { put in
            for number in 0..<count {
                try rows.append(row(number))
                if rows.bytes.count >= Self.copiedBytes {
                    try put(rows.bytes[...])
                    rows.removeAll()
                }
            }
            try put(rows.bytes[...])
        }
    }

    func insertNew(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws -> [Int] {
        guard !table.key.isEmpty else {
            throw StorageError(.failed, "The key of the table \(table.name) was not named.")
        }
        guard count >= Self.fewestCopied else {
            return try (0..<count).filter { try rowsChanged(by: table.insertIfNew, row($0)) == 0 }
        }
        var rows = CopyRows(try take(table.insert).parameters, key: table.key)
        for number in 0..<count { try rows.append(row(number)) }
        let known = try find(rows, in: table)
        if known.count < count {
            do {
                try copy(table.copy) { put in
                    for range in rows.ranges(without: known) { try put(rows.bytes[range]) }
                }
            } catch let error as StorageError where lastState == PostgresErrors.uniqueViolation {
                guard !rows.repeatKeys else { throw error }
                // This transaction's snapshot has not got the key, but the index has: another one has committed it, which
                // is a serialization failure by another name.
                lastState = PostgresErrors.serializationFailure
                throw StorageError.overtaken
            }
        }
        return known
    }

    /// The numbers of the rows whose key the table has, ascending.
    private func find(_ rows: CopyRows, in table: BulkTable) throws -> [Int] {
        let (types, places, bytes) = try rows.keyArrays()
        try sendAhead {
            guard PQsendQueryParams(connection, Self.byKey, 0, nil, nil, nil, nil, 1) == 1 else { throw failure(nil) }
        }
        // Not prepared: how many keys there are, and how large the table has grown, decides how it is run.
        let isSent = bytes.withUnsafeBytes { bytes in
            PQsendQueryParams(
                connection, table.findKeys, Int32(clamping: places.count), types,
                places.map { bytes.baseAddress?.advanced(by: $0.lowerBound).assumingMemoryBound(to: CChar.self) },
                places.map { Int32(clamping: $0.count) }, Array(repeating: 1, count: places.count), 1) == 1
        }
        guard isSent else { throw failure(nil) }
        try collectAhead()
        defer { leavePipeline() }
        var known: [Int] = []
        try collect { result in
            for number in 0..<PQntuples(result) { known.append(Int(Row(postgres: result, number).integer(0)) - 1) }
        }
        return known
    }

    /// Takes in the rows that `body` puts.
    /// - Parameter sql: COPY from standard input, in binary form.
    func copy(_ sql: String, _ body: ((ArraySlice<UInt8>) throws -> Void) throws -> Void) throws {
        try settle()
        let started = PQexec(connection, sql)
        defer { PQclear(started) }
        guard PQresultStatus(started) == PGRES_COPY_IN else { throw failure(started) }
        do {
            try put(CopyRows.header[...])
            try body(put)
            try put(CopyRows.trailer[...])
        } catch {
            // The server ends the transaction, so it is the first error that is told.
            if PQputCopyEnd(connection, "The rows end early.") == 1 { try? collect { _ in } }
            throw error
        }
        guard PQputCopyEnd(connection, nil) == 1 else { throw failure(nil) }
        try collect { _ in }
    }

    private func put(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 30)
            let isTaken = piece.withUnsafeBytes { bytes in
                PQputCopyData(
                    connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count))
                    == 1
            }
            guard isTaken else { throw failure(nil) }
            rest = rest.dropFirst(piece.count)
        }
    }
}
