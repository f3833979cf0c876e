import Identifiers
import TestSupport
import Testing

@Suite("Model number families")
struct ModelNumberFamilyTests {
    @Test(
        arguments: [
            // A gap, and places that may be empty (ENERGY STAR's remarks: "0-9, A-Z or blank").
            ("RF28*SR", ["RF28R6221SR", "rf28-nhedbsr", "RF28SR"], ["RF28R6221", "RF29R6221SR"]),
            ("GFW480S*K***", ["GFW480SPKDG", "GFW480SSKWW"], ["GFW480SPKDG1234567890", "GFW481SPKDG"]),
            ("81TB******", ["81TB0000US", "81TB"], ["81TB0000USX", "81V30000US"]),
            ("NS-CFR25######", ["NS-CFR25BK8"], ["NS-CFR26BK8"]),
            ("RE#17TC", ["RE117TC", "RE517TC", "RE17TC"], ["REX17TC"]),
            ("A15-8W-27K-#PK", ["A15-8W-27K-12PK", "A15-8W-27K-2PK"], ["A15-8W-27K-123PK"]),
            // Alternatives.
            ("ARD204AB14R/L", ["ARD204AB14R", "ARD204AB14L", "ARD204AB14R/L"], ["ARD204AB14"]),
            ("GC024C/H/V******1*X1 + UI", ["GC024VAACXA1AX1 + UI", "GC024CAACXA1AX1+UI"], ["GC024XAACXA1AX1 + UI"]),
            ("BP009-1HZ/VT", ["BP009-1HZ", "BP009-1VT"], ["BP009-1"]),
            ("101/102H072**1*", ["101H0720S1A", "102H0720S1A"], ["103H0720S1A"]),
            ("581J(P,E,T)14*********(A,B)A", ["581JP14A000A2A0AAA", "581JT14BA"], ["581JX14BA"]),
            ("48LC**17*(1,2,3,4)*5A*", ["48LCB017A2A5A0"], ["48LCB017A6A5A0"]),
            ("53[S|P]30[H|Z][0-8|A-E]", ["53S30H0", "53P30ZE", "53p30za"], ["53X30H0", "53S30HZ", "53S30H9"]),
            ("GTB1-(A-C)24", ["GTB1-A24", "GTB1-C24"], ["GTB1-D24"]),
            (
                "QPLUSPAR30-10CG11(DM)", ["QPLUSPAR30-10CG11", "QPLUSPAR30-10CG11DM", "QPLUSPAR30-10CG11(DM)"],
                ["QPLUSPAR30"]
            ),
            ("RS36(X)", ["RS36A80", "RS36"], ["RS37A80"]),
            // Lists.
            ("LS6405, LS640*-#*, LS640*-##", ["LS6405", "LS6405-15", "LS640X-2A"], ["LS650"]),
            ("LGH122U4E**Y,G,J", ["LGH122U4E11Y", "LGH122U4EBBJ"], ["LGH122U4EBBK"]),
            (
                "FAS2520-104 (400GB), FAS2520-106 (800GB), or FAS2520-108 (1.6TB)", ["FAS2520-106", "FAS2520108"],
                ["FAS2520-107"]
            ),
            ("CyberMed NB19 & iOne NB19", ["iOne NB19", "cybermednb19"], ["NB19"]),
            ("HS-1 / HS-2", ["HS-1", "HS2"], ["HS-3"]),
        ] as [(String, [String], [String])])
    func standsFor(_ text: String, _ numbers: [String], _ others: [String]) throws {
        let family = try #require(ModelNumberFamily(text))
        for number in numbers { #expect(family.matches(number), "\(number)") }
        for number in others { #expect(!family.matches(number), "\(number)") }
        let key = FindKey.fold(numbers[0])
        let beginnings = family.beginnings(length: 8)
        #expect(beginnings.contains { key.hasPrefix($0) }, "\(beginnings)")
    }

    @Test(arguments: [
        "WDX-100/4", "LE-10A19/27", "L7510-4/4PK", "LED/P38/S2/15W/40K", "A45020/3000", "#2000", "ST500LM012 HN",
        "XT25 Star White from Oxford, NC", "", "*", "**(A,B)", "()", "[", "((((", "/", ",", "A/", "/A",
        "a" + String(repeating: "b", count: 300),
    ])
    func aSingleNumberIsNone(_ text: String) {
        let family = ModelNumberFamily(text)
        // A town behind a comma is a list of one number and a word that is too short to be one.
        #expect(family == nil || family?.numbers()?.contains(text) == true, "\(String(describing: family?.numbers()))")
    }

    @Test func whatCanBeToldIsTold() {
        #expect(ModelNumberFamily("ARD204AB14R/L")?.numbers() == ["ARD204AB14R", "ARD204AB14L", "ARD204AB14R/L"])
        #expect(ModelNumberFamily("GTB1-(A-C)(1,2)")?.numbers()?.count == 6)
        #expect(ModelNumberFamily("RF28*SR")?.numbers() == nil)
        #expect(ModelNumberFamily("A10(0-9)(0-9)(0-9)(0-9)")?.numbers(limit: 200) == nil)
    }

    /// Of two families that a number belongs to, the one that says more of it is meant.
    @Test func whoSaysMoreIsMeant() throws {
        let (wide, narrow) = (
            try #require(ModelNumberFamily("WRF9**")), try #require(ModelNumberFamily("WRF954CIH***"))
        )
        let key = FindKey.fold("WRF954CIHB0")
        #expect(wide.specificity(of: FindKey.fold("WRF9AB")) == 4)
        #expect(narrow.specificity(of: key) == 9 && wide.specificity(of: key) == nil)
    }

    /// The bar: of all numbers with wildcards or alternatives in the lists, 95 % match as their makers mean it.
    @Test func numbersOfCertifiedProductsAreUnderstood() throws {
        var (all, understood): (Int, Int) = (0, 0)
        var failures: [String] = []
        for line in try VectorFiles.text("energy-star-model-numbers.tsv").split(separator: "\n")
        where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            try #require(fields.count == 3)
            all += 1
            let members = fields[2].split(separator: ";").map(String.init) + Self.instances(of: fields[1])
            if let family = ModelNumberFamily(fields[1]), members.allSatisfy({ family.matches($0) }) {
                understood += 1
            } else {
                failures.append(fields[1])
            }
        }
        print("Model numbers: \(understood) of \(all); not: \(failures.joined(separator: " | "))")
        #expect(all > 2_900)
        #expect(Double(understood) >= 0.95 * Double(all), "\(failures)")
    }

    /// Numbers that the text plainly stands for, made without the code under test: each star a letter, each `#` a digit,
    /// the first and the last of each list in brackets; and the first number where commas part several.
    private static func instances(of text: String) -> [String] {
        [0, 1].map { which in
            var result = text
            for (open, close, separators) in [("(", ")", ",/"), ("[", "]", "|,")] {
                while let start = result.firstIndex(of: Character(open)),
                    let end = result[start...].firstIndex(of: Character(close))
                {
                    let inner = result[result.index(after: start)..<end]
                    let choices = inner.split { separators.contains($0) }.map { $0.filter { $0 != " " } }
                    let isChoice = choices.count > 1 && choices.allSatisfy { $0.count <= 6 }
                    let choice = (which == 0 ? choices.first : choices.last) ?? ""
                    let isRange = choice.count == 3 && choice.dropFirst().first == "-"
                    let picked = isRange ? String(which == 0 ? choice.prefix(1) : choice.suffix(1)) : choice
                    result.replaceSubrange(start...end, with: isChoice || isRange ? (picked == "-" ? "" : picked) : "")
                }
            }
            let first = result.split(whereSeparator: { ",;".contains($0) }).first.map(String.init) ?? result
            return String(first.map { $0 == "*" ? "B" : $0 == "#" ? "7" : $0 })
        }
    }

    @Test(arguments: 0..<40)
    func noTextBreaksIt(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("AB01*#()[]|,;/- \u{202E}éX-or ".unicodeScalars)
        for _ in 0..<500 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int(random.next() % 60) { text.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
            guard let family = ModelNumberFamily(String(text)) else { continue }
            for number in family.numbers(limit: 50) ?? [] where !FindKey.fold(number).isEmpty {
                #expect(family.matches(number), "seed \(seed): \(String(text)) \(number)")
            }
            _ = family.matches("AB01AB01AB01AB01")
            #expect(family.beginnings(length: 8).count <= 4_000, "seed \(seed): \(String(text))")
        }
    }
}
