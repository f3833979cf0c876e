import Foundation
import TestSupport
import Testing

@testable import Storage

/// Whole tables, moved as the catalogue describes them, and whole databases.
@Suite struct TableTests {
    private static let everything = Migration(
        number: 1, name: "values",
        sql: """
            CREATE TABLE things (
                name TEXT NOT NULL, id BIGINT NOT NULL, amount DOUBLE, body BLOB, note TEXT, PRIMARY KEY (id, name)
            );
            """)
    private static let insert = Statement(
        "INSERT INTO things (name, id, amount, body, note) VALUES ($1, $2, $3, $4, $5)")

    private static func row(_ random: inout SplitMix64, _ number: Int) -> [SQLValue] {
        let texts = ["", "a", "Z", "é", "日本", "\u{10FFFF}", "a\tb\nc", String(repeating: "x", count: 3_000)]
        let numbers: [Int64] = [0, -1, .min, .max, Int64(number)]
        return [
            .text("\(texts.randomElement(using: &random) ?? "")\(number)"),
            .integer(numbers.randomElement(using: &random) ?? 0),
            Bool.random(using: &random) ? .null : .real(Double.random(in: -1e300...1e300, using: &random)),
            Bool.random(using: &random)
                ? .null
                : .blob((0..<Int.random(in: 0...40, using: &random)).map { _ in .random(in: 0...255, using: &random) }),
            Bool.random(using: &random) ? .null : .text(texts.randomElement(using: &random) ?? ""),
        ]
    }

    private func contents(_ database: any Database, _ table: Table) async throws -> PackedRows {
        try await database.read { try $0.rows(of: table, after: nil, limit: 1_000, size: .max).rows }
    }

    @Test(arguments: Engine.available, Engine.available)
    func rowsOfEveryKindGoFromOneDatabaseToAnother(_ from: Engine, _ to: Engine) async throws {
        try await from.withDatabase([Self.everything]) { source in
            let table = try #require(try await source.tables().first { $0.name == "things" })
            #expect(table.columns.map(\.kind) == [.text, .integer, .real, .bytes, .text])
            #expect(table.key == [1, 0])
            try await source.write { transaction in
                var random = SplitMix64(seed: 11)
                for number in 0..<200 { try transaction.run(Self.insert, Self.row(&random, number)) }
            }
            let whole = try await contents(source, table)
            #expect(whole.count == 200)
            try await to.withDatabase([Self.everything]) { target in
                // In portions, each after the last key of the one before.
                var key: [SQLValue]?
                while true {
                    let after = key
                    let (rows, last, isEnd) = try await source.read {
                        try $0.rows(of: table, after: after, limit: 17, size: 20_000)
                    }
                    if rows.count > 0 { try await target.write { try $0.insert(rows, into: table) } }
                    if isEnd { break }
                    key = last
                    #expect(try await target.read { try $0.lastKey(of: table) } == last)
                }
                #expect(try await contents(target, table) == whole)
                #expect(try await target.read { try $0.count(of: table) } == 200)
                let other = try await target.tables().first { $0.name == "things" }
                #expect(other == table)
                try await target.write { try $0.clear([table]) }
                #expect(try await !target.read { try $0.hasRows(table) })
            }
        }
    }

    @Test func aDatabaseIsCopiedWhileItIsWritten() async throws {
        try await withDatabase { database, folder in
            try await database.write { for id in 0..<5_000 { try $0.insert(id, String(repeating: "x", count: 100)) } }
            let path = folder.file("copy.sqlite")
            async let writing: Void = {
                for id in 5_000..<5_400 { try await database.write { try $0.insert(id) } }
            }()
            let count = try await database.copy(to: path, progress: { _, _ in }) { try $0.rowCount() }
            try await writing
            let copy = try SQLiteDatabase.open(path: path)
            #expect(try await copy.read { try $0.rowCount() } == count)
            #expect(try await copy.integrityCheck() == [])
            await copy.close()
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            // It never takes the place of a file.
            await #expect(throws: StorageError.self) {
                try await database.copy(to: path, progress: { _, _ in }) { _ in }
            }
        }
    }

    @Test func aDatabaseIsReplacedOnlyWhileNobodyHasItOpen() async throws {
        let folder = try TemporaryDirectory()
        let (path, staged, kept) = (folder.file("a.sqlite"), folder.file("b.sqlite"), folder.file("kept.sqlite"))
        for (file, id) in [(path, 1), (staged, 2)] {
            let database = try SQLiteDatabase.open(path: file)
            try await database.migrate([TestSQL.create])
            try await database.write { try $0.insert(id) }
            if file == path {
                #expect(throws: StorageError.self) { try DatabaseReplacement(path: path) }
            }
            await database.close()
        }
        let replacement = try DatabaseReplacement(path: path)
        #expect(replacement.isOccupied)
        #expect(throws: StorageError.self) { try SQLiteDatabase.open(path: path) }
        try replacement.put(staged, keepingOldAs: kept)
        replacement.release()
        for (file, id) in [(path, Int64(2)), (kept, 1)] {
            let database = try SQLiteDatabase.open(path: file)
            #expect(try await database.read { try $0.ids() } == [id])
            await database.close()
        }
        #expect(!FileManager.default.fileExists(atPath: staged))
    }
}
