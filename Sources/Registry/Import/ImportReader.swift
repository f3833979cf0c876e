/// How the rows of an imported file are written.
package enum ImportSyntax: String, CaseIterable, Sendable {
    case csv, ndjson

    /// By the file's name: `.ndjson`, `.jsonl` and `.json` are NDJSON, all else CSV.
    package init(path: String) {
        let suffix = path.split(separator: "/").last?.split(separator: ".").last?.lowercased()
        self = ["ndjson", "jsonl", "json"].contains(suffix) ? .ndjson : .csv
    }

    /// A reader that is fed by its caller.
    package func reader(_ table: ImportTable) -> any RowReader {
        switch self {
        case .csv: CSVReader(table)
        case .ndjson: NDJSONReader(table)
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
        path: String, syntax: ImportSyntax, table: ImportTable, resumingAt position: ImportPosition? = nil
    ) throws(RowError) {
        let file = try ImportFile(path: path)
        var rows = syntax.reader(table)
        if let position {
            while try !rows.readHeader() {
                if try !Self.fill(&rows, from: file) { rows.finish() }
            }
            // A place before the first row can only be that of a reading which had not begun.
            let place = position.offset > rows.position.offset ? position : rows.position
            try file.seek(to: place.offset)
            rows.resume(at: place)
        }
        self.file = file
        self.rows = rows
    }

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

    /// - Returns: `false` at the end of the file.
    private static func fill(_ rows: inout any RowReader, from file: borrowing ImportFile) throws(RowError) -> Bool {
        let bytes = try file.read(upTo: ImportLimit.window)
        bytes.withUnsafeBytes { rows.append($0) }
        return !bytes.isEmpty
    }
}
