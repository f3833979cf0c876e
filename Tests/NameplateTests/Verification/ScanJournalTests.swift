import Foundation
import Identifiers
import Registry
import Safeguards
import Storage
import TestSupport
import Testing

@testable import Nameplate

/// A scan is with the operating system before its asker is answered, and comes into the database whatever becomes of the process.
@Suite struct ScanJournalTests {
    private func rows(_ stage: VerificationStage) async throws -> Int64 {
        try await stage.registry.database.read { reader in
            try reader.first(Statement("SELECT COUNT(*) FROM scans")) { $0.integer(0) } ?? 0
        }
    }

    private func scan(_ id: Int64, _ stage: VerificationStage, at time: Int64? = nil) async throws -> UnitScan {
        let model = try #require(try await stage.ask(as: .administrator).model)
        return UnitScan(
            id: id, UnitKey(model.id, try SerialNumber(parsing: stage.serial)), of: model.manufacturer,
            at: time ?? SampleRegistry.now + id, region: nil, .api,
            asker: [UInt8](repeating: UInt8(truncatingIfNeeded: id), count: 16))
    }

    /// As `kill -9` would leave it: the file of a journal that nobody closes is read by the next one.
    @Test func whatAKilledProcessLeavesIsReadOnce() async throws {
        try await VerificationStage.with { stage in
            let directory = try TemporaryDirectory()
            let path = directory.file("scans")
            let scans = try await [scan(1, stage), scan(2, stage), scan(3, stage)]
            try await stage.registry.scans.flush()
            let before = try await rows(stage)
            let killed = ScanJournal(stage.registry.database, directory: path)
            for scan in scans { #expect(killed.append(scan) != .lost) }
            #expect(killed.waiting(of: scans[0].unit).count == 3)
            // Half a line at the end.
            let file = try #require(try FileManager.default.contentsOfDirectory(atPath: path).first)
            let handle = try #require(FileHandle(forWritingAtPath: path + "/" + file))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("12\t13".utf8))
            try handle.close()
            let next = ScanJournal(stage.registry.database, directory: path)
            try await next.drain()
            #expect(try await rows(stage) == before + 3)
            #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
            // The same once more, as after a crash between writing and removing.
            let again = ScanJournal(stage.registry.database, directory: path)
            for scan in scans { again.append(scan) }
            try await again.drain()
            #expect(try await rows(stage) == before + 3)
            withExtendedLifetime(killed) {}
        }
    }

    @Test func whatWaitsCountsAlready() async throws {
        try await VerificationStage.with { stage in
            let journal = stage.registry.scans.journal
            let scan = try await scan(9, stage, at: SampleRegistry.now - 3_600_000_000)
            journal.append(scan)
            #expect(try await stage.ask().verdict == .issuedSeenBefore)
            try await stage.registry.scans.flush()
            #expect(journal.waiting(of: scan.unit) == [])
            #expect(try await stage.ask().verdict == .issuedSeenBefore)
        }
    }

    /// Of a folder that cannot be made, an answer does not suffer.
    @Test func aFullDiskRefusesNoAnswer() async throws {
        try await VerificationStage.with { stage in
            let journal = ScanJournal(stage.registry.database, directory: "/proc/nowhere/scans")
            #expect(journal.append(try await scan(1, stage)) == .lost)
            try await journal.drain()
        }
    }

    @Test func noAddressIsKept() async throws {
        try await VerificationStage.with { stage in
            try await stage.ask(from: "198.51.100.77")
            try await stage.registry.scans.flush()
            let row = try await stage.registry.database.read { reader in
                try reader.first(Statement("SELECT asker, region FROM scans WHERE is_trusted = 0")) { row in
                    (row.blob(0), row.optionalText(1))
                }
            }
            #expect(row?.0.count == 16 && row?.1 == nil)
            // The next day the same asker is another.
            stage.clock.wait(25)
            try await stage.ask(from: "198.51.100.77")
            try await stage.registry.scans.flush()
            let askers = try await stage.registry.database.read { reader in
                try reader.all(Statement("SELECT asker FROM scans WHERE is_trusted = 0")) { $0.blob(0) }
            }
            #expect(Set(askers).count == 2)
            stage.clock.wait(72)
            try await stage.ask()
            #expect(
                try await stage.registry.database.read { reader in
                    try reader.first(Statement("SELECT COUNT(*) FROM scan_keys")) { $0.integer(0) }
                } == 1)
        }
    }
}
