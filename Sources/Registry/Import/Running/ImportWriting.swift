package import Storage

/// The second pass over a staging file: its rows are written in chunks, each in a transaction that also brings the
/// journal forward.
///
/// Called from one place at a time, on threads that may wait for the disk, hence `@unchecked`.
package final class ImportWriting: @unchecked Sendable {
    package private(set) var entry: ImportJournal.Entry
    private let path: String
    private let importer: any RowImporter
    private var reader: ImportReader
    private var rows: ArraySlice<ImportRow> = []
    /// Where the row after ``rows`` begins.
    private var next: ImportPosition
    private var isAtEnd = false
    private var refused: Set<Int> = []
    /// Rows that the registry refused though the check had let them pass: it has changed meanwhile.
    package private(set) var faults = ImportErrors()

    private static let rowsAhead = 8192

    /// - Parameter refused: The rows that the check has found unfit, where the others are to be written.
    package init(
        _ entry: ImportJournal.Entry, path: String, refused: Set<Int> = [], as principal: Principal,
        projectors: [any Projector], wings: [WingTable] = []
    ) throws {
        self.refused = refused
        self.entry = entry
        self.path = path
        importer = entry.table.importer(
            ImportContext(
                principal: principal, projectors: projectors, wings: wings, journal: entry.id, now: .max))
        let isFresh = entry.position.offset == 0
        reader = try ImportReader(
            path: path, syntax: entry.syntax, table: entry.table, options: entry.options,
            resumingAt: isFresh ? nil : entry.position)
        next = reader.position
    }

    /// Learns again what the rows that are already written have taught, after a crash.
    package func recall(_ sql: any SQLReader) throws {
        guard entry.position.offset > 0, entry.table == .events || entry.table == .models else { return }
        var before = try ImportReader(path: path, syntax: entry.syntax, table: entry.table, options: entry.options)
        while let row = try before.next(skippingFaults: entry.options.skipsInvalid),
            row.position.offset < entry.position.offset
        {
            if !refused.contains(row.number) { try importer.recall(row, sql) }
        }
    }

    /// Reads rows ahead of the next transaction.
    /// - Returns: `false` where none are left to write.
    package func readAhead() throws -> Bool {
        guard rows.isEmpty || rows.count < Self.rowsAhead / 2, !isAtEnd else { return !rows.isEmpty }
        var ahead = Array(rows)
        ahead.reserveCapacity(Self.rowsAhead)
        while ahead.count < Self.rowsAhead {
            guard let row = try reader.next(skippingFaults: entry.options.skipsInvalid) else {
                isAtEnd = true
                break
            }
            ahead.append(row)
        }
        next = reader.position
        rows = ahead[...]
        return !rows.isEmpty
    }

    /// What one transaction has written.
    package struct Chunk: Sendable {
        var counts: ImportCounts
        var refused: RowError?
    }

    /// Writes rows for as long as others may wait, and brings the journal forward. It may run again in another transaction.
    package func write(_ transaction: any SQLTransaction) throws -> Chunk {
        let clock = ContinuousClock()
        let deadline = clock.now + transaction.longestWrite
        let end = rows.firstIndex { refused.contains($0.number) } ?? rows.endIndex
        var counts = ImportCounts()
        if end > rows.startIndex {
            counts = try importer.write(rows[..<end], until: { clock.now >= deadline }, transaction)
        } else if !rows.isEmpty {
            // The row that was refused counts as done.
            counts.rows = 1
        }
        try ImportJournal.advance(advanced(by: counts), from: entry.position, transaction)
        return Chunk(counts: counts)
    }

    /// Takes note of what ``write(_:)`` has written and is on disk.
    package func written(_ chunk: Chunk) {
        entry = advanced(by: chunk.counts)
        rows = rows.dropFirst(chunk.counts.rows)
    }

    /// A row was refused, and nothing of its chunk is written: the chunk is written again without it.
    package func refuse(_ error: any Error) -> Bool {
        guard let refusal = error as? RefusedRow, refused.insert(refusal.error.row).inserted else { return false }
        faults.add(refusal.error)
        return true
    }

    /// Ends the import.
    package func finish(as principal: Principal, _ transaction: any SQLTransaction) throws {
        try ImportJournal.finish(entry, transaction)
        try AuditTrail.write(
            "import.\(entry.table.rawValue)", subject: String(describing: entry.id), of: nil, as: principal,
            detail: "\(entry.written.rows) rows: \(entry.written.created) new, \(entry.written.updated) changed",
            transaction)
    }

    private func advanced(by counts: ImportCounts) -> ImportJournal.Entry {
        var entry = entry
        entry.written = entry.written + counts
        let index = rows.startIndex + counts.rows
        entry.position = index < rows.endIndex ? rows[index].position : next
        return entry
    }
}
