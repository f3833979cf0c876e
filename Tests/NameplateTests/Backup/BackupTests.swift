import Foundation
import Identifiers
import Nameplate
import Registry
import Storage
import Synchronization
import TestSupport
import Testing

/// Backups of an open registry, and what comes back.
@Suite struct BackupTests {
    private static let passphrase = "correct horse battery"

    /// Makes a backup of the registry.
    private func backup(
        _ registry: NameplateRegistry, _ request: BackupRequest = .withKey(passphrase: passphrase)
    ) async throws -> [UInt8] {
        var pieces = try await registry.backUp(request, program: "test", as: .administrator).pieces()
        var bytes: [UInt8] = []
        while let piece = try await pieces.next() { bytes += piece }
        return bytes
    }

    private func restore(
        _ bytes: [UInt8], to place: RegistryPlace, _ settings: RestoreSettings = RestoreSettings(),
        passphrase: String = passphrase
    ) async throws -> RestoreReport {
        try await place.restore(
            from: Pieces(bytes: bytes, size: 10_007), size: nil, settings, as: .administrator,
            passphrase: { passphrase }, progress: { _ in })
    }

    /// What happens to have opened it, its audit finds nothing, and it knows the unit.
    private func expectSound(_ place: RegistryPlace, _ serial: String) async throws {
        let registry = try await place.open(masterKey: nil, warn: { _ in })
        let findings = try await registry.audit(as: .administrator).findings
        let unit = try await registry.unit(serial, model: "FJ-320", of: "fjordlys", as: .administrator)
        await registry.close()
        #expect(findings == [])
        #expect(unit.serial.text == serial)
    }

    private func refusal<T>(_ body: () async throws -> T) async throws -> RegistryError.Code? {
        do {
            _ = try await body()
            return nil
        } catch let error as RegistryError {
            return error.code
        }
    }

    @Test func aBackupComesBackWithItsKey() async throws {
        let sample = try await SampleRegistry()
        let folder = try TemporaryDirectory()
        let bytes = try await backup(sample.registry)
        let head = try await sample.registry.ledgerHead()
        await sample.close()
        let place = RegistryPlace.file(folder.file("restored.sqlite"))
        let report = try await restore(bytes, to: place)
        #expect(report.manifest.position == head && report.head.program == "test" && !report.lacksKey)
        #expect(report.keptOld == nil && report.keyFile == folder.file("restored.sqlite.key"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.file("restored.sqlite"))[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try await expectSound(place, sample.issuedSerial)
        // Once more: what was there is kept, and its key, which is the same, stays.
        let again = try await restore(bytes, to: place)
        let kept = try #require(again.keptOld)
        #expect(again.keptOldKey == nil)
        try FileManager.default.copyItem(
            atPath: folder.file("restored.sqlite.key"), toPath: kept + ".key")
        try await expectSound(.file(kept), sample.issuedSerial)
        var discarding = RestoreSettings()
        discarding.keepsOld = false
        #expect(try await restore(bytes, to: place, discarding).keptOld == nil)
        try await expectSound(place, sample.issuedSerial)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.contains(".restore") }, "\(names)")
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aBackupComesBackOnTheOtherEngine() async throws {
        let sample = try await SampleRegistry()
        let folder = try TemporaryDirectory()
        let bytes = try await backup(sample.registry)
        await sample.close()
        let server = try PrivatePostgres.shared()
        let name = try server.copy(of: "template0")
        defer { server.drop(name) }
        let place = RegistryPlace.server(
            try PostgresAddress(server.connection(to: name)), localPath: folder.file("state/registry"))
        #expect(try await restore(bytes, to: place).keyFile == folder.file("state/registry.key"))
        try await expectSound(place, sample.issuedSerial)
        #expect(try await refusal { try await restore(bytes, to: place) } == .copyTarget)
        try await expectSound(place, sample.issuedSerial)
    }

    /// Somebody who writes without a pause neither stops a backup nor gets into it by halves.
    @Test func aBackupEndsWhileOthersWrite() async throws {
        let sample = try await SampleRegistry()
        let registry = sample.registry
        let isDone = Atomic(false)
        async let written: Int = {
            var count = 0
            while !isDone.load(ordering: .acquiring) {
                let slug = "maker-\(count)"
                try await registry.perform(as: .administrator) { commands in
                    _ = try commands.createManufacturer(ManufacturerDraft(slug: slug, name: slug))
                }
                count += 1
            }
            return count
        }()
        let bytes = try await backup(registry, .withoutKey)
        isDone.store(true, ordering: .releasing)
        #expect(try await written > 0)
        await sample.close()
        let folder = try TemporaryDirectory()
        let place = RegistryPlace.file(folder.file("restored.sqlite"))
        #expect(try await restore(bytes, to: place).lacksKey)
        try await expectSound(place, sample.issuedSerial)
    }

    @Test func oneBackupAtATimeAndForTheAdministratorAlone() async throws {
        let sample = try await SampleRegistry()
        let registry = sample.registry
        func begin(_ request: BackupRequest, as principal: Principal) async throws -> BackupRun {
            try await registry.backUp(request, program: "test", as: principal)
        }
        for principal in [Principal.stranger, .staff(.maker, .everyManufacturer), .staff(.support, .everyManufacturer)]
        {
            #expect(try await refusal { try await begin(.withoutKey, as: principal) } == .forbidden)
        }
        #expect(
            try await refusal { try await begin(.withKey(passphrase: "short"), as: .administrator) }
                == .backupPassphrase)
        var first: BackupRun? = try await begin(.withoutKey, as: .administrator)
        #expect(try await refusal { try await begin(.withoutKey, as: .administrator) } == .backupUnderWay)
        withExtendedLifetime(first) {}
        first = nil
        _ = try await begin(.withoutKey, as: .administrator)
        await sample.close()
    }

    @Test func whatIsWrongWithABackupChangesNothing() async throws {
        let sample = try await SampleRegistry()
        let folder = try TemporaryDirectory()
        let bytes = try await backup(sample.registry)
        await sample.close()
        let path = folder.file("registry.sqlite")
        // Another registry, with a key of its own.
        try await NameplateRegistry.open(sqlite: path).close()
        func state() throws -> [String: Data] {
            var state: [String: Data] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where !name.hasSuffix(".lock")
            {
                state[name] = try? Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
            }
            return state
        }
        let before = try state()
        var flipped = bytes
        flipped[bytes.count / 2] ^= 1
        for (damaged, passphrase, code) in [
            (Array(bytes.dropLast(40)), Self.passphrase, RegistryError.Code.backupDamaged),
            (flipped, Self.passphrase, .backupDamaged), (bytes, "another passphrase", .backupPassphrase),
            (Array("SQLite format 3".utf8), Self.passphrase, .backupDamaged), ([], Self.passphrase, .backupDamaged),
        ] {
            #expect(
                try await refusal { try await restore(damaged, to: .file(path), passphrase: passphrase) } == code)
            #expect(try state() == before)
        }
        var settings = RestoreSettings()
        settings.masterKey = .text(MasterKey().text)
        await #expect(throws: StorageError.self) { try await restore(bytes, to: .file(path), settings) }
        #expect(try state() == before)
        settings = RestoreSettings()
        settings.isDryRun = true
        _ = try await restore(bytes, to: .file(path), settings)
        #expect(try state() == before)
        // Somebody has it open.
        let open = try await NameplateRegistry.open(sqlite: path)
        await #expect(throws: StorageError.self) { try await restore(bytes, to: .file(path)) }
        _ = try await restore(bytes, to: .file(path), settings)
        await open.close()
        #expect(try state().keys == before.keys)
        // And at last: both the old registry and its key are kept.
        let report = try await restore(bytes, to: .file(path))
        #expect(report.keptOld != nil && report.keptOldKey != nil)
        try await expectSound(.file(path), sample.issuedSerial)
    }
}
