import Identifiers
import Testing

@testable import Registry

@Suite struct CellTests {
    @Test(
        arguments: [
            ("2026", 2026, nil, nil), ("2026-07", 2026, 7, nil), ("2024-02-29", 2024, 2, 29),
        ] as [(String, Int, Int?, Int?)])
    func datesKeepTheirPrecision(text: String, year: Int, month: Int?, day: Int?) throws {
        #expect(try Cell.date(text) == CivilDate(year: year, month: month, day: day))
    }

    @Test(arguments: [
        ("03/04/2026", "2026-04-03 or 2026-03-04"), ("13.04.2026", "write 2026-04-13"),
        ("4/13/2026", "write 2026-04-13"), ("4/4/2026", "write 2026-04-04"), ("2026/3/1", "write 2026-03-01"),
        ("20260301", "write 2026-03-01"), ("45123", "spreadsheet"), ("2026-02-30", "no such day"),
        ("1/2/26", "four digits"), ("next week", "write 2026"), ("", "write 2026"), ("２０２６", "write 2026"),
        ("99999999999999999999", "write 2026"), ("0000", "write 2026"),
    ])
    func otherDatesAreRefusedWithWhatToWrite(text: String, advice: String) {
        let fault = #expect(throws: CellFault.self) { try Cell.date(text) }
        #expect(fault?.code == (advice.contains(" or ") ? .dateOrder : .date))
        #expect(fault?.sentence.contains(advice) == true, "\(fault?.sentence ?? "")")
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", nil, 0, 0), ("1970-01-01", nil, 0, 0), ("1970-01-01", 60, -3_600_000_000, 60),
            ("1970-01-01t00:00:01.5z", nil, 1_500_000, 0), ("1970-01-01 02:00+02:00", nil, 0, 120),
            ("1970-01-01T02:00:00", 120, 0, 120), ("1970-01-01T00:00:00Z", 120, 0, 120),
            ("1970-01-01T00:00:00.1234567Z", nil, 123_456, 0),
            ("2026-07-14T09:30:00+02:00", nil, 1_784_014_200_000_000, 120),
            ("1969-12-31T18:30:00-0530", nil, 0, -330), ("0001-01-01T00:00:00Z", nil, -62_135_596_800_000_000, 0),
        ] as [(String, Int?, Int64, Int)])
    func timesAreMomentsWithAnOffset(text: String, zone: Int?, microseconds: Int64, offset: Int) throws {
        #expect(try Cell.time(text, zone: zone) == ZonedTime(microseconds: microseconds, offsetMinutes: offset))
    }

    @Test(arguments: [
        "2026-07-14T09:30:00", "2026-07-14T24:00:00Z", "2026-07-14T09:60:00Z", "2026-07-14T09:30:00+15:00",
        "2026-07-14T09:30:00Zulu", "2026-07", "14/07/2026 09:30", "2026-07-14T", "2026-07-14T09:30:00.Z", "T", "",
        "2026-07-14T09:30:00 CET", "2026-07-14x09:30:00Z", "2026-07-14T09:30:00+14:01",
    ])
    func otherTimesAreRefused(text: String) {
        #expect(throws: CellFault.self) { try Cell.time(text, zone: nil) }
    }

    @Test(arguments: [("Z", 0), ("+02:00", 120), ("-0330", -210), ("+14:00", 840), ("z", 0)])
    func zonesAreOffsets(text: String, minutes: Int) throws {
        #expect(try Cell.zone(text) == minutes)
    }

    @Test(arguments: ["CET", "Europe/Oslo", "+2", "+15:00", "", "02:00", "+02:00 "])
    func otherZonesAreRefused(text: String) {
        let fault = #expect(throws: CellFault.self) { try Cell.zone(text) }
        #expect(fault?.code == .zone)
    }

    @Test(arguments: [
        ("4.50", "4.5"), ("+004", "4"), ("-0", "0"), ("0.00", "0"), ("1e3", "1000"), ("12.5E-1", "1.25"), (".5", "0.5"),
        ("5.", "5"), ("-0.05", "-0.05"), ("100", "100"), ("1.5e+1", "15"), ("10.0e1", "100"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
    ])
    func decimalsAreExactAndCanonical(text: String, canonical: String) throws {
        #expect(try Cell.decimal(text) == canonical)
        #expect(try Cell.decimal(canonical) == canonical)
    }

    @Test(arguments: [
        "", "-", ".", "1 000", "1e", "1e99999", "NaN", "0x10", "١", "1.2.3", "1e40", "1e-40", "--1",
    ])
    func otherDecimalsAreRefused(text: String) {
        let fault = #expect(throws: CellFault.self) { try Cell.decimal(text) }
        #expect(fault?.code == .decimal)
    }

    @Test func aDateAndANumberThatReadTwoWaysAreReadAsIsSaid() throws {
        #expect(try Cell.date("03/04/2026", .dmy).isoText == "2026-04-03")
        #expect(try Cell.date("03/04/2026", .mdy).isoText == "2026-03-04")
        #expect(try Cell.date("2026-03-04", .dmy).isoText == "2026-03-04")
        #expect(throws: CellFault.self) { try Cell.date("13/13/2026", .dmy) }
        #expect(throws: CellFault.self) { try Cell.date("04/13/2026", .dmy) }
        #expect(try Cell.time("03.04.2026 10:30Z", zone: nil, .dmy).text == "2026-04-03T10:30:00Z")
        #expect(try Cell.decimal("1.234,5", .comma) == "1234.5")
        #expect(try Cell.decimal("1,234.5", .point) == "1234.5")
        #expect(try Cell.decimal("-3,5", .comma) == "-3.5")
        for text in ["1.23,5", "12,34", "1,2,3", "1.234.56,7"] {
            let mark: ImportOptions.DecimalMark = text == "12,34" ? .point : .comma
            #expect(throws: CellFault.self, "\(text)") { try Cell.decimal(text, mark) }
        }
        let fault = #expect(throws: CellFault.self) { try Cell.decimal("1,5") }
        #expect(fault?.code == .decimalMark)
    }

    @Test func integersAreWholeNumbers() throws {
        #expect(try Cell.integer("9223372036854775807") == .max)
        #expect(try Cell.integer("-12") == -12)
        for text in ["9223372036854775808", "1.0", "1,000", "+1", "", "-", "１２"] {
            #expect(throws: CellFault.self, "\(text)") { try Cell.integer(text) }
        }
    }

    @Test func yesAndNoHaveFewSpellings() throws {
        #expect(try ["yes", "TRUE", "1", "Y"].map(Cell.yesNo) == [true, true, true, true])
        #expect(try ["no", "False", "0", "n"].map(Cell.yesNo) == [false, false, false, false])
        #expect(throws: CellFault.self) { try Cell.yesNo("maybe") }
    }

    @Test func listsAndReadingsAreJoinedBySemicolons() throws {
        #expect(try Cell.list(" a; b ;;c;") == ["a", "b", "c"])
        let readings = try Cell.readings("temperature=4.50 CEL; smart_5_raw = 0")
        #expect(readings.map(\.type) == ["temperature", "smart_5_raw"])
        #expect(readings.map(\.value) == ["4.5", "0"])
        #expect(readings.map(\.unit) == ["CEL", nil])
        for text in ["temperature", "=4", "t=", "t=4 celsius", "t=4 CEL x", "t=four"] {
            #expect(throws: CellFault.self, "\(text)") { try Cell.readings(text) }
        }
        #expect(throws: CellFault.self) { try Cell.list(String(repeating: "a;", count: 1001)) }
    }

    @Test(arguments: ["1.23457E+15", "4.00E+12", "9.9E+11"])
    func numbersThatASpreadsheetShortenedAreRefused(text: String) {
        let fault = #expect(throws: CellFault.self) { try Cell.identifier(text) }
        #expect(fault?.code == .shortened)
    }

    @Test(arguments: ["1234567", "1E+15", "1.2E+1", "A.2E+15", "12.3E+15", "1.2e+15X", "E+", "WD-WCC4E+01"])
    func otherNumbersStayAsTheyAre(text: String) throws {
        #expect(try Cell.identifier(text) == text)
    }
}
