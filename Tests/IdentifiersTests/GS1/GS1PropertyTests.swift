import IdentifierTables
import Identifiers
import Testing

@Suite("GS1 round trips and hostile texts")
struct GS1PropertyTests {
    private let dictionary = GS1SyntaxDictionary.builtIn

    @Test("A message survives every notation", arguments: 0..<300)
    func roundTrips(seed: Int) throws {
        var random = RandomMessage(seed: UInt64(seed))
        let text: String = random.bracketed(1 + random.number(below: 8))
        let message = try GS1Message(bracketed: text, dictionary: dictionary)
        #expect(message.bracketed() == text, "seed \(seed)")
        for (leading, start) in [(true, GS1Message.Start.withFNC1), (false, .withoutFNC1)] {
            let plain: String = message.elementString(leading: leading)
            #expect(
                try GS1Message(elementString: plain, dictionary: dictionary, start: start) == message, "seed \(seed)")
        }
        let ordered: String = message.elementString(order: .predefinedLengthFirst)
        let sorted = try GS1Message(elementString: ordered, dictionary: dictionary)
        #expect(Set(sorted.elements) == Set(message.elements), "seed \(seed)")
        #expect(sorted.elementString() == ordered, "seed \(seed)")
        let scan: String = try Symbology.dataMatrix.scanData(
            for: message.elementString(separator: UInt8(ascii: "^"), leading: true), dictionary: dictionary)
        #expect(try Scan(parsing: scan, dictionary: dictionary).content == .message(message), "seed \(seed)")
    }

    @Test("A message with a key survives as a Digital Link", arguments: 0..<300)
    func links(seed: Int) throws {
        var random = RandomMessage(seed: UInt64(seed) + 10_000)
        let keys = ["(01)09506000134352", "(00)106141412345678908", "(414)9506000134376", "(8004)0614141X/Y%"]
        let text: String = keys[random.number(below: keys.count)] + random.bracketed(random.number(below: 6))
        let message = try GS1Message(bracketed: text, dictionary: dictionary)
        // Not every element may stand in a link.
        guard let link = try? DigitalLink(message, stem: "https://example.com/a/", dictionary: dictionary) else {
            return
        }
        let read = try DigitalLink(parsing: link.text, dictionary: dictionary)
        #expect(read == link, "seed \(seed)")
        let canonical = try DigitalLink(parsing: link.canonicalText, dictionary: dictionary)
        #expect(canonical.canonicalText == link.canonicalText, "seed \(seed)")
        #expect(Set(canonical.message.elements) == Set(read.message.elements), "seed \(seed)")
    }

    @Test("Damaged texts are read or refused, never a trap, and what is read can be written", arguments: 0..<200)
    func damaged(seed: Int) throws {
        var random = RandomMessage(seed: UInt64(seed) + 20_000)
        let text: String = random.bracketed(1 + random.number(below: 6))
        let message = try GS1Message(bracketed: text, dictionary: dictionary)
        let element: String = message.elementString()
        let texts: [String] = [
            text, element, "https://example.com/01/09506000134352/10/A%2FB?17=260731&x=y#z",
            "]E04006381333931|]e010ABC", "urn:epc:id:sgtin:0614141.112345.400", "]d2" + element,
        ]
        for original in texts {
            let broken: String = random.mutated(original)
            try exercise(broken)
        }
    }

    @Test("Random bytes are read or refused, never a trap", arguments: 0..<100)
    func noise(seed: Int) throws {
        var random = RandomMessage(seed: UInt64(seed) + 30_000)
        let bytes: [UInt8] = (0..<random.number(below: 200)).map { _ in UInt8(random.number(below: 256)) }
        try exercise(String(decoding: bytes, as: UTF8.self))
        for linter in Linter.allCases { _ = linter.fault(in: String(decoding: bytes.prefix(30), as: UTF8.self)) }
    }

    private func exercise(_ text: String) throws {
        for unknown in [GS1Message.UnknownIdentifiers.refused, .permitted] {
            if let read = try? GS1Message(bracketed: text, dictionary: dictionary, unknown: unknown) {
                let again = try GS1Message(bracketed: read.bracketed(), dictionary: dictionary, unknown: unknown)
                #expect(again == read, "\(text.debugDescription)")
                _ = read.violations(by: dictionary)
                _ = read.meanings(by: dictionary, asOf: try CivilDate(year: 2026))
                _ = try? EPC(read, companyPrefixLength: 7)
            } else {
                #expect(!GS1Message.faults(inBracketed: text, dictionary: dictionary, unknown: unknown).isEmpty)
            }
            if (try? GS1Message(elementString: text, dictionary: dictionary, unknown: unknown)) == nil {
                #expect(!GS1Message.faults(inElementString: text, dictionary: dictionary, unknown: unknown).isEmpty)
            }
        }
        if let link = try? DigitalLink(parsing: text, dictionary: dictionary, options: [.shortGTINs, .words]) {
            #expect(try DigitalLink(parsing: link.text, dictionary: dictionary).text == link.text)
        }
        _ = ScanInterpretation(of: text, dictionary: dictionary)
        _ = try? Scan(parsing: text, dictionary: dictionary)
        _ = try? EPC(parsing: text)
        _ = try? EPCPattern(parsing: text)
        _ = EPCISIdentifier.canonical(text)
        _ = GS1Message.readings(ofElementString: text, dictionary: dictionary)
        _ = try? UPC(parsing: text)
        _ = PriceCheckDigit.compute(over: text)
        _ = GS1Prefixes.builtIn.allocation(of: text)
    }

    @Test(
        "A megabyte of anything is refused or read at a glance",
        arguments: ["1", "(10)", "10A\u{1D}", "(", "\\(", "https://a/", "/01", "]d2", "^", "é", "urn:epc:id:"])
    func floods(piece: String) throws {
        let flood = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        for text in [flood, "https://a/01/09506000134352?" + flood, "(10)" + flood] {
            _ = try? GS1Message(bracketed: text, dictionary: dictionary)
            _ = try? GS1Message(elementString: text, dictionary: dictionary)
            _ = try? DigitalLink(parsing: text, dictionary: dictionary)
            _ = GS1Message.faults(inBracketed: text, dictionary: dictionary)
            #expect(throws: IdentifierError.self) { try Scan(parsing: text, dictionary: dictionary) }
            #expect(throws: IdentifierError.self) { try EPC(parsing: text) }
            #expect(EPCISIdentifier.canonical(text) == nil)
            #expect(ScanInterpretation(of: text, dictionary: dictionary).isEmpty)
            #expect(GS1Message.readings(ofElementString: text, dictionary: dictionary).isEmpty)
        }
    }
}
