import CBaselines
import IdentifierTables
import Identifiers

/// GS1 numbers and messages on one core: a GTIN's check beside a plain loop in C, element strings of four identifiers,
/// Digital Links with two qualifiers and an attribute, and a megabyte of hostile text.
enum ReadGS1 {
    private static let count = 100_000
    private static let floodSize = 1_000_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        try await numbers(setting) + messages(setting) + floods(setting)
    }

    private static func numbers(_ setting: Setting) async throws -> [Finding] {
        var random = RandomNumbers(seed: 1)
        let texts: [String] = (0..<1000).map { _ in
            let payload = String(Int64.random(in: 100_000_000_000...999_999_999_999, using: &random))
            return payload + (CheckCharacter.gs1.compute(over: payload.utf8) ?? "")
        }
        let joined: String = texts.joined()
        // Only equal work can be compared.
        guard baseline_count_gtins(joined, 13, texts.count) == texts.count, texts.allSatisfy({ isGTIN($0) }) else {
            throw UnequalWork("The verdicts differ.")
        }
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(count * 10) {
                    for _ in 0..<count / 100 {
                        for text in texts where !isGTIN(text) { throw UnequalWork("A GTIN is refused.") }
                    }
                },
                Way(count * 10) {
                    for _ in 0..<count / 100 where baseline_count_gtins(joined, 13, texts.count) != texts.count {
                        throw UnequalWork("A GTIN is refused.")
                    }
                },
            ])
        let rate = 1 / rounds.time(of: 0).median
        return [
            Finding(
                "check a GTIN", target: "20 million/s",
                measured: "\(Figures.rate(rate)); in C \(Figures.rate(1 / rounds.time(of: 1).median))",
                ratio: rounds.ratio(of: 0, to: 1), isMet: rate >= 20_000_000)
        ]
    }

    private static func isGTIN(_ text: String) -> Bool { (try? GTIN(parsing: text)) != nil }

    private static func messages(_ setting: Setting) async throws -> [Finding] {
        let dictionary = GS1SyntaxDictionary.builtIn
        let texts: [String] = (0..<100).map { "01095060001343521726073110LOT\($0)\u{1D}21SN12345\($0)" }
        let messages: [GS1Message] = try texts.map { try GS1Message(elementString: $0, dictionary: dictionary) }
        let links: [String] = try messages.map { try DigitalLink($0, dictionary: dictionary).text }
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(count) {
                    for _ in 0..<count / 100 {
                        for text in texts { _ = try GS1Message(elementString: text, dictionary: dictionary) }
                    }
                },
                Way(count) {
                    for _ in 0..<count / 100 {
                        for text in links { _ = try DigitalLink(parsing: text, dictionary: dictionary) }
                    }
                },
                Way(count) {
                    for _ in 0..<count / 100 {
                        for message in messages { _ = try DigitalLink(message, dictionary: dictionary).text }
                    }
                },
                Way(count) {
                    for _ in 0..<count / 100 {
                        for message in messages { _ = message.violations(by: dictionary) }
                    }
                },
            ])
        let subjects: [(String, String, Double)] = [
            ("read an element string of 4 identifiers", "1 million/s", 1_000_000),
            ("read a Digital Link", "500,000/s", 500_000), ("write a Digital Link", "500,000/s", 500_000),
            ("judge the associations of 4 identifiers", "1 million/s", 1_000_000),
        ]
        return subjects.enumerated().map { way, subject in
            let rate = 1 / rounds.time(of: way).median
            return Finding(subject.0, target: subject.1, measured: Figures.rate(rate), isMet: rate >= subject.2)
        }
    }

    /// The slowest of several texts that a stranger might send.
    private static func floods(_ setting: Setting) async throws -> [Finding] {
        let dictionary = GS1SyntaxDictionary.builtIn
        let pieces: [String] = ["1", "(10)", "10A\u{1D}", "(", "\\(", "/01", "é", "%41", "&a=b", "^"]
        let texts: [String] = pieces.flatMap { piece in
            let flood = String(repeating: piece, count: floodSize / piece.utf8.count)
            return [flood, "(10)" + flood, "https://a/01/09506000134352?" + flood]
        }
        let rounds = try await Rounds.measure(
            setting.rounds,
            texts.map { text in
                Way(1) {
                    _ = try? GS1Message(elementString: text, dictionary: dictionary)
                    _ = try? GS1Message(bracketed: text, dictionary: dictionary)
                    _ = try? DigitalLink(parsing: text, dictionary: dictionary)
                    _ = ScanInterpretation(of: text, dictionary: dictionary)
                    _ = try? EPC(parsing: text)
                    _ = try? GTIN(parsing: text)
                }
            })
        let slowest = texts.indices.map { rounds.time(of: $0).median }.max() ?? 0
        return [
            Finding(
                "a megabyte of hostile text, all readers", target: "< 10 ms",
                measured: Figures.time(slowest), isMet: slowest < 0.01)
        ]
    }
}
