import Identifiers
import TestSupport
import Testing

@testable import Registry

@Suite("The right document")
struct DocumentChoiceTests {
    private func document(
        _ id: Int64, _ language: String?, kind: Document.Kind = .manual, number: String? = nil,
        isOriginal: Bool = false,
        issued: String? = nil, successor: Int64? = nil, isWithdrawn: Bool = false
    ) throws -> Document {
        let details = DocumentDetails(
            kind, "T", number: number, language: try language.map { try LanguageTag(parsing: $0) },
            isOriginal: isOriginal, issuedOn: try issued.map { try CivilDate(parsing: $0) })
        return Document(
            id: ID(id), manufacturer: ID(1), models: [ID(1)], details: details, content: .link("https://a.example"),
            successor: successor.map { ID($0) }, withdrawal: isWithdrawn ? Document.Withdrawal(at: 0) : nil,
            createdAt: id, rowVersion: 1)
    }

    private func right(_ documents: [Document], _ asked: String...) throws -> [Int64] {
        DocumentChoice.right(among: documents, in: try asked.map { try LanguageTag(parsing: $0) }).map(\.id.value)
    }

    @Test(
        arguments: [
            (["de-AT"], 1), (["de-AT-1996"], 1), (["de"], 2), (["de-CH"], 2), (["pt-PT"], 3), (["nb"], 4),
            (["xx", "pt"], 3), ([], 4), (["en-GB"], 5),
        ] as [([String], Int64)])
    func theLanguageComesAsNearAsItCan(_ asked: [String], _ expected: Int64) throws {
        let documents = try [
            document(1, "de-AT"), document(2, "de"), document(3, "pt-BR"), document(4, "fi", isOriginal: true),
            document(5, "en"),
        ]
        let tags = try asked.map { try LanguageTag(parsing: $0) }
        #expect(DocumentChoice.right(among: documents, in: tags).map(\.id.value) == [expected])
    }

    @Test func withoutAnOriginalItIsEnglishAndElseAny() throws {
        let documents = try [document(1, "sv"), document(2, "en-US"), document(3, "fi")]
        #expect(try right(documents, "de") == [2])
        #expect(try right(Array(documents.filter { $0.id.value != 2 }), "de") == [3])
    }

    @Test func theNewestIsShownAndWhatWasReplacedIsNot() throws {
        let documents = try [
            document(1, "de", issued: "2024"), document(2, "de", issued: "2026-05-01"),
            document(3, "de", issued: "2025-12-01"), document(4, "de", issued: "2027", successor: 2),
            document(5, "de", issued: "2028", isWithdrawn: true),
        ]
        #expect(try right(documents, "de") == [2])
    }

    @Test func eachKindAndNumberHasItsOwnAndPicturesStandTogether() throws {
        let documents = try [
            document(1, "de", number: "A"), document(2, "de", number: "B"), document(3, "de", kind: .repairProcedure),
            document(4, nil, kind: .picture), document(5, nil, kind: .picture), document(6, nil, kind: .drawing),
            document(7, "de", kind: .drawing), document(8, "fr", number: "A"),
        ]
        #expect(Set(try right(documents, "de")) == [1, 2, 3, 4, 5, 6, 7])
    }

    /// A choice never depends on the order in which the documents come.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func theOrderDoesNotMatter(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let languages = ["de", "de-AT", "en", "fr", nil]
        let documents = try (1...30).map { id in
            try document(
                id, languages.randomElement(using: &random) ?? nil,
                kind: [.manual, .certificate, .picture].randomElement(using: &random) ?? .manual,
                number: ["A", "B", nil].randomElement(using: &random) ?? nil,
                issued: ["2024", "2025-02-01", nil].randomElement(using: &random) ?? nil)
        }
        let asked = [try LanguageTag(parsing: "de-AT")]
        let first = DocumentChoice.right(among: documents, in: asked)
        #expect(first == DocumentChoice.right(among: documents.shuffled(using: &random), in: asked), "seed \(seed)")
        let groups = Set(documents.map { "\($0.details.kind) \($0.details.number ?? "")" })
        #expect(Set(first.map { "\($0.details.kind) \($0.details.number ?? "")" }) == groups)
    }

    @Test(
        arguments: [
            ("de", "de"), ("DE-at", "de-AT"), ("zh-hant-tw", "zh-Hant-TW"), ("sl-rozaj", "sl-rozaj"),
            ("de-1996", "de-1996"), ("es-419", "es-419"), ("hsb", "hsb"),
        ])
    func languagesAreWrittenAsTheyShouldBe(_ text: String, _ expected: String) throws {
        #expect(try LanguageTag(parsing: text).text == expected)
    }

    @Test(
        arguments: [
            "", "d", "deutsch", "de-", "-de", "de_AT", "de-AT-AT", "d3", "de--AT", "de-A", "../de", "de\u{0}",
            "de-AT-Latn", "dé",
        ])
    func whatIsNoLanguageIsRefused(_ text: String) {
        #expect(throws: RegistryError.self) { try LanguageTag(parsing: text) }
    }
}
