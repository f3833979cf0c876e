/// All EPCs that begin alike, such as all units of a model: `urn:epc:idpat:sgtin:0614141.112345.*` (GS1 EPC Tag Data
/// Standard 2.3, 8).
public struct EPCPattern: Hashable, Sendable {
    /// The scheme.
    public let scheme: EPCScheme
    /// The fields that are told, in the order of the URI and without escapes; the others may be anything.
    public let fields: [String]

    /// Reads a pattern: from the first asterisk on, all fields are asterisks.
    ///
    /// - Throws: `gs1.epc`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        guard text.utf8.count <= EPCURI.longest, let uri = EPCURI(text), uri.isPattern else {
            throw EPCURI.error("it is no pattern of EPC URIs", expected: "urn:epc:idpat: and a scheme of GS1")
        }
        let parts: [Substring] = try uri.parts()
        let told = parts.prefix { $0 != "*" }
        guard parts.dropFirst(told.count).allSatisfy({ $0 == "*" }) else {
            throw EPCURI.error("behind an asterisk stands something else", expected: "asterisks to the end")
        }
        var fields: [String] = []
        for (part, field) in zip(told, uri.scheme.fields) {
            guard let decoded = EPCText.decoded(part, as: field) else {
                throw EPCURI.error("'\(part)' cannot stand in the scheme \(uri.scheme.rawValue)")
            }
            fields.append(decoded)
        }
        guard fields.count < 2 || EPCURI.hasRightLength(uri.scheme, fields) else {
            throw EPCURI.error("company prefix and reference together do not have the length of a key")
        }
        scheme = uri.scheme
        self.fields = fields
    }

    /// Whether an EPC is one of those that the pattern stands for.
    public func matches(_ code: EPC) -> Bool { code.scheme == scheme && code.fields.starts(with: fields) }

    /// Whether all fields are told, so that one EPC only matches.
    public var isExact: Bool { fields.count == scheme.fields.count }

    /// The key that all have in common, as an element; nil where the pattern does not tell the whole of it, a serial
    /// component apart.
    public var element: GS1Message.Element? {
        let needed: Int = scheme == .itip ? 4 : 2
        guard let identifier = scheme.key, fields.count >= needed, let key = EPCURI.key(scheme, fields) else {
            return nil
        }
        return GS1Message.Element(identifier: identifier, value: key, part: 0)
    }

    /// The canonical Digital Link of what all have in common; nil where the pattern does not tell the whole key.
    public var digitalLink: String? {
        guard let element else { return nil }
        if isExact, let qualifier = scheme.qualifier, let serial = fields.last {
            return EPCURI.digitalLink(
                [element, GS1Message.Element(identifier: qualifier, value: serial, part: 0)])
        }
        return EPCURI.digitalLink([element])
    }

    /// The keys that match, with an asterisk for the rest of them; nil where only their check digits would tell them.
    ///
    /// A serial component of digits only is not continued by an asterisk.
    public var keyPattern: String? {
        switch scheme {
        case .giai, .ginc:
            return fields.isEmpty ? nil : fields.joined() + (isExact ? "" : "*")
        case .sgcn:
            return isExact ? element?.value : nil
        case .grai:
            return element.map { String($0.value.dropFirst()) + (isExact ? "" : "*") }
        case .gdti:
            return element.map { $0.value + (isExact ? "" : "*") }
        default:
            return element?.value
        }
    }

    /// The URI.
    public var text: String {
        let rest: Int = scheme.fields.count - fields.count
        return "urn:epc:idpat:\(scheme.rawValue):"
            + (fields.map { EPCText.encoded($0) } + [String](repeating: "*", count: rest)).joined(separator: ".")
    }
}

extension EPCPattern: SchemeValue {
    /// ``Scheme/epcIdPattern``
    public static var scheme: Scheme { .epcIdPattern }

    /// Scheme, and the keys that it stands for as far as they can be told.
    public func elements(asOf year: Int?) -> [Element] {
        let parts: [(String, String?)] = [("keyPattern", keyPattern), ("digitalLink", digitalLink)]
        return [Element("scheme", scheme.rawValue.uppercased())]
            + parts.compactMap { name, text in text.map { Element(name, $0) } }
    }
}
