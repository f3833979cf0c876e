import AfterSales
import Foundation
import Identifiers
import Testing

@Suite struct ICalendarTests {
    private func calendar() throws -> String {
        var calendar = ICalendar(name: "Maintenance: Halle 3; Süd, hinten")
        calendar.add(
            uid: "1-A\nB-care/oil-1@nameplate", on: try CivilDate(parsing: "2026-02-28"),
            summary: "Öl wechseln: FJ-320, \(String(repeating: "ä", count: 60))",
            description: "Every 12 months\nBack\\slash", url: "https://id.example.com/units/A",
            stamp: 1_767_225_600_000_000)
        return calendar.finished()
    }

    @Test func linesEndWithCarriageReturnAndAreAtMost75Bytes() throws {
        let text = try calendar()
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.last == "" && !text.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.dropLast().last == "END:VCALENDAR")
    }

    @Test func textsAreEscapedAndDaysHaveNoTime() throws {
        let unfolded = try calendar().replacing("\r\n ", with: "")
        #expect(unfolded.contains("NAME:Maintenance: Halle 3\\; Süd\\, hinten\r\n"))
        #expect(unfolded.contains("DTSTART;VALUE=DATE:20260228\r\n"))
        #expect(unfolded.contains("DTSTAMP:20260101T000000Z\r\n"))
        #expect(unfolded.contains("DESCRIPTION:Every 12 months\\nBack\\\\slash\r\n"))
        #expect(unfolded.contains("UID:1-A\\nB-care/oil-1@nameplate\r\n"))
        #expect(unfolded.contains("SUMMARY:Öl wechseln: FJ-320\\, ä"))
    }
}
