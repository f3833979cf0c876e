import Foundation
import Nameplate
import Registry
import TestSupport

/// Opens a registry in a directory of its own, whose clock stands still.
func withRegistry<T>(
    _ body: (_ registry: NameplateRegistry, _ directory: TemporaryDirectory) async throws -> T
) async throws -> T {
    let directory = try TemporaryDirectory()
    let registry = try await RegistryEngine.open(directory.file("registry.db"), now: { clock })
    do {
        let result = try await body(registry, directory)
        await registry.close()
        return result
    } catch {
        await registry.close()
        throw error
    }
}

/// 2026-11-01T12:00:00Z.
let clock: Int64 = 1_793_534_400_000_000

/// A file of the demo.
func demoFile(_ path: String) throws -> [UInt8] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appendingPathComponent("Demo/" + path)))
}

/// Bytes as they arrive: in pieces of some size.
struct Pieces: AsyncSequence, Sendable {
    var bytes: [UInt8]
    var size = 65_536

    struct AsyncIterator: AsyncIteratorProtocol {
        var rest: ArraySlice<UInt8>
        var size: Int

        mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> [UInt8]? {
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: bytes[...], size: size) }
}

extension NameplateRegistry {
    func importing(
        _ table: ImportTable, _ bytes: [UInt8], _ syntax: ImportSyntax = .csv, dryRun: Bool = false,
        as principal: Principal = .administrator
    ) async throws -> ImportReport {
        try await importFile(table, syntax: syntax, from: Pieces(bytes: bytes), dryRun: dryRun, as: principal)
    }

    func importing(
        _ table: ImportTable, _ text: String, _ syntax: ImportSyntax = .csv, dryRun: Bool = false,
        as principal: Principal = .administrator
    ) async throws -> ImportReport {
        try await importing(table, Array(text.utf8), syntax, dryRun: dryRun, as: principal)
    }
}
