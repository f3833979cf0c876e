/// Takes EPC URIs apart, and keys into the fields of URIs.
struct EPCURI {
    let scheme: EPCScheme
    let isPattern: Bool
    private let body: Substring

    /// No EPC URI is longer.
    static let longest = 256

    /// Finds the scheme; nil where the text is no URI of one.
    init?(_ text: some StringProtocol) {
        let parts = Substring(text).split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].lowercased() == "urn", parts[1].lowercased() == "epc",
            let scheme = EPCScheme(rawValue: parts[3].lowercased())
        else { return nil }
        switch (parts[2].lowercased(), scheme) {
        case ("class", .lgtin): isPattern = false
        case ("id", .lgtin), ("idpat", .lgtin): return nil
        case ("id", _): isPattern = false
        case ("idpat", _): isPattern = true
        default: return nil
        }
        self.scheme = scheme
        body = parts[4]
    }

    /// The parts between the dots; the last may contain dots.
    func parts() throws(IdentifierError) -> [Substring] {
        let wanted: Int = scheme.fields.count
        let parts = body.split(separator: ".", maxSplits: wanted - 1, omittingEmptySubsequences: false)
        guard parts.count == wanted else {
            throw Self.error("it has \(parts.count) fields", expected: "\(wanted) fields with dots between")
        }
        return parts
    }

    /// The fields, each decoded by its rules.
    func fields() throws(IdentifierError) -> [String] {
        var result: [String] = []
        for (part, field) in zip(try parts(), scheme.fields) {
            guard let decoded = EPCText.decoded(part, as: field) else {
                throw Self.error(
                    "'\(part.prefix(40))' cannot stand in the scheme \(scheme.rawValue)",
                    expected: "the characters and lengths of the EPC Tag Data Standard")
            }
            result.append(decoded)
        }
        guard Self.hasRightLength(scheme, result) else {
            throw Self.error("company prefix and reference together do not have the length of a key")
        }
        return result
    }

    static func hasRightLength(_ scheme: EPCScheme, _ fields: [String]) -> Bool {
        guard let length = scheme.keyLength else { return true }
        return length.contains(fields[0].utf8.count + fields[1].utf8.count)
    }

    /// The value of the key's element; the serial component is part of it where it has no identifier of its own.
    static func key(_ scheme: EPCScheme, _ fields: [String]) -> String? {
        guard scheme.key != nil, fields.count >= 2 else { return nil }
        var digits: String = fields[0] + fields[1]
        if scheme.hasLeadingIndicator {
            guard let indicator = fields[1].first else { return nil }
            digits = String(indicator) + fields[0] + fields[1].dropFirst()
        }
        guard scheme.hasCheckDigit else { return digits }
        guard let number = UInt64(digits) else { return nil }
        let base: String = (scheme == .grai ? "0" : "") + digits + String(GTIN.checkDigit(of: number))
        switch scheme {
        case .grai, .gdti, .sgcn: return base + (fields.count > 2 ? fields[2] : "")
        case .itip: return base + fields[2] + fields[3]
        default: return base
        }
    }

    /// A key in the fields of its scheme; nil where it has no prefix of that length, or no serial component.
    static func fields(_ scheme: EPCScheme, key: String, prefixLength: Int, serial: String?) -> [String]? {
        var key: Substring = key[...]
        var tail: [String] = []
        switch scheme {
        case .grai, .gdti, .sgcn:
            if scheme == .grai { key = key.dropFirst() }
            tail = [String(key.dropFirst(13))]
            key = key.prefix(13)
        case .itip:
            let pieces: Substring = key.suffix(4)
            tail = [String(pieces.prefix(2)), String(pieces.suffix(2))]
            key = key.dropLast(4)
        default: break
        }
        if scheme.hasCheckDigit { key = key.dropLast() }
        let indicator: Substring = scheme.hasLeadingIndicator ? key.prefix(1) : ""
        key = key.dropFirst(indicator.count)
        guard key.count >= prefixLength else { return nil }
        var fields: [String] = [String(key.prefix(prefixLength)), String(indicator + key.dropFirst(prefixLength))]
        fields += tail
        if scheme.qualifier != nil {
            guard let serial else { return nil }
            fields.append(serial)
        }
        // The rules of the fields are those of the URI: whatever does not fit has no EPC.
        for (text, field) in zip(fields, scheme.fields) {
            guard EPCText.decoded(EPCText.encoded(text)[...], as: field) == text else { return nil }
        }
        return hasRightLength(scheme, fields) && fields.count == scheme.fields.count ? fields : nil
    }

    /// The canonical Digital Link of a key and its qualifiers.
    static func digitalLink(_ elements: [GS1Message.Element]) -> String? {
        guard !elements.isEmpty else { return nil }
        return elements.reduce(into: DigitalLink.canonicalStem) { text, element in
            text += "/\(element.identifier.text)/" + PercentCoding.path.encode(element.value.utf8)
        }
    }

    static func error(_ reason: String, expected: String? = nil) -> IdentifierError {
        IdentifierError(.gs1EPC, in: "EPC URI", found: reason, expected: expected)
    }
}
