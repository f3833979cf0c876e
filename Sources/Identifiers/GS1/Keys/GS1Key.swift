/// A GS1 identification key (GS1 General Specifications, 1.3): which kind of thing, and which one.
///
/// What names a kind and what names a single thing are kept apart, whether the serial number is part of the key's data
/// (GRAI, GDTI, GCN) or has an identifier of its own (GTIN, ITIP, CPID).
public struct GS1Key: Hashable, Sendable {
    /// The kinds of keys.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Global Trade Item Number.
        case gtin = "01"
        /// Serial Shipping Container Code.
        case sscc = "00"
        /// Global Location Number of a place.
        case gln = "414"
        /// Global Location Number of a party.
        case party = "417"
        /// Global Returnable Asset Identifier.
        case grai = "8003"
        /// Global Individual Asset Identifier.
        case giai = "8004"
        /// Global Service Relation Number of a recipient.
        case gsrn = "8018"
        /// Global Service Relation Number of a provider.
        case gsrnProvider = "8017"
        /// Global Document Type Identifier.
        case gdti = "253"
        /// Global Shipment Identification Number.
        case gsin = "402"
        /// Global Identification Number for Consignment.
        case ginc = "401"
        /// Individual Trade Item Piece.
        case itip = "8006"
        /// Component/Part Identifier.
        case cpid = "8010"
        /// Global Coupon Number.
        case gcn = "255"
        /// Global Model Number.
        case gmn = "8013"

        /// The application identifier, such as (8003).
        public var identifier: ApplicationIdentifier {
            ApplicationIdentifier(rawValue) ?? ApplicationIdentifier(number: 0, length: 2)
        }

        /// The identifier of a serial number beside the key; nil where it has none.
        var qualifier: ApplicationIdentifier? {
            switch self {
            case .gtin, .itip: ApplicationIdentifier(number: 21, length: 2)
            case .cpid: ApplicationIdentifier(number: 8011, length: 4)
            case .gln: ApplicationIdentifier(number: 254, length: 3)
            default: nil
            }
        }

        /// How many characters of the data name the kind, where a serial component follows; nil elsewhere.
        var kindLength: Int? {
            switch self {
            case .grai: 14
            case .gdti, .gcn: 13
            default: nil
            }
        }

        /// Whether the key alone names a single thing.
        public var isAlwaysSingle: Bool {
            switch self {
            case .sscc, .giai, .gsrn, .gsrnProvider, .gsin, .ginc, .gln, .party: true
            default: false
            }
        }
    }

    /// Which kind of key.
    public let kind: Kind
    /// The data without the serial component.
    public let number: String
    /// The serial number, or the extension of a place; nil where there is none.
    public let serial: String?

    /// Whether it names a single thing, not all of a kind.
    public var isSingle: Bool { kind.isAlwaysSingle || serial != nil }

    /// More than the data of any key.
    private static let mostBytes = 256

    /// The first key of a message; nil where it has none.
    public init?(_ message: GS1Message) {
        for span in message.spans {
            guard let kind = Kind(rawValue: span.identifier.text) else { continue }
            let value: String = message.element(span).value
            self.kind = kind
            if let length = kind.kindLength {
                number = String(value.prefix(length))
                serial = value.utf8.count > length ? String(value.dropFirst(length)) : nil
            } else {
                number = value
                serial = kind.qualifier.flatMap { message[$0] }
            }
            return
        }
        return nil
    }

    /// Reads the data of a key, such as `00614141123452AB` of a GRAI.
    ///
    /// - Throws: `gs1.structure`, `gs1.content`.
    public init(
        _ kind: Kind, parsing text: some StringProtocol, dictionary: GS1SyntaxDictionary
    ) throws(IdentifierError) {
        guard text.utf8.count <= Self.mostBytes else {
            throw IdentifierError(
                .gs1Structure, in: "data of \(kind.identifier)", found: "more than \(Self.mostBytes) bytes",
                expected: "a key")
        }
        let escaped: String = GS1Message.escaped(String(text))
        let message = try GS1Message(bracketed: "\(kind.identifier)\(escaped)", dictionary: dictionary)
        guard message.count == 1, let key = GS1Key(message) else {
            throw ElementFault(.noElements, kind.identifier, range: 0..<0, in: Bytes(start: nil, count: 0)).error
        }
        self = key
    }

    /// The elements that say it.
    public var elements: [GS1Message.Element] {
        guard let qualifier = kind.qualifier, let serial else {
            return [GS1Message.Element(identifier: kind.identifier, value: number + (serial ?? ""), part: 0)]
        }
        return [
            GS1Message.Element(identifier: kind.identifier, value: number, part: 0),
            GS1Message.Element(identifier: qualifier, value: serial, part: 0),
        ]
    }

    /// The same without what names the single thing: the model of a unit.
    public var withoutSerial: GS1Key { GS1Key(kind: kind, number: number, serial: nil) }

    private init(kind: Kind, number: String, serial: String?) {
        self.kind = kind
        self.number = number
        self.serial = serial
    }
}

extension GS1Key: IdentifierValue {
    /// The scheme of the kind.
    public var identifierScheme: Scheme { kind.scheme }

    /// The elements with brackets around their identifiers.
    public var text: String { elements.map { "\($0.identifier)\(GS1Message.escaped($0.value))" }.joined() }

    /// Application identifier, number and serial number.
    public func elements(asOf year: Int?) -> [Element] {
        [Element("ai", kind.rawValue), Element("number", number)] + (serial.map { [Element("serial", $0)] } ?? [])
    }
}

extension GS1Key.Kind {
    /// The scheme of the keys of this kind.
    public var scheme: Scheme {
        switch self {
        case .gtin: .gtin
        case .sscc: .sscc
        case .gln: .gln
        case .party: .party
        case .grai: .grai
        case .giai: .giai
        case .gsrn: .gsrn
        case .gsrnProvider: .gsrnp
        case .gdti: .gdti
        case .gsin: .gsin
        case .ginc: .ginc
        case .itip: .itip
        case .cpid: .cpid
        case .gcn: .gcn
        case .gmn: .gmn
        }
    }
}
