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
            if let identifier = identifier(segments[place]), let finest = finest[identifier] {
                return canonical(identifier, segments[segments.index(after: place)...], finest)
            }
        }
        return nil
    }

    /// The qualifiers that may follow each key; of several the first one stays.
    private static let finest: [ApplicationIdentifier: [ApplicationIdentifier]] = {
        var result: [ApplicationIdentifier: [ApplicationIdentifier]] = [:]
        let table = "00 253 255 401 402 417 8003 8004 8017 8018 01=21,235,10 8006=21,10 414=254 8010=8011"
        for word in table.split(separator: " ") {
            let sides = word.split(separator: "=")
            guard let key = ApplicationIdentifier(sides[0]) else { continue }
            result[key] = sides.count < 2 ? [] : sides[1].split(separator: ",").compactMap { ApplicationIdentifier($0) }
        }
        return result
    }()

    private static let variant = ApplicationIdentifier(number: 22, length: 2)

    private static func identifier(_ text: Substring) -> ApplicationIdentifier? {
        text.withBytes { (bytes: Bytes) -> ApplicationIdentifier? in DigitalLink.identifier(word: bytes) }
            ?? ApplicationIdentifier(text)
    }

    private static func canonical(
        _ key: ApplicationIdentifier, _ rest: ArraySlice<Substring>, _ finest: [ApplicationIdentifier]
    ) -> String? {
        var rest: ArraySlice<Substring> = rest
        if rest.last?.isEmpty == true { rest = rest.dropLast() }
        guard let first = rest.popFirst(), var value = decoded(first),
            value.utf8.count >= 5, value.utf8.prefix(4).allSatisfy({ ASCII.isDigit($0) })
        else { return nil }
        if key == .gtin {
            guard [8, 12, 13, 14].contains(value.utf8.count), value.utf8.allSatisfy({ ASCII.isDigit($0) }) else {
                return nil
            }
            value = String(repeating: "0", count: 14 - value.utf8.count) + value
        }
        var found: [ApplicationIdentifier: String] = [:]
        while let word = rest.popFirst() {
            guard let qualifier = identifier(word), finest.contains(qualifier) || qualifier == variant,
                let text = rest.popFirst(), let data = decoded(text), !data.isEmpty
            else { return nil }
            found[qualifier] = data
        }
        var elements = [GS1Message.Element(identifier: key, value: value, part: 0)]
        if let qualifier = finest.first(where: { found[$0] != nil }), let data = found[qualifier] {
            elements.append(GS1Message.Element(identifier: qualifier, value: data, part: 0))
        }
        return EPCURI.digitalLink(elements)
    }

    private static func decoded(_ text: Substring) -> String? {
        PercentCoding.path.decode(text).map { String(decoding: $0, as: UTF8.self) }
    }
}
