/// An Electronic Product Code: what a single thing, or a batch, is called in EPC URIs (GS1 EPC Tag Data Standard 2.3, 6).
///
/// A URI shows how long the company prefix is, which neither the key nor a Digital Link tells; so the length is kept.
public struct EPC: Hashable, Sendable {
    /// The scheme.
    public let scheme: EPCScheme
    /// The fields in the order of the URI, without escapes.
    public let fields: [String]

    private init(scheme: EPCScheme, fields: [String]) {
        self.scheme = scheme
        self.fields = fields
    }

    /// Reads `urn:epc:id:sgtin:0614141.112345.400` or `urn:epc:class:lgtin:0614141.112345.998877`.
    ///
    /// - Throws: `gs1.epc`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        guard text.utf8.count <= EPCURI.longest, let uri = EPCURI(text), !uri.isPattern else {
            throw EPCURI.error(
                "it is no EPC URI of an identity or a class", expected: "urn:epc:id: and a scheme of GS1")
        }
        self.init(scheme: uri.scheme, fields: try uri.fields())
    }

    /// The company prefix; nil outside GS1.
    public var companyPrefix: String? { scheme.key == nil ? nil : fields[0] }

    /// The URI.
    public var text: String {
        (scheme == .lgtin ? "urn:epc:class:" : "urn:epc:id:") + scheme.rawValue + ":"
            + fields.map { EPCText.encoded($0) }.joined(separator: ".")
    }

    /// The key with its serial component where that is a part of it, and the element that qualifies it; empty outside
    /// GS1.
    ///
    /// A GLN without extension has a serial field `0`, which is no element.
    public var elements: [GS1Message.Element] {
        guard let identifier = scheme.key, let key = EPCURI.key(scheme, fields) else { return [] }
        var result = [GS1Message.Element(identifier: identifier, value: key, part: 0)]
        if let qualifier = scheme.qualifier, let serial = fields.last, !(scheme == .sgln && serial == "0") {
            result.append(GS1Message.Element(identifier: qualifier, value: serial, part: 0))
        }
        return result
    }

    /// The key, without the zero that AI (8003) puts before it; nil outside GS1.
    public var key: String? {
        guard let value = elements.first?.value else { return nil }
        return scheme == .grai ? String(value.dropFirst()) : value
    }

    /// The canonical Digital Link of the same thing; nil outside GS1.
    public var digitalLink: String? { EPCURI.digitalLink(elements) }

    /// The same as a message.
    ///
    /// - Throws: `gs1.epc` outside GS1; `gs1.content` where the elements break a rule that URIs do not have.
    public func message(dictionary: GS1SyntaxDictionary) throws(IdentifierError) -> GS1Message {
        guard scheme.key != nil else {
            throw EPCURI.error("the scheme \(scheme.rawValue) has no element strings")
        }
        return try GS1Message(bracketed: bracketed, dictionary: dictionary)
    }

    /// The elements with brackets around their identifiers.
    public var bracketed: String {
        elements.map { "\($0.identifier)\(GS1Message.escaped($0.value))" }.joined()
    }
}

extension EPC {
    /// The EPC of the first key of a message that has one.
    ///
    /// - Parameters:
    ///   - message: What marks the thing.
    ///   - companyPrefixLength: How many digits the company prefix has, 6 to 12: the key does not tell it.
    /// - Throws: `gs1.companyPrefixLength` where it is not given or cannot be; `gs1.epc` where there is no such key, or
    ///   it lacks its serial number.
    public init(_ message: GS1Message, companyPrefixLength: Int?) throws(IdentifierError) {
        let elements: [GS1Message.Element] = message.elements
        guard let (scheme, key) = Self.scheme(of: elements) else {
            throw EPCURI.error(
                "there is no key of a single thing or a batch",
                expected: "such as (00), (01) with (21) or (10), (8003) with a serial number, (8004)")
        }
        guard let length = companyPrefixLength, (6...12).contains(length) else {
            throw IdentifierError(
                .gs1CompanyPrefixLength, in: "EPC URI",
                found: "the length of the GS1 Company Prefix in \(key.identifier) \(key.value) is not known",
                expected: "6 to 12 digits, as the licence for the prefix says")
        }
        let serial: String? = scheme.qualifier.flatMap { wanted in
            elements.first { $0.identifier == wanted }?.value ?? (scheme == .sgln ? "0" : nil)
        }
        guard let fields = EPCURI.fields(scheme, key: key.value, prefixLength: length, serial: serial) else {
            throw IdentifierError(
                .gs1CompanyPrefixLength, in: "EPC URI", found: "\(key.identifier) \(key.value) has no such prefix",
                expected: "a length of 6 to 12 digits that leaves room for a reference")
        }
        self.init(scheme: scheme, fields: fields)
    }

    /// Which scheme names what a message says: the finest that there is.
    private static func scheme(of elements: [GS1Message.Element]) -> (EPCScheme, GS1Message.Element)? {
        func has(_ identifier: ApplicationIdentifier?) -> Bool { elements.contains { $0.identifier == identifier } }
        for element in elements {
            let candidates: [EPCScheme] = EPCScheme.allCases.filter { $0.key == element.identifier }
            let order: [EPCScheme] = [.sgtin, .upui, .lgtin, .itip, .cpi]
            for scheme in order where candidates.contains(scheme) && has(scheme.qualifier) { return (scheme, element) }
            for scheme in candidates where scheme.qualifier == nil || scheme == .sgln { return (scheme, element) }
        }
        return nil
    }
}

extension EPC: SchemeValue {
    /// ``Scheme/epcUri``
    public static var scheme: Scheme { .epcUri }

    /// Scheme and company prefix, the key, and the same in the other notations.
    public func elements(asOf year: Int?) -> [Element] {
        let parts: [(String, String?)] = [
            ("company_prefix", companyPrefix), ("key", key), ("bracketed", elements.isEmpty ? nil : bracketed),
            ("digitalLink", digitalLink),
        ]
        return [Element("scheme", scheme.rawValue.uppercased())]
            + parts.compactMap { name, text in text.map { Element(name, $0) } }
    }
}
