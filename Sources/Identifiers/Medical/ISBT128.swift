/// A label by the rules of ICCBBA for medical products of human origin (ISBT 128 Standard Technical Specification;
/// UDI forms in FDA's table of formats): data structures one after the other, each with its identifier.
public struct ISBT128: Hashable, Sendable {
    /// The data structures as they stood.
    public let text: String
    /// The processor's product identification code, 16 characters (data structure 034); nil where there is none.
    public let deviceIdentifier: String?
    /// Serial number, lot, donation and dates.
    public let production: ProductionIdentifiers

    private static let subject = "ISBT 128 identifier"
    private static let longest = 150

    /// Reads `=/…=,…=…=>…=}…&,1…` in any order.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.date`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let bytes: [UInt8] = try ASCII.bytes(of: text, atMost: Self.longest, subject: Self.subject)
        var rest: ArraySlice<UInt8> = bytes[...]
        var device: String?
        var production = ProductionIdentifiers()
        while !rest.isEmpty {
            let structure: Structure = try Structure.next(&rest, subject: Self.subject)
            switch structure.kind {
            case .device: device = structure.value
            case .serial: production.serial = structure.value
            case .donation: production.donation = structure.value
            case .lot: production.lot = structure.value
            case .expiry: production.expiry = try structure.date(subject: Self.subject)
            case .manufactured: production.manufactured = try structure.date(subject: Self.subject)
            }
        }
        self.text = ASCII.text(bytes)
        deviceIdentifier = device
        self.production = production
    }

    /// Device and production identifiers.
    public var udi: UDI { UDI(issuer: .iccbba, deviceIdentifier: deviceIdentifier, production: production) }

    /// One data structure.
    private struct Structure {
        enum Kind { case device, serial, donation, lot, expiry, manufactured }

        let kind: Kind
        let value: String
        let position: Int

        /// Identifiers, lengths and whether the length is only a limit; `=` alone, before a letter or digit, begins a
        /// donation (data structures 001, 004, 014, 032, 034 and 035).
        private static let forms: [(String, Kind, Int, Bool)] = [
            ("=/", .device, 16, false), ("=,", .serial, 6, false), ("=>", .expiry, 6, false),
            ("=}", .manufactured, 6, false), ("&,1", .lot, 18, true), ("&>", .expiry, 10, false),
            ("=", .donation, 15, false),
        ]

        static func next(
            _ rest: inout ArraySlice<UInt8>, subject: String
        ) throws(IdentifierError) -> Structure {
            let start: Int = rest.startIndex
            guard let (identifier, kind, length, isLimit) = forms.first(where: { rest.starts(with: $0.0.utf8) }) else {
                throw IdentifierError(
                    .character, in: subject, at: start, found: ASCII.shown(rest[start]),
                    expected: "a data identifier: =/ =, = => =} &,1")
            }
            let content: ArraySlice<UInt8> = rest.dropFirst(identifier.utf8.count)
            let value: ArraySlice<UInt8> = content.prefix(length).prefix { ASCII.isLetterOrDigit($0) }
            guard value.count == length || isLimit && !value.isEmpty else {
                throw IdentifierError(
                    .length, in: subject, at: start, found: "\(value.count) characters behind '\(identifier)'",
                    expected: "\(length)")
            }
            rest = content.dropFirst(value.count)
            return Structure(kind: kind, value: ASCII.text(value), position: start)
        }

        /// `cyyjjj`: the last three digits of the year, and the day of the year; perhaps hour and minute.
        func date(subject: String) throws(IdentifierError) -> CivilDate {
            guard let year = Int(value.prefix(3)), let day = Int(value.dropFirst(3).prefix(3)),
                let date = CivilDate(year: 2000 + year, dayOfYear: day)
            else {
                throw IdentifierError(
                    .date, in: subject, at: position, found: value, expected: "year and day of the year: cyyjjj")
            }
            return date
        }
    }
}

extension ISBT128: SchemeValue {
    /// ``Scheme/iccbba``
    public static var scheme: Scheme { .iccbba }

    /// Device and production identifiers.
    public func elements(asOf year: Int?) -> [Element] { udi.elements }
}
