import Identifiers
import Testing

@Suite("Serial formats")
struct SerialFormatTests {
    private static let refrigerator = "{plant:2}{yy}{ww}{seq:6}{check:mod37-36}"

    private static func fields(_ plant: String? = "FR", _ line: String? = "7") throws -> SerialFormat.Fields {
        SerialFormat.Fields(plant: plant, line: line, date: try CivilDate(year: 2026, month: 6, day: 24))
    }

    @Test("A serial is written, and read back to what it says")
    func writesAndReads() throws {
        let format = try SerialFormat(parsing: Self.refrigerator)
        let writer: SerialWriter = try format.writer(for: Self.fields())
        let text: String = try writer.text(of: 123_456)
        #expect(text == "FR26261234566")
        #expect(format.length == 13)
        #expect(format.room == 1_000_000)
        #expect(format.needs.plant == 2 && format.needs.line == nil && format.needs.date == .day)
        let decoded: SerialFormat.Decoded = try format.decode(text)
        #expect(decoded.sequence == 123_456)
        #expect(decoded.plant == "FR")
        #expect(decoded.yearDigits == "26")
        #expect(decoded.week == 26)
        #expect(decoded.printedKey == "FR2626{seq:6}{check:mod37-36}")
        #expect(try format.printedKey(for: Self.fields()) == decoded.printedKey)
        #expect(decoded.dates(inYears: 2000...2099).map(\.isoText) == ["2026-06-22"])
    }

    @Test(
        "Canonical patterns",
        arguments: [
            ("{seq:6:base10}", "{seq:6}"), ("A{{B}}{seq:3}", "A{{B}}{seq:3}"), ("{seq:4:[0-9]}", "{seq:4}"),
            ("{seq:4:[0-9A-HJ-NP-Z]}", "{seq:4:base34}"), ("{seq:4:[ABCD]}", "{seq:4:[A-D]}"),
            ("{seq:4:[ZYX]}", "{seq:4:[ZYX]}"), ("{yyyy}{mm}{dd}-{seq:3}", "{yyyy}{mm}{dd}-{seq:3}"),
        ])
    func canonical(_ pattern: String, _ wanted: String) throws {
        let format = try SerialFormat(parsing: pattern)
        #expect(format.pattern == wanted)
        #expect(try SerialFormat(parsing: wanted) == format)
    }

    @Test(
        "A bad pattern is refused with code and position",
        arguments: [
            ("", "format.syntax", 0), ("ABC", "format.noSequence", nil), ("A{seq:6", "format.syntax", 1),
            ("A}{seq:6}", "format.syntax", 1), ("{seq:6}{seq:2}", "format.repeatedField", 7),
            ("AB{scrambles:10}", "format.unknownField", 2), ("{seq}", "format.syntax", 0),
            ("{seq:0}", "format.syntax", 5), ("{seq:x}", "format.syntax", 5), ("{seq:64}", "format.syntax", 5),
            ("{seq:19}", "format.tooLarge", 0), ("{seq:63:[01]}", "format.tooLarge", 0),
            ("{seq:6:base11}", "format.alphabet", 7), ("{seq:6:[AA]}", "format.alphabet", 7),
            ("{seq:6:[A]}", "format.alphabet", 7), ("{seq:6:[A-]}", "format.alphabet", 7),
            ("{seq:6}{check:crc}", "format.check", 14), ("{seq:6}{check}", "format.check", 7),
            ("{year:vin}{seq:6}{check:luhn}", "format.check", 17), ("{seq:6}{check:vin}", "format.check", 7),
            ("{seq:6}{check:mod43}", "format.check", 7), ("{yy}{ww}{mm}{seq:3}", "format.conflict", 8),
            ("{ddd}{dd}{seq:3}", "format.conflict", 5), ("{seq:6:base36}{check:mod11-2}", "format.check", 14),
            ("é{seq:6}", "format.syntax", 0), ("A\u{0}{seq:6}", "format.syntax", 1), (" {seq:6}", "format.syntax", 0),
            ("{seq:6} ", "format.syntax", 7), ("{yy:2}{seq:6}", "format.syntax", 3),
            ("{plant:16}{line:16}{seq:18}ABCDEFGHIJKLMNO", "format.tooLong", nil),
            ("{}{seq:6}", "format.unknownField", 0),
            ("{\u{202E}}{seq:6}", "format.unknownField", 0), ("{check:luhn}", "format.noSequence", nil),
        ] as [(String, String, Int?)])
    func refusesPattern(_ pattern: String, _ code: String, _ position: Int?) throws {
        let error = try #require(throws: IdentifierError.self) { try SerialFormat(parsing: pattern) }
        #expect(error.code.rawValue == code, "\(error)")
        #expect(error.position == position, "\(error)")
        #expect(
            error.sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.properties.generalCategory != .format })
    }

    @Test("An unknown field is named")
    func namesUnknownField() throws {
        let error = try #require(throws: IdentifierError.self) { try SerialFormat(parsing: "{scrambles:10}") }
        #expect(error.sentence.contains("{scrambles}"))
    }

    @Test(
        "Missing and unfit field values are refused",
        arguments: [
            (SerialFormat.Fields(), "format.fieldMissing"),
            (.init(plant: "FR"), "format.fieldMissing"),
            (.init(plant: "FRA", date: try? CivilDate(year: 2026, month: 1, day: 1)), "format.fieldValue"),
            (.init(plant: "fr", date: try? CivilDate(year: 2026, month: 1, day: 1)), "format.fieldValue"),
            (.init(plant: "Ä1", date: try? CivilDate(year: 2026, month: 1, day: 1)), "format.fieldValue"),
            (.init(plant: "FR", date: try? CivilDate(year: 2026, month: 1)), "format.fieldMissing"),
        ])
    func refusesFields(_ fields: SerialFormat.Fields, _ code: String) throws {
        let format = try SerialFormat(parsing: Self.refrigerator)
        let error = try #require(throws: IdentifierError.self) { try format.writer(for: fields) }
        #expect(error.code.rawValue == code)
        #expect(throws: IdentifierError.self) { try format.printedKey(for: fields) }
    }

    @Test("Sequence numbers outside the room are refused")
    func refusesSequence() throws {
        let writer: SerialWriter = try SerialFormat(parsing: "{seq:3}").writer(for: .init())
        #expect(try writer.text(of: 999) == "999")
        for number in [-1, 1000, Int64.min, Int64.max] {
            #expect(throws: IdentifierError.self) { try writer.text(of: number) }
            #expect(throws: IdentifierError.self) { try writer.lines(from: 0, through: number) }
        }
        #expect(throws: IdentifierError.self) { try writer.lines(from: 5, through: 4) }
    }

    @Test("The largest room that 63 bits hold is written and read")
    func largestRoom() throws {
        let format = try SerialFormat(parsing: "{seq:18}{check:damm}")
        let writer: SerialWriter = try format.writer(for: .init())
        let text: String = try writer.text(of: 999_999_999_999_999_999)
        #expect(try format.decode(text).sequence == 999_999_999_999_999_999)
        let binary = try SerialFormat(parsing: "{seq:62:[01]}")
        let last: Int64 = binary.room - 1
        #expect(try binary.decode(binary.writer(for: .init()).text(of: last)).sequence == last)
    }

    @Test("Around New Year the week-year is printed, not the calendar year")
    func weekYear() throws {
        let format = try SerialFormat(parsing: "{yyyy}W{ww}-{seq:2}")
        let fields = SerialFormat.Fields(date: try CivilDate(year: 2024, month: 12, day: 30))
        #expect(try format.writer(for: fields).text(of: 5) == "2025W01-05")
    }

    @Test(
        "A wrong character is named with its place and what belongs there",
        arguments: [
            ("FR2626123456", "identifier.length", 12), ("FR262612345660", "identifier.length", 13),
            ("", "identifier.length", 0), ("fR26261234566", "identifier.character", 0),
            ("FR2626O234566", "identifier.character", 6), ("FR26261234567", "identifier.checkCharacter", 12),
            ("FR26001234566", "identifier.date", 4), ("FR26601234566", "identifier.character", 4),
            ("FR2626１234566", "identifier.character", 6), ("FR2626\u{0}234566", "identifier.character", 6),
            ("FR26541234566", "identifier.date", 4),
        ])
    func explains(_ text: String, _ code: String, _ position: Int) throws {
        let format = try SerialFormat(parsing: Self.refrigerator)
        let error = try #require(throws: IdentifierError.self) { try format.decode(text) }
        #expect(error.code.rawValue == code, "\(error)")
        #expect(error.position == position, "\(error)")
    }

    @Test("The sentences read well")
    func sentences() throws {
        let format = try SerialFormat(parsing: Self.refrigerator)
        let check = try #require(throws: IdentifierError.self) { try format.decode("FR26261234567") }
        #expect(
            check.sentence == "The 13th character of the serial number is '7', but the others ask for "
                + "the check character '6': one of the characters is miscopied, compare them with the plate.")
        let digit = try #require(throws: IdentifierError.self) { try format.decode("FR2626O234566") }
        #expect(digit.sentence == "The 7th character of the serial number is 'O'; expected a digit.")
    }

    @Test("Dates that the calendar lacks are refused, leap days are not")
    func calendarDates() throws {
        let days = try SerialFormat(parsing: "{yy}{mm}{dd}{seq:2}")
        for good in ["24022901", "26123101", "00022901"] { #expect(throws: Never.self) { try days.decode(good) } }
        for bad in ["23022901", "26130101", "26003101", "26043101", "26010001"] {
            #expect(throws: IdentifierError.self) { try days.decode(bad) }
        }
        let weeks = try SerialFormat(parsing: "{yyyy}{ww}{seq:1}")
        #expect(throws: Never.self) { try weeks.decode("2026531") }
        #expect(throws: IdentifierError.self) { try weeks.decode("2025531") }
        let ordinal = try SerialFormat(parsing: "{y}{ddd}{seq:1}")
        #expect(try ordinal.decode("43661").dates(inYears: 2010...2029).map(\.isoText) == ["2024-12-31"])
        #expect(throws: IdentifierError.self) { try SerialFormat(parsing: "{yyyy}{ddd}{seq:1}").decode("20233661") }
    }

    @Test(
        "What a person types is found",
        arguments: [
            "fr26261234566", "FR 2626 123456 6", "FR-26-26-123456-6", "ＦＲ２６２６１２３４５６６", "FR.2626/123456.6",
            "FR2626I234566", " fr2626i23456 6 ",
        ])
    func looseText(_ text: String) throws {
        let format = try SerialFormat(parsing: Self.refrigerator)
        #expect(format.decodings(ofLoose: text).map(\.text) == ["FR26261234566"])
        #expect(format.couldMatch(key: FindKey.fold(text)))
    }

    @Test("Both spellings of a zero are tried, the typed one first")
    func ambiguousText() throws {
        let format = try SerialFormat(parsing: "{seq:3:base36}")
        #expect(format.decodings(ofLoose: "o1a").map(\.text) == ["O1A", "OIA", "01A", "0IA"])
        #expect(format.decodings(ofLoose: String(repeating: "0", count: 3)).count == 8)
        let long = try SerialFormat(parsing: "{seq:12:base36}{check:mod37-36}")
        #expect(long.decodings(ofLoose: String(repeating: "0", count: 13)).count == SerialFormat.largestDecodings)
    }

    @Test("Text of another shape has no decodings", arguments: ["", "-", "FR2626", "\u{0}", "🙂", "FR2626123456X7"])
    func looseNonsense(_ text: String) throws {
        #expect(try SerialFormat(parsing: Self.refrigerator).decodings(ofLoose: text).isEmpty)
    }

    @Test(
        "Overlap is decided place by place",
        arguments: [
            ("A{seq:4}", "B{seq:4}", false, false), ("A{seq:4}", "A{seq:5}", false, false),
            ("{plant:1}{seq:4}", "A{seq:4}", true, true), ("O{seq:4}", "0{seq:4}", false, true),
            ("A-{seq:4}", "A{seq:4}", false, true), ("{yy}{ww}{seq:2}", "6{seq:5}", true, true),
            ("{ww}{seq:2}", "6{seq:3}", false, false), ("a{seq:4}", "A{seq:4}", false, true),
            ("FR2626{seq:6}", "{plant:2}{yy}{ww}{seq:6}", true, true),
        ])
    func overlap(_ left: String, _ right: String, _ texts: Bool, _ keys: Bool) throws {
        let first = try SerialFormat(parsing: left)
        let second = try SerialFormat(parsing: right)
        #expect(first.overlaps(second) == texts)
        #expect(second.overlaps(first) == texts)
        #expect(first.collidesByKey(second) == keys)
        #expect(second.collidesByKey(first) == keys)
    }

    @Test("A VIN-like format carries the VIN's check digit in position 9")
    func vehicleFormat() throws {
        let format = try SerialFormat(parsing: "1M8GDM9A{check:vin}{year:vin}P{seq:6}")
        let writer: SerialWriter = try format.writer(for: .init(date: CivilDate(year: 1989)))
        let text: String = try writer.text(of: 42788)
        #expect(text == "1M8GDM9AXKP042788")
        #expect(try VIN(parsing: text, profile: .us).hasValidCheckDigit)
        #expect(try format.decode(text).dates(inYears: 1980...2039).map(\.year) == [1989, 2019])
    }

    @Test("The check skips literal dashes and covers what stands on both sides of it")
    func checkCoverage() throws {
        let format = try SerialFormat(parsing: "{check:luhn}-79-{seq:4}-")
        let text: String = try format.writer(for: .init()).text(of: 9273)
        #expect(text.first == CheckCharacter.luhn.compute(over: "799273".utf8)?.first)
        #expect(try format.decode(text).sequence == 9273)
    }
}
