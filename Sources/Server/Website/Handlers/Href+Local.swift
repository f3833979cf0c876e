extension Href {
    /// An address as somebody sent it, taken apart and built anew; nil where it does not lead to a page of this site.
    init?(local text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, path.first == UInt8(ascii: "/"), text.utf8.count <= Limits.target else {
            return nil
        }
        var segments: [String] = []
        for part in path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = PercentCoding.decode(Substring(part)) else { return nil }
            segments.append(segment)
        }
        if segments == [""] { segments = [] }
        // An empty segment at the beginning would make "//host", an address on another site.
        guard !segments.contains("") else { return nil }
        var query: [(String, String)] = []
        for pair in parts.dropFirst().joined().split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(String(decoding: sides[0], as: UTF8.self), plusIsSpace: true),
                let value = PercentCoding.decode(
                    sides.count > 1 ? String(decoding: sides[1], as: UTF8.self) : "", plusIsSpace: true)
            else { return nil }
            query.append((name, value))
        }
        self.init(segments, query: query)
    }

    /// The page that a call asked for.
    init(_ call: Call) {
        let query = call.queries.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (name, $0) } }
        self = Href(local: call.path + Href([], query: query).text.dropFirst()) ?? .front
    }
}
