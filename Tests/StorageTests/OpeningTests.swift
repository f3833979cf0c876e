import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct OpeningTests {
    private func error(opening path: String) -> StorageError? {
        do {
            _ = try SQLiteDatabase.open(path: path)
            return nil
        } catch {
            return error as? StorageError
        }
    }

    @Test func aNewDatabaseIsReadableByItsOwnerOnly() async throws {
        try await withDatabase { _, directory async throws in
            for name in ["test.sqlite", "test.sqlite-wal", "test.sqlite-shm", "test.sqlite.lock"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: directory.file(name))
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
        }
    }

    @Test func whatWasWrittenIsThereWhenItIsOpenedAgain() async throws {
        let directory = try TemporaryDirectory()
        for round in 0..<3 {
            let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
            try await database.migrate([TestSQL.create])
            try await database.write { try $0.insert(Int64(round)) }
            #expect(try database.readNow { try $0.rowCount() } == Int64(round) + 1)
            await database.close()
            // All of it is in the one file.
            let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(files.sorted() == ["test.sqlite", "test.sqlite.lock"])
        }
    }

    @Test func aDatabaseThatNobodyClosedIsFreeAgain() async throws {
        let directory = try TemporaryDirectory()
        for round in 0..<3 {
            let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
            try await database.migrate([TestSQL.create])
            try await database.write { try $0.insert(Int64(round)) }
            #expect(try await database.read { try $0.rowCount() } == Int64(round) + 1)
        }
    }

    @Test func aMissingDirectoryIsNamed() throws {
        let directory = try TemporaryDirectory()
        let missing = try #require(error(opening: directory.file("nowhere/test.sqlite")))
        #expect(missing.code == .noAccess && missing.sentence.contains(directory.file("nowhere")))
        #expect(!FileManager.default.fileExists(atPath: directory.file("nowhere")))
    }

    @Test(arguments: ["", "a\u{0}b", "/", "/dev/null/x", "/proc/none.sqlite"])
    func anImpossiblePathIsRefused(path: String) {
        #expect(error(opening: path)?.code == .noAccess)
    }

    @Test func aDirectoryIsNotADatabase() throws {
        let directory = try TemporaryDirectory()
        #expect(error(opening: directory.path)?.code == .noAccess)
        #expect(!FileManager.default.fileExists(atPath: directory.path + ".lock"))
    }

    @Test(arguments: [
        Array("not a database at all".utf8), Array(repeating: 0x41, count: 100_000),
        Array("SQLite format 3\0".utf8), Array("SQLite format 3\0".utf8) + Array(repeating: 0xFF, count: 8000),
        Array(repeating: 0, count: 4096),
    ])
    func aFileOfAnotherKindIsRefusedAndLeftAsItIs(bytes: [UInt8]) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("test.sqlite")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(error(opening: path)?.code == .notADatabase)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
    }

    @Test func aDirectoryWithoutRightsIsNamed() throws {
        let directory = try TemporaryDirectory()
        // Others (the probe, if it gives up root's rights) may enter and list it, but nobody may write to it.
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: directory.path)
        let probe = try Probe("powerless", directory.file("test.sqlite"))
        #expect(probe.line() == "storage.noAccess")
        #expect(probe.line()?.contains(directory.path) == true)
        probe.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory.path)
    }

    @Test func aFileWithoutRightsIsNamed() async throws {
        try await withDatabase { database, directory async throws in
            await database.close()
            for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
                try FileManager.default.setAttributes(
                    [.posixPermissions: name.hasSuffix(".lock") ? 0o666 : 0o444], ofItemAtPath: directory.file(name))
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: directory.path)
            let probe = try Probe("powerless", directory.file("test.sqlite"))
            #expect(probe.line() == "storage.noAccess")
            probe.finish()
        }
    }
}

@Suite struct DamageTests {
    /// A closed database of many pages.
    private func filledDatabase(_ directory: TemporaryDirectory) async throws -> String {
        let path = directory.file("test.sqlite")
        let database = try SQLiteDatabase.open(path: path)
        try await database.migrate([TestSQL.create])
        try await database.write { for id in 0..<5000 { try $0.insert(Int64(id), "note number \(id)") } }
        await database.close()
        return path
    }

    private func overwrite(_ path: String, from offset: Int, with bytes: [UInt8]) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: Data(bytes))
        try file.close()
    }

    @Test func aDamagedPageIsFoundByReadingAndByTheCheck() async throws {
        let directory = try TemporaryDirectory()
        let path = try await filledDatabase(directory)
        let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        for page in 2..<(size / 4096) {
            try overwrite(path, from: page * 4096, with: Array(repeating: 0xA5, count: 512))
        }
        let database = try SQLiteDatabase.open(path: path)
        #expect(try await database.integrityCheck() != [])
        let failure = await #expect(throws: StorageError.self) {
            try await database.read { reader in
                try reader.forEachRow(TestSQL.note, [4000]) { _ in true }
                try reader.forEachRow(TestSQL.ids, []) { _ in true }
            }
        }
        #expect(failure?.code == .damaged && failure?.sentence.contains("restore a backup") == true)
        await database.close()
    }

    @Test func aDamagedSchemaIsToldWhenItIsOpened() async throws {
        let directory = try TemporaryDirectory()
        let path = try await filledDatabase(directory)
        try overwrite(path, from: 100, with: Array(repeating: 0xA5, count: 3996))
        let failure = await #expect(throws: StorageError.self) {
            let database = try SQLiteDatabase.open(path: path)
            try await database.migrate([TestSQL.create])
        }
        #expect(failure?.code == .damaged)
    }

    @Test func aCutOffFileIsFound() async throws {
        let directory = try TemporaryDirectory()
        let path = try await filledDatabase(directory)
        #expect(truncate(path, 8192) == 0)
        let failure = await #expect(throws: StorageError.self) {
            let database = try SQLiteDatabase.open(path: path)
            try await database.read { try $0.forEachRow(TestSQL.ids, []) { _ in true } }
        }
        #expect(failure?.code == .damaged)
    }
}
