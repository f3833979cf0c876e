import Identifiers
import Registry
import Testing

@Suite struct ValueTests {
    @Test(arguments: ["0", "12", "-12.50", "007", String(repeating: "9", count: 40)])
    func plainDecimalsPass(_ text: String) throws {
        try TextRules.checkDecimal(text, field: "value")
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "1.2.3", "+1", "1e5", "1,5", " 1", "１２", "٣", "NaN", "--1",
        String(repeating: "9", count: 41),
    ])
    func otherTextsAreNoDecimals(_ text: String) {
        #expect(throws: RegistryError.self) { try TextRules.checkDecimal(text, field: "value") }
    }

    @Test func aForbiddenCharacterIsNamedByItsPlace() {
        let error = #expect(throws: RegistryError.self) {
            try TextRules.check("ab\u{202E}c", field: "name", limit: 10)
        }
        #expect(error?.code == .valueInvalid && error?.field == "name" && error?.position == 2)
    }

    /// Characters that hide, reorder or move text; joiners but where a script is spelled with them.
    @Test(
        arguments: [
            "\0", "\u{7}", "\t", "\n", "\r", "\u{1B}", "\u{7F}", "\u{80}", "\u{9F}", "\u{AD}", "\u{61C}", "\u{200B}",
            "\u{200C}",
            "\u{200D}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}",
            "\u{202E}",
            "\u{2060}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{FEFF}", "\u{FFF9}", "\u{E000}", "\u{E0041}",
            "\u{633}\u{200C}", "\u{633}\u{200C}x", "x\u{200C}\u{633}", "\u{633}\u{200C}\u{200C}\u{633}", "👩\u{200D}🔧",
        ])
    func charactersThatHideOrReorderTextAreNoName(_ text: String) {
        #expect(throws: RegistryError.self) { try TextRules.check("A\(text)B", field: "name", limit: 100) }
    }

    @Test(arguments: ["Ørsted & Søn", "می\u{200C}خواهم", "क्\u{200D}ष", "日本", "Zürich™", "שלום", "O’Neil"])
    func namesOfEveryScriptAreNames(_ text: String) throws {
        try TextRules.check(text, field: "name", limit: 100)
    }

    @Test(arguments: [
        (0 as Int64, 0, "1970-01-01"), (-1, 0, "1969-12-31"), (0, -1, "1969-12-31"), (86_399_999_999, 0, "1970-01-01"),
        (86_399_999_999, 1, "1970-01-02"), (.max, 0, "9999-12-31"), (.min, 0, "0001-01-01"),
        (.max, .max, "9999-12-31"), (.min, .min, "0001-01-01"),
    ])
    func everyMomentHasADay(_ microseconds: Int64, _ zone: Int, _ day: String) {
        #expect(CivilDate(microseconds: microseconds, zoneOffset: zone).isoText == day)
    }

    @Test(
        arguments: [
            (1, 1, 1), (0, 9, 10), (.min, .max, .max), (0, .max, .max), (1, .max, .max), (.min, -1, .max),
        ] as [(Int64, Int64, Int64)])
    func theLengthOfARangeNeverOverflows(_ first: Int64, _ last: Int64, _ length: Int64) {
        #expect((first...last).length == length)
    }
}
