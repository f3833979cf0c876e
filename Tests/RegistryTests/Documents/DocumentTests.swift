import Identifiers
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("Documents")
struct DocumentTests {
    private struct Shelf {
        let transaction: any SQLTransaction
        let maker: Manufacturer
        let models: [Model]

        func add(
            _ title: String, _ content: Document.Content = .link("https://acme.example/m"), of models: [Model]? = nil,
            replacing old: Document? = nil, _ change: (inout DocumentDetails) -> Void = { _ in }
        ) throws -> Document {
            var details = DocumentDetails(.manual, title)
            change(&details)
            return try Documents.create(
                details, content, of: models ?? [self.models[0]], manufacturer: maker, replacing: old,
                as: .administrator, transaction)
        }
    }

    private func with(_ engine: Engine, _ body: @escaping @Sendable (Shelf) throws -> Void) async throws {
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                let models = try ["A", "B"].map { number in
                    try Models.create(
                        ModelDetails(number: try ModelNumber(parsing: number)), of: maker, as: .administrator,
                        transaction)
                }
                try body(Shelf(transaction: transaction, maker: maker, models: models))
            }
        }
    }

    private static func file(_ byte: UInt8, size: Int64 = 10) -> StoredFile? {
        FileDigest([UInt8](repeating: byte, count: 32)).map { StoredFile(digest: $0, size: size, type: .pdf) }
    }

    @Test(arguments: Engine.available)
    func whatIsSaidOfADocumentIsReadBack(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let file = try #require(Self.file(7))
            let made = try shelf.add("Manual", .file(file), of: shelf.models) { details in
                details.number = "UM-1"
                details.language = try? LanguageTag(parsing: "de-AT")
                details.isOriginal = true
                details.version = "2.1"
                details.issuedOn = try? CivilDate(parsing: "2026-03")
                details.population = "produced >= 2025-01-01"
                details.audience = .partners
            }
            #expect(try Documents.find(made.id, shelf.transaction) == made)
            #expect(made.models == shelf.models.map(\.id).sorted())
            for model in shelf.models { #expect(try Documents.list(of: model.id, shelf.transaction) == [made]) }
            #expect(try Documents.list(of: shelf.maker.id, after: nil, limit: 9, shelf.transaction) == [made])
            #expect(try FileUses.size(of: shelf.maker.id, shelf.transaction) == 10)
            #expect(try FileUses.list(after: nil, limit: 9, shelf.transaction) == [file])
            #expect(try DocumentFiles.find(file.digest, of: shelf.maker.id, shelf.transaction) == file)
            #expect(try DocumentFiles.find(file.digest, of: ID(99), shelf.transaction) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func whatIsReplacedKeepsItsHistoryAndComesBackWhenItsSuccessorGoes(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let first = try shelf.add("1")
            let second = try shelf.add("2", replacing: first)
            let third = try shelf.add(
                "3", replacing: try Documents.require(second.id, of: shelf.maker, shelf.transaction))
            #expect(try Documents.find(first.id, shelf.transaction)?.successor == second.id)
            #expect(try Documents.predecessors(of: third, shelf.transaction).map(\.id) == [second.id, first.id])
            let replaced = try #require(try Documents.find(first.id, shelf.transaction))
            #expect { try shelf.add("4", replacing: replaced) } throws: {
                ($0 as? RegistryError)?.code == .documentChanged
            }
            try Documents.remove(third, as: .administrator, shelf.transaction)
            #expect(try Documents.find(second.id, shelf.transaction)?.isCurrent == true)
            #expect(try Documents.list(of: shelf.models[0].id, shelf.transaction).count == 2)
        }
    }

    @Test(arguments: Engine.available)
    func changesAskForTheVersionThatWasRead(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let made = try shelf.add("1")
            let new = try Documents.update(
                made, DocumentDetails(.certificate, "New"), of: [shelf.models[1]], expecting: 1, as: .administrator,
                shelf.transaction)
            #expect(try Documents.find(made.id, shelf.transaction) == new)
            #expect(try Documents.list(of: shelf.models[0].id, shelf.transaction) == [])
            #expect(throws: RegistryError.self) {
                try Documents.update(
                    new, DocumentDetails(.manual, "Old"), of: shelf.models, expecting: 1, as: .administrator,
                    shelf.transaction)
            }
            let gone = try Documents.withdraw(new, because: "Wrong", as: .administrator, shelf.transaction)
            #expect(try Documents.find(made.id, shelf.transaction) == gone && !gone.isCurrent)
            #expect(throws: RegistryError.self) {
                try Documents.withdraw(gone, because: nil, as: .administrator, shelf.transaction)
            }
        }
    }

    @Test(arguments: Engine.available)
    func whatCannotBeIsRefused(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            for link in [
                "http://a.example", "javascript:alert(1)", "https://", "https://user:secret@a.example/",
                "https://a.example/\"onload=", "https://a.example/\u{202E}", "https://a.example/ b", "//a.example",
                "https://a.example/" + String(repeating: "x", count: 2_000), "HTTPS:evil",
            ] {
                #expect(throws: RegistryError.self, "\(link)") { try shelf.add("1", .link(link)) }
            }
            #expect(throws: RegistryError.self) { try shelf.add("a\u{202E}b") }
            #expect(throws: RegistryError.self) { try shelf.add("") }
            #expect(throws: RegistryError.self) { try shelf.add("1", of: []) }
            #expect(throws: RegistryError.self) { try shelf.add("1", of: [shelf.models[0], shelf.models[0]]) }
            #expect(throws: RegistryError.self) { try shelf.add("1") { $0.population = "produced sometime" } }
            #expect(throws: RegistryError.self) {
                try shelf.add("1") { $0.version = String(repeating: "9", count: 41) }
            }
            let left = try Documents.list(of: shelf.models[0].id, shelf.transaction)
            #expect(left.isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func aManufacturersFilesHaveAnEnd(_ engine: Engine) async throws {
        try await with(engine) { shelf in
            let file = try #require(Self.file(1, size: 600))
            _ = try shelf.add("1", .file(file))
            let limits = FileLimits(file: 1_000, manufacturer: 1_000)
            try FileUses.checkRoom(for: 400, shelf.maker.id, limits, shelf.transaction)
            #expect { try FileUses.checkRoom(for: 401, shelf.maker.id, limits, shelf.transaction) } throws: {
                ($0 as? RegistryError)?.code == .documentRoom
            }
            #expect(try FileUses.isUsed(file.digest, shelf.transaction))
        }
    }
}
