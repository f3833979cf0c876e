import TestSupport
import Testing

@testable import Storage

@Suite struct ValueTests {
    private enum SQL {
        static let create = Migration(
            number: 1, name: "values", sql: "CREATE TABLE stored (id BIGINT PRIMARY KEY, value BLOB)")
        static let insert = Statement("INSERT INTO stored (id, value) VALUES ($1, $2)")
        static let select = Statement("SELECT value, length(value) FROM stored WHERE id = $1")
        static let find = Statement("SELECT id FROM stored WHERE value = $1 ORDER BY id")
    }

    static let texts: [String] = [
        "", " ", "S/N 4711", "a\u{0}b", "\u{0}", "Robert'); DROP TABLE stored;--", "<script>alert(1)</script>",
        "\u{202E}txet detrever\u{202C}", "\u{FEFF}", "１２３", "é", "e\u{301}", "🧊", "\u{FFFD}", "\r\n\t\u{1B}[31m",
        "%_\\",
        String(repeating: "x", count: 63), String(repeating: "y", count: 10_000_000),
    ]

    static let values: [SQLValue] =
        [
            .null, .integer(0), .integer(.min), .integer(.max), .integer(-1), .real(0), .real(-0.0), .real(1.5),
            .real(.greatestFiniteMagnitude), .real(.leastNonzeroMagnitude), .real(.infinity),
            .blob([]), .blob([0]), .blob(Array(0...255)), .blob(Array(repeating: 0xFF, count: 70_000)),
        ] + texts.map(SQLValue.text)

    private func matches(_ row: borrowing Row, _ value: SQLValue) -> Bool {
        switch value {
        case .null: row.isNull(0) && row.optionalText(0) == nil && row.optionalBlob(0) == nil
        case .integer(let number): row.integer(0) == number && row.optionalInteger(0) == number
        case .real(let number): row.real(0) == number
        // Swift compares text by canonical equivalence; stored is what was written, byte for byte.
        case .text(let text): Array(row.text(0).utf8) == Array(text.utf8) && !row.isNull(0)
        case .blob(let bytes): row.blob(0) == bytes && row.optionalBlob(0) == bytes
        }
    }

    @Test func everyKindOfValueComesBackAsItWent() async throws {
        try await withDatabase([SQL.create]) { database, _ async throws in
            for (id, value) in Self.values.enumerated() {
                try await database.write { try $0.run(SQL.insert, [.integer(Int64(id)), value]) }
                let isSame = try database.readNow { reader in
                    try reader.first(SQL.select, [.integer(Int64(id))]) { matches($0, value) }
                }
                #expect(isSame == true, "value \(id)")
                let found = try database.readNow { try $0.all(SQL.find, [value]) { Int($0.integer(0)) } }
                #expect(value == .null ? found.isEmpty : found.contains(id), "value \(id)")
            }
            #expect(try await database.integrityCheck() == [])
        }
    }

    @Test func notANumberIsStoredAsNull() async throws {
        try await withDatabase([SQL.create]) { database, _ async throws in
            try await database.write { try $0.run(SQL.insert, [1, .real(.nan)]) }
            #expect(try database.readNow { try $0.first(SQL.select, [1]) { $0.isNull(0) } } == true)
        }
    }

    @Test func severalTextsOfOneStatementKeepApart() async throws {
        try await withDatabase { database, _ async throws in
            let pair = Statement("SELECT $1 || '|' || $2 || '|' || $3 || '|' || length($4)")
            for size in [0, 1, 15, 16, 64, 65, 5000] {
                let texts = ["a", "b", "c"].map { String(repeating: $0, count: size) }
                let joined = try database.readNow { reader in
                    try reader.first(pair, texts.map(SQLValue.text) + [.blob(Array(repeating: 0, count: size))]) {
                        $0.text(0)
                    }
                }
                #expect(joined == texts.joined(separator: "|") + "|\(size)")
            }
        }
    }

    @Test func aColumnBeyondTheLastIsNull() async throws {
        try await withDatabase { database, _ async throws in
            let isNull = try database.readNow { try $0.first(TestSQL.count) { $0.isNull(7) && $0.text(-1) == "" } }
            #expect(isNull == true)
        }
    }
}
