/// The production identifiers of a HIBC label (ANSI/HIBC 2.6, table 2 and 2.3.2.4).
enum HIBCSecondary {
    /// Reads what stands between the first slash and the check character.
    ///
    /// - Parameters:
    ///   - bytes: The fields; further ones follow behind slashes. The indices are offsets from the plus sign.
    ///   - offset: Where the plus sign stands in the text.
    static func read(_ bytes: ArraySlice<UInt8>, offset: Int) throws(IdentifierError) -> ProductionIdentifiers {
        var result = ProductionIdentifiers()
        for field in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            var cursor = HIBCCursor(rest: field, offset: offset)
            try read(&cursor, into: &result)
        }
        return result
    }

    private static func read(
        _ cursor: inout HIBCCursor, into result: inout ProductionIdentifiers
    ) throws(IdentifierError) {
        if cursor.skip("$$+") {
            try readDate(&cursor, into: &result)
            result.serial = try cursor.value(longest: 18)
        } else if cursor.skip("$$") {
            try readDate(&cursor, into: &result)
            result.lot = try cursor.value(longest: 18)
        } else if cursor.skip("$+") {
            result.serial = try cursor.value(longest: 18)
        } else if cursor.skip("$") {
            result.lot = try cursor.value(longest: 18)
        } else if cursor.skip("S") {
            result.serial = try cursor.value(longest: 18)
        } else if cursor.skip("14D") {
            result.expiry = try cursor.date(.yearMonthDay)
        } else if cursor.skip("16D") {
            result.manufactured = try cursor.date(.yearMonthDay)
        } else if cursor.skip("Q") {
            result.quantity = try cursor.number(digits: cursor.rest.count)
        } else {
            // The form before 1990: day of expiry as YYJJJ, and the lot.
            result.expiry = try cursor.date(.shortYearDayOfYear)
            result.lot = try cursor.value(longest: 18)
        }
    }

    /// The quantity and the date that may stand before lot or serial number; a digit names their form.
    private static func readDate(
        _ cursor: inout HIBCCursor, into result: inout ProductionIdentifiers
    ) throws(IdentifierError) {
        if cursor.skip("8") {
            result.quantity = try cursor.number(digits: 2)
        } else if cursor.skip("9") {
            result.quantity = try cursor.number(digits: 5)
        }
        switch cursor.rest.first {
        case UInt8(ascii: "0"), UInt8(ascii: "1"): result.expiry = try cursor.date(.monthShortYear)
        case UInt8(ascii: "2"): try readDate(.monthDayShortYear, false)
        case UInt8(ascii: "3"): try readDate(.shortYearMonthDay, false)
        case UInt8(ascii: "4"): try readDate(.shortYearMonthDay, true)
        case UInt8(ascii: "5"): try readDate(.shortYearDayOfYear, false)
        case UInt8(ascii: "6"): try readDate(.shortYearDayOfYear, true)
        case UInt8(ascii: "7"): cursor.rest.removeFirst()
        default:
            // Behind a quantity the date may be missing altogether.
            if result.quantity == nil, !cursor.rest.isEmpty {
                throw cursor.error(expected: "the form of the date, a digit from 0 to 9")
            }
        }
        func readDate(_ form: HIBCCursor.DateForm, _ hasHour: Bool) throws(IdentifierError) {
            cursor.rest.removeFirst()
            result.expiry = try cursor.date(form)
            guard hasHour else { return }
            let hour: Int = try cursor.number(digits: 2)
            guard hour < 24 else {
                throw IdentifierError(.date, in: HIBC.subject, found: "hour \(hour)", expected: "00 to 23")
            }
            result.expiryHour = hour
        }
    }
}

/// Takes one piece of a field after the other.
struct HIBCCursor {
    var rest: ArraySlice<UInt8>
    let offset: Int

    enum DateForm {
        case monthShortYear, monthDayShortYear, shortYearMonthDay, shortYearDayOfYear, yearMonthDay
    }

    mutating func skip(_ prefix: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
        guard rest.starts(with: wanted) else { return false }
        rest.removeFirst(wanted.count)
        return true
    }

    /// All that is left; nil where nothing is.
    mutating func value(longest: Int) throws(IdentifierError) -> String? {
        guard !rest.isEmpty else { return nil }
        guard rest.count <= longest else {
            throw IdentifierError(
                .length, in: HIBC.subject, at: offset + rest.startIndex, found: "a field of \(rest.count) characters",
                expected: "at most \(longest)")
        }
        defer { rest = rest[rest.endIndex...] }
        return ASCII.text(rest)
    }

    mutating func number(digits: Int) throws(IdentifierError) -> Int {
        guard digits > 0, digits <= 9, rest.count >= digits else {
            throw error(expected: "\(max(digits, 1)) digits")
        }
        var result = 0
        for _ in 0..<digits {
            guard let byte = rest.first, ASCII.isDigit(byte) else { throw error(expected: "a digit") }
            result = result * 10 + Int(byte - 0x30)
            rest.removeFirst()
        }
        return result
    }

    mutating func date(_ form: DateForm) throws(IdentifierError) -> CivilDate {
        let start: Int = rest.startIndex
        let date: CivilDate?
        switch form {
        case .monthShortYear:
            let month: Int = try number(digits: 2)
            date = CivilDate(validYear: 2000 + (try number(digits: 2)), month: month)
        case .monthDayShortYear:
            let month: Int = try number(digits: 2)
            let day: Int = try number(digits: 2)
            date = CivilDate(validYear: 2000 + (try number(digits: 2)), month: month, day: day)
        case .shortYearMonthDay, .yearMonthDay:
            let year: Int = form == .yearMonthDay ? try number(digits: 4) : 2000 + (try number(digits: 2))
            let month: Int = try number(digits: 2)
            date = CivilDate(validYear: year, month: month, day: try number(digits: 2))
        case .shortYearDayOfYear:
            let year: Int = 2000 + (try number(digits: 2))
            date = CivilDate(year: year, dayOfYear: try number(digits: 3))
        }
        guard let date else {
            throw IdentifierError(.date, in: HIBC.subject, at: offset + start, expected: "a day of the calendar")
        }
        return date
    }

    func error(expected: String) -> IdentifierError {
        IdentifierError(
            .character, in: HIBC.subject, at: offset + rest.startIndex,
            found: rest.first.map { ASCII.shown($0) } ?? "nothing", expected: expected)
    }
}

extension CivilDate {
    /// The day of a year by its number from 1; nil where the year has no such day.
    init?(year: Int, dayOfYear: Int) {
        guard let first = CivilDate(validYear: year, month: 1, day: 1), dayOfYear >= 1,
            let day = CivilDate(dayNumber: first.dayNumber + dayOfYear - 1), day.year == year
        else { return nil }
        self = day
    }
}
