import Identifiers

/// A moment, and the local time zone of the place where it passed, as EPCIS 2.0 (section 7.3.3) keeps both.
package struct ZonedTime: Hashable, Sendable {
    /// Microseconds since 1970 UTC.
    package var microseconds: Int64
    /// Minutes east of UTC, -840 to 840.
    package var offsetMinutes: Int

    package init(microseconds: Int64, offsetMinutes: Int) {
        self.microseconds = microseconds
        self.offsetMinutes = offsetMinutes
    }

    /// The moment as RFC 3339 (section 5.6) writes it, in its local time: `2026-07-14T09:30:00.250000+02:00`.
    package var text: String {
        let local = microseconds.addingSaturated(Int64(offsetMinutes).multipliedSaturated(by: 60_000_000))
        let day = CivilDate(microseconds: microseconds, zoneOffset: offsetMinutes)
        let ofDay = min(max(local - day.firstMicrosecond, 0), 86_399_999_999)
        let (seconds, fraction) = ofDay.quotientAndRemainder(dividingBy: 1_000_000)
        var text = day.isoText + "T"
        text += [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.digits($0, 2) }.joined(separator: ":")
        if fraction != 0 { text += "." + Self.digits(fraction, 6) }
        guard offsetMinutes != 0 else { return text + "Z" }
        let east = Int64(offsetMinutes.magnitude)
        return text + (offsetMinutes < 0 ? "-" : "+") + Self.digits(east / 60, 2) + ":" + Self.digits(east % 60, 2)
    }

    private static func digits(_ number: Int64, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    /// Reads a moment as RFC 3339 (section 5.6) writes it: `2026-07-14T09:30:00.25+02:00`; a date alone is its midnight
    /// in UTC.
    /// - Throws: `value.invalid` with the field.
    package init(parsing text: String, field: String) throws(RegistryError) {
        do {
            self = try Cell.time(text, zone: nil)
        } catch {
            throw RegistryError(.valueInvalid, error.sentence, field: field)
        }
    }
}

extension Cell {
    /// A time zone offset: `Z` or `+hh:mm`, at most 14 hours (EPCIS 2.0, section 7.3.3), in minutes east of UTC.
    static func zone(_ text: String) throws(CellFault) -> Int {
        var cursor = DigitCursor(text)
        guard let offset = cursor.zone(), cursor.isAtEnd else {
            throw CellFault(
                .zone,
                "\(quotedForPeople(text)) is not an offset from UTC; write Z or +02:00, not a zone's name.")
        }
        return offset
    }

    /// A moment as RFC 3339 (section 5.6) writes it: `2026-07-14T09:30:00.25+02:00`.
    ///
    /// Seconds may be left out and a space stand for the `T`. A date alone is its midnight. What is finer than a
    /// microsecond is dropped.
    ///
    /// - Parameter zone: The offset of the row's zone column. Texts without an offset are local to it; beside a text
    ///   with one it only says which local time the place had. A date alone is taken as UTC where it is `nil`.
    static func time(
        _ text: String, zone: Int?, _ order: ImportOptions.DateOrder? = nil
    ) throws(CellFault) -> ZonedTime {
        let day: CivilDate
        let dayText = text.prefix { !"Tt ".contains($0) }
        do {
            day = try date(String(dayText), order)
        } catch  where error.code == .dateOrder {
            throw error
        } catch {
            throw CellFault(.time, "\(quotedForPeople(text)) does not begin with a date; \(timeAdvice(text)).")
        }
        guard day.precision == .day else {
            throw CellFault(
                .time, "\(quotedForPeople(text)) has no day; write 2026-07-14, or 2026-07-14T09:30:00Z for a time.")
        }
        let midnight = Int64(day.dayNumber) * 86_400_000_000
        if text.utf8.count == dayText.utf8.count {
            let offset = zone ?? 0
            return ZonedTime(microseconds: midnight - Int64(offset) * 60_000_000, offsetMinutes: offset)
        }
        var cursor = DigitCursor(text.utf8.dropFirst(dayText.utf8.count + 1))
        guard let time = cursor.timeOfDay() else {
            throw CellFault(
                .time, "\(quotedForPeople(text)) has no time of day after the date; write 2026-07-14T09:30:00Z.")
        }
        let ownOffset = cursor.zone()
        guard cursor.isAtEnd else {
            throw CellFault(
                .time,
                "\(quotedForPeople(text)) does not end with Z or an offset such as +02:00 (at most 14 hours).")
        }
        guard let offset = ownOffset ?? zone else {
            throw CellFault(
                .time,
                "\(quotedForPeople(text)) does not say in which zone; add Z or an offset such as +02:00, or fill the "
                    + "column 'zone'.")
        }
        return ZonedTime(
            microseconds: midnight + time - Int64(offset) * 60_000_000, offsetMinutes: zone ?? offset)
    }

    private static func timeAdvice(_ text: String) -> String {
        let date = text.prefix { !"Tt ".contains($0) }
        return dateAdvice(String(date)) + ", and a time as 2026-07-14T09:30:00Z"
    }
}

/// Takes the parts of a time off a text's front.
private struct DigitCursor {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) {
        self.init(text.utf8)
    }

    init(_ bytes: some Sequence<UInt8>) {
        // The longest times have some 35 characters; what is longer is refused as not at its end.
        rest = Array(bytes.prefix(64))[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Microseconds after midnight.
    mutating func timeOfDay() -> Int64? {
        guard let hour = twoDigits(upTo: 23), take(":"), let minute = twoDigits(upTo: 59) else { return nil }
        var microseconds = Int64(hour * 60 + minute) * 60_000_000
        guard take(":") else { return microseconds }
        guard let second = twoDigits(upTo: 59) else { return nil }
        microseconds += Int64(second) * 1_000_000
        guard take(".") || take(",") else { return microseconds }
        var scale: Int64 = 100_000
        guard let first = rest.first, Cell.isDigit(first) else { return nil }
        while let byte = rest.first, Cell.isDigit(byte) {
            microseconds += Int64(byte - 0x30) * scale
            scale /= 10
            rest.removeFirst()
        }
        return microseconds
    }

    /// Minutes east of UTC.
    mutating func zone() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isWest = rest.first == UInt8(ascii: "-")
        guard take("+") || take("-"), let hours = twoDigits(upTo: 14) else { return nil }
        _ = take(":")
        guard let minutes = twoDigits(upTo: hours == 14 ? 0 : 59) else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }

    private mutating func twoDigits(upTo limit: Int) -> Int? {
        let pair = rest.prefix(2)
        guard pair.count == 2, pair.allSatisfy(Cell.isDigit) else { return nil }
        let number = pair.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard number <= limit else { return nil }
        rest.removeFirst(2)
        return number
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }
}
