import TestSupport
import Testing

@testable import Registry

struct SpecificationReaderTests {
    private static func read(_ text: String) throws -> Specification.Value {
        try SpecificationReader.read(text, field: "Property")
    }

    @Test(
        arguments: [
            ("300 L", .number("300", unit: "LTR")), ("321 LTR", .number("321", unit: "LTR")),
            ("23.6 in", .number("23.6", unit: "INH")), ("23.6\"", .number("23.6", unit: "INH")),
            ("-18 °C", .number("-18", unit: "CEL")), ("\u{2212}18°C", .number("-18", unit: "CEL")),
            ("37 2N", .number("37", unit: "2N")), ("7200", .number("7200", unit: nil)),
            ("5 ZZZ", .number("5", unit: "ZZZ")),
            ("1 500 W", .number("1500", unit: "WTT")), ("1\u{202F}500 W", .number("1500", unit: "WTT")),
            ("1,234,567 m", .number("1234567", unit: "MTR")), ("1,234.5 m", .number("1234.5", unit: "MTR")),
            ("1.234,5 m", .number("1234.5", unit: "MTR")), ("1.500 kg", .number("1.500", unit: "KGM")),
            ("10–30 °C", .range(from: "10", to: "30", unit: "CEL")),
            ("10-30 °C", .range(from: "10", to: "30", unit: "CEL")),
            ("-30 to -10 °C", .range(from: "-30", to: "-10", unit: "CEL")),
            ("10 °C to 43 °C", .range(from: "10", to: "43", unit: "CEL")),
            ("100..240 V", .range(from: "100", to: "240", unit: "VLT")),
            ("60 x 65.5 x 185 cm", .dimensions(["60", "65.5", "185"], unit: "CMT")),
            ("60×65.5×185cm", .dimensions(["60", "65.5", "185"], unit: "CMT")),
            ("12 in x 8 in", .dimensions(["12", "8"], unit: "INH")),
            ("yes", .yesNo(true)), ("No", .yesNo(false)), ("HDMI; USB;", .list(["HDMI", "USB"])),
            ("White", .text("White")), ("SATA 6 Gb/s", .text("SATA 6 Gb/s")), ("2024-03", .text("2024-03")),
            ("2024-03-01", .text("2024-03-01")), ("4x4", .text("4x4")), ("5 ft 3 in", .text("5 ft 3 in")),
            ("3 cm x 5 in", .text("3 cm x 5 in")), ("10 in – 30 cm", .text("10 in – 30 cm")), ("", .text("")),
            ("-", .text("-")), ("5 red ones", .text("5 red ones")), ("1/2 in", .text("1/2 in")),
            ("+5 V", .number("5", unit: "VLT")),
        ] as [(String, Specification.Value)])
    func valuesAreReadAsTheyAreWritten(_ text: String, value: Specification.Value) throws {
        #expect(try Self.read(text) == value)
    }

    @Test(arguments: [("1,5 kg", 1), ("1,500 L", 1), ("  12,50 m", 2), ("1,23,456 m", 1), ("1.2.3 kg", 3)])
    func aNumberThatMayBeTwoIsAskedBack(_ text: String, position: Int) throws {
        let error = try #require(throws: RegistryError.self) { try Self.read(text) }
        #expect(error.code == .specificationAmbiguous)
        #expect(error.position == position)
        #expect(error.field == "Property")
    }

    @Test func theHeaderMayNameTheUnitAndTheTemplateTheKind() throws {
        #expect(
            try SpecificationReader.read("10-30", unit: "CEL", field: "p") == .range(from: "10", to: "30", unit: "CEL"))
        #expect(try SpecificationReader.read("300", as: .text, field: "p") == .text("300"))
        #expect(try SpecificationReader.read("HDMI", as: .list, field: "p") == .list(["HDMI"]))
        for kind in [Specification.Kind.number, .range, .dimensions, .yesNo] {
            #expect(throws: RegistryError.self) { try SpecificationReader.read("perhaps", as: kind, field: "p") }
        }
    }

    /// Whatever is sent: a value or an error, in little time.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func noTextHurts(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "1", "23", ",", ".", " ", "-", "–", "to ", "x", "×", "cm", "°C", "in", "\u{0}", "é", "💡", "\"", "e9", "kg",
        ]
        let text = (0..<Int.random(in: 0...60, using: &random))
            .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        for kind in [nil] + Specification.Kind.allCases.map({ Optional($0) }) {
            guard let value = try? SpecificationReader.read(text, unit: "MTR", as: kind, field: "p") else { continue }
            for number in value.numbers { #expect(Double(number) != nil, "seed \(seed): \(text)") }
        }
        #expect(throws: RegistryError.self) { try Self.read(String(repeating: "1 ", count: 5_000)) }
    }
}
