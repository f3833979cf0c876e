import CPostgres

/// A statement prepared on one connection: its name there, and the types of its parameters as the server infers them.
final class PostgresStatement {
    /// Empty for one that is prepared anew each time.
    let name: String
    let sql: String
    let parameters: [PostgresType]
    let parameterNumbers: [UInt32]
    /// Whether its last run had so many rows that the next is read through a cursor.
    var isLong = false

    /// Takes the description of a prepared statement.
    /// - Throws: ``StorageError`` `failed` where a parameter or a column has a type that the engine cannot bind or read.
    init(_ name: String, _ sql: String, _ description: OpaquePointer) throws {
        self.name = name
        self.sql = sql
        parameterNumbers = (0..<PQnparams(description)).map { PQparamtype(description, $0) }
        parameters = try parameterNumbers.map { try Self.type($0, "parameter", sql) }
        for column in 0..<PQnfields(description) { _ = try Self.type(PQftype(description, column), "column", sql) }
    }

    private static func type(_ number: UInt32, _ what: String, _ sql: String) throws -> PostgresType {
        guard let type = PostgresType(rawValue: number) else {
            throw StorageError(
                .failed, "A \(what) has PostgreSQL's type \(number), which needs a cast, in: \(sql)")
        }
        return type
    }

    /// Whether its text says that it has few rows, at most ``fewRows``: they arrive together, which costs less than one by
    /// one, and cannot fill the memory.
    private(set) lazy var hasFewRows: Bool = {
        guard let limit = sql.firstMatch(of: /LIMIT ([0-9]+)\s*$/)?.output.1 else { return false }
        return Int(limit).map { $0 <= Self.fewRows } ?? false
    }()
    private static let fewRows = 100

    /// Whether a cursor can be declared for it.
    var isQuery: Bool { sql.drop(while: \.isWhitespace).hasPrefix("SELECT") }
}
