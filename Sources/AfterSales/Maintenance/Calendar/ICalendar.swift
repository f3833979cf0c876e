package import Identifiers
import Registry

/// Writes a calendar of whole days in the iCalendar format (RFC 5545).
package struct ICalendar {
    private var text = ""

    /// - Parameter name: what calendar programs show it as (RFC 7986, section 5.1).
    package init(name: String) {
        line("BEGIN", "VCALENDAR")
        line("VERSION", "2.0")
        line("PRODID", "-//Nameplate//Maintenance//EN")
        line("CALSCALE", "GREGORIAN")
        line("NAME", Self.escaped(name))
        line("X-WR-CALNAME", Self.escaped(name))
        line("REFRESH-INTERVAL;VALUE=DURATION", "PT12H")
    }

    /// Adds something that falls on a day.
    /// - Parameters:
    ///   - uid: names it for ever, so that programs move it where its day changes.
    ///   - stamp: when this was written, in microseconds since 1970 UTC.
    package mutating func add(
        uid: String, on day: CivilDate, summary: String, description: String, url: String?, stamp: Int64
    ) {
        line("BEGIN", "VEVENT")
        line("UID", Self.escaped(uid))
        line("DTSTAMP", Self.moment(stamp))
        line("DTSTART;VALUE=DATE", Self.day(day.firstDay))
        line("SUMMARY", Self.escaped(summary))
        line("DESCRIPTION", Self.escaped(description))
        if let url { line("URL", url) }
        line("TRANSP", "TRANSPARENT")
        line("END", "VEVENT")
    }

    /// All of it.
    package func finished() -> String {
        var calendar = self
        calendar.line("END", "VCALENDAR")
        return calendar.text
    }

    /// Lines end with CR LF; one of more than 75 bytes goes on in the next after a space (section 3.1), never within a
    /// character.
    private mutating func line(_ name: String, _ value: String) {
        var width = 0
        for character in "\(name):\(value)".unicodeScalars {
            let bytes = UTF8.width(character)
            if width + bytes > 75 {
                text += "\r\n "
                width = 1
            }
            text.unicodeScalars.append(character)
            width += bytes
        }
        text += "\r\n"
    }

    /// Section 3.3.11; what is no character of a line is left out.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            case "\n": escaped += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func day(_ day: CivilDate) -> String { day.isoText.filter { $0 != "-" } }

    private static func moment(_ microseconds: Int64) -> String {
        let seconds = microseconds / 1_000_000
        let inDay = ((seconds % 86_400) + 86_400) % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return day(CivilDate(microseconds: microseconds)) + "T" + two(inDay / 3_600) + two(inDay / 60 % 60)
            + two(inDay % 60) + "Z"
    }
}
