import IdentifierTables
import Identifiers
import Testing

@Suite("GS1 keys")
struct GS1KeyTests {
    @Test("Every vector of a UPC gets its verdict and parts")
    func universalProductCodes() throws {
        for line in try GS1Vectors.lines("gs1-gtin", "upc") {
            let code: UPC? = try? UPC(parsing: line.input)
            #expect((code != nil) == line.isValid, "\(line)")
            guard let code, line.isValid else { continue }
            if let format = line.expected("format") { #expect((format == "UPC-E") == (code.form == .upcE), "\(line)") }
            if let system = line.expectedNumber("numberSystem") { #expect(code.numberSystem == system, "\(line)") }
            if let check = line.expected("checkDigit") { #expect(String(code.checkDigit) == check, "\(line)") }
        }
    }

    @Test("Every vector of a UPC converts or refuses to")
    func conversions() throws {
        for line in try GS1Vectors.lines("gs1-gtin", "upcConvert") {
            let code: UPC? = try? UPC(parsing: line.input)
            let converted: String?
            switch line.option("to") {
            case "UPC-A", "GTIN-12": converted = code?.text
            case "UPC-E": converted = code?.suppressedText
            case "GTIN-13": converted = code?.gtin.text(as: .gtin13)
            case "GTIN-14": converted = code?.gtin.text(as: .gtin14)
            default: converted = nil
            }
            #expect(converted == (line.isValid ? line.expected("value") : nil), "\(line)")
        }
    }

    @Test("Suppressing a UPC-A and expanding it again gives the same number")
    func suppression() throws {
        for digits in 0..<UInt64(1_000_000) where digits % 97 == 0 {
            let text = String(repeating: "0", count: 6 - String(digits).count) + String(digits)
            let code = try UPC(parsing: text)
            let suppressed = try #require(code.suppressedText, "\(text)")
            #expect(try UPC(parsing: suppressed).gtin == code.gtin, "\(text)")
        }
    }

    @Test("Every vector of a GLN or SSCC gets its verdict and check digit")
    func locationsAndContainers() throws {
        for line in try GS1Vectors.lines("gs1-gtin", "gln", "sscc") {
            let check: Int? =
                line.kind == "gln"
                ? (try? GLN(parsing: line.input))?.checkDigit : (try? SSCC(parsing: line.input))?.checkDigit
            #expect((check != nil) == line.isValid, "\(line)")
            if line.isValid, let wanted = line.expected("checkDigit") {
                #expect(check.map(String.init) == wanted, "\(line)")
            }
        }
    }

    @Test("Every vector of a prefix finds it")
    func prefixes() throws {
        for line in try GS1Vectors.lines("gs1-gtin", "gs1Prefix", "gs1_8Prefix") {
            let table = GS1Prefixes.builtIn
            let allocation: GS1Prefixes.Allocation? =
                line.kind == "gs1Prefix" ? table.allocation(of: line.input) : table.allocation(ofGTIN8: line.input)
            #expect(allocation?.prefix == (line.isValid ? line.expected("prefix") : nil), "\(line)")
        }
    }

    @Test("Check digits of prices and weights")
    func prices() throws {
        for line in try GS1Vectors.lines("gs1-gtin", "priceWeightCheckDigit") {
            let check: Int? = PriceCheckDigit.compute(over: line.input)
            #expect(check.map(String.init) == (line.isValid ? line.expected("checkDigit") : nil), "\(line)")
        }
        // The example of the General Specifications, 7.9.4.
        #expect(PriceCheckDigit.compute(over: "14685") == 6)
        #expect(PriceCheckDigit.compute(over: "123") == nil)
        #expect(PriceCheckDigit.compute(over: "12a4") == nil)
    }

    @Test(
        "Restricted numbers are told from those of trade items",
        arguments: [
            ("4006381333931", GTIN.Circulation.worldwide), ("2001234567893", .region), ("0412345678903", .company),
            ("9780345418913", .publication), ("9521234567897", .demonstration), ("00000017", .company),
            ("20000004", .region),
        ])
    func circulation(text: String, wanted: GTIN.Circulation) throws {
        let digits: Substring = text.dropLast()
        let check = try #require(CheckCharacter.gs1.compute(over: digits.utf8))
        #expect(try GTIN(parsing: digits + check).circulation == wanted)
    }

    @Test("A grouping has its own check digit")
    func grouping() throws {
        let item = try GTIN(parsing: "4006381333931")
        #expect(item.grouping(indicator: 1)?.text == "14006381333938")
        #expect(item.grouping(indicator: 1)?.grouping(indicator: 0) == item)
        #expect(item.grouping(indicator: 10) == nil)
    }

    @Test(
        "A damaged table of prefixes is refused with its line",
        arguments: [("# nothing", "no range"), ("400\t440", "line 1"), ("400\t440\tA\nx\ty\tz", "line 2")])
    func damaged(text: String, words: String) {
        let error = #expect(throws: IdentifierError.self) { try GS1Prefixes(parsing: Array(text.utf8)) }
        #expect(error?.sentence.contains(words) == true)
    }

    @Test(
        "A key tells the kind from the single thing",
        arguments: [
            ("(01)09506000134352(21)A1", "01", "09506000134352", "A1", true),
            ("(17)260731(01)09506000134352", "01", "09506000134352", nil, false),
            ("(8003)00614141123452AB", "8003", "00614141123452", "AB", true),
            ("(253)9506000134376", "253", "9506000134376", nil, false),
            ("(00)106141412345678908", "00", "106141412345678908", nil, true),
            ("(8010)0614141AB(8011)12", "8010", "0614141AB", "12", true),
            ("(414)9506000134376(254)G7", "414", "9506000134376", "G7", true),
        ])
    func keys(text: String, kind: String, number: String, serial: String?, isSingle: Bool) throws {
        let key = try #require(GS1Key(try GS1Message(bracketed: text, dictionary: .builtIn)))
        #expect(key.kind.rawValue == kind && key.number == number && key.serial == serial)
        #expect(key.isSingle == isSingle)
        #expect(GS1Key(try GS1Message(bracketed: key.description, dictionary: .builtIn)) == key)
        #expect(key.withoutSerial.serial == nil)
    }

    @Test("Every kind of key stands in the dictionary and reads its own data", arguments: GS1Key.Kind.allCases)
    func kinds(kind: GS1Key.Kind) throws {
        let entry = try #require(GS1SyntaxDictionary.builtIn[kind.identifier])
        let text: String = EntryExamples.passing(entry)
        let key = try GS1Key(kind, parsing: text, dictionary: .builtIn)
        #expect(key.elements.first?.identifier.text == kind.rawValue)
        #expect(key.number + (key.serial ?? "") == text)
        #expect(throws: IdentifierError.self) { try GS1Key(kind, parsing: "(", dictionary: .builtIn) }
        #expect(throws: IdentifierError.self) { try GS1Key(kind, parsing: text + "| (10)A", dictionary: .builtIn) }
    }
}
