package import Storage

/// Reads so much and no more: for whoever wants an answer at once or none.
package final class RationedReader: SQLReader {
    /// What there was to be read was too much.
    package struct UsedUp: Error {}

    private let reader: any SQLReader
    /// In rows.
    private var left: Int

    /// What a statement costs, where it finds nothing, in rows.
    private static let statement = 10

    package init(_ reader: any SQLReader, rows: Int) {
        self.reader = reader
        left = rows
    }

    package var vault: Vault? { reader.vault }

    /// - Throws: ``UsedUp``.
    package func forEachRow(
        _ statement: Statement, _ values: [SQLValue], _ body: (borrowing Row) throws -> Bool
    ) throws {
        try take(Self.statement)
        try reader.forEachRow(statement, values) { row in
            try take(1)
            return try body(row)
        }
    }

    private func take(_ rows: Int) throws {
        guard left >= rows else { throw UsedUp() }
        left -= rows
    }
}
