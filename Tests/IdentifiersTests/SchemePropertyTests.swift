import Identifiers
import TestSupport
import Testing

/// Random numbers of every scheme: writing and reading again gives the same value, and no bytes whatever do harm.
@Suite("Schemes, whatever comes")
struct SchemePropertyTests {
    private typealias Random = SplitMix64

    private static let digits = "0123456789"
    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    private static func text(_ count: Int, of alphabet: String, _ random: inout Random) -> String {
        let characters = Array(alphabet)
        return String((0..<count).map { _ in characters.randomElement(using: &random) ?? "0" })
    }

    private static func checked(_ payload: String, _ check: CheckCharacter) -> String {
        payload + (check.compute(over: Array(payload.utf8)) ?? "")
    }

    /// A random number of each scheme as people write it.
    private static func sample(_ scheme: Scheme, _ random: inout Random) -> String {
        let alphabet: String = digits + letters
        func some(_ count: Int, _ characters: String) -> String { text(count, of: characters, &random) }
        switch scheme {
        case .vin:
            let payload: String = some(16, digits + "ABCDEFGHJKLMNPRSTUVWXYZ")
            let check: String = CheckCharacter.vin.compute(over: Array(payload.utf8)) ?? ""
            return payload.prefix(8) + check + payload.suffix(8)
        case .imei: return checked(some(14, digits), .luhn)
        case .meid: return checked(some(1, "ABCDEF") + some(13, digits + "ABCDEF"), .luhnMod16)
        case .iccid: return checked("89" + some(16, digits), .luhn)
        case .mac: return some(12, digits + "abcdef")
        case .eui64: return some(16, digits + "ABCDEF")
        case .iso6346: return checked(some(3, letters) + some(1, "UJZ") + some(6, digits), .iso6346)
        case .imo:
            let payload: [Int] = some(6, digits).compactMap(\.wholeNumberValue)
            let sum: Int = zip(payload, [7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
            return "IMO " + payload.map(String.init).joined() + String(sum % 10)
        case .isbn: return checked("978" + some(9, digits), .gs1)
        case .issn: return checked("977" + some(9, digits), .gs1)
        case .hibc:
            let primary: String = "+" + some(1, letters) + some(3, alphabet) + some(6, alphabet) + some(1, digits)
            return checked(primary + "/$$7" + some(5, alphabet) + "/S" + some(4, alphabet), .mod43)
        case .iccbba: return "=/" + some(16, alphabet) + "=," + some(6, alphabet)
        case .deviceIdentifier: return some(1, letters) + some(10, alphabet) + some(1, digits)
        case .iuid: return "[)>\u{1E}06\u{1D}25S" + some(20, alphabet + "-/") + "\u{1E}\u{04}"
        case .tire: return some(9, "0123456789ABCDEFHJKLMNPRTUVWXY") + "2619"
        case .apple:
            return some(3, alphabet) + some(1, "CDFGHJKLMNPQRSTVWXYZ") + some(1, "123456789CDFGHJKLMNPQRTVWXY")
                + some(7, alphabet)
        case .dellServiceTag: return some(7, alphabet)
        case .dellExpressCode: return some(10, digits)
        case .hp:
            return some(2, letters) + some(1, alphabet) + some(1, digits) + "2" + some(1, digits) + some(4, "BCDF789")
        case .ge: return some(2, "ADFGHLMRSTVZ") + some(6, digits)
        case .bosch: return "FD" + some(2, digits) + "0" + some(1, "123456789") + some(5, digits)
        case .gtin: return checked(some(13, digits), .gs1)
        case .upc: return some(6, digits)
        case .sscc: return checked(some(17, digits), .gs1)
        case .gln: return checked(some(12, digits), .gs1)
        case .epcUri: return "urn:epc:id:sgtin:" + some(7, digits) + "." + some(6, digits) + "." + some(8, alphabet)
        case .epcIdPattern: return "urn:epc:idpat:sgtin:" + some(7, digits) + "." + some(6, digits) + ".*"
        // These need the dictionary; GS1PropertyTests has them.
        case .elementString, .digitalLink, .party, .grai, .giai, .gsrn, .gsrnp, .gdti, .gsin, .ginc, .itip, .cpid, .gcn,
            .gmn:
            return "(01)" + checked(some(13, digits), .gs1)
        }
    }

    /// The schemes whose numbers are read by the dictionary of GS1.
    private static let byDictionary: Set<Scheme> = [
        .elementString, .digitalLink, .party, .grai, .giai, .gsrn, .gsrnp, .gdti, .gsin, .ginc, .itip, .cpid, .gcn,
        .gmn,
    ]

    @Test("Every scheme has its type")
    func complete() {
        #expect(Set(ParserRound.types.map { $0.scheme }).union(Self.byDictionary) == Set(Scheme.allCases))
    }

    @Test("Reading what was written gives the value again", arguments: ParserRound.types.map { $0.scheme })
    func roundTrip(_ scheme: Scheme) throws {
        let type = try #require(ParserRound.types.first { $0.scheme == scheme })
        for seed in 0..<200 as Range<UInt64> {
            var random = Random(seed: seed)
            let written: String = Self.sample(scheme, &random)
            do {
                let value = try type.init(parsing: written)
                let text: String = (value as? UniqueItemIdentifier)?.message ?? value.text
                let again = try type.init(parsing: text)
                #expect(again.text == value.text, "seed \(seed): \(written)")
                #expect(AnyHashable(again) == AnyHashable(value), "seed \(seed): \(written)")
                #expect(!value.elements(asOf: 2026).isEmpty)
            } catch {
                Issue.record("seed \(seed): \(written): \(error)")
            }
        }
    }

    /// Texts that are nearly numbers, and texts that are nothing at all.
    private static func hostile(_ random: inout Random) -> String {
        let scheme: Scheme = Scheme.allCases.randomElement(using: &random) ?? .vin
        var scalars = Array(sample(scheme, &random).unicodeScalars)
        let strange: [Unicode.Scalar] = [
            "\u{0}", "\u{1D}", "\u{1E}", "\u{4}", " ", "-", "é", "\u{202E}", "\u{FEFF}", "０", "Ａ", "🚗", "+", "/", "$",
            "=",
            "[", "*", "]", "\u{301}", "\u{FFFD}", "\n", "9", "Z",
        ]
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            let one: Unicode.Scalar = strange.randomElement(using: &random) ?? " "
            switch Int.random(in: 0..<3, using: &random) {
            case 0: scalars.insert(one, at: place)
            case 1 where place < scalars.count: scalars[place] = one
            case 2 where place < scalars.count: scalars.remove(at: place)
            default: scalars.append(one)
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    @Test("Whatever comes is read or refused with a sentence", arguments: 0..<20 as Range<UInt64>)
    func hostile(_ seed: UInt64) {
        var random = Random(seed: seed)
        for _ in 0..<150 {
            let text: String = Self.hostile(&random)
            for type in ParserRound.types {
                do {
                    _ = try type.init(parsing: text)
                } catch {
                    #expect(!error.sentence.isEmpty)
                    if let position = error.position {
                        #expect(
                            position >= 0 && position <= text.unicodeScalars.count, "\(type) \(text.debugDescription)")
                    }
                }
            }
            _ = Identifier.interpretations(of: text)
            _ = ScannerFault.faults(in: text)
            _ = Identifier.nearMisses(of: text)
            _ = try? VINPattern(parsing: text)
            _ = TireIdentificationNumber.candidates(in: text)
            _ = VIN.corrections(of: text, profile: .us)
            _ = HIBC.corrections(of: text)
            _ = RankingFold.fold(text)
        }
    }

    @Test("Bytes that are no text at all do no harm")
    func bytes() {
        var random = Random(seed: 45)
        for _ in 0..<500 {
            let bytes: [UInt8] = (0..<Int.random(in: 0...64, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            for type in ParserRound.types { _ = try? type.init(parsing: text) }
            _ = Identifier.interpretations(of: text)
        }
    }

    @Test("A megabyte is refused after a glance")
    func floods() {
        for unit in ["9", "A", "\u{1D}", " ", "é", "+A", "(01)", "SN: 1 "] {
            let flood = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
            for type in ParserRound.types { #expect(throws: IdentifierError.self) { try type.init(parsing: flood) } }
            #expect(VIN.corrections(of: flood, profile: .us).isEmpty)
            #expect(ScannerFault.faults(in: flood).isEmpty)
        }
    }

    @Test("Full width is read as plain")
    func fullWidth() throws {
        #expect(try ContainerNumber(parsing: "ＣＳＱＵ３０５４３８３").text == "CSQU3054383")
        #expect(try MEID(parsing: "ＡＦ０１２３４５０ＡＢＣＤＥ").text == "AF0123450ABCDE")
    }

    @Test(
        "An error names the character in the text as given",
        arguments: [
            ("  csqu30543x3", 11), ("CSQ A305438 3", 4), ("CSQU305438 4", 11), ("ＣＳＱＵ３０５４３８４", 10),
            ("CS-Q-U305438-9", 13),
        ])
    func positions(text: String, position: Int) {
        let error = #expect(throws: IdentifierError.self) { try ContainerNumber(parsing: text) }
        #expect(error?.position == position)
    }
}
