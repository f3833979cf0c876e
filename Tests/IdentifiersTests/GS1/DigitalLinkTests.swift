import IdentifierTables
import Identifiers
import Testing

@Suite("GS1 Digital Link")
struct DigitalLinkTests {
    private let dictionary = GS1SyntaxDictionary.builtIn

    /// What a vector permits beyond the standard.
    static func options(_ line: GS1Vectors.Line) -> DigitalLink.Options {
        var options: DigitalLink.Options = []
        if line.flag("permitZeroSuppressedGTIN") { options.insert(.shortGTINs) }
        if line.flag("permitShortNames") { options.insert(.words) }
        if line.flag("permitUnknownAIs") { options.insert(.unknownIdentifiers) }
        if line.flag("permitUnknownAIsAsDLattributes") { options.insert(.unknownAttributes) }
        return options
    }

    @Test("Every vector of a link gets its verdict and its notations")
    func parsing() throws {
        for line in try GS1Vectors.lines("gs1-digital-link", "digitalLink") {
            do {
                let link = try DigitalLink(parsing: line.input, dictionary: dictionary, options: Self.options(line))
                #expect(GS1MessageTests.passes(link.message, line) == line.isValid, "\(line): \(link.message)")
                if line.isValid { GS1MessageTests.compare(link.message, line) }
            } catch {
                #expect(!line.isValid, "\(line): \(error)")
            }
        }
    }

    @Test("Every vector of writing a link gets its text or its refusal")
    func writing() throws {
        for line in try GS1Vectors.lines("gs1-digital-link", "toDigitalLink") {
            do {
                let message = try GS1MessageTests.message(
                    line.input, line, kind: line.option("inputKind") ?? "bracketed")
                let link = try DigitalLink(
                    message, stem: line.option("stem") ?? DigitalLink.canonicalStem, dictionary: dictionary,
                    options: Self.options(line))
                #expect(line.isValid, "\(line): \(link)")
                if let wanted = line.expected("uri") { #expect(link.text == wanted, "\(line)") }
            } catch {
                #expect(!line.isValid, "\(line): \(error)")
            }
        }
    }

    @Test("Every vector of a canonical link gets its text")
    func canonical() throws {
        for line in try GS1Vectors.lines("gs1-digital-link", "canonicalDigitalLink") {
            let link = try? DigitalLink(parsing: line.input, dictionary: dictionary, options: Self.options(line))
            #expect(link?.canonicalText == (line.isValid ? line.expected("uri") : nil), "\(line)")
        }
    }

    @Test("Query parameters that are no elements are kept apart")
    func otherParameters() throws {
        for line in try GS1Vectors.lines("gs1-digital-link", "digitalLinkIgnoredQuery") {
            let link = try? DigitalLink(parsing: line.input, dictionary: dictionary)
            #expect(link?.otherParameters == (line.isValid ? line.expectedList("ignored") : nil), "\(line)")
        }
        for line in try GS1Vectors.lines("gs1-digital-link", "dlExtensionParameter") {
            #expect(DigitalLink.permitsParameter(line.input) == line.isValid, "\(line)")
        }
    }

    @Test("Qualifiers follow a key in their order only")
    func paths() throws {
        for line in try GS1Vectors.lines("gs1-digital-link", "dlPathSequence") {
            let identifiers: [ApplicationIdentifier] = line.inputList.compactMap { ApplicationIdentifier($0) }
            #expect(dictionary.admitsPath(identifiers) == line.isValid, "\(line)")
        }
    }

    @Test("Percent coding in paths and queries")
    func percentCoding() throws {
        for line in try GS1Vectors.lines("gs1-digital-link", "percentDecode", "percentEncode") {
            for (coding, name) in [(PercentCoding.path, "path"), (.query, "query")] {
                let found: String? =
                    line.kind == "percentEncode"
                    ? coding.encode(line.input.utf8)
                    // The vectors write bytes as the characters of Latin-1.
                    : coding.decode(line.input).map { String(String.UnicodeScalarView($0.map { Unicode.Scalar($0) })) }
                if line.isValid {
                    #expect(found == line.expected(name), "\(line)")
                } else {
                    #expect(found == nil, "\(line)")
                }
            }
        }
    }
}
