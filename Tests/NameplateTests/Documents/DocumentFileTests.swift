import Foundation
import Identifiers
import Nameplate
import Registry
import TestSupport
import Testing

@Suite("Documents and their files")
struct DocumentFileTests {
    /// Bytes as they come over a connection.
    private struct Pieces: AsyncSequence, Sendable {
        typealias Failure = any Error
        let bytes: [UInt8]
        var size = 1_000

        func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...], size: size) }

        struct Iterator: AsyncIteratorProtocol {
            var rest: ArraySlice<UInt8>
            let size: Int

            mutating func next() async throws -> [UInt8]? {
                guard !rest.isEmpty else { return nil }
                defer { rest = rest.dropFirst(size) }
                return Array(rest.prefix(size))
            }
        }
    }

    private static func with(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            try await body(sample)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    @discardableResult
    private static func add(
        _ details: DocumentDetails, bytes: [UInt8] = SamplePictures.pdf, of models: [String] = ["FJ-320"],
        by slug: String = "fjordlys", replacing old: ID<Document>? = nil, as principal: Principal = .administrator,
        in sample: SampleRegistry
    ) async throws -> ID<Document> {
        let registry = sample.registry
        return try await registry.receivingFile(Pieces(bytes: bytes), of: slug, as: principal) { file in
            try await registry.perform(as: principal) { commands in
                try commands.addDocument(
                    details, .file(file, registry.files.limits), of: models, slug, replacing: old
                ).document.id
            }
        }
    }

    private static func manual(
        _ language: String, _ change: (inout DocumentDetails) -> Void = { _ in }
    ) throws -> DocumentDetails {
        var details = DocumentDetails(.manual, "Manual", language: try LanguageTag(parsing: language))
        change(&details)
        return details
    }

    @Test func theRightManualIsThatOfTheUnitInTheReadersLanguage() async throws {
        try await Self.with { sample in
            try await Self.add(try Self.manual("de") { $0.population = "produced < 2025-06-01" }, in: sample)
            try await Self.add(
                try Self.manual("de") {
                    $0.title = "Later"
                    $0.population = "produced >= 2025-06-01"
                    $0.issuedOn = try? CivilDate(parsing: "2026-06-01")
                }, in: sample)
            let english = try await Self.add(try Self.manual("en") { $0.title = "Old" }, in: sample)
            try await Self.add(try Self.manual("en") { $0.title = "New" }, replacing: english, in: sample)
            func titles(_ languages: String...) async throws -> [String] {
                try await sample.registry.documents(
                    forUnit: sample.issuedSerial, model: "FJ-320", of: "fjordlys",
                    languages: try languages.map { try LanguageTag(parsing: $0) }, as: .stranger
                ).documents.map(\.document.details.title)
            }
            #expect(try await titles("de-CH") == ["Manual"])
            #expect(try await titles("en") == ["New"])
            #expect(try await titles() == ["New"])
            let all = try await sample.registry.documents(
                of: "FJ-320", "fjordlys", showsAll: true, as: .stranger)
            #expect(all.documents.count == 4 && all.documents.allSatisfy { $0.population == nil })
        }
    }

    @Test func everybodyHasWhatIsForThemAndAFileOfTheHiddenModelNobodyElse() async throws {
        try await Self.with { sample in
            let maker = try await sample.registry.manufacturer("fjordlys", as: .administrator)
            let staff = Principal.staff(.maker, .manufacturers([maker.id]))
            let dealer = Principal(.account(ID(5)), grants: [Grant(.service, manufacturer: maker.id, site: "oslo")])
            let elsewhere = Principal(.account(ID(6)), grants: [Grant(.service, manufacturer: ID(1))])
            let ids = [
                try await Self.add(DocumentDetails(.manual, "1"), in: sample),
                try await Self.add(DocumentDetails(.repairProcedure, "2", audience: .partners), in: sample),
                try await Self.add(DocumentDetails(.drawing, "3", audience: .staff), in: sample),
                try await Self.add(DocumentDetails(.manual, "4"), of: ["FJ-900S"], in: sample),
            ]
            for (principal, seen) in [
                (Principal.stranger, 1), (elsewhere, 1), (dealer, 2), (staff, 4), (.administrator, 4),
            ] {
                for (place, id) in ids.enumerated() {
                    let file = try? await sample.registry.documentFile(id, of: "fjordlys", as: principal)
                    #expect((file != nil) == (place < seen), "\(principal.identity) \(place)")
                    let answer = try? await sample.registry.document(id, of: "fjordlys", as: principal)
                    #expect((answer != nil) == (place < seen))
                    // Whoever names another manufacturer gets nothing by that.
                    await #expect(throws: RegistryError.self) {
                        try await sample.registry.documentFile(id, of: "seagate", as: principal)
                    }
                }
            }
            // What one may not have is as what is not there.
            let errors = [ids[2], ids[3], ID<Document>(12_345)]
            for id in errors {
                await #expect {
                    try await sample.registry.documentFile(id, of: "fjordlys", as: .stranger)
                } throws: { ($0 as? RegistryError) == Documents.unknown }
            }
        }
    }

    @Test func aFileGoesWithTheLastDocumentThatHasIt() async throws {
        try await Self.with { sample in
            let files = sample.registry.files
            let first = try await Self.add(try Self.manual("de"), in: sample)
            let second = try await Self.add(try Self.manual("en"), of: ["ST4000DM000"], by: "seagate", in: sample)
            let digest = try #require(files.digests().first)
            #expect(files.digests().count == 1)
            // A hash is no right: whoever knows that of another's file cannot take it.
            await #expect {
                try await sample.registry.perform(as: .administrator) { commands in
                    _ = try commands.addDocument(
                        DocumentDetails(.manual, "T"), .known(digest), of: ["HMS5C4040ALE640"], "hgst")
                }
            } throws: { ($0 as? RegistryError)?.code == .documentFileUnknown }
            try await sample.registry.removeDocument(first, of: "fjordlys", as: .administrator)
            #expect(files.contains(digest))
            try await sample.registry.removeDocument(second, of: "seagate", as: .administrator)
            #expect(!files.contains(digest))
            #expect(try await sample.registry.audit(as: .administrator).findings == [])
        }
    }

    @Test func whatIsRefusedLeavesNoFile() async throws {
        try await Self.with { sample in
            let files = sample.registry.files
            await #expect(throws: RegistryError.self) {
                try await Self.add(DocumentDetails(.manual, "T"), of: ["NO-SUCH"], in: sample)
            }
            await #expect(throws: RegistryError.self) {
                try await Self.add(DocumentDetails(.manual, "T"), bytes: Array("<html>".utf8), in: sample)
            }
            for principal in [Principal.stranger, .staff(.technician, .everyManufacturer)] {
                await #expect {
                    try await Self.add(DocumentDetails(.manual, "T"), as: principal, in: sample)
                } throws: { ($0 as? RegistryError)?.code == .forbidden }
            }
            #expect(files.digests() == [])
            let inside = FileManager.default.enumerator(atPath: files.directory)?.allObjects as? [String] ?? []
            #expect(!inside.contains { $0.hasPrefix("incoming/") })
        }
    }

    @Test func theCheckFindsWhatIsMissingDamagedOrUnused() async throws {
        try await Self.with { sample in
            let (registry, files) = (sample.registry, sample.registry.files)
            try await Self.add(try Self.manual("de"), bytes: Array("one".utf8), in: sample)
            try await Self.add(try Self.manual("en"), bytes: Array("two".utf8), in: sample)
            try await Self.add(try Self.manual("fr"), bytes: Array("three".utf8), in: sample)
            let whole = try await registry.checkFiles(removesUnused: false, as: .administrator)
            #expect(whole.files == 3 && whole.bytes == 11 && whole.missing + whole.damaged == [] && whole.unused == 0)
            let digests = files.digests().sorted { $0.text < $1.text }
            func path(_ digest: FileDigest) -> String { "\(files.directory)/\(digest.text.prefix(2))/\(digest.text)" }
            try FileManager.default.removeItem(atPath: path(digests[0]))
            try Data("other".utf8).write(to: URL(fileURLWithPath: path(digests[1])))
            let received = try await registry.receivingFile(
                Pieces(bytes: Array("four".utf8)), of: "fjordlys", as: .administrator
            ) { $0.stored.digest }
            #expect(!files.contains(received))
            let unused = FileDigest([UInt8](repeating: 1, count: 32))
            let name = try #require(unused).text
            try FileManager.default.createDirectory(
                atPath: "\(files.directory)/01", withIntermediateDirectories: true)
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(files.directory)/01/\(name)"))
            let report = try await registry.checkFiles(removesUnused: true, as: .administrator)
            #expect(report.missing == [digests[0].text] && report.damaged == [digests[1].text])
            #expect(report.unused == 1 && report.removed == 1)
            #expect(try await registry.audit(as: .administrator).findings.count == 2)
            let auditor = Principal(.account(ID(3)), grants: [Grant(.auditor)])
            _ = try await registry.checkFiles(removesUnused: false, as: auditor)
            await #expect(throws: RegistryError.self) {
                try await registry.checkFiles(removesUnused: true, as: auditor)
            }
        }
    }

    /// Documents come and go at once, all with the same file: whoever has one in the end has its file.
    @Test func manyAtOnceNeverLoseAFile() async throws {
        try await Self.with { sample in
            let files = sample.registry.files
            for round in 0..<5 {
                let kept = try await withThrowingTaskGroup(of: ID<Document>?.self) { group in
                    for worker in 0..<6 {
                        group.addTask {
                            let id = try await Self.add(
                                DocumentDetails(.picture, "\(round) \(worker)"), bytes: SamplePictures.png, in: sample)
                            guard worker % 3 != 0 else { return id }
                            try await sample.registry.removeDocument(id, of: "fjordlys", as: .administrator)
                            return nil
                        }
                    }
                    return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
                }
                for id in kept {
                    let file = try await sample.registry.documentFile(id, of: "fjordlys", as: .stranger)
                    #expect(try await !file.piece(at: 0).isEmpty)
                    try await sample.registry.removeDocument(id, of: "fjordlys", as: .administrator)
                }
                #expect(files.digests() == [])
            }
        }
    }
}
