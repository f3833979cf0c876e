import IdentifierTables
import Identifiers
import Testing

@Suite("What GS1 elements mean")
struct MeaningTests {
    private let dictionary = GS1SyntaxDictionary.builtIn
    private let reference: CivilDate

    init() throws { reference = try CivilDate(year: 2026, month: 1, day: 1) }

    @Test("Every vector of one element gets its date, decimal and currency")
    func single() throws {
        for line in try GS1Vectors.lines("gs1-semantics", "aiSemantics") {
            let message: GS1Message? = try? GS1MessageTests.message(line.input, line, kind: "elementString")
            #expect((message != nil) == line.isValid, "\(line)")
            guard let message, line.isValid, let element = message.elements.first,
                let meaning = message.meanings(by: dictionary, asOf: reference).first
            else { continue }
            if let wanted = line.expected("ai") { #expect(element.identifier.text == wanted, "\(line)") }
            if let wanted = line.expected("value") { #expect(element.value == wanted, "\(line)") }
            if let wanted = line.expected("date") {
                #expect(meaning.values.first?.text.prefix(10) == wanted[...], "\(line): \(meaning)")
            }
            if let wanted = line.expected("dateTime") { #expect(meaning.values.first?.text == wanted, "\(line)") }
            if let wanted = line.expected("decimal") { #expect(Self.decimal(meaning)?.text == wanted, "\(line)") }
            if let wanted = line.expected("currency") { #expect(Self.currency(meaning) == wanted, "\(line)") }
            if let wanted = line.expected("gtinFormat"), case .item(let gtin) = meaning.values.first {
                #expect("GTIN-\(gtin.form.rawValue)" == wanted, "\(line)")
            }
        }
    }

    private static func decimal(_ meaning: ElementMeaning) -> ExactDecimal? {
        switch meaning.values.first {
        case .quantity(let number, _): number
        case .amount(let number, _): number
        default: nil
        }
    }

    private static func currency(_ meaning: ElementMeaning) -> String? {
        if case .amount(_, let currency) = meaning.values.first { currency } else { nil }
    }

    @Test("Every vector of several elements gets its values")
    func several() throws {
        for line in try GS1Vectors.lines("gs1-semantics", "aiSemanticsMulti") {
            let message = try GS1MessageTests.message(line.input, line, kind: "bracketed")
            let meanings: [ElementMeaning] = message.meanings(by: dictionary, asOf: reference)
            for (identifier, wanted) in line.expectedObject("values") ?? [:] {
                let meaning = try #require(meanings.first { $0.identifier.text == identifier }, "\(line)")
                let number: String? = Self.decimal(meaning)?.text
                let found: [String] = number.map { [$0] } ?? meaning.values.map(\.text)
                #expect(found == (wanted as? [String] ?? [wanted as? String ?? ""]), "\(line)")
            }
        }
    }

    @Test("Every vector of a decimal finds its identifier and digits")
    func encoding() throws {
        for line in try GS1Vectors.lines("gs1-semantics", "encodeDecimal") {
            let (name, text) = try #require(line.inputObject.first)
            let identifier = try #require(ApplicationIdentifier(name))
            let element: GS1Message.Element? = try? ExactDecimal(text).map {
                try GS1Message.Element.measure($0, as: identifier, dictionary: dictionary)
            }
            let bracketed: String? = element.map { "\($0.identifier)\($0.value)" }
            #expect(bracketed == (line.isValid ? line.expected("bracketed") : nil), "\(line)")
        }
    }

    @Test(
        "Elements in plain words",
        arguments: [
            ("(01)09506000134352", "Trade item (GTIN): 09506000134352"),
            ("(17)260731", "Use by or expiry date: 2026-07-31"),
            ("(15)260200", "Best before date: 2026-02-28"), ("(3103)017230", "Net weight: 17.230 kg"),
            ("(3932)9781999", "Price of the variable measure item: 19.99 EUR"),
            ("(422)276", "Country of origin: Germany"),
            ("(4309)02790858483015297971", "Ship to geographic place: -62.0914152°, -58.4702029°"),
            ("(4331)001850-", "Temperature limit: -18.50 °C"), ("(4321)1", "Dangerous goods: yes"),
            ("(8006)095060001343520102", "Piece of a trade item (ITIP): 09506000134352, 1 of 2"),
            ("(4300)ACME%20Ltd", "Ship to company: ACME Ltd"), ("(99)X", "Company internal information: X"),
            ("(3940)0055", "Discount of the coupon: 55 %"),
            ("(8003)00614141123452AB", "Returnable asset (GRAI): 00614141123452AB"),
        ])
    func sentences(text: String, sentence: String) throws {
        let message = try GS1Message(bracketed: text, dictionary: dictionary)
        #expect(message.meanings(by: dictionary, asOf: reference).map(\.sentence) == [sentence])
    }

    @Test("Every identifier of the dictionary has words of its own")
    func words() throws {
        for entry in dictionary.entries {
            let message = try GS1Message(
                bracketed: entry.identifier.description + EntryExamples.passing(entry), dictionary: dictionary)
            let meaning = try #require(message.meanings(by: dictionary, asOf: reference).first)
            #expect(!meaning.values.isEmpty, "\(entry.identifier)")
            #expect(!meaning.words.isEmpty && meaning.words != "unknown", "\(entry.identifier)")
        }
    }

    @Test("The century depends on the reference date, not on today's")
    func centuries() throws {
        let message = try GS1Message(bracketed: "(17)750101", dictionary: dictionary)
        for (year, wanted) in [(1980, "1975"), (2024, "1975"), (2025, "2075"), (2099, "2075")] {
            let meaning = message.meanings(by: dictionary, asOf: try CivilDate(year: year)).first
            #expect(meaning?.values.first?.text.prefix(4) == wanted[...], "\(year)")
        }
    }
}
