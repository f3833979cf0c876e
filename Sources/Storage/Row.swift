import CPostgres
import GRDBSQLite

/// One row of a result, valid only within the body that receives it. Columns count from 0; one that the result has not
/// got is NULL.
package struct Row: ~Copyable {
    /// A statement of SQLite, which stands on the row, or a result of PostgreSQL.
    private let handle: OpaquePointer
    /// The row's number in a result of PostgreSQL; negative for SQLite. One comparison tells the engines apart.
    private let number: Int32

    package init(sqlite statement: OpaquePointer) {
        handle = statement
        number = -1
    }

    init(postgres result: OpaquePointer, _ number: Int32) {
        handle = result
        self.number = number
    }

    @inline(__always)
    private var isOfSQLite: Bool { number < 0 }

    package func isNull(_ column: Int32) -> Bool {
        if isOfSQLite { return sqlite3_column_type(handle, column) == SQLITE_NULL }
        return PQgetisnull(handle, number, column) != 0
    }

    package func integer(_ column: Int32) -> Int64 {
        isOfSQLite ? sqlite3_column_int64(handle, column) : value(column).integer
    }

    package func real(_ column: Int32) -> Double {
        isOfSQLite ? sqlite3_column_double(handle, column) : value(column).real
    }

    package func flag(_ column: Int32) -> Bool { integer(column) != 0 }

    package func text(_ column: Int32) -> String {
        guard isOfSQLite else { return value(column).text }
        guard let bytes = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// Runs `body` on the bytes of a text, which last no longer than that; nil where the column is NULL. It spares making
    /// a text where millions of rows hold few different ones.
    package func withText<T>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T? {
        guard isOfSQLite else { return isNull(column) ? nil : try body(value(column).bytes) }
        guard let bytes = sqlite3_column_text(handle, column) else { return nil }
        return try body(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
    }

    package func blob(_ column: Int32) -> [UInt8] {
        guard isOfSQLite else { return Array(value(column).bytes) }
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
    }

    package func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
    package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
    package func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

    /// A value of a table's column, as a parameter of another statement.
    package func value(_ column: Int32, _ kind: Table.Kind) -> SQLValue {
        if isNull(column) { return .null }
        switch kind {
        case .integer: return .integer(integer(column))
        case .real: return .real(real(column))
        case .text: return .text(text(column))
        case .bytes: return .blob(blob(column))
        }
    }

    /// Appends a value of a table's column in the form of ``PackedRows``.
    func append(_ column: Int32, _ kind: Table.Kind, to bytes: inout [UInt8]) {
        guard !isNull(column) else { return bytes.append(bigEndian: Int32(-1)) }
        guard isOfSQLite else {
            // It comes in that form.
            let value = value(column).bytes
            bytes.append(bigEndian: Int32(truncatingIfNeeded: value.count))
            return bytes.append(contentsOf: value)
        }
        switch kind {
        case .integer:
            bytes.append(bigEndian: Int32(8))
            bytes.append(bigEndian: integer(column))
        case .real:
            bytes.append(bigEndian: Int32(8))
            bytes.append(bigEndian: real(column).bitPattern)
        case .text, .bytes:
            // Asked for first: it may convert the value. https://www.sqlite.org/c3ref/column_blob.html
            let start = UnsafeRawPointer(sqlite3_column_blob(handle, column))
            let count = sqlite3_column_bytes(handle, column)
            bytes.append(bigEndian: count)
            bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: Int(count)))
        }
    }

    private func value(_ column: Int32) -> PostgresValue {
        let count = PQgetlength(handle, number, column)
        return PostgresValue(
            type: PostgresType(rawValue: PQftype(handle, column)),
            bytes: UnsafeRawBufferPointer(start: PQgetvalue(handle, number, column), count: Int(count)))
    }
}
