import Foundation
import IdentifierTables
import Identifiers
import TestSupport
import Testing

/// Texts of the vectors, changed at random, and random bytes. For hours, and guided by coverage: `scripts/fuzz`.
@Suite("Every parser, whatever comes")
struct ParserFuzzTests {
    private static let files = [
        "ids-vin", "ids-imei", "ids-meid", "ids-mac", "ids-udi", "ids-iuid", "ids-iso6346", "ids-tin",
        "ids-serial-dates", "gs1-element-strings", "gs1-digital-link", "gs1-epc", "gs1-scan-data", "gs1-gtin",
        "gs1-syntax-dictionary",
    ]
    private static let pieces = [
        "\u{0}", "\u{1D}", "\u{1E}", "\u{4}", " ", "-", "é", "\u{202E}", "\u{FEFF}", "０", "Ａ", "🚗", "+", "/", "$", "=",
        "[", "*", "]", "\u{301}", "\u{FFFD}", "\n", "9", "Z", "(", ")", "01", "21", "%", "%2F", "?", "&", ":", ".", "|",
        "^", "\\", "{seq:5}", "{check}", "https://a/01/", "urn:epc:id:", "]d2", "S/N ", "99999999999999999999",
    ]

    private static func corpus() throws -> [String] {
        try files.flatMap { file in
            try VectorFiles.text("\(file).jsonl").split(separator: "\n").compactMap { line in
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return object?["input"] as? String
            }
        }
    }

    @Test("Texts that are nearly numbers", arguments: 1...8 as ClosedRange<UInt64>)
    func mutated(_ seed: UInt64) throws {
        let corpus = try Self.corpus()
        var random = SplitMix64(seed: seed)
        for _ in 0..<400 {
            var scalars = Array(try #require(corpus.randomElement(using: &random)).unicodeScalars)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0...scalars.count, using: &random)
                let end = min(scalars.count, place + Int.random(in: 0...4, using: &random))
                let piece = try #require(Self.pieces.randomElement(using: &random)).unicodeScalars
                switch Int.random(in: 0..<4, using: &random) {
                case 0: scalars.removeSubrange(place..<end)
                case 1: scalars.replaceSubrange(place..<end, with: piece)
                case 2: scalars.insert(contentsOf: scalars[place..<end], at: place)
                default: scalars.insert(contentsOf: piece, at: place)
                }
            }
            try check(String(String.UnicodeScalarView(scalars)), seed)
        }
    }

    @Test("Bytes that are no text", arguments: 1...4 as ClosedRange<UInt64>)
    func noise(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            try check(String(decoding: bytes, as: UTF8.self), seed)
        }
    }

    private func check(_ text: String, _ seed: UInt64) throws {
        let faults = ParserRound(text, by: .builtIn).faults
        #expect(faults.isEmpty, "seed \(seed): \(text.debugDescription)")
    }
}
