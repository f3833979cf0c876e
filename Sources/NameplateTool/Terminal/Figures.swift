import Server

/// Times and rates as people read them on a terminal; see also `Numbers`.
enum Figures {
    /// A number with as many decimals as tell it: two, and more where it is small.
    static func decimal(_ number: Double) -> String {
        var (places, limit) = (2, 1.0)
        while number.magnitude < limit, number != 0, places < 6 { (places, limit) = (places + 1, limit / 10) }
        return Numbers.fixed(number, places: places)
    }

    /// Seconds as 1:05 or 2:03:04; a dash where that says nothing.
    static func duration(_ seconds: Double) -> String {
        guard seconds >= 0, seconds < 1e9 else { return "–" }
        let whole = Int(seconds.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
    }

    /// A time of an answer (2024-03-08T05:30:00.000000Z) to the minute; another text as it is.
    static func time(_ text: String?) -> String? {
        guard let text else { return nil }
        let bytes = Array(text.utf8)
        guard bytes.count >= 17, bytes[10] == UInt8(ascii: "T"), bytes.last == UInt8(ascii: "Z") else { return text }
        return String(decoding: bytes[..<10], as: UTF8.self) + " " + String(decoding: bytes[11..<16], as: UTF8.self)
    }
}
