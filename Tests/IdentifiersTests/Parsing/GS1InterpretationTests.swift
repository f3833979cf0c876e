import IdentifierTables
import Identifiers
import TestSupport
import Testing

@Suite("Interpretations with GS1")
struct GS1InterpretationTests {
    private static let readers = Identifier.Reader.all(by: .builtIn)

    private func readings(_ text: String) -> [Identifier.Interpretation] {
        Identifier.interpretations(of: text, readers: Self.readers)
    }

    @Test(
        "The best reading of a text",
        arguments: [
            ("4006381333931", Scheme.gtin, "04006381333931"), ("14006381333938", .gtin, "14006381333938"),
            ("012345678905", .gtin, "00012345678905"), ("EAN: 4006381333931", .gtin, "04006381333931"),
            ("9780345418913", .isbn, "9780345418913"), ("106141412345678908", .sscc, "106141412345678908"),
            ("(01)09506000134352(21)A1", .elementString, "(01)09506000134352(21)A1"),
            ("]C101095060001343521726073110A1\u{1D}21B2", .elementString, "(01)09506000134352(17)260731(10)A1(21)B2"),
            ("]d20109506000134352", .elementString, "(01)09506000134352"),
            ("]E04006381333931", .gtin, "04006381333931"),
            ("\u{1D}010950600013435210A1\u{1D}21B2", .elementString, "(01)09506000134352(10)A1(21)B2"),
            ("^010950600013435210A1^21B2", .elementString, "(01)09506000134352(10)A1(21)B2"),
            ("010950600013435210A1␝21B2", .elementString, "(01)09506000134352(10)A1(21)B2"),
            ("0109506000134352", .elementString, "(01)09506000134352"),
            ("01095060001343521726073110A1", .elementString, "(01)09506000134352(17)260731(10)A1"),
            (
                "https://id.gs1.org/01/09506000134352/21/A1", .digitalLink,
                "https://id.gs1.org/01/09506000134352/21/A1"
            ),
            (
                "https://example.com/gtin/9506000134352/ser/A1?x=y", .digitalLink,
                "https://example.com/01/09506000134352/21/A1"
            ),
            ("urn:epc:id:sgtin:0614141.112345.400", .epcUri, "urn:epc:id:sgtin:0614141.112345.400"),
            ("urn:epc:idpat:sgtin:0614141.112345.*", .epcIdPattern, "urn:epc:idpat:sgtin:0614141.112345.*"),
            ("GRAI 00614141123452AB", .grai, "(8003)00614141123452AB"),
            ("SSCC 106141412345678908", .sscc, "106141412345678908"),
            ("8004061414112345", .elementString, "(8004)061414112345"),
            // What is better known under other schemes stays so.
            ("1C4PJMBXXJD592546", .vin, "1C4PJMBXXJD592546"), ("490154203237518", .imei, "490154203237518"),
            ("00:a0:67:db:17:07", .mac, "00-A0-67-DB-17-07"), ("CSQU3054383", .iso6346, "CSQU3054383"),
            ("+A123BJC5D6E71G", .hibc, "+A123BJC5D6E71G"), ("8944073927867820620", .iccid, "8944073927867820620"),
        ])
    func best(text: String, scheme: Scheme, canonical: String) throws {
        let found = readings(text)
        let first = try #require(found.first, "\(text)")
        #expect(first.scheme == scheme, "\(found.map { ($0.scheme, $0.confidence) })")
        #expect(first.text == canonical)
        #expect(found.map(\.confidence) == found.map(\.confidence).sorted(by: >))
    }

    @Test("A book is a trade item too, and a trade item's digits may be a place")
    func alternatives() {
        #expect(readings("9780345418913").map(\.scheme) == [.isbn, .gtin, .gln])
        #expect(readings("4006381333931").map(\.scheme) == [.gtin, .gln])
        #expect(readings("14006381333938").map(\.scheme).prefix(2) == [.gtin, .imei])
    }

    @Test("A lost separator: all readings are offered, the likeliest first, and what to change at the scanner")
    func lostSeparator() throws {
        let text = "01095060001343521726073110LOT4711A21SN123456"
        let found = readings(text)
        #expect(found.first?.text == "(01)09506000134352(17)260731(10)LOT4711A(21)SN123456")
        #expect(found.contains { $0.text == "(01)09506000134352(17)260731(10)LOT4711A21SN123456" })
        #expect(found.allSatisfy { $0.confidence < .certain })
        let answer = IdentifierParser(.builtIn).parse(ParseRequest(text), asOf: try CivilDate(year: 2026))
        let fault = try #require(answer.scannerFaults.first { $0.kind == .separators })
        #expect(fault.mended == "01095060001343521726073110LOT4711A\u{1D}21SN123456")
        #expect(fault.sentence.contains("ASCII 29"))
    }

    @Test(
        "What is no message of GS1 is not read as one",
        arguments: [
            "hello", "", "\u{0}", "https://example.com/", "http://", "urn:isbn:1", "(a)", "]", "]C1", "21ABC", "10ABC",
            "Model FJ-320", "^", "\u{1D}", "9912345", "4711", "2026-07-14",
        ])
    func none(text: String) {
        #expect(
            !readings(text).contains { [.elementString, .digitalLink, .epcUri].contains($0.scheme) },
            "\(readings(text))")
    }

    @Test("Every valid vector of a message is among the readings of its text")
    func vectors() throws {
        for line in try GS1Vectors.lines("gs1-element-strings", "bracketed")
        where line.isValid && !line.flag("permitUnknownAIs") {
            #expect(readings(line.input).first?.scheme == .elementString, "\(line)")
        }
        for line in try GS1Vectors.lines("gs1-digital-link", "digitalLink")
        where line.isValid && !line.flag("permitUnknownAIs") {
            #expect(readings(line.input).first?.scheme == .digitalLink, "\(line)")
        }
        for line in try GS1Vectors.lines("gs1-epc", "epcUri") where line.isValid && line.option("scheme") == nil {
            #expect(readings(line.input).first?.scheme == .epcUri, "\(line)")
        }
    }

    @Test("Whatever comes does no harm and is answered in order of confidence")
    func hostile() {
        var random = SplitMix64(seed: 47)
        let pieces = [
            "(01)", "09506000134352", "\u{1D}", "^", "]C1", "21", "10", "A", "\u{0}", "|", "🚗", "%", "/", "urn:epc:id:",
        ]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            let found = readings(text)
            #expect(found.map(\.confidence) == found.map(\.confidence).sorted(by: >), "seed 47: \(text)")
            _ = Identifier.nearMisses(of: text, by: .builtIn)
        }
    }
}
