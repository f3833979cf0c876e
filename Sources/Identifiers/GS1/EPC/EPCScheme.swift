/// The schemes of Electronic Product Code URIs (GS1 EPC Tag Data Standard 2.3, 6.3).
public enum EPCScheme: String, CaseIterable, Hashable, Sendable {
    /// Serialised trade item: (01) with (21).
    case sgtin
    /// Batch of a trade item: (01) with (10); a class, not a single thing.
    case lgtin
    /// Logistic unit: (00).
    case sscc
    /// Location, with an extension where there is one: (414), (254).
    case sgln
    /// Party: (417).
    case pgln
    /// Returnable asset: (8003) with its serial component.
    case grai
    /// Individual asset: (8004).
    case giai
    /// Recipient of a service: (8018).
    case gsrn
    /// Provider of a service: (8017).
    case gsrnp
    /// Document: (253) with its serial component.
    case gdti
    /// Component and part: (8010) with (8011).
    case cpi
    /// Coupon: (255) with its serial component.
    case sgcn
    /// Consignment: (401).
    case ginc
    /// Shipment: (402).
    case gsin
    /// Piece of a trade item: (8006) with (21).
    case itip
    /// Unit pack of tobacco: (01) with (235).
    case upui
    /// General identifier, outside GS1.
    case gid
    /// United States Department of Defense.
    case usdod
    /// Aerospace and defence.
    case adi
    /// Freight container (ISO 6346).
    case bic
    /// Vessel (International Maritime Organization).
    case imovn

    /// What must stand in a field.
    enum Field: Hashable, Sendable {
        /// Digits, so many.
        case digits(ClosedRange<Int>)
        /// A decimal number without leading zeros, at most a limit.
        case number(UInt64)
        /// Character set 82 with escapes, so many characters.
        case text(ClosedRange<Int>)
        /// The characters of components: digits, capitals, hyphen, and `#` and `/` as escapes.
        case component(ClosedRange<Int>)
        /// A code of a company or office of the United States' defence: 5 or 6 digits and capitals without I and O.
        case activity
        /// An original part number of aviation: digits, capitals, hyphen, and `/` as an escape.
        case part(ClosedRange<Int>)
        /// The same with a `#` in front where it is no serial number of the maker.
        case partSerial
        /// Owner, equipment category, serial number and check digit of a container.
        case container
    }

    private static let prefix = Field.digits(6...12)

    /// The fields in their order; of the schemes of GS1 the first is the company prefix.
    var fields: [Field] {
        switch self {
        case .sgtin, .lgtin: [Self.prefix, .digits(1...7), .text(1...20)]
        case .upui: [Self.prefix, .digits(1...7), .text(1...28)]
        case .itip: [Self.prefix, .digits(1...7), .digits(2...2), .digits(2...2), .text(1...20)]
        case .sscc, .gsrn, .gsrnp: [Self.prefix, .digits(5...11)]
        case .gsin: [Self.prefix, .digits(4...10)]
        case .pgln: [Self.prefix, .digits(0...6)]
        case .sgln: [Self.prefix, .digits(0...6), .text(1...20)]
        case .grai: [Self.prefix, .digits(0...6), .text(1...16)]
        case .gdti: [Self.prefix, .digits(0...6), .text(1...17)]
        case .sgcn: [Self.prefix, .digits(0...6), .digits(1...12)]
        case .giai, .ginc: [Self.prefix, .text(1...24)]
        case .cpi: [Self.prefix, .component(1...24), .number(999_999_999_999)]
        case .gid: [.number(268_435_455), .number(16_777_215), .number(68_719_476_735)]
        case .usdod: [.activity, .number(68_719_476_735)]
        case .adi: [.activity, .part(0...32), .partSerial]
        case .bic: [.container]
        case .imovn: [.digits(7...7)]
        }
    }

    /// How many characters prefix and reference have together, at least and at most; nil where there is no prefix.
    var keyLength: ClosedRange<Int>? {
        switch self {
        case .sgtin, .lgtin, .upui, .itip: 13...13
        case .sscc, .gsrn, .gsrnp: 17...17
        case .gsin: 16...16
        case .pgln, .sgln, .grai, .gdti, .sgcn: 12...12
        case .giai, .ginc, .cpi: 7...30
        case .gid, .usdod, .adi, .bic, .imovn: nil
        }
    }

    /// The identifier of the key; nil outside GS1.
    var key: ApplicationIdentifier? {
        switch self {
        case .sgtin, .lgtin, .upui: .gtin
        case .sscc: ApplicationIdentifier(number: 0, length: 2)
        case .sgln: ApplicationIdentifier(number: 414, length: 3)
        case .pgln: ApplicationIdentifier(number: 417, length: 3)
        case .grai: ApplicationIdentifier(number: 8003, length: 4)
        case .giai: ApplicationIdentifier(number: 8004, length: 4)
        case .gsrn: ApplicationIdentifier(number: 8018, length: 4)
        case .gsrnp: ApplicationIdentifier(number: 8017, length: 4)
        case .gdti: ApplicationIdentifier(number: 253, length: 3)
        case .cpi: ApplicationIdentifier(number: 8010, length: 4)
        case .sgcn: ApplicationIdentifier(number: 255, length: 3)
        case .ginc: ApplicationIdentifier(number: 401, length: 3)
        case .gsin: ApplicationIdentifier(number: 402, length: 3)
        case .itip: ApplicationIdentifier(number: 8006, length: 4)
        case .gid, .usdod, .adi, .bic, .imovn: nil
        }
    }

    /// The identifier of the serial field where it stands beside the key; nil where it is part of the key.
    var qualifier: ApplicationIdentifier? {
        switch self {
        case .sgtin, .itip: ApplicationIdentifier(number: 21, length: 2)
        case .lgtin: ApplicationIdentifier(number: 10, length: 2)
        case .upui: ApplicationIdentifier(number: 235, length: 3)
        case .sgln: ApplicationIdentifier(number: 254, length: 3)
        case .cpi: ApplicationIdentifier(number: 8011, length: 4)
        default: nil
        }
    }

    /// Whether the first digit of the reference stands before the prefix in the key.
    var hasLeadingIndicator: Bool {
        switch self {
        case .sgtin, .lgtin, .upui, .itip, .sscc: true
        default: false
        }
    }

    /// Whether the key has a check digit behind prefix and reference, which the URI leaves out.
    var hasCheckDigit: Bool { key != nil && self != .giai && self != .ginc && self != .cpi }
}
