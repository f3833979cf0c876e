import BarcodeReading
import HTTPTypes
import Identifiers
import Labels
import Registry
import Storage
import Testing

@testable import Server

@Suite("What errors say on pages")
struct ErrorTextTests {
    /// All codes that an error on a page may have. Those of a server that does not start stand on no page.
    private static let codes: Set<String> = {
        var codes: Set<String> = [Problem.serverFailed.code]
        codes.formUnion(RegistryError.Code.allCases.map(\.rawValue))
        codes.formUnion(RequestError.Code.allCases.map(\.rawValue))
        codes.formUnion(IdentifierError.Code.allCases.map(\.rawValue))
        codes.formUnion(LabelError.Code.allCases.map(\.rawValue))
        codes.formUnion(PhotoError.Code.allCases.map(\.rawValue))
        codes.formUnion(StorageError.Code.allCases.map(\.rawValue))
        codes.formUnion(RowError.Code.allCases.map(\.rawValue))
        return codes
    }()

    private static var german: Words {
        get throws { try #require(try Website().words.first { $0.language == "de" }) }
    }

    @Test("Every language but English says what each code means, and no other")
    func everyCodeHasASentence() throws {
        let languages = try Website().words.filter { $0.language != "en" }
        #expect(!languages.isEmpty)
        for words in languages {
            let told = Set(words.texts.keys.filter { $0.hasPrefix("error.") }.map { String($0.dropFirst(6)) })
            #expect(Self.codes.subtracting(told).sorted() == [], "\(words.language) lacks these")
            #expect(told.subtracting(Self.codes).sorted() == [], "\(words.language) has these too many")
        }
    }

    @Test("The registry's sentence is what English says, and stands below what another language says")
    func particularsStandBelow() throws {
        let error = RegistryError(.batchTaken, "The batch B/1 exists.", field: "batch")
        #expect(ErrorText(error) == ErrorText("The batch B/1 exists."))
        try Words.$current.withValue(Self.german) {
            let text = ErrorText(error)
            #expect(text.sentence.hasPrefix("Diese Chargennummer"))
            #expect(text.particulars == "The batch B/1 exists.")
        }
    }

    @Test("What a page itself says is in the reader's language already")
    func sentencesOfPagesStandAlone() throws {
        try Words.$current.withValue(Self.german) {
            for sentence in [
                Words.text("word.chooseAFile"), Words.text("selection.tooMany", ["most": Numbers.grouped(10_000)]),
            ] {
                #expect(ErrorText(RegistryError(.valueInvalid, sentence)) == ErrorText(sentence))
            }
        }
    }

    @Test("A page shows both, the English one marked as such", arguments: ["de", "en"])
    func pagesShowBoth(_ language: String) async throws {
        try await FormBrowser.with("/nowhere") { _, browser in
            let chosen: [(String, String)] = language == "de" ? [("nameplate-language", "de")] : []
            let missing = try await browser.send(cookies: chosen).text
            let page = try await browser.send(
                .get, "/manufacturers/acme/population?q=colour+%3D+red", cookies: chosen
            ).text
            let own = "There is nothing at this address"
            #expect(missing.contains("<span class=\"particulars\" lang=\"en\">\(own)") == (language == "de"))
            #expect(missing.contains("<p class=\"lead\">\(own)") == (language == "en"))
            #expect(page.contains("Danach lässt sich nicht fragen.") == (language == "de"))
            #expect(page.contains("<p class=\"field-problem\">"))
            #expect(page.contains("class=\"particulars\"") == (language == "de"))
        }
    }
}
