import CBaselines

/// Finds units through SQLite's C interface, with the settings of the registry's own readers.
final class BareReader {
    private let reader: OpaquePointer

    init(path: String) throws {
        var reader: OpaquePointer?
        try SQLiteFailure.check(baseline_reader_open(path, &reader))
        guard let reader else { throw SQLiteFailure(code: 7) }
        self.reader = reader
    }

    deinit { baseline_reader_close(reader) }

    /// - Returns: how many of the units were found.
    func find(_ keys: SampledKeys, model: Int64) throws -> Int {
        var found = 0
        try SQLiteFailure.check(
            baseline_reader_find(reader, model, keys.bytes, Int32(keys.length), keys.texts.count, &found))
        return found
    }

    /// Reads every column of all rows that a SELECT answers. - Returns: How many there were.
    func scan(_ sql: String) throws -> Int64 {
        var rows: Int64 = 0
        try SQLiteFailure.check(baseline_reader_scan(reader, sql, &rows))
        return rows
    }

    /// The first number that a SELECT answers.
    func count(_ sql: String) throws -> Int64 {
        var count: Int64 = 0
        try SQLiteFailure.check(baseline_reader_count(reader, sql, &count))
        return count
    }
}
