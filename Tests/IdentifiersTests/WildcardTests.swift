import TestSupport
import Testing

@testable import Identifiers

@Suite struct WildcardTests {
    @Test(arguments: [
        ("2024-*", "2024-W10", true), ("2024-*", "2024-", true), ("2024-*", "2025-W10", false), ("*", "", true),
        ("?", "", false), ("?", "é", true), ("?", "ab", false), ("a*b*c", "abc", true), ("a*b*c", "aXbYbZc", true),
        ("a*b*c", "aXcYb", false), ("*77*", "177", true), ("*77*", "717", false), ("a**b", "ab", true),
        ("A", "a", false), ("a?c", "a*c", true), ("日?語", "日本語", true), ("*a", "aaaa", true), ("a*a", "a", false),
    ])
    func aPatternFitsTheWholeText(_ pattern: String, _ text: String, _ fits: Bool) throws {
        #expect(try WildcardPattern(parsing: pattern).matches(text) == fits)
    }

    @Test(
        arguments: [
            ("", IdentifierError.Code.empty, nil), ("a\u{0}b", .character, 1), ("\u{202E}*", .character, 0),
            (String(repeating: "a", count: 64), .length, 63), (String(repeating: "?*", count: 10_000), .length, 63),
        ] as [(String, IdentifierError.Code, Int?)])
    func whatIsNoPatternIsRefused(_ text: String, _ code: IdentifierError.Code, _ position: Int?) {
        let error = #expect(throws: IdentifierError.self) { try WildcardPattern(parsing: text) }
        #expect(error?.code == code)
        #expect(error?.position == position)
    }

    @Test(arguments: [
        ("WVWZZZ1K?7*", "WVWZZZ1KZ7W386752", true), ("wvwzzz1k?7*", "WVWZZZ1KZ7W386752", true),
        ("WVWZZZ1K?7*", "WVWZZZ1KZ8W386752", false), ("*", "WVWZZZ1KZ7W386752", true),
        ("*", "WVWZZZ1KZ7W38675", false), ("*", "WVWZZZ1KZ7W38675O", false), ("*52", "wvwzzz1kz7w386752", true),
    ])
    func aPatternOfVehicleNumbersFitsThoseOnly(_ pattern: String, _ serial: String, _ fits: Bool) throws {
        #expect(try SerialWildcard(vin: pattern).matches(serial) == fits)
    }

    @Test(
        arguments: [
            ("WVWZZZ1O*", IdentifierError.Code.character, 7), ("WVW", .length, nil), ("????????????????", .length, nil),
            ("WVWZZZ1KZ7W3867521*", .length, nil), ("", .empty, nil),
        ] as [(String, IdentifierError.Code, Int?)])
    func aPatternThatNoVehicleNumberHasIsRefused(
        _ text: String, _ code: IdentifierError.Code, _ position: Int?
    ) {
        let error = #expect(throws: IdentifierError.self) { try SerialWildcard(vin: text) }
        #expect(error?.code == code)
        #expect(error?.position == position)
    }

    /// A second way to say whether a text has a pattern: by trying every length for each star.
    private func naively(_ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return (0...text.count).contains { naively(pattern.dropFirst(), text.dropFirst($0)) }
        }
        guard let scalar = text.first, first == "?" || first == scalar else { return false }
        return naively(pattern.dropFirst(), text.dropFirst())
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func randomPatternsFitAsTheirStarsSay(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<20 {
            func text(_ alphabet: String, _ length: Int) -> String {
                String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" })
            }
            let pattern = text("ab?*", 1 + Int(random.next() % 7))
            let text = text("ab", Int(random.next() % 9))
            let fits = naively(Array(pattern.unicodeScalars)[...], Array(text.unicodeScalars)[...])
            #expect(try WildcardPattern(parsing: pattern).matches(text) == fits, "seed \(seed): \(pattern) \(text)")
        }
    }
}

@Suite struct SerialMatchesTests {
    /// A pattern made from a serial number by hiding some of its characters, or changing one.
    private func wildcard(like serial: String, _ random: inout SplitMix64) throws -> SerialWildcard? {
        var pattern = Array(serial)
        for place in pattern.indices where random.next() % 3 == 0 { pattern[place] = "?" }
        for _ in 0..<Int(random.next() % 3) {
            let from = Int(random.next() % UInt64(pattern.count))
            let to = min(pattern.count, from + Int(random.next() % 6))
            pattern.replaceSubrange(from..<to, with: ["*"])
            if pattern.isEmpty { pattern = ["*"] }
        }
        if random.next() % 4 == 0 { pattern[Int(random.next() % UInt64(pattern.count))] = "7" }
        let text = String(pattern)
        if random.next() % 5 == 0 { return try? SerialWildcard(vin: text) }
        return SerialWildcard(serial: try WildcardPattern(parsing: text))
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func theyAreCountedAndFoundAsIfOneByOne(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var sample = try RandomFormat(using: &random)
        while sample.format.room > 5_000 { sample = try RandomFormat(using: &random) }
        let (format, writer) = (sample.format, try sample.format.writer(for: sample.fields))
        let serials = try (0..<format.room).map { try writer.text(of: $0) }
        let patterns = try (0..<Int(1 + random.next() % 3)).compactMap { _ in
            try wildcard(like: serials.randomElement(using: &random) ?? "", &random)
        }
        let needed = Int(random.next() % 3)
        func isWanted(_ fits: [Bool]) -> Bool { fits.count { $0 } >= needed }
        let matches = try #require(
            SerialMatches(of: format, printing: serials[0], patterns.map { .pattern($0) }, where: isWanted))
        let wanted = serials.map { serial in isWanted(patterns.map { $0.matches(serial) }) }
        let comment: Comment = "seed \(seed): \(format.pattern) \(patterns.map(\.pattern.text))"
        #expect(matches.isAll == (wanted.allSatisfy { $0 } ? true : wanted.contains(true) ? nil : false), comment)
        for _ in 0..<20 {
            let bounds = [sample.sequence(using: &random), sample.sequence(using: &random)].sorted()
            let range = bounds[0]...bounds[1]
            #expect(matches.count(in: range) == Int64(range.count { wanted[Int($0)] }), comment)
            #expect(matches.first(in: range) == range.first { wanted[Int($0)] }, comment)
            #expect(matches.contains(bounds[0]) == wanted[Int(bounds[0])], comment)
        }
    }

    /// The check digit of a VIN stands before its sequence number.
    @Test func aCheckDigitMayBeAskedFor() throws {
        let format = try SerialFormat(parsing: "WVWZZZ1K{check:vin}{year:vin}W{seq:6}")
        let writer = try format.writer(for: .init(date: try CivilDate(year: 2007)))
        let wildcards = try ["WVWZZZ1KX7W*", "*W38????"].map { try SerialWildcard(vin: $0) }
        let matches = try #require(
            SerialMatches(of: format, printing: try writer.text(of: 0), wildcards.map { .pattern($0) }) {
                $0.allSatisfy { $0 }
            })
        let expected = try (380_000...389_999 as ClosedRange<Int64>).filter { sequence in
            try writer.text(of: sequence).dropFirst(8).hasPrefix("X")
        }
        #expect(matches.count(in: 0...999_999) == Int64(expected.count))
        #expect(matches.first(in: 0...999_999) == expected.first)
        #expect(matches.isAll == nil)
    }

    @Test func aTrillionSerialNumbersAreCountedWithoutWritingThem() throws {
        let format = try SerialFormat(parsing: "N{seq:15}{check:mod37-36}")
        let serial = try format.writer(for: .init()).text(of: 0)
        let pattern = SerialWildcard(serial: try WildcardPattern(parsing: "N*77?*"))
        let matches = try #require(SerialMatches(of: format, printing: serial, [.pattern(pattern)]) { $0[0] })
        let all = matches.count(in: 0...(format.room - 1))
        #expect(all > format.room / 10 && all < format.room / 5)
        #expect(matches.first(in: 1...(format.room - 1)) == 77)
        #expect(matches.count(in: 0...76) == 0)
    }

    @Test func patternsThatWouldMakeTooManyStatesAreRefused() throws {
        let format = try SerialFormat(parsing: "{seq:31:[AB]}")
        let serial = try format.writer(for: .init()).text(of: 0)
        let patterns = try (0..<8).map { _ in
            SerialWildcard(serial: try WildcardPattern(parsing: "*A??????????????B*"))
        }
        #expect(SerialMatches(of: format, printing: serial, patterns.map { .pattern($0) }) { $0[0] } == nil)
    }
}
