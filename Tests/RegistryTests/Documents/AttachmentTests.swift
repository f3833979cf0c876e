import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("Attachments")
struct AttachmentTests {
    private struct Desk {
        let transaction: any SQLTransaction
        let maker: ID<Manufacturer>
        let files: FileStore
        let limits = FileLimits(file: 1_000, manufacturer: 1_000)
        let claim = AttachedFile.Owner(.claim, ID<AttachedFile.Owner>(7))

        func receive(_ text: String) throws -> ReceivedFile {
            let file = try files.receive()
            try file.append(Array(text.utf8))
            return try ReceivedFile(file, in: files)
        }

        @discardableResult
        func attach(_ text: String, named name: String = "receipt", to owner: AttachedFile.Owner? = nil) throws
            -> AttachedFile
        {
            try Attachments.attach(
                receive(text), named: name, to: owner ?? claim, of: maker, limits, as: .administrator, transaction)
        }
    }

    private func with(_ engine: Engine, _ body: @escaping @Sendable (Desk) throws -> Void) async throws {
        let folder = try TemporaryDirectory()
        let files = FileStore(folder.file("files"))
        try await engine.withRegistry { registry in
            try await registry.database.write { transaction in
                let maker = try Manufacturers.create(
                    ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
                try body(Desk(transaction: transaction, maker: maker.id, files: files))
            }
        }
    }

    private static func isRefused(_ code: RegistryError.Code) -> @Sendable (any Error) -> Bool {
        { ($0 as? RegistryError)?.code == code }
    }

    @Test(arguments: Engine.available)
    func whatIsAttachedIsFoundByItsOwnerAlone(_ engine: Engine) async throws {
        try await with(engine) { desk in
            let first = try desk.attach("one", named: "C:\\scans\\receipt 1.txt")
            let second = try desk.attach("two", named: "/home/somebody/Rechnung für März.txt")
            #expect([first.name, second.name] == ["receipt 1.txt", "Rechnung für März.txt"])
            #expect(first.fileName == "claim-\(first.id).txt")
            let found = try Attachments.list(of: desk.claim, desk.transaction)
            #expect(Set(found) == [first, second])
            #expect(try Attachments.require(first.id, of: desk.claim, desk.transaction) == first)
            for other in [
                AttachedFile.Owner(.registration, ID<AttachedFile.Owner>(7)),
                AttachedFile.Owner(.claim, ID<AttachedFile.Owner>(8)),
            ] {
                #expect(try Attachments.list(of: other, desk.transaction).isEmpty)
                #expect {
                    try Attachments.require(first.id, of: other, desk.transaction)
                } throws: { Self.isRefused(.attachmentUnknown)($0) }
            }
        }
    }

    /// Whoever knows a hash makes no document of a private file.
    @Test(arguments: Engine.available)
    func anAttachmentIsNoDocument(_ engine: Engine) async throws {
        try await with(engine) { desk in
            let digest = try desk.attach("private").file.digest
            #expect(try DocumentFiles.find(digest, of: desk.maker, desk.transaction) == nil)
            #expect(try FileUses.isUsed(digest, desk.transaction))
        }
    }

    @Test(arguments: Engine.available)
    func whatIsErasedIsGoneAndItsFileIsUsedAsLongAsAnotherHasIt(_ engine: Engine) async throws {
        try await with(engine) { desk in
            let first = try desk.attach("same")
            let second = try desk.attach("same", to: AttachedFile.Owner(.serviceCase, ID<AttachedFile.Owner>(9)))
            #expect(first.file == second.file)
            #expect(try FileUses.list(after: nil, limit: 9, desk.transaction) == [first.file])
            try Attachments.erase(first, as: .administrator, desk.transaction)
            #expect(try Attachments.list(of: desk.claim, desk.transaction).isEmpty)
            #expect(try FileUses.isUsed(first.file.digest, desk.transaction))
            #expect {
                try Attachments.erase(first, as: .administrator, desk.transaction)
            } throws: { Self.isRefused(.attachmentUnknown)($0) }
            try Attachments.erase(second, as: .administrator, desk.transaction)
            #expect(try !FileUses.isUsed(first.file.digest, desk.transaction))
        }
    }

    @Test(arguments: Engine.available)
    func filesOfDocumentsAndAttachmentsAreListedByHashAndCountedTogether(_ engine: Engine) async throws {
        try await with(engine) { desk in
            let files = try (1...5).map { try desk.attach("file \($0)").file }
            let sorted = files.sorted { $0.digest.text < $1.digest.text }
            let page = try FileUses.list(after: nil, limit: 3, desk.transaction)
            #expect(page == Array(sorted.prefix(3)))
            #expect(try FileUses.list(after: page.last?.digest, limit: 3, desk.transaction) == Array(sorted.suffix(2)))
            #expect(try FileUses.size(of: desk.maker, desk.transaction) == 30)
            #expect {
                try desk.attach(String(repeating: "x", count: 971))
            } throws: { Self.isRefused(.documentRoom)($0) }
            try desk.attach(String(repeating: "x", count: 970))
        }
    }

    @Test(arguments: Engine.available)
    func namesAreCheckedAndFilesHaveAnEnd(_ engine: Engine) async throws {
        try await with(engine) { desk in
            for name in ["", "a/", "a\u{202E}gpj.exe", "a\nb", String(repeating: "a", count: 121)] {
                #expect {
                    try desk.attach("x", named: name)
                } throws: { Self.isRefused(.valueInvalid)($0) }
            }
            for _ in 0..<Attachments.most { try desk.attach("x") }
            #expect { try desk.attach("x") } throws: { Self.isRefused(.attachmentTooMany)($0) }
        }
    }
}
