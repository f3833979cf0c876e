import Foundation
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@Suite("Documents in backups and tables")
struct DocumentBackupTests {
    private struct Pieces: AsyncSequence, Sendable {
        typealias Failure = any Error
        let pieces: [[UInt8]]

        func makeAsyncIterator() -> Iterator { Iterator(rest: pieces[...]) }

        struct Iterator: AsyncIteratorProtocol {
            var rest: ArraySlice<[UInt8]>
            mutating func next() async throws -> [UInt8]? { rest.popFirst() }
        }
    }

    private static func with(_ body: (SampleRegistry, ID<Document>) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            let registry = sample.registry
            let id = try await registry.receivingFile(
                Pieces(pieces: [SamplePictures.pdf]), of: "fjordlys", as: .administrator
            ) { file in
                try await registry.perform(as: .administrator) { commands in
                    try commands.addDocument(
                        DocumentDetails(.manual, "Manual", language: try LanguageTag(parsing: "de")),
                        .file(file, registry.files.limits), of: ["FJ-320"], "fjordlys"
                    ).document.id
                }
            }
            try await body(sample, id)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private static func backup(of registry: NameplateRegistry) async throws -> [[UInt8]] {
        var pieces = try await registry.backUp(.withoutKey, program: "test", as: .administrator).pieces()
        var bytes: [[UInt8]] = []
        while let piece = try await pieces.next() { bytes.append(piece) }
        return bytes
    }

    /// A backup without the frames that are in no file.
    private static func restore(
        _ pieces: [[UInt8]], to path: String, isDryRun: Bool = false
    ) async throws -> RestoreReport {
        var settings = RestoreSettings()
        settings.isDryRun = isDryRun
        return try await RegistryPlace.file(path).restore(
            from: Pieces(pieces: pieces), size: nil, settings, as: .administrator, passphrase: { "" },
            progress: { _ in })
    }

    @Test func aBackupBringsTheFilesBack() async throws {
        try await Self.with { sample, id in
            let pieces = try await Self.backup(of: sample.registry)
            let folder = try TemporaryDirectory()
            let dry = try await Self.restore(pieces, to: folder.file("dry.sqlite"), isDryRun: true)
            #expect(dry.manifest.files == 1)
            let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            #expect(!left.contains { $0.contains("restore") })
            _ = try await Self.restore(pieces, to: folder.file("r.sqlite"))
            let store = FileStore(folder.file("r.sqlite-files"))
            #expect(store.digests() == sample.registry.files.digests())
            let digest = try #require(store.digests().first)
            #expect(try store.open(digest).digest() == digest)
            // What was damaged since is whole again.
            let path = folder.file("r.sqlite-files/\(digest.text.prefix(2))/\(digest.text)")
            try Data("damaged".utf8).write(to: URL(fileURLWithPath: path))
            _ = try await Self.restore(pieces, to: folder.file("r.sqlite"))
            #expect(try store.open(digest).digest() == digest)
        }
    }

    @Test func aBackupWithAnotherFileIsRefused() async throws {
        try await Self.with { sample, _ in
            let pieces = try await Self.backup(of: sample.registry)
            let folder = try TemporaryDirectory()
            let changed = pieces.map { piece in
                String(decoding: piece, as: UTF8.self).contains("%PDF-1.7") && piece.count < 1_000
                    ? piece.map { $0 == UInt8(ascii: "7") ? UInt8(ascii: "8") : $0 } : piece
            }
            #expect(changed != pieces)
            await #expect { try await Self.restore(changed, to: folder.file("r.sqlite")) } throws: {
                ($0 as? RegistryError)?.code == .backupDamaged
            }
            let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            #expect(!left.contains { $0.contains("-files/") })
        }
    }

    @Test func aFileThatIsRemovedWhileABackupIsMadeIsStillInIt() async throws {
        try await Self.with { sample, id in
            let registry = sample.registry
            var pieces = try await registry.backUp(.withoutKey, program: "test", as: .administrator).pieces()
            var bytes: [UInt8] = []
            var isRemoved = false
            while let piece = try await pieces.next() {
                bytes += piece
                // Once the database has been read.
                if !isRemoved, piece.first == 0x64 {
                    try await registry.removeDocument(id, of: "fjordlys", as: .administrator)
                    isRemoved = true
                }
            }
            #expect(isRemoved && String(decoding: bytes, as: UTF8.self).contains("%PDF-1.7"))
        }
    }
}
