import Synchronization
import TestSupport
import Testing

@testable import Storage

private enum SQL {
    static let kinds = Migration(
        number: 2, name: "kinds",
        sql: """
            CREATE TABLE kinds (
                id BIGINT PRIMARY KEY, medium INTEGER, small SMALLINT, yes BOOLEAN, real DOUBLE, note TEXT, body BLOB)
            """)
    static let odd = Migration(
        number: 2, name: "odd",
        sql: #"CREATE TABLE "odd ""name" ("from" BIGINT, "Select" TEXT, PRIMARY KEY ("from", "Select"))"#)
    static let kind = Statement("SELECT medium, small, yes, real, note, body FROM kinds WHERE id = $1")
    static let notes = Statement("SELECT id, note FROM rows ORDER BY id")
    static let countOdd = Statement(#"SELECT count(*) FROM "odd ""name""#)
}

/// Rows that are written by the thousand.
@Suite struct BulkTests {
    private static let rows = BulkTable("rows", columns: ["note", "id"], key: ["id"])
    private static let bodies = BulkTable("rows", columns: ["id", "note", "amount", "body"])
    private static let kinds = BulkTable(
        "kinds", columns: ["id", "medium", "small", "yes", "real", "note", "body"], key: ["id"])
    private static let odd = BulkTable("odd \"name", columns: ["from", "Select"], key: ["from", "Select"])
    /// Around the numbers from which PostgreSQL's way changes and its buffer is sent.
    private static let counts = [0, 1, 7, 8, 9, 1000, 20_000]

    // MARK: Values

    @Test(arguments: Engine.available)
    func everyKindOfValueComesBackAsItWent(engine: Engine) async throws {
        try await engine.withDatabase([TestSQL.create, SQL.kinds]) { database async throws in
            let texts = ValueTests.texts.filter { !$0.utf8.contains(0) }
            let values: [[SQLValue]] =
                [
                    Array(repeating: .null, count: 6),
                    [-2_147_483_648, -32_768, 0, .real(-0.0), "", .blob([])],
                    [2_147_483_647, 32_767, 1, .real(.greatestFiniteMagnitude), "x", .blob([0])],
                    [0, 0, 1, .real(.infinity), " ", .blob(Array(0...255))],
                ] + texts.map { [-1, -1, 0, .real(1.5), .text($0), .blob(Array(repeating: 0xFF, count: 700_000))] }
            let rows = values.enumerated().map { [.integer(Int64($0))] + $1 }
            let isNew = try await database.write { transaction in
                try transaction.insert(rows, into: Self.kinds)
                return try transaction.insertNew(rows, into: Self.kinds)
            }
            #expect(isNew == Array(rows.indices))
            for (id, values) in values.enumerated() {
                let isSame = try database.readNow { reader in
                    try reader.first(SQL.kind, [.integer(Int64(id))]) { row in
                        values.enumerated().allSatisfy { Self.matches(row, Int32($0), $1) }
                    }
                }
                #expect(isSame == true, "row \(id)")
            }
        }
    }

    private static func matches(_ row: borrowing Row, _ column: Int32, _ value: SQLValue) -> Bool {
        switch value {
        case .null: row.isNull(column)
        case .integer(let number): row.integer(column) == number
        case .real(let number): row.real(column) == number
        case .text(let text): Array(row.text(column).utf8) == Array(text.utf8) && !row.isNull(column)
        case .blob(let bytes): row.blob(column) == bytes && !row.isNull(column)
        }
    }

    @Test(arguments: Engine.available)
    func namesMayBeAnything(engine: Engine) async throws {
        try await engine.withDatabase([TestSQL.create, SQL.odd]) { database async throws in
            let rows: [[SQLValue]] = (0..<20).map { [.integer(Int64($0)), .text("é'\($0 % 3)")] }
            let (first, second) = try await database.write { transaction in
                (
                    try transaction.insertNew(Array(rows.prefix(9)), into: Self.odd),
                    try transaction.insertNew(rows, into: Self.odd)
                )
            }
            #expect(first == [] && second == Array(0..<9))
            #expect(try database.readNow { try $0.first(SQL.countOdd) { $0.integer(0) } } == 20)
        }
    }

    // MARK: New rows

    @Test(arguments: Engine.available, counts)
    func rowsWhoseKeyIsThereAreLeftOut(engine: Engine, count: Int) async throws {
        try await engine.withDatabase { database async throws in
            let known = (0..<count).filter { $0 % 3 == 1 || $0 > count - 3 }
            try await database.write { transaction in
                try transaction.insert(known.count, into: Self.rows) { ["old", .integer(Int64(known[$0]))] }
            }
            let left = try await database.write { transaction in
                try transaction.insertNew(count, into: Self.rows) { [.text("new \($0)"), .integer(Int64($0))] }
            }
            #expect(left == known)
            let notes = try database.readNow { try $0.all(SQL.notes) { $0.text(1) } }
            let old = Set(known)
            #expect(notes == (0..<count).map { old.contains($0) ? "old" : "new \($0)" })
        }
    }

    /// Both ways take a snapshot first and meet another's row then.
    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"), arguments: [1, 5, 100])
    func aRowThatAnotherCommitsMeanwhileIsFoundTheNextTime(count: Int) async throws {
        try await Engine.withPostgres { address in
            let database = try await PostgresDatabase.open(address)
            try await database.migrate([Engine.postgres.migration(TestSQL.create)])
            let other = try address.connect(VaultSlot(), statementTimeout: .seconds(10))
            let runs = Mutex(0)
            let left = try await database.write { transaction in
                #expect(try transaction.rowCount() == Int64(runs.withLock { $0 }))
                if runs.withLock({ runs in
                    runs += 1
                    return runs == 1
                }) {
                    try other.begin(.serializable)
                    try other.run(TestSQL.insert, [0, "other"])
                    try other.commit()
                }
                return try transaction.insertNew(count, into: Self.rows) { ["", .integer(Int64($0))] }
            }
            #expect(left == [0] && runs.withLock { $0 } == 2)
            #expect(try database.readNow { try $0.first(TestSQL.note, [0]) { $0.text(0) } } == "other")
            #expect(try database.readNow { try $0.rowCount() } == Int64(count))
            await database.close()
        }
    }

    // MARK: Errors

    @Test(arguments: Engine.available, [3, 5_000])
    func aRowThatMayNotBeUndoesAll(engine: Engine, count: Int) async throws {
        try await engine.withDatabase { database async throws in
            for isNew in [false, true] {
                let refused: @Sendable (any SQLTransaction) throws -> Void = { transaction in
                    try transaction.insert(-2)
                    // The last row has no note.
                    let row: (Int) -> [SQLValue] = { [$0 == count - 1 ? .null : "", .integer(Int64($0))] }
                    if isNew {
                        _ = try? transaction.insertNew(count, into: Self.rows, row)
                    } else {
                        try? transaction.insert(count, into: Self.rows, row)
                    }
                    // The error has ended the body, whether or not it was caught.
                    try? transaction.insert(-3)
                }
                let first: @Sendable (any SQLTransaction) throws -> Void = { try $0.insert(-1) }
                let outcomes = await gathered(in: database, [first, refused])
                #expect(code(outcomes[0]) == (isNew ? .constraint : nil))
                #expect(code(outcomes[1]) == .constraint)
                #expect(try database.readNow { try $0.ids() } == [-1])
            }
        }
    }

    @Test(arguments: Engine.available, [3, 5_000])
    func aRowOfAnotherLengthIsRefused(engine: Engine, count: Int) async throws {
        try await engine.withDatabase { database async throws in
            let failure = await #expect(throws: StorageError.self) {
                try await database.write { transaction in
                    try transaction.insert(count, into: Self.rows) {
                        $0 == count - 1 ? [""] : ["", .integer(Int64($0))]
                    }
                }
            }
            #expect(failure?.code == .failed)
            try await database.write { try $0.insert(1) }
            #expect(try database.readNow { try $0.ids() } == [1])
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"), arguments: [3, 5_000])
    func aTextWithANULIsRefused(count: Int) async throws {
        try await Engine.postgres.withDatabase { database async throws in
            for isNew in [false, true] {
                let failure = await #expect(throws: StorageError.self) {
                    try await database.write { transaction in
                        let row: (Int) -> [SQLValue] = {
                            [.text($0 == count - 2 ? "a\u{0}b" : ""), .integer(Int64($0))]
                        }
                        if isNew {
                            _ = try transaction.insertNew(count, into: Self.rows, row)
                        } else {
                            try transaction.insert(count, into: Self.rows, row)
                        }
                    }
                }
                #expect(failure?.code == .value && failure?.sentence.contains("NUL") == true)
                #expect(try database.readNow { try $0.rowCount() } == 0)
            }
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aKeyThatComesTwiceAtOnceIsRefused() async throws {
        try await Engine.postgres.withDatabase { database async throws in
            let failure = await #expect(throws: StorageError.self) {
                try await database.write { try $0.insertNew(100, into: Self.rows) { ["", .integer(Int64($0 / 2))] } }
            }
            #expect(failure?.code == .constraint)
            #expect(try database.readNow { try $0.rowCount() } == 0)
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aLoadThatWaitsTooLongIsEnded() async throws {
        try await Engine.withPostgres { address in
            let database = try await PostgresDatabase.open(address, statementTimeout: .milliseconds(200))
            try await database.migrate([Engine.postgres.migration(TestSQL.create)])
            let other = try address.connect(VaultSlot(), statementTimeout: .seconds(10))
            try other.begin(.serializable)
            try other.execute("LOCK TABLE rows IN EXCLUSIVE MODE")
            let failure = await #expect(throws: StorageError.self) {
                try await database.write { try $0.insert(50_000, into: Self.rows) { ["", .integer(Int64($0))] } }
            }
            #expect(failure?.code == .timeout)
            other.rollBack()
            try await database.write { try $0.insert(100, into: Self.rows) { ["", .integer(Int64($0))] } }
            #expect(try database.readNow { try $0.rowCount() } == 100)
            await database.close()
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aLoadWhoseConnectionIsLostRunsAgain() async throws {
        try await Engine.withPostgres { address in
            let database = try await PostgresDatabase.open(address)
            try await database.migrate([Engine.postgres.migration(TestSQL.create)])
            let other = try address.connect(VaultSlot(), statementTimeout: .seconds(10))
            let runs = Mutex(0)
            try await database.write { transaction in
                let run = runs.withLock { runs in
                    runs += 1
                    return runs
                }
                try transaction.insert(50_000, into: Self.rows) { number in
                    if run == 1, number == 20_000 {
                        try? other.execute(
                            """
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                             WHERE query LIKE 'COPY%' AND datname = current_database()
                            """)
                    }
                    return ["", .integer(Int64(number))]
                }
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(try database.readNow { try $0.rowCount() } == 50_000)
            await database.close()
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aLoadWithinARowLoopLosesNoRow() async throws {
        try await Engine.postgres.withDatabase { database async throws in
            try await database.write { try $0.insert(600, into: Self.rows) { ["", .integer(Int64($0))] } }
            // The third run reads through a cursor.
            for round in 1...3 {
                let read = try await database.write { transaction in
                    var ids: [Int64] = []
                    try transaction.forEachRow(TestSQL.ids, []) { row in
                        ids.append(row.integer(0))
                        guard row.integer(0) % 300 == 0 else { return true }
                        let start = Int64(round) * 100_000 + row.integer(0)
                        try transaction.insert(50, into: Self.rows) { ["", .integer(start + Int64($0))] }
                        return true
                    }
                    return ids
                }
                #expect(read.prefix(600).elementsEqual(0..<600))
            }
        }
    }
}
