import Identifiers
import Testing

@Suite("GS1 linters")
struct LinterTests {
    @Test("Every vector gets its verdict, reason and place")
    func vectors() throws {
        for line in try GS1Vectors.lines("gs1-linters", "linter") {
            let name: String = line.option("linter") ?? ""
            let linter = try #require(Linter(rawValue: name), "\(name)")
            let fault: LinterFault? = linter.fault(in: line.input)
            #expect((fault == nil) == line.isValid, "\(line) \(name): \(String(describing: fault))")
            guard let fault else { continue }
            if let error = line.expected("error") { #expect(Self.sourceName(fault.reason) == error, "\(line)") }
            if let marked = line.expected("highlight") { #expect(Self.marked(line.input, fault) == marked, "\(line)") }
        }
    }

    @Test("Every linter has texts that pass and texts that fail", arguments: Linter.allCases)
    func examples(_ linter: Linter) throws {
        if Self.withdrawn.contains(linter) {
            #expect(linter.fault(in: "anything") == nil)
            return
        }
        let (passing, failing) = try #require(Self.examples[linter])
        for text in passing { #expect(linter.fault(in: text) == nil, "\(text)") }
        for text in failing { #expect(linter.fault(in: text) != nil, "\(text)") }
    }

    @Test("Every reason says what would have been right", arguments: ElementFault.Reason.allCases)
    func reasons(_ reason: ElementFault.Reason) {
        #expect(reason.expected != reason.rawValue)
    }

    private static let withdrawn: Set<Linter> = [.hhmm, .iso3166list, .key, .keyoff1, .mmoptss, .yymmddhh]

    private static let examples: [Linter: ([String], [String])] = [
        .csetnumeric: (["0", "123"], ["1A"]), .cset82: (["Az\"9"], ["a b", "ü", "^"]),
        .cset39: (["A-9/#"], ["a"]), .cset64: (["Ab-_", "AB="], ["A+", "A="]),
        .csum: (["4006381333931"], ["4006381333932", ""]), .csumalpha: (["22"], ["23", "2"]),
        .gcppos1: (["0614A"], ["061", "A614"]), .gcppos2: (["X0614"], ["X061", "0A614"]),
        .hasnondigit: (["1A"], ["11", ""]), .hh: (["23"], ["24", "1"]), .hhmi: (["2359"], ["2360", "2400"]),
        .hyphen: (["-"], ["", "a"]), .iban: (["DE89370400440532013000"], ["DE88370400440532013000"]),
        .importeridx: (["_"], ["=", "ab"]), .iso3166: (["276"], ["277"]), .iso3166999: (["999", "276"], ["998"]),
        .iso3166alpha2: (["DE"], ["DX", "de"]), .iso4217: (["978"], ["979x", "001"]), .iso5218: (["9"], ["3"]),
        .latitude: (["1800000000"], ["1800000001"]), .longitude: (["3600000000"], ["3600000001"]),
        .mediatype: (["01", "80"], ["00", "11"]), .mi: (["59"], ["60"]), .nonzero: (["10"], ["00"]),
        .nozeroprefix: (["10"], ["01", "0"]), .packagetype: (["BX", "200"], ["AA1"]), .pcenc: (["a%2Fb"], ["a%2"]),
        .pieceoftotal: (["0102"], ["0201", "0002"]), .posinseqslash: (["1/3"], ["3/1", "01/3"]),
        .ss: (["00"], ["60"]), .winding: (["1"], ["2"]), .yesno: (["0"], ["2"]),
        .yymmd0: (["260200"], ["260230"]), .yymmdd: (["240229"], ["250229", "250200"]),
        .yyyymmd0: (["20260200"], ["20261300"]), .yyyymmdd: (["20000229"], ["19000229"]), .zero: (["0"], ["1"]),
        .couponcode: (["012345612345611110123"], ["712345612345611110123"]),
        .couponposoffer: (["001234561234560123456"], ["201234561234560123456"]),
    ]

    /// The reason under the name that GS1's linters have for it.
    private static func sourceName(_ reason: ElementFault.Reason) -> String {
        switch reason {
        case .tooLongForCheckPair: return "TOO_LONG_FOR_CHECK_PAIR_IMPLEMENTATION"
        case .notIso3166Or999: return "NOT_ISO3166_OR_999"
        case .couponInvalidExpirationDate: return "COUPON_INVALID_EXIPIRATION_DATE"
        default: break
        }
        var result = ""
        var isInNumber = false
        for character in reason.rawValue {
            let opensNumber: Bool = character.isNumber && !isInNumber && result.hasPrefix("COUPON")
            if character.isUppercase || opensNumber { result += "_" }
            isInNumber = character.isNumber
            result += character.uppercased()
        }
        return result
    }

    /// The text with asterisks around what offends.
    private static func marked(_ text: String, _ fault: LinterFault) -> String {
        let bytes: [UInt8] = Array(text.utf8)
        let marked: [UInt8] =
            bytes[..<fault.offset] + Array("*".utf8) + bytes[fault.offset..<fault.offset + fault.count]
            + Array("*".utf8) + bytes[(fault.offset + fault.count)...]
        return String(decoding: marked, as: UTF8.self)
    }
}
