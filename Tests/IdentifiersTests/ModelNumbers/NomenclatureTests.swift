import Identifiers
import TestSupport
import Testing

@Suite("Nomenclatures")
struct NomenclatureTests {
    private static let refrigerators = """
        // As the data sheet says it.
        FJ-{capacity:3}{type}{colour}
        capacity = Capacity: # L
        type = Type: single door
        type C = Type: combi; Doors: 2
        type SBS = Type: side by side; Doors: 2

        colour = Colour: white
        colour S = Colour: silver
        """

    private func told(_ text: String, _ number: String) throws -> [String]? {
        try Nomenclature(parsing: text).explain(number)?.flatMap(\.meanings).map { "\($0.name): \($0.value)" }
    }

    @Test(
        arguments: [
            ("FJ-320", ["Capacity: 320 L", "Type: single door", "Colour: white"]),
            ("fj 450 cs", ["Capacity: 450 L", "Type: combi", "Doors: 2", "Colour: silver"]),
            // The longer code goes first, where a way leads to the end behind it.
            ("FJ600SBSS", ["Capacity: 600 L", "Type: side by side", "Doors: 2", "Colour: silver"]),
            ("FJ-600S", ["Capacity: 600 L", "Type: single door", "Colour: silver"]),
            ("FJ-060", ["Capacity: 60 L", "Type: single door", "Colour: white"]),
            ("FJ-60", nil), ("FJ-3200", nil), ("FJ-320X", nil), ("XJ-320", nil), ("", nil),
        ] as [(String, [String]?)])
    func aNumberIsExplained(_ number: String, _ expected: [String]?) throws {
        #expect(try told(Self.refrigerators, number) == expected)
    }

    @Test(arguments: [
        ("#*1000 Btu/h", "036", "36000 Btu/h"), ("#/10 kW", "035", "3.5 kW"), ("#/10 kW", "120", "12 kW"),
        ("#/100", "5", "0.05"), ("#/3 kW", "9", "9/3 kW"), ("# L", "000", "0 L"), ("none", "12", "none"),
        ("#*9223372036854775807", "2", "2*9223372036854775807"), ("size #", "07", "size 7"), ("#/1", "8", "8"),
    ])
    func aNumberIsScaled(_ value: String, _ digits: String, _ expected: String) throws {
        let text = "A{n:1-9}\nn = X: \(value)"
        #expect(try told(text, "A\(digits)") == ["X: \(expected)"])
    }

    @Test(arguments: [
        ("", 1), ("// nothing", 1), ("{a}", 1), ("A{a", 1), ("A}a", 1), ("A{}", 1), ("A{a b}", 1), ("A{a:0}", 1),
        ("A{a:3-2}", 1), ("A{a:19}", 1), ("A{a:x}", 1), ("A{a}{a}", 1), ("A{a}", 1), ("A{a}\na", 2), ("A{a}\na = x", 2),
        ("A{a}\n= x: y", 2), ("A{a}\na = x:", 2), ("A{a}\na B = x: y\n\na b = x: z", 4), ("A{a:2}\nb = x: y", 2),
        ("A{a:2}\na 1 = x: y", 2), ("A{a:2}\na = x: y\na = x: z", 3),
        ("A" + String(repeating: "b", count: 100_001), 1),
    ])
    func whatTellsNothingIsRefusedWithItsLine(_ text: String, _ line: Int) {
        let error = #expect(throws: NomenclatureError.self) { try Nomenclature(parsing: text) }
        #expect(error?.line == line, "\(error?.sentence ?? "")")
    }

    @Test func whatMayBeAnythingIsNotExplained() throws {
        let nomenclature = try Nomenclature(
            parsing: "GE{model:*}F{market}\nmarket = Market: all\nmarket EU = Market: EU")
        let segments = try #require(nomenclature.explain("GE-12F-34F EU"))
        #expect(segments.map(\.code) == ["GE", "12F34", "F", "EU"])
        #expect(nomenclature.pattern == "GE{model:*}F{market}")
    }

    /// Many places that may each be nothing: every pair of a place and a part is tried once.
    @Test func ambiguityCostsNothing() throws {
        let names = (0..<59).map { "p\($0)" }
        let codes = names.map { "\($0) = \nX: y" }
        #expect(throws: NomenclatureError.self) { try Nomenclature(parsing: codes.joined()) }
        let text = (["A" + names.map { "{\($0)}" }.joined()] + names.flatMap { ["\($0) =", "\($0) B ="] })
            .joined(separator: "\n")
        let nomenclature = try Nomenclature(parsing: text)
        #expect(nomenclature.explain("A" + String(repeating: "B", count: 59)) != nil)
        #expect(nomenclature.explain("A" + String(repeating: "B", count: 60)) == nil)
        #expect(nomenclature.explain("A" + String(repeating: "B", count: 58) + "C") == nil)
    }

    @Test(arguments: 0..<30)
    func noTextBreaksIt(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("A1{}{a}{b:2}:*#=;\n-/ é".unicodeScalars)
        for _ in 0..<400 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int(random.next() % 50) { text.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
            guard let nomenclature = try? Nomenclature(parsing: String(text)) else { continue }
            for number in ["A1", "A", "11A-1", String(text)] {
                let segments = nomenclature.explain(number)
                // What is explained is the whole number.
                if let segments { #expect(segments.map(\.code).joined() == FindKey.fold(number), "seed \(seed)") }
            }
        }
    }
}
