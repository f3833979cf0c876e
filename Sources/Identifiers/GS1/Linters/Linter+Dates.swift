extension Linter {
    /// YYMMDD or YYYYMMDD. Of two-digit years, those divisible by four are leap years in any century window of today.
    static func date(_ bytes: Bytes, centuries: Bool, allowsDayZero: Bool) -> LinterFault? {
        let length: Int = centuries ? 8 : 6
        guard bytes.count == length else {
            return whole(bytes, bytes.count < length ? .dateTooShort : .dateTooLong)
        }
        if let fault = digits(bytes) { return fault }
        let month: Int = pair(bytes, at: length - 4)
        guard (1...12).contains(month) else { return LinterFault(.illegalMonth, at: length - 4, 2) }
        let day: Int = pair(bytes, at: length - 2)
        let year: Int = centuries ? pair(bytes, at: 0) * 100 + pair(bytes, at: 2) : 2000 + pair(bytes, at: 0)
        guard day <= CivilDate.days(inMonth: month, of: year), day > 0 || allowsDayZero else {
            return LinterFault(.illegalDay, at: length - 2, 2)
        }
        return nil
    }

    static func hour(_ bytes: Bytes) -> LinterFault? {
        twoDigits(bytes, largest: 23, short: .hourTooShort, long: .hourTooLong, .illegalHour)
    }

    static func minute(_ bytes: Bytes) -> LinterFault? {
        twoDigits(bytes, largest: 59, short: .minuteTooShort, long: .minuteTooLong, .illegalMinute)
    }

    static func second(_ bytes: Bytes) -> LinterFault? {
        twoDigits(bytes, largest: 59, short: .secondTooShort, long: .secondTooLong, .illegalSecond)
    }

    static func hourAndMinute(_ bytes: Bytes) -> LinterFault? {
        guard bytes.count == 4 else {
            return whole(bytes, bytes.count < 4 ? .hourWithMinuteTooShort : .hourWithMinuteTooLong)
        }
        return hour(bytes.part(0..<2)) ?? minute(bytes.part(2..<4))?.shifted(by: 2)
    }

    private static func twoDigits(
        _ bytes: Bytes, largest: Int, short: ElementFault.Reason, long: ElementFault.Reason,
        _ reason: ElementFault.Reason
    ) -> LinterFault? {
        guard bytes.count == 2 else { return whole(bytes, bytes.count < 2 ? short : long) }
        if let fault = digits(bytes) { return fault }
        return pair(bytes, at: 0) <= largest ? nil : whole(bytes, reason)
    }

    private static func pair(_ bytes: Bytes, at place: Int) -> Int {
        Int(bytes[place] - 0x30) * 10 + Int(bytes[place + 1] - 0x30)
    }
}
