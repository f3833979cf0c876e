import Foundation
import TestSupport
import Testing

@testable import Storage

/// Two processes and one file.
@Suite struct ProcessTests {
    @Test func onlyOneProcessMayWriteAndTheOtherHearsWhoDoes() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("test.sqlite")
        #expect(SQLiteDatabase.lockNote(path: path) == nil)
        let probe = try Probe("hold", path)
        #expect(probe.line() == "open")
        let failure = #expect(throws: StorageError.self) { try SQLiteDatabase.open(path: path) }
        #expect(failure?.code == .locked)
        #expect(failure?.sentence.contains("/run/probe.socket") == true)
        #expect(SQLiteDatabase.lockNote(path: path) == #"{"socket": "/run/probe.socket"}"#)
        probe.finish()
        #expect(SQLiteDatabase.lockNote(path: path) == nil)
        let database = try SQLiteDatabase.open(path: path)
        #expect(SQLiteDatabase.lockNote(path: path) == "{\"pid\": \(getpid())}")
        await database.close()
        #expect(SQLiteDatabase.lockNote(path: path) == nil)
    }

    @Test func oneProcessCannotOpenADatabaseTwice() async throws {
        try await withDatabase { _, directory async throws in
            let failure = #expect(throws: StorageError.self) {
                try SQLiteDatabase.open(path: directory.file("test.sqlite"))
            }
            #expect(failure?.code == .locked)
        }
    }

    @Test func aShorterNoteReplacesALongerOne() async throws {
        try await withDatabase { database, directory async throws in
            for note in [String(repeating: "x", count: 4000), "", "{}\nsecond line", "é"] {
                try database.setLockNote(note)
                let first = String(note.prefix { $0 != "\n" })
                #expect(SQLiteDatabase.lockNote(path: directory.file("test.sqlite")) == first)
            }
            #expect(throws: StorageError.self) { try database.setLockNote(String(repeating: "x", count: 4001)) }
        }
    }

    @Test func nothingAcknowledgedIsLostWhenTheProcessIsKilled() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("test.sqlite")
        var generator = SplitMix64(seed: 0x6E61_6D65)
        var acknowledged: [Int64] = []
        for _ in 0..<10 {
            let probe = try Probe("write", path)
            for _ in 0..<Int.random(in: 1...400, using: &generator) {
                acknowledged.append(try #require(probe.line().flatMap { Int64($0) }))
            }
            probe.kill()
            while let line = probe.line() { acknowledged.append(try #require(Int64(line))) }
            probe.finish()

            let database = try SQLiteDatabase.open(path: path)
            let kept = Set(try database.readNow { try $0.ids() })
            #expect(acknowledged.allSatisfy(kept.contains))
            #expect(try await database.integrityCheck() == [])
            await database.close()
        }
        #expect(acknowledged.count >= 10)
    }

    @Test func aFullDiskRefusesWritesAndLosesNothing() async throws {
        let directory = try TemporaryDirectory()
        let volume = directory.file("volume")
        try FileManager.default.createDirectory(atPath: volume, withIntermediateDirectories: false)
        let isMounted = Self.run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", volume)
        defer { if isMounted { _ = Self.run("umount", "-l", volume) } }
        let database = try SQLiteDatabase.open(path: volume + "/test.sqlite")
        try await database.migrate([TestSQL.create])
        if !isMounted { try await database.alone { try $0.execute("PRAGMA max_page_count = 100") } }
        var kept: [Int64] = []
        var failure: StorageError?
        while failure == nil {
            let id = Int64(kept.count)
            do {
                _ = try await database.write {
                    try $0.run(TestSQL.insertBody, [.integer(id), .blob(Array(repeating: 7, count: 20_000))])
                }
                kept.append(id)
            } catch {
                failure = try #require(error as? StorageError)
            }
        }
        #expect(failure?.code == .full)
        #expect(kept.count > 3)
        #expect(try database.readNow { try $0.ids() } == kept)
        #expect(try await database.integrityCheck() == [])
        await database.close()
        if isMounted {
            let reopened = try SQLiteDatabase.open(path: volume + "/test.sqlite")
            #expect(try reopened.readNow { try $0.ids() } == kept)
            await reopened.close()
        }
    }

    /// Whether the system has that command, lets us use it, and it succeeded.
    private static func run(_ command: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
