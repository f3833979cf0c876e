package import Storage

/// The start of an import: it has been checked, and its rows are being written.
package enum Import {}

/// The table `imports`: one row for each import that has been checked. It says how far writing has come, and is brought
/// forward in the transaction of the rows themselves, so that a crash neither loses nor doubles a row.
package enum ImportJournal {
    package enum State: String, Sendable {
        case writing, done
    }

    package struct Entry: Sendable {
        package var id: ID<Import>
        package var table: ImportTable
        package var syntax: ImportSyntax
        /// SHA-256 of the file.
        package var hash: [UInt8]
        /// The name of the staging file within the directory of staging files.
        package var stagingFile: String
        package var state: State
        /// Who imports, by the name of the audit trail.
        package var principal: String
        package var rowsTotal: Int
        /// What has been written.
        package var written: ImportCounts
        /// Where writing goes on.
        package var position: ImportPosition
        package var startedAt: Int64
        package var finishedAt: Int64?
        /// What was said of the file.
        package var options = ImportOptions()
        /// When it was undone.
        package var undoneAt: Int64?

        /// An import of which nothing is written yet.
        package init(
            id: ID<Import>, table: ImportTable, syntax: ImportSyntax, hash: [UInt8], stagingFile: String,
            principal: Principal, rowsTotal: Int, options: ImportOptions = ImportOptions()
        ) {
            self.options = options
            self.id = id
            self.table = table
            self.syntax = syntax
            self.hash = hash
            self.stagingFile = stagingFile
            self.state = .writing
            self.principal = principal.auditName
            self.rowsTotal = rowsTotal
            self.written = ImportCounts()
            self.position = .start
            self.startedAt = 0
        }

        fileprivate init(_ row: borrowing Row) throws {
            guard let table = ImportTable(rawValue: row.text(1)), let syntax = ImportSyntax(rawValue: row.text(4)),
                let state = State(rawValue: row.text(5))
            else {
                throw StorageError(
                    .damaged, "The table of imports holds an unknown word. Restore the database from a backup.")
            }
            self.id = ID(row.integer(0))
            self.table = table
            self.syntax = syntax
            self.hash = row.blob(2)
            self.stagingFile = row.text(3)
            self.state = state
            self.principal = row.text(6)
            self.rowsTotal = Int(row.integer(7))
            self.written = ImportCounts()
            self.written.rows = Int(row.integer(8))
            self.written.created = Int(row.integer(9))
            self.written.updated = Int(row.integer(10))
            self.written.unchanged = written.rows - written.created - written.updated
            self.position = ImportPosition(
                row: Int(row.integer(11)), line: Int(row.integer(12)), offset: Int(row.integer(13)))
            self.startedAt = row.integer(14)
            self.finishedAt = row.optionalInteger(15)
            self.options = try ImportOptions(text: row.optionalText(16))
            self.undoneAt = row.optionalInteger(17)
        }
    }

    /// The last imports, newest first.
    /// - Parameter principal: Whose; nil for everybody's.
    package static func latest(limit: Int, by principal: String?, _ reader: any SQLReader) throws -> [Entry] {
        guard let principal else {
            return try reader.all(ImportJournalSQL.latest, [.integer(Int64(limit))]) { try Entry($0) }
        }
        return try reader.all(ImportJournalSQL.latestOf, [.text(principal), .integer(Int64(limit))]) { try Entry($0) }
    }

    /// Imports that a crash or a full disk has stopped, oldest first.
    package static func unfinished(_ reader: any SQLReader) throws -> [Entry] {
        try reader.all(ImportJournalSQL.unfinished, []) { try Entry($0) }
    }

    /// Imports that were done before a time, oldest first.
    static func finished(before time: Int64, limit: Int, _ reader: any SQLReader) throws -> [Entry] {
        try reader.all(ImportJournalSQL.finished, [.integer(time), .integer(Int64(limit))]) { try Entry($0) }
    }

    static func forget(_ id: ID<Import>, _ transaction: any SQLTransaction) throws {
        try ImportChanges.forget(id, transaction)
        try transaction.run(ImportJournalSQL.forget, [.integer(id.value)])
    }

    /// The import of a file of this content into this table.
    package static func find(
        _ hash: [UInt8], into table: ImportTable, _ reader: any SQLReader
    ) throws -> Entry? {
        try reader.first(ImportJournalSQL.byHash, [.blob(hash), .text(table.rawValue)]) { try Entry($0) }
    }

    package static func find(_ id: ID<Import>, _ reader: any SQLReader) throws -> Entry? {
        try reader.first(ImportJournalSQL.byID, [.integer(id.value)]) { try Entry($0) }
    }

    static func noteUndone(_ id: ID<Import>, _ transaction: any SQLTransaction) throws {
        try transaction.run(ImportJournalSQL.noteUndone, [.integer(transaction.now), .integer(id.value)])
    }

    package static func insert(_ entry: Entry, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            ImportJournalSQL.insert,
            [
                .integer(entry.id.value), .text(entry.table.rawValue), .blob(entry.hash), .text(entry.stagingFile),
                .text(entry.syntax.rawValue), .text(entry.state.rawValue), .text(entry.principal),
                .integer(Int64(entry.rowsTotal)), .integer(transaction.now),
            ] + progress(entry) + [SQLValue(try entry.options.text)])
    }

    /// Notes that the rows from `start` up to ``Entry/position`` are written.
    /// - Throws: `import.elsewhere` where another server has gone on with the import.
    static func advance(_ entry: Entry, from start: ImportPosition, _ transaction: any SQLTransaction) throws {
        let advanced = try transaction.rowsChanged(
            by: ImportJournalSQL.advance, progress(entry) + [.integer(entry.id.value), .integer(Int64(start.offset))])
        guard advanced == 1 else {
            throw RegistryError(
                .importElsewhere,
                "Another server goes on with this import, since the same file was sent to it. Look for it in the list of "
                    + "imports.")
        }
    }

    /// Notes that all rows are written.
    static func finish(_ entry: Entry, _ transaction: any SQLTransaction) throws {
        try transaction.run(ImportJournalSQL.finish, [.integer(transaction.now), .integer(entry.id.value)])
    }

    private static func progress(_ entry: Entry) -> [SQLValue] {
        [
            .integer(Int64(entry.written.rows)), .integer(Int64(entry.written.created)),
            .integer(Int64(entry.written.updated)), .integer(Int64(entry.position.row)),
            .integer(Int64(entry.position.line)), .integer(Int64(entry.position.offset)),
        ]
    }
}

private enum ImportJournalSQL {
    static let latest = Statement(
        """
        SELECT id, kind, file_hash, staging_file, format, state, principal, rows_total, rows_done, rows_created,
               rows_updated, next_row, next_line, next_byte, started_at, finished_at, options,
               undone_at
          FROM imports
         ORDER BY started_at DESC, id
         LIMIT $1
        """)
    static let latestOf = Statement(
        """
        SELECT id, kind, file_hash, staging_file, format, state, principal, rows_total, rows_done, rows_created,
               rows_updated, next_row, next_line, next_byte, started_at, finished_at, options,
               undone_at
          FROM imports
         WHERE principal = $1
         ORDER BY started_at DESC, id
         LIMIT $2
        """)
    static let unfinished = Statement(
        """
        SELECT id, kind, file_hash, staging_file, format, state, principal, rows_total, rows_done, rows_created,
               rows_updated, next_row, next_line, next_byte, started_at, finished_at, options,
               undone_at
          FROM imports
         WHERE state = 'writing'
         ORDER BY started_at, id
        """)
    static let finished = Statement(
        """
        SELECT id, kind, file_hash, staging_file, format, state, principal, rows_total, rows_done, rows_created,
               rows_updated, next_row, next_line, next_byte, started_at, finished_at, options,
               undone_at
          FROM imports
         WHERE state = 'done'
           AND finished_at < $1
         ORDER BY finished_at, id
         LIMIT $2
        """)
    static let byID = Statement(
        """
        SELECT id, kind, file_hash, staging_file, format, state, principal, rows_total, rows_done, rows_created,
               rows_updated, next_row, next_line, next_byte, started_at, finished_at, options,
               undone_at
          FROM imports
         WHERE id = $1
        """)
    static let noteUndone = Statement("UPDATE imports SET undone_at = $1 WHERE id = $2")
    static let forget = Statement("DELETE FROM imports WHERE id = $1 AND state = 'done'")
    static let byHash = Statement(
        """
        SELECT id, kind, file_hash, staging_file, format, state, principal, rows_total, rows_done, rows_created,
               rows_updated, next_row, next_line, next_byte, started_at, finished_at, options,
               undone_at
          FROM imports
         WHERE file_hash = $1
           AND kind = $2
           AND undone_at IS NULL
         ORDER BY started_at, id
         LIMIT 1
        """)
    static let insert = Statement(
        """
        INSERT INTO imports (id, kind, file_hash, staging_file, format, state, principal, rows_total, started_at,
                             rows_done, rows_created, rows_updated, next_row, next_line, next_byte,
                             options)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """)
    static let advance = Statement(
        """
        UPDATE imports
           SET rows_done = $1, rows_created = $2, rows_updated = $3, next_row = $4, next_line = $5, next_byte = $6
         WHERE id = $7
           AND next_byte = $8
        """)
    static let finish = Statement("UPDATE imports SET state = 'done', finished_at = $1 WHERE id = $2")
}
