/// A result code of SQLite that ended one of the baselines.
struct SQLiteFailure: Error, CustomStringConvertible {
    let code: Int32

    static func check(_ code: Int32) throws {
        if code != 0 { throw SQLiteFailure(code: code) }
    }

    var description: String { "A baseline ended with SQLite's result code \(code)." }
}
