import Synchronization
import TestSupport
import Testing

@testable import Storage

struct Refusal: Error, Equatable { var number: Int }

enum TestSQL {
    static let create = Migration(
        number: 1, name: "rows",
        sql: """
            CREATE TABLE rows (id BIGINT PRIMARY KEY, note TEXT NOT NULL, amount DOUBLE, body BLOB);
            CREATE INDEX rows_by_note ON rows (note); -- The last line is a comment.
            """)
    static let insert = Statement("INSERT INTO rows (id, note) VALUES ($1, $2)")
    static let count = Statement("SELECT count(*) FROM rows")
    static let note = Statement("SELECT note FROM rows WHERE id = $1")
    static let ids = Statement("SELECT id FROM rows ORDER BY id")
}

/// Runs `body` on a fresh database with the table `rows`.
func withDatabase<T>(
    _ body: (SQLiteDatabase, TemporaryDirectory) async throws -> T
) async throws -> T {
    let directory = try TemporaryDirectory()
    let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
    try await database.migrate([TestSQL.create])
    let result = try await body(database, directory)
    await database.close()
    return result
}

extension SQLReader {
    func rowCount() throws -> Int64 { try first(TestSQL.count) { $0.integer(0) } ?? -1 }
}

@Suite struct GatheredWriteTests {
    @Test func eachCallerGetsItsOwnOutcome() async throws {
        try await withDatabase { database, _ in
            let outcomes = await withTaskGroup(of: (Int, Result<Int, any Error>).self) { group in
                for number in 0..<64 {
                    group.addTask {
                        do {
                            let value = try await database.write { transaction in
                                try transaction.run(
                                    TestSQL.insert,
                                    [.integer(Int64(number / 4 == 3 ? 12 : number)), .text("n\(number)")])
                                if number % 8 == 1 { throw Refusal(number: number) }
                                return number * 10
                            }
                            return (number, .success(value))
                        } catch {
                            return (number, .failure(error))
                        }
                    }
                }
                return await group.reduce(into: [Int: Result<Int, any Error>]()) { $0[$1.0] = $1.1 }
            }
            for number in 0..<64 {
                switch try #require(outcomes[number]) {
                case .success(let value): #expect(value == number * 10)
                case .failure(let refusal as Refusal): #expect(refusal == Refusal(number: number))
                case .failure(let error as StorageError):
                    #expect(error.code == .constraint && number / 4 == 3)
                case .failure(let error): Issue.record(error)
                }
            }
            let kept = try database.readNow { try $0.all(TestSQL.ids) { Int($0.integer(0)) } }
            #expect(kept == (0..<64).filter { $0 % 8 != 1 && ($0 / 4 != 3 || $0 == 12) })
        }
    }
}
