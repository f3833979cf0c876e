import TestSupport
import Testing

@testable import Labels

struct LayoutParserTests {
    private static let head = "name \"x\"\n"

    @Test(
        arguments: [
            ("", 1, 1, "no element"), ("text \"a\"", 1, 1, "says its name"),
            ("nam \"x\"", 1, 1, "'nam' is no word"), ("name x", 1, 6, "a text in quotation marks"),
            ("name \"x", 1, 6, "has no end"), ("name \"\"", 1, 6, "from 1 to 200"),
            (head + "size 80 40", 2, 9, "stands x"), (head + "size 80 x 4000", 2, 11, "lies from 5 to 500"),
            (head + "size 80 x 40 mm", 2, 14, "the end of the line"), (head + "margin -1", 2, 8, "neither a number"),
            (head + "  text \"a\"", 2, 3, "stands below nothing"), (head + "row", 2, 1, "is empty"),
            (head + "row\n  text \"a\"\n    text \"b\"", 4, 5, "indented by 4 spaces"),
            (head + "text \"a\" size 2-5", 2, 15, "lies from 3 to 200"),
            (head + "text \"a\" size 9-5", 2, 15, "neither"),
            (head + "text \"a\" colour", 2, 10, "no word that may stand here"),
            (head + "text \"{nobody}\"", 2, 7, "There is no field 'nobody'"),
            (head + "text \"a{model\"", 2, 8, "has no end"),
            (head + "text \"a}\"", 2, 8, "has no beginning"), (head + "text \"\"", 2, 6, "is empty"),
            (head + "text \"a\\q\"", 2, 9, "After a backslash"), (head + "text \"a\" lines 1.5", 2, 16, "whole number"),
            (head + "code qr3 \"a\"", 2, 6, "'qr3' is no word"), (head + "code qr \"a\" height 3", 2, 13, "no word"),
            (head + "code qr \"a\" correction best", 2, 24, "no word"),
            (head + "picture \"x.png\"", 2, 9, "PNG in base64"),
            (head + "field model \"x\"", 2, 7, "already"), (head + "text ~", 2, 6, "not '~'"),
        ])
    func whatIsWrongIsSaidWithItsPlace(_ text: String, _ line: Int, _ column: Int, _ words: String) throws {
        let error = try #require(throws: LabelError.self) { try LabelLayout(parsing: text) }
        #expect([.layout, .picture].contains(error.code))
        #expect(error.position?.line == line, "\(error)")
        #expect(error.position?.column == column, "\(error)")
        #expect(error.sentence.contains(words), "\(error)")
    }

    @Test func whatIsTooMuchIsRefused() {
        for text in [
            String(repeating: "#", count: 1_048_577), String(repeating: "\n", count: 2_001),
            Self.head + String(repeating: "text \"a\"\n", count: 401),
            Self.head + (0..<20).map { String(repeating: " ", count: $0) + "column" }.joined(separator: "\n"),
        ] {
            let error = #expect(throws: LabelError.self) { try LabelLayout(parsing: text) }
            #expect(error?.code == .layout)
        }
    }

    @Test(arguments: LabelLayout.readyMade.map(\.key)) func readyMadeLayoutsAreReadAndDescribed(_ key: String) throws {
        let layout = try #require(LabelLayout.readyMade(key))
        #expect(!layout.name.isEmpty)
        #expect(layout.about.hasSuffix("."))
        #expect(
            layout.fields.allSatisfy { field in
                LabelFields.standard.contains { $0.name == field } || layout.ownFields.contains { $0.name == field }
            })
        // What is declared is used.
        #expect(layout.ownFields.allSatisfy { layout.fields.contains($0.name) })
    }

    /// Ready-made layouts with characters struck out, doubled and changed.
    @Test(arguments: 0..<40) func noTextCrashesTheParser(_ round: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        let words = [
            "\"", "{", "}", "\\", "size", "0", "-", "99999999999999999999", "\u{0}", "é", "\n", "  ", "x", ".", "1-2",
        ]
        for layout in LabelLayout.readyMade {
            var characters = Array(layout.layout.text)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: 0..<characters.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: characters.remove(at: at)
                case 1: characters.insert(contentsOf: Array(words.randomElement(using: &random) ?? ""), at: at)
                default: characters.swapAt(at, Int.random(in: 0..<characters.count, using: &random))
                }
            }
            do throws(LabelError) {
                let found = try LabelLayout(parsing: String(characters))
                // What is read can be drawn or is refused, but never crashes.
                let names = found.fields + found.ownFields.map(\.name)
                let fields = LabelFields(Dictionary(names.map { ($0, "A1") }) { $1 })
                _ = try LabelMaker(found).drawing(of: fields)
            } catch {
                #expect(!error.sentence.isEmpty, "round \(round), seed \(seed)")
            }
        }
    }
}
