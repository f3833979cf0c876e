/// Gives the scans of a list the keys by which each is known, so that the same list twice counts once. Those without a number of
/// their own are told apart by time and text, and equal ones by their order in the list.
struct ScanKeys {
    private static let longestID = ReceivedScan.longestID
    private var counts: [String: Int] = [:]

    /// The key of the next scan of the list.
    mutating func next(_ id: String?, at time: Int64, _ text: String) -> String {
        if let id { return "#" + Self.cut(id, to: Self.longestID) }
        let name = "\(time) \(text)"
        let count = counts[name, default: 0]
        counts[name] = count + 1
        return "\(time).\(count) \(text)"
    }

    /// What of a text is kept. PostgreSQL keeps no zero character.
    static func cut(_ text: String, to length: Int) -> String {
        let scalars = text.unicodeScalars.lazy.filter { $0 != "\0" }.prefix(length)
        return String(String.UnicodeScalarView(scalars))
    }
}
