/// How the rows of an imported file are written.
package enum ImportSyntax: String, CaseIterable, Sendable {
    case csv, ndjson

    /// By the file's name: `.ndjson`, `.jsonl` and `.json` are NDJSON, all else CSV.
    package init(path: String) {
        let suffix = path.split(separator: "/").last?.split(separator: ".").last?.lowercased()
        self = ["ndjson", "jsonl", "json"].contains(suffix) ? .ndjson : .csv
    }

    /// A reader that is fed by its caller.
    /// - Throws: `mapping.invalid`.
    package func reader(_ table: ImportTable, _ options: ImportOptions = ImportOptions()) throws(RowError)
        -> any RowReader
    {
        if let mapping = options.mapping {
            return try MappedReader(mapping, table, options, plain(table, ImportOptions(), isMapped: true))
        }
        return plain(table, options, isMapped: false)
    }

    private func plain(_ table: ImportTable, _ options: ImportOptions, isMapped: Bool) -> any RowReader {
        switch self {
        case .csv: CSVReader(table, options, isMapped: isMapped)
        case .ndjson: NDJSONReader(table, options, isMapped: isMapped)
        }
    }
}

/// Reads the rows of a file, CSV or NDJSON, from its start or from where an earlier reading stopped.
package struct ImportReader: ~Copyable {
    private let file: ImportFile
    private var rows: any RowReader
    private var isAtEnd = false

    /// - Parameter position: Where to go on, as ``position`` gave it when the same file was read before.
    /// - Throws: A fault of the file or of its header. Of several, the next calls of ``next()`` throw the others.
    package init(
        path: String, syntax: ImportSyntax, table: ImportTable, options: ImportOptions = ImportOptions(),
        resumingAt position: ImportPosition? = nil
    ) throws(RowError) {
        let file = try ImportFile(path: path)
        var rows = try syntax.reader(table, options)
        if let position {
            while try !rows.readHeader() {
                if try !Self.fill(&rows, from: file) { rows.finish() }
            }
            // A place before the first row can only be that of a reading which had not begun.
            let place = position.offset > rows.position.offset ? position : rows.position
            if rows.remembersRows {
                try Self.skip(&rows, to: place, in: file)
            } else {
                try file.seek(to: place.offset)
                rows.resume(at: place)
            }
        }
        self.file = file
        self.rows = rows
    }

    /// Reads the rows before a place again, for what they teach.
    private static func skip(
        _ rows: inout any RowReader, to place: ImportPosition, in file: borrowing ImportFile
    ) throws(RowError) {
        while rows.position.offset < place.offset {
            do {
                if try rows.next() == nil, try !fill(&rows, from: file) { return rows.finish() }
            } catch  where !error.endsReading {
                // It was told when the row was checked.
            }
        }
    }

    /// What the reader has to say of the file besides faults.
    package var remarks: [ImportRemark] { rows.remarks }

    /// What the columns are, once the first row has been asked for.
    package var layout: ImportLayout? { rows.layout }

    /// Where the record after the last row returned begins.
    package var position: ImportPosition { rows.position }

    /// Bytes in the file, for showing progress; 0 where that cannot be told.
    package var size: Int { file.size }

    /// The next row; `nil` at the end.
    ///
    /// - Throws: One fault. Reading goes on behind it with the next call, unless the fault ``RowError/endsReading``.
    package mutating func next() throws(RowError) -> ImportRow? {
        while true {
            if let row = try rows.next() { return row }
            if isAtEnd { return nil }
            if try !Self.fill(&rows, from: file) {
                isAtEnd = true
                rows.finish()
            }
        }
    }

    /// The next row; where `skips` says so, rows that cannot be read are passed over.
    package mutating func next(skippingFaults skips: Bool) throws(RowError) -> ImportRow? {
        while true {
            do {
                return try next()
            } catch {
                guard skips, !error.endsReading else { throw error }
            }
        }
    }

    /// - Returns: `false` at the end of the file.
    private static func fill(_ rows: inout any RowReader, from file: borrowing ImportFile) throws(RowError) -> Bool {
        let bytes = try file.read(upTo: ImportLimit.window)
        bytes.withUnsafeBytes { rows.append($0) }
        return !bytes.isEmpty
    }
}
