import Identifiers
import TestSupport
import Testing

@Suite("Check characters")
struct CheckCharacterTests {
    static let algorithms: [(scheme: String, file: String, check: CheckCharacter)] = [
        ("luhn", "ids-luhn", .luhn), ("luhn-mod16", "ids-luhn", .luhnMod16),
        ("iso7064-mod11-2", "ids-iso7064", .mod11x2), ("iso7064-mod37-2", "ids-iso7064", .mod37x2),
        ("iso7064-mod97-10", "ids-iso7064", .mod97x10), ("iso7064-mod11-10", "ids-iso7064", .mod11x10),
        ("iso7064-mod37-36", "ids-iso7064", .mod37x36), ("verhoeff", "ids-verhoeff-damm", .verhoeff),
        ("damm", "ids-verhoeff-damm", .damm),
    ]

    @Test("Vectors get their verdict and their check character", arguments: algorithms.indices)
    func vectors(_ index: Int) throws {
        let (scheme, file, check) = Self.algorithms[index]
        for line in try Vectors.lines(file, scheme) {
            #expect(check.isValid(Array(line.input.utf8)) == line.isValid, "\(line)")
            guard let payload = line.expect["payload"] else { continue }
            let wanted: String? =
                line.expect["check"] ?? line.expect["check_digit"] ?? line.expect["check_digit_expected"]
            #expect(check.compute(over: payload.utf8) == wanted, "\(line)")
        }
    }

    /// Worked examples of the standards' own texts or of documents that quote them.
    @Test(
        "Published examples",
        arguments: [
            ("mod11-2", "0794", "0"), ("mod37-2", "G123498654321", "H"), ("mod97-10", "794", "44"),
            ("mod661-26", "BAISDLAFK", "BM"), ("mod1271-36", "ISO79", "3W"), ("mod11-10", "0794", "5"),
            ("mod37-36", "A12425GABC1234002", "M"), ("luhn", "7992739871", "3"), ("gs1", "629104150021", "3"),
            ("verhoeff", "236", "3"), ("damm", "572", "4"), ("mod43", "+A123BJC5D6E71", "G"),
            ("vin", "1M8GDM9AKP042788", "X"), ("iso6346", "CSQU305438", "3"), ("price-4", "2875", "9"),
            ("price-5", "14685", "6"),
        ])
    func published(_ name: String, _ payload: String, _ wanted: String) throws {
        let check = try #require(CheckCharacter(rawValue: name))
        #expect(check.compute(over: payload.utf8) == wanted)
    }

    @Test("A computed check character is valid and is of its alphabet", arguments: CheckCharacter.allCases)
    func computedIsValid(_ check: CheckCharacter) throws {
        let seed: UInt64 = 41
        var random = SplitMix64(seed: seed)
        let alphabet: [UInt8] = Array(check.alphabet.utf8)
        for _ in 0..<300 {
            let count: Int = check.coveredLength ?? Int.random(in: 1...30, using: &random)
            let data: [UInt8] = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let computed: String = try #require(check.compute(over: data))
            #expect(computed.utf8.count == check.length)
            #expect(computed.allSatisfy { check.checkAlphabet.contains($0) }, "seed \(seed)")
            var whole: [UInt8] = data
            whole.insert(contentsOf: computed.utf8, at: check == .vin ? 8 : data.count)
            #expect(check.isValid(whole), "seed \(seed): \(String(decoding: whole, as: UTF8.self))")
        }
    }

    /// These systems see every single wrong character of their alphabet.
    @Test(
        "Every single wrong character is seen",
        arguments: [
            .luhn, .luhnMod16, .luhnMod36, .mod11x2, .mod37x2, .mod97x10, .mod661x26, .mod1271x36, .mod11x10,
            .mod27x26, .mod37x36, .verhoeff, .damm, .mod43, .gs1,
        ] as [CheckCharacter])
    func singleErrors(_ check: CheckCharacter) throws {
        var random = SplitMix64(seed: 42)
        let alphabet: [UInt8] = Array(check.alphabet.utf8)
        let data: [UInt8] = (0..<12).map { _ in alphabet.randomElement(using: &random) ?? 0 }
        let right: String? = check.compute(over: data)
        for place in data.indices {
            for wrong in alphabet where wrong != data[place] {
                var changed: [UInt8] = data
                changed[place] = wrong
                #expect(check.compute(over: changed) != right)
            }
        }
    }

    @Test("Characters outside the alphabet have no check", arguments: CheckCharacter.allCases)
    func outsideAlphabet(_ check: CheckCharacter) {
        for hostile in ["", "\u{0}", "é", "12\n34", "１２", "<script>", "' OR 1=1"] {
            #expect(check.compute(over: hostile.utf8) == nil)
            #expect(!check.isValid(Array(hostile.utf8)))
        }
    }
}
