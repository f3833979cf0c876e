/// Numbers out of the URL that a code on a product holds, above all GS1 Digital Links (GS1 Digital Link Standard:
/// URI Syntax, 4), whose path says `/01/` GTIN `/21/` serial. Plates that were printed here say `/models/` and `/units/`.
enum PlateURL {
    private static let largestSegmentCount = 32
    /// A number of 255 bytes, each percent-encoded.
    private static let largestSegment = 765

    /// The fields of a word that is a URL; nil where it is none.
    static func fields(in word: Range<Int>, of cursor: PlateCursor) -> [PlateField]? {
        guard let path = pathStart(word, cursor) else { return nil }
        var result: [PlateField] = []
        var previous: Range<Int> = path..<path
        var isQuery = false
        var start: Int = path
        for offset in path...word.upperBound {
            let byte: UInt8 = offset < word.upperBound ? cursor.bytes[offset] : UInt8(ascii: "/")
            switch byte {
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "#"),
                UInt8(ascii: ";"):
                let segment: Range<Int> = start..<offset
                if let field = field(segment, after: previous, isQuery: isQuery, cursor) { result.append(field) }
                previous = segment
                start = offset + 1
                isQuery = isQuery || byte == UInt8(ascii: "?")
            default: break
            }
            if result.count >= largestSegmentCount { break }
        }
        return result
    }

    /// Where the path begins: behind the host.
    private static func pathStart(_ word: Range<Int>, _ cursor: PlateCursor) -> Int? {
        let prefix: [UInt8] = cursor.bytes[word].prefix(8).map { ASCII.isUpper($0) ? $0 | 0x20 : $0 }
        let schemes: [[UInt8]] = ["https://", "http://", "www."].map { Array($0.utf8) }
        guard let scheme = schemes.first(where: { prefix.starts(with: $0) }) else { return nil }
        let host: Int = word.lowerBound + scheme.count
        guard let slash = cursor.bytes[host..<word.upperBound].firstIndex(of: UInt8(ascii: "/")) else {
            return word.upperBound
        }
        return min(slash + 1, word.upperBound)
    }

    private static func field(
        _ segment: Range<Int>, after previous: Range<Int>, isQuery: Bool, _ cursor: PlateCursor
    ) -> PlateField? {
        guard !segment.isEmpty, segment.count <= largestSegment else { return nil }
        let key: String = cursor.text(previous)
        var role: PlateField.Role = .unlabelled
        switch key {
        case "01": role = .productCode
        case "21": role = .serial
        case "10": role = .lot
        case "models" where !isQuery: role = .model
        case "units" where !isQuery: role = .serial
        default:
            if isQuery, let match = PlateCursor(bytes: cursor.bytes).label(at: previous.lowerBound),
                match.range.upperBound == previous.upperBound, case .field(let named) = match.meaning
            {
                role = named
            }
        }
        let isApplicationIdentifier: Bool = segment.count == 2 && cursor.bytes[segment].allSatisfy(ASCII.isDigit)
        guard role != .unlabelled || (cursor.hasDigit(segment) && !isApplicationIdentifier) else { return nil }
        return PlateField(
            role: role, label: role == .unlabelled ? nil : key, value: decoded(cursor.bytes[segment]), range: segment)
    }

    /// The text without percent coding; what is no visible text stays coded.
    private static func decoded(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        var result: [UInt8] = []
        var index: Int = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
                let byte = UInt8(ASCII.text(bytes[(index + 1)...(index + 2)]), radix: 16),
                ASCII.isPrintable(byte) || byte >= 0x80
            {
                result.append(byte)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        guard let text = String(validating: result, as: UTF8.self), !text.unicodeScalars.contains(where: \.isInvisible)
        else { return ASCII.text(bytes) }
        return text
    }
}
