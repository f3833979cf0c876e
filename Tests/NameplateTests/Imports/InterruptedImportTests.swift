import Foundation
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

@Suite("An interrupted import")
struct InterruptedImportTests {
    private static let variable = "NAMEPLATE_TEST_INTERRUPTED"
    private static let rows = 20_000

    @Test("A process killed while it writes goes on where it was when the registry opens again")
    func killed() async throws {
        let directory = try TemporaryDirectory()
        setenv(Self.variable, directory.file("registry.db"), 1)
        await (try await RegistryEngine.open(directory.file("registry.db"), now: { clock })).close()
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let path = try #require(ProcessInfo.processInfo.environment[InterruptedImportTests.variable])
            let registry = try await RegistryEngine.open(path, now: { clock })
            try await InterruptedImportTests.makeCatalogue(registry)
            _ = try await registry.importFile(
                .units, syntax: .csv,
                from: Pieces(bytes: Array(ImportTests.units(InterruptedImportTests.rows).utf8)),
                dryRun: false, as: .administrator
            ) { progress in
                if progress.phase == .writing { kill(getpid(), SIGKILL) }
            }
        }
        let registry = try await RegistryEngine.open(directory.file("registry.db"), now: { clock })
        try await registry.finishImports()
        try await Self.expectWhole(registry, in: directory)
    }

    @Test("A registry closed while it writes goes on where it was when it opens again")
    func closed() async throws {
        let directory = try TemporaryDirectory()
        let registry = try await RegistryEngine.open(directory.file("registry.db"), now: { clock })
        try await Self.makeCatalogue(registry)
        let (writes, hasWritten) = AsyncStream.makeStream(of: Void.self)
        let importing = Task {
            try await registry.importFile(
                .units, syntax: .csv, from: Pieces(bytes: Array(ImportTests.units(Self.rows).utf8)), dryRun: false,
                as: .administrator
            ) { progress in
                if progress.phase == .writing { hasWritten.yield() }
            }
        }
        for await _ in writes { break }
        await registry.close()
        _ = await importing.result
        let again = try await RegistryEngine.open(directory.file("registry.db"), now: { clock })
        try await again.finishImports()
        try await Self.expectWhole(again, in: directory)
    }

    private static func makeCatalogue(_ registry: NameplateRegistry) async throws {
        _ = try await registry.importing(.manufacturers, ImportTests.catalogue)
        _ = try await registry.importing(.models, ImportTests.models)
    }

    /// Every row is written once, the journal says so, and no staging file is left.
    private static func expectWhole(_ registry: NameplateRegistry, in directory: TemporaryDirectory) async throws {
        let imports = try await registry.imports(limit: 10, as: .administrator)
        let units = try #require(imports.first { $0.table == .units })
        #expect(units.state == .done)
        #expect((units.written.rows, units.written.created) == (rows, rows))
        #expect(units.principal == Principal.administrator.auditName)
        let again = try await registry.importing(.units, ImportTests.units(rows) + "\n")
        #expect((again.created, again.unchanged) == (0, rows))
        let audit = try await registry.audit(as: .administrator)
        #expect(audit.findings == [])
        #expect(audit.units == Int64(rows))
        let left = try FileManager.default.contentsOfDirectory(atPath: registry.place.imports)
        #expect(left == [])
        await registry.close()
    }
}
