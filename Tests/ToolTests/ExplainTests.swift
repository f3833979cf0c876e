import Foundation
import TestSupport
import Testing

/// `nameplate explain` and `nameplate parse`, in a folder without a registry.
@Suite struct ExplainTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func run(_ arguments: [String], input: String = "") throws -> Tool.Result {
        try Tool.run(arguments, in: folder.path, input: Data(input.utf8))
    }

    @Test func aNumberIsExplainedInWords() throws {
        let result = try run(["explain", "1C4PJMBXXJD592546", "(01)09506000134352(17)260731(10)A1"])
        #expect(result.status == 0)
        for words in ["VIN 1C4PJMBXXJD592546", "Cherokee", "vPIC", "Use by or expiry date (17)", "2026-07-31"] {
            #expect(result.output.contains(words), "\(words)")
        }
    }

    @Test func whatCannotBeReadEndsWithStatus1AndAReason() throws {
        let result = try run(["explain", "(01)09506000134353(17)261301", "4006381333931"])
        #expect(result.status == 1)
        #expect(result.output.contains("expected a month from 01 to 12"))
        #expect(try run(["explain", "hello"]).status == 1)
        #expect(try run(["explain"], input: " \n").status == 2)
        let option = try run(["explain", "1", "--profile", "eu"])
        #expect(option.status == 1 && option.errors.contains("parse.field"))
        let scheme = try run(["explain", "1", "--scheme", "nope"])
        #expect(scheme.status == 1 && scheme.output.contains("there is no scheme 'nope'"))
        #expect(try run(["parse", "--jsonl", "1"]).status == 2)
    }

    @Test func textsComeFromStandardInputAndAnswersAsJSON() throws {
        let result = try run(["explain", "--json"], input: "CSQU3054383\n\n490154203237518\n")
        let lines = result.output.split(separator: "\n")
        #expect(result.status == 0 && lines.count == 2)
        #expect(lines.first?.contains(#""scheme":"iso6346""#) == true)
        let one = try run(["explain", "--json", "--scheme", "imei", "490154203237518"])
        #expect((one.json as? [String: Any])?["valid"] as? Bool == true)
    }

    @Test func everyLineGetsALineInOrder() throws {
        var input = ""
        var random = SplitMix64(seed: 48)
        var serials: [String] = []
        // More than one block, so that several are answered side by side.
        for _ in 0..<6_000 {
            let serial = String(Int.random(in: 10_000_000_000_000...99_999_999_999_999, using: &random))
            serials.append(serial)
            input += #"{"scheme":"imei","input":"\#(serial)","id":7}"# + "\n"
        }
        let result = try run(["parse", "--jsonl"], input: input)
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == serials.count)
        for (line, serial) in zip(lines, serials) { #expect(line.hasPrefix(#"{"input":"\#(serial)""#), "seed 48") }
    }

    @Test func brokenLinesAreAnsweredWithTheirNumber() throws {
        let long = #"{"input":""# + String(repeating: "1", count: 1 << 21) + "\"}"
        let deep = #"{"input":"# + String(repeating: "[", count: 5_000) + "}"
        let lines = [
            "{", "", #"{"input":5}"#, "{\"input\":\"a\u{0}b\"}", #"{"input":"a\u0000b"}"#, deep, long,
            #"{"inputs":"1"}"#,
            "\u{FEFF}{}", #"{"input":"4006381333931"}"#,
        ]
        let result = try run(["parse", "--jsonl"], input: lines.joined(separator: "\r\n"))
        #expect(result.status == 1)
        let answers = try result.output.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(answers.count == lines.count)
        for (index, answer) in answers.enumerated() {
            #expect(answer["valid"] as? Bool == (index == 9))
            let error = answer["error"] as? [String: Any]
            // A NUL within a text that was escaped properly is a text, if no number.
            if index != 9, index != 4 { #expect(error?["line"] as? Int == index + 1, "\(answer)") }
        }
        #expect(result.output.utf8.count < 50_000)
    }
}
