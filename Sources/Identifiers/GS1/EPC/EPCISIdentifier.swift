/// An identifier as EPCIS events compare it (EPCIS 2.0 hash algorithm): a canonical Digital Link of the finest key,
/// whatever notation it came in.
///
/// It is lenient: words for identifiers, GTINs of any length and wrong check digits pass, so that events of old systems
/// stay comparable.
public enum EPCISIdentifier {
    /// The canonical form of a Digital Link, an EPC URI or a pattern; nil for anything else.
    ///
    /// A consumer product variant and the query are left out; of serial number and batch only the serial number stays.
    public static func canonical(_ text: some StringProtocol) -> String? {
        guard text.utf8.count <= 2048 else { return nil }
        if text.utf8.first == UInt8(ascii: "u") || text.utf8.first == UInt8(ascii: "U") {
            if let code = try? EPC(parsing: text) { return code.digitalLink }
            return (try? EPCPattern(parsing: text))?.digitalLink
        }
        let lower: String = text.prefix(8).lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
        let path: Substring = Substring(text).prefix { $0 != "?" && $0 != "#" }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
        for place in segments.indices where segments.index(after: place) < segments.endIndex {
            if let identifier = identifier(segments[place]), let shape = shapes[identifier] {
                return canonical(identifier, segments[segments.index(after: place)...], shape)
            }
        }
        return nil
    }

    /// What a key looks like: so many digits, then as many other characters at most; and the qualifiers that may follow
    /// it, of which the first one that is there stays.
    private struct Shape {
        var digits: Int
        var longest: Int
        var qualifiers: [ApplicationIdentifier]
    }

    private static let shapes: [ApplicationIdentifier: Shape] = {
        var result: [ApplicationIdentifier: Shape] = [:]
        let table = """
            00 18 18 -,01 14 14 21.235.10,253 13 30 -,255 13 25 -,401 4 30 -,402 17 17 -,414 13 13 254,417 13 13 -,\
            8003 14 30 -,8004 4 30 -,8006 18 18 21.10,8010 4 30 8011,8017 18 18 -,8018 18 18 -
            """
        for row in table.split(separator: ",") {
            let fields = row.split(separator: " ")
            guard fields.count == 4, let key = ApplicationIdentifier(fields[0]), let digits = Int(fields[1]),
                let longest = Int(fields[2])
            else { continue }
            result[key] = Shape(
                digits: digits, longest: longest,
                qualifiers: fields[3].split(separator: ".").compactMap { ApplicationIdentifier($0) })
        }
        return result
    }()

    private static let variant = ApplicationIdentifier(number: 22, length: 2)

    private static func identifier(_ text: Substring) -> ApplicationIdentifier? {
        text.withBytes { (bytes: Bytes) -> ApplicationIdentifier? in DigitalLink.identifier(word: bytes) }
            ?? ApplicationIdentifier(text)
    }

    private static func canonical(
        _ key: ApplicationIdentifier, _ rest: ArraySlice<Substring>, _ shape: Shape
    ) -> String? {
        var rest: ArraySlice<Substring> = rest
        if rest.last?.isEmpty == true { rest = rest.dropLast() }
        guard let first = rest.popFirst(), var value = decoded(first) else { return nil }
        if key == .gtin, [8, 12, 13].contains(value.utf8.count) {
            value = String(repeating: "0", count: 14 - value.utf8.count) + value
        }
        guard (shape.digits...shape.longest).contains(value.utf8.count),
            value.utf8.prefix(shape.digits).allSatisfy({ ASCII.isDigit($0) })
        else { return nil }
        var found: [ApplicationIdentifier: String] = [:]
        while let word = rest.popFirst() {
            guard let qualifier = identifier(word), shape.qualifiers.contains(qualifier) || qualifier == variant,
                let text = rest.popFirst(), let data = decoded(text), !data.isEmpty
            else { return nil }
            found[qualifier] = data
        }
        var elements = [GS1Message.Element(identifier: key, value: value, part: 0)]
        if let qualifier = shape.qualifiers.first(where: { found[$0] != nil }), let data = found[qualifier] {
            elements.append(GS1Message.Element(identifier: qualifier, value: data, part: 0))
        }
        return EPCURI.digitalLink(elements)
    }

    private static func decoded(_ text: Substring) -> String? {
        PercentCoding.path.decode(text).map { String(decoding: $0, as: UTF8.self) }
    }
}
