import IdentifierTables
import Identifiers
import TestSupport
import Testing

@Suite("Reference tables")
struct ReferenceTableTests {
    private static func file(_ kind: ReferenceTables.Kind) -> [UInt8] {
        let bytes = ReferenceTables.builtInBytes(of: kind)
        return bytes[0..<bytes.count]
    }

    private func error(_ kind: ReferenceTables.Kind, _ file: [UInt8]) -> IdentifierError? {
        var tables = ReferenceTables.builtIn
        return #expect(throws: IdentifierError.self, "\(kind)") {
            try tables.replace(kind, with: ReferenceBytes(file))
        }
    }

    @Test(
        "Each built-in file is known by its beginning, can be read, and says what it is",
        arguments: ReferenceTables.Kind.allCases)
    func builtIn(kind: ReferenceTables.Kind) throws {
        let file = Self.file(kind)
        #expect(try ReferenceTables.Kind(recognizing: file) == kind)
        #expect(try ReferenceTables.Kind(recognizing: file.prefix(ReferenceTables.Kind.recognizableBytes)) == kind)
        var tables = ReferenceTables.builtIn
        try tables.replace(kind, with: ReferenceBytes(file))
        let facts = tables.facts(of: kind)
        #expect(facts == ReferenceTables.builtIn.facts(of: kind))
        #expect(facts.released != nil && !facts.source.isEmpty && !facts.notice.isEmpty, "\(facts)")
        #expect(tables.loss(of: kind, since: .builtIn) == nil)
    }

    @Test("Notices name owner and licence")
    func notices() {
        let tables = ReferenceTables.builtIn
        #expect(
            tables.facts(of: .dictionary).notice.hasSuffix("GS1 AISBL; Licensed under the Apache License, Version 2.0"))
        #expect(tables.facts(of: .devices).notice.contains("Harald Welte"))
        #expect(tables.facts(of: .devices).notice.contains("https://creativecommons.org/licenses/by-sa/3.0/"))
    }

    @Test(
        "A compiled table with any one byte changed is refused", arguments: [ReferenceTables.Kind.vehicles, .devices])
    func altered(kind: ReferenceTables.Kind) {
        let seed: UInt64 = 20_260_604
        var random = SplitMix64(seed: seed)
        var file = Self.file(kind)
        for _ in 0..<20 {
            let (place, bit) = (Int.random(in: 0..<file.count, using: &random), UInt8.random(in: 0..<8, using: &random))
            file[place] ^= 1 << bit
            #expect(error(kind, file)?.code == .referenceDamaged, "seed \(seed), byte \(place), bit \(bit)")
            file[place] ^= 1 << bit
        }
    }

    @Test("A table that is cut off is refused", arguments: ReferenceTables.Kind.allCases)
    func truncated(kind: ReferenceTables.Kind) {
        let file = Self.file(kind)
        for count in [0, 1, 8, 11, 12, 100, file.count / 2, file.count - 5, file.count - 1] {
            let cut = Array(file.prefix(count))
            // A text that is cut behind a line can be read; that it knows less than before tells.
            if cut.last == 0x0A { continue }
            #expect([.referenceDamaged, .gs1Table].contains(error(kind, cut)?.code), "\(count)")
        }
    }

    @Test("A text that is cut behind a line is told by what it lacks")
    func cutBehindALine() throws {
        for (kind, loss) in [
            (ReferenceTables.Kind.dictionary, "the application identifier (91)"), (.prefixes, "the prefix "),
        ] {
            let file = Self.file(kind)
            let last = try #require(file.dropLast().lastIndex(of: 0x0A))
            var tables = ReferenceTables.builtIn
            try tables.replace(kind, with: ReferenceBytes(Array(file[...last])))
            #expect(tables.loss(of: kind, since: .builtIn)?.hasPrefix(loss) == true)
        }
    }

    @Test("What is none of the tables is not taken for one")
    func strangers() {
        for text in ["", "\n\n", "hello", "# only\n# comments\n", "{\"a\":1}", "\u{0}\u{0}\u{0}", "ELF", "VIN\tmake\n"]
        {
            let error = #expect(throws: IdentifierError.self, "\(text)") {
                try ReferenceTables.Kind(recognizing: Array(text.utf8))
            }
            #expect(error?.code == .referenceDamaged)
        }
    }

    @Test("A damaged line is named")
    func damagedLine() {
        var lines = String(decoding: Self.file(.dictionary), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        lines[16] = "01 N14,nonsense"
        let error = error(.dictionary, Array(lines.joined(separator: "\n").utf8))
        #expect(error?.code == .gs1Table)
        #expect(error?.sentence.contains("line 17") == true)
    }

    @Test(
        "Versions are compared by the dates that they name",
        arguments: [
            ("2026-01-27", "2026-01-27", false), ("2026-01-26", "2026-01-27", true),
            ("2026-01-27", "2025-12-31", false),
            ("vPIC 3.45 (2024-03-16)", "vPIC 3.60 (2025-02-01)", true), ("TAC 2016", "TAC 2016-05-01", true),
            ("TAC 2017", "TAC 2016-05", false), ("", "2026", nil), ("3.45", "3.46", nil), ("9999-99", "2026", nil),
        ] as [(String, String, Bool?)])
    func age(version: String, other: String, isOlder: Bool?) {
        let facts = { ReferenceTables.Facts(version: $0, source: "", notice: "") }
        #expect(facts(version).isOlder(than: facts(other)) == isOlder)
    }

    @Test("What a file says of itself is made harmless")
    func facts() {
        let facts = ReferenceTables.Facts(
            version: "a\u{0}b\u{1B}[31m\n", source: String(repeating: "x", count: 5_000), notice: "\u{7F}é")
        #expect(facts.version == "ab[31m" && facts.notice == "é")
        #expect(facts.source.count == ReferenceTables.Facts.longestText)
    }

    @Test("Any bytes: read or refused, never a trap", arguments: 0..<40)
    func anyBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for kind in ReferenceTables.Kind.allCases {
            let begin = Self.file(kind).prefix(Int.random(in: 0..<400, using: &random))
            let rest = (0..<Int.random(in: 0..<400, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = try? ReferenceTables.Kind(recognizing: begin + rest)
            var tables = ReferenceTables.builtIn
            try? tables.replace(kind, with: ReferenceBytes(begin + rest))
        }
    }
}
