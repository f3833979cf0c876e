import TestSupport
import Testing

@testable import Storage

@Suite struct ScriptStatementTests {
    @Test(arguments: [
        ("", []), (" \n;; ", []), ("SELECT 1", ["SELECT 1"]), ("SELECT 1;\nSELECT 2;\n", ["SELECT 1", "SELECT 2"]),
        ("SELECT ';', \";\" ; SELECT 2", ["SELECT ';', \";\"", "SELECT 2"]),
        ("SELECT 'it''s; so'; SELECT 2", ["SELECT 'it''s; so'", "SELECT 2"]),
        ("SELECT 1 -- one; two\n; SELECT 2", ["SELECT 1 -- one; two", "SELECT 2"]),
        ("SELECT /* ; */ 1; SELECT 2 /* ;", ["SELECT /* ; */ 1", "SELECT 2 /* ;"]),
        ("DO $$ BEGIN; END $$; SELECT 2", ["DO $$ BEGIN; END $$", "SELECT 2"]),
        ("DO $x$ $$; ' $x$; SELECT $1; SELECT $", ["DO $x$ $$; ' $x$", "SELECT $1", "SELECT $"]),
        ("SELECT 'é;ü'; SELECT 'open;", ["SELECT 'é;ü'", "SELECT 'open;"]),
    ])
    func aScriptIsPartedAtItsSemicolons(_ script: String, _ statements: [String]) {
        #expect(Array(ScriptStatements(script: script)) == statements)
    }

    /// Whatever the text, nothing but semicolons and white space is lost.
    @Test(arguments: 0..<200)
    func nothingIsLost(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [";", "'", "\"", "--", "\n", "/*", "*/", "$", "$$", "$a$", "a", " ", "é"]
        let script = (0..<Int.random(in: 0...40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
        }
        .joined()
        func kept(_ text: String) -> String { text.filter { $0 != ";" && !$0.isWhitespace } }
        let statements = Array(ScriptStatements(script: script))
        #expect(kept(statements.joined()) == kept(script), "seed \(seed): \(script)")
        #expect(statements.allSatisfy { !$0.isEmpty })
    }
}
