import Identifiers
import Testing

@testable import Server

@Suite("Text on pages")
struct TextTests {
    @Test(
        "Whole numbers are grouped by threes",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1\u{202F}000"), (-1_234_567, "\u{2212}1\u{202F}234\u{202F}567"),
            (Int.min, "\u{2212}9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
        ])
    func grouping(value: Int, text: String) {
        #expect(Numbers.grouped(value) == text)
    }

    @Test(
        "Numbers with decimals are rounded, never in exponents",
        arguments: [
            (0.0, 2, "0.00"), (2.899999, 2, "2.90"), (0.004, 2, "0.00"), (-0.001, 2, "0.00"), (0.05, 2, "0.05"),
            (1234.5, 1, "1\u{202F}234.5"), (-7.25, 1, "\u{2212}7.3"), (.nan, 2, "–"), (.infinity, 0, "–"),
            (1e300, 2, "–"),
        ])
    func decimals(value: Double, places: Int, text: String) {
        #expect(Numbers.fixed(value, places: places) == text)
    }

    @Test(
        "Dates of instants, in their own zone",
        arguments: [
            (0 as Int64, 0, "1 January 1970", "1970-01-01T00:00:00Z"),
            (-1, 0, "31 December 1969", "1969-12-31T23:59:59Z"),
            (951_782_400_000_000, 0, "29 February 2000", "2000-02-29T00:00:00Z"),
            (1_709_164_799_999_999, 60, "29 February 2024", "2024-02-29T00:59:59+01:00"),
            (1_709_164_800_000_000, -300, "28 February 2024", "2024-02-28T19:00:00-05:00"),
            (-62_135_596_800_000_000, 0, "1 January 1", "0001-01-01T00:00:00Z"),
        ])
    func moments(microseconds: Int64, offset: Int, date: String, machine: String) {
        let moment = Moment(microseconds: microseconds, offsetMinutes: offset)
        #expect(moment.dateText == date)
        #expect(moment.machineText == machine)
    }

    @Test(
        "Any instant and any offset make a date", arguments: [Int64.min, -1, 0, .max], [Int.min, -1439, 0, 1439, .max])
    func extremeMoments(microseconds: Int64, offset: Int) {
        let moment = Moment(microseconds: microseconds, offsetMinutes: offset)
        #expect((1...9999).contains(moment.date.year))
        #expect((0...23).contains(moment.hour))
    }

    @Test(
        "Dates tell as much as is known",
        arguments: [("2024", "2024"), ("2024-03", "March 2024"), ("2024-03-01", "1 March 2024")])
    func datePrecision(iso: String, text: String) throws {
        #expect(try CivilDate(parsing: iso).text == text)
    }

    @Test(
        "Steps and states are told in plain words",
        arguments: [
            ("retail_selling", "Sold"), ("sensor_reporting", "Health report"), ("cold_soaking", "Cold soaking"),
            ("", "Something happened"),
        ])
    func steps(name: String, text: String) throws {
        #expect(Words.english.step(name) == text)
    }

    @Test("States have a tone, plain where none is told")
    func tones() throws {
        let words = Words.english
        #expect(words.disposition("in_transit") == "On its way")
        #expect(words.tone(ofDisposition: "stolen") == .bad)
        #expect(words.tone(ofDisposition: "in_transit") == .plain)
        #expect(words.tone(ofDisposition: "nonsense") == .plain)
    }

    @Test(
        "Addresses are percent-encoded as they are built",
        arguments: [
            (Href([]), "/"), (Href.lookup("S/N 4711&x=#"), "/lookup?q=S%2FN%204711%26x%3D%23"),
            (Href.model("hé", "A/B"), "/manufacturers/h%C3%A9/models/A%2FB"),
            (Href([], fragment: "javascript:alert(1)"), "#javascript%3Aalert%281%29"),
            (Href(["//evil.example"]), "/%2F%2Fevil.example"),
        ])
    func addresses(href: Href, text: String) {
        #expect(href.text == text)
    }

    @Test(
        "What cannot be seen or turns the direction is written out, and nothing else is touched",
        arguments: [
            ("Z302SWQW", "Z302SWQW"), ("", ""), ("a\u{0}b\u{1B}c\u{7F}", "a␀b␛c␡"), ("a\tb\n", "a\tb\n"),
            ("\u{202E}abc\u{2066}", "⟨U+202E⟩abc⟨U+2066⟩"), ("\u{FEFF}x\u{85}", "⟨U+FEFF⟩x⟨U+0085⟩"),
            ("№ 型号 سيارة ｆｕｌｌ É €", "№ 型号 سيارة ｆｕｌｌ É €"), ("\r\n", "␍\n"),
        ])
    func visibleText(text: String, shown: String) {
        #expect(VisibleText.string(text) == shown)
    }

    @Test("The interval bar takes finite rates in order, and nothing else")
    func intervalBar() {
        #expect(IntervalBar(low: 1, point: 2, high: 3, label: "") != nil)
        #expect(IntervalBar(low: 0, point: 0, high: 0.001, label: "") != nil)
        for (low, point, high) in [(2.0, 1.0, 3.0), (1, 4, 3), (-1, 0, 1), (0, 0, 0), (0, .nan, 1), (0, 1, .infinity)] {
            #expect(IntervalBar(low: low, point: point, high: high, label: "") == nil)
        }
    }

    @Test("The interval bar's axis ends at a round number beyond the upper limit")
    func intervalAxis() throws {
        let bar = try #require(IntervalBar(low: 2.72, point: 2.9, high: 3.1, label: "l"))
        let ticks = try #require(bar.mustache["ticks"] as? [[String: any Sendable]])
        #expect(ticks.compactMap { $0["text"] as? String } == ["0 %", "2.5 %", "5 %"])
        #expect(bar.mustache["point"] as? String == "230.4")
    }
}
