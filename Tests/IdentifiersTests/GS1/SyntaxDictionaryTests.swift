import IdentifierTables
import Identifiers
import Testing

@Suite("GS1 Syntax Dictionary")
struct SyntaxDictionaryTests {
    @Test("The built-in dictionary has its release and every identifier")
    func builtIn() throws {
        let dictionary = GS1SyntaxDictionary.builtIn
        #expect(dictionary.release == "2026-01-27")
        #expect(dictionary.entries.count == 541)
        let identifier = try #require(ApplicationIdentifier("17"))
        let expiry = try #require(dictionary[identifier])
        #expect(expiry.title == "USE BY or EXPIRY")
        #expect(!expiry.needsSeparator && expiry.isDataAttribute)
        #expect(expiry.requirements.map(\.text) == ["01,02,03,255,8006,8026"])
        for entry in dictionary.entries { #expect(dictionary[entry.identifier] == entry) }
        let unassigned = try #require(ApplicationIdentifier("05"))
        #expect(dictionary[unassigned] == nil)
    }

    @Test("Every vector of a single line is read or refused")
    func lines() throws {
        for line in try GS1Vectors.lines("gs1-syntax-dictionary", "syntaxDictionaryEntry") {
            do {
                let entries = try GS1SyntaxDictionary.entries(ofLine: line.input)
                #expect(line.isValid, "\(line)")
                #expect(entries.map(\.identifier.text) == line.expectedList("ais"), "\(line)")
                guard let entry = entries.first else { continue }
                #expect(entry.needsSeparator == line.expectedFlag("separatorRequired"), "\(line)")
                #expect(entry.isDataAttribute == line.expectedFlag("digitalLinkDataAttribute"), "\(line)")
                #expect(entry.attributes == line.expected("attributes"), "\(line)")
                #expect(entry.title == line.expected("title"), "\(line)")
            } catch {
                #expect(!line.isValid, "\(line): \(error)")
            }
        }
    }

    @Test("The first two digits tell the length of an identifier, and of its data where it is pre-defined")
    func lengths() throws {
        for line in try GS1Vectors.lines("gs1-syntax-dictionary", "aiLengthByPrefix") {
            let prefix = try #require(Int(line.input))
            #expect(
                (GS1SyntaxDictionary.builtIn.identifierLength(prefix: prefix) ?? 0)
                    == (line.isValid ? line.expectedNumber("length") ?? 0 : 0), "\(line)")
        }
        for line in try GS1Vectors.lines("gs1-syntax-dictionary", "aiPredefinedTotalLength") {
            let prefix = try #require(Int(line.input))
            let length: Int? = GS1SyntaxDictionary.predefinedLength(prefix: prefix)
            let identifier: Int = GS1SyntaxDictionary.builtIn.identifierLength(prefix: prefix) ?? 2
            #expect(length.map { $0 + identifier } == line.expectedNumber("charactersIncludingAI"), "\(line)")
        }
    }

    @Test(
        "A damaged file is refused with its line",
        arguments: [
            ("01 * N14\n01 * N14", "line 2"), ("# comment\n\n10 X..2a", "line 3"), ("10 X..20,unheard", "line 1"),
            ("# nothing but a comment", "no application identifier"), ("", "no application identifier"),
            ("10 X..20\n101 X5", "differ in length"), ("10\u{FFFD}", "line 1"), ("10 X..20 # \u{0}", "line 1"),
        ])
    func damaged(text: String, words: String) {
        let error = #expect(throws: IdentifierError.self) { try GS1SyntaxDictionary(parsing: text) }
        #expect(error?.code == .gs1Table)
        #expect(error?.sentence.contains(words) == true, "\(String(describing: error))")
    }

    @Test("A file cut anywhere is read to its last whole line or refused, never a trap")
    func cut() throws {
        let bytes: [UInt8] = Array(GS1SyntaxDictionary.builtInBytes)
        for end in stride(from: 0, to: bytes.count, by: 997) {
            _ = try? GS1SyntaxDictionary(parsing: bytes[..<end])
        }
    }
}
