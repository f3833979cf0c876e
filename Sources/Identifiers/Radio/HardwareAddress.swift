/// Addresses of network interfaces as people and equipment write them: octets in pairs, fours or not grouped at all.
enum HardwareAddress {
    /// Reads hexadecimal digits in one consistent grouping.
    ///
    /// Written forms: none (`001B638445E6`), pairs (`00-1B-63…`, `00:1b:63…`, with spaces or dots, with colons also
    /// without leading zeros), fours (`001b.6384.45e6`, also with colons or dashes), halves (`001b63-8445e6`).
    static func read(
        _ text: some StringProtocol, octets: Int, subject: String
    ) throws(IdentifierError) -> UInt64 {
        let reader = ShortText(subject: subject, longest: octets * 3 - 1, separators: ShortText.none)
        let packed: PackedText = try reader.read(text)
        guard packed.count <= octets * 3 - 1 else {
            throw reader.lengthError(packed, expected: "\(octets * 2) hexadecimal digits")
        }
        var number: UInt64 = 0
        var digitCount = 0
        var groupSize = 0
        var groupLength = 0
        var separator: UInt8 = 0
        for index in 0..<packed.count {
            let byte: UInt8 = packed[index]
            if ASCII.isHexadecimal(byte) {
                groupLength += 1
                digitCount += 1
                guard digitCount <= octets * 2 else {
                    throw reader.lengthError(packed, expected: "\(octets * 2) hexadecimal digits")
                }
                number = number << 4 | UInt64(ASCII.isDigit(byte) ? byte - 0x30 : byte - 55)
                if groupLength <= 2 || separator != UInt8(ascii: ":") || groupSize > 2 { continue }
                throw reader.characterError(packed, at: index, in: text, expected: "':'")
            }
            guard isSeparator(byte) else {
                throw reader.characterError(
                    packed, at: index, in: text, expected: "a digit, a letter from A to F, or a separator")
            }
            // Unix leaves out leading zeros: a digit alone between colons is an octet.
            if groupLength == 1, byte == UInt8(ascii: ":"), groupSize == 0 || groupSize == 2 {
                number = (number >> 4) << 8 | number & 15
                digitCount += 1
                groupLength = 2
            }
            if groupSize == 0 { (groupSize, separator) = (groupLength, byte) }
            guard byte == separator, groupLength == groupSize, index < packed.count - 1 else {
                throw reader.characterError(
                    packed, at: index, in: text, expected: "equal groups between equal separators")
            }
            groupLength = 0
        }
        if groupLength == 1, separator == UInt8(ascii: ":"), groupSize == 2 {
            number = (number >> 4) << 8 | number & 15
            digitCount += 1
            groupLength = 2
        }
        guard digitCount == octets * 2 else {
            throw IdentifierError(
                .length, in: subject, found: "\(digitCount) hexadecimal digits", expected: "\(octets * 2)")
        }
        let isUsual: Bool = groupSize == 2 || groupSize == 4 || groupSize == octets
        guard groupSize == 0 || isUsual && groupLength == groupSize else {
            throw IdentifierError(
                .length, in: subject, found: "groups of \(groupSize) digits", expected: "groups of 2, 4 or \(octets)")
        }
        return number
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == ASCII.space
    }

    /// Pairs with dashes, the form of IEEE 802.
    static func text(_ number: UInt64, octets: Int) -> String {
        String(unsafeUninitializedCapacity: octets * 3 - 1) { buffer in
            for octet in 0..<octets {
                let byte = UInt8(truncatingIfNeeded: number >> UInt64((octets - 1 - octet) * 8))
                buffer[octet * 3] = digit(byte >> 4)
                buffer[octet * 3 + 1] = digit(byte & 15)
                if octet < octets - 1 { buffer[octet * 3 + 2] = UInt8(ascii: "-") }
            }
            return octets * 3 - 1
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 55 + value }
}

/// The address of a network interface, 48 bits (IEEE Std 802-2014, 8.2).
public struct MACAddress: Hashable, Sendable {
    /// The 48 bits, the first octet in the most significant.
    public let number: UInt64

    /// Reads 12 hexadecimal digits in any consistent grouping.
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        number = try HardwareAddress.read(text, octets: 6, subject: "MAC address")
    }

    /// Makes an address from 48 bits; nil where there are more.
    public init?(number: UInt64) {
        guard number >> 48 == 0 else { return nil }
        self.number = number
    }

    /// Pairs with dashes: `00-1B-63-84-45-E6`.
    public var text: String { HardwareAddress.text(number, octets: 6) }

    /// It means a group of interfaces (bit 1 of the first octet).
    public var isMulticast: Bool { number >> 40 & 1 == 1 }

    /// It was given by an administrator or made up by software, so that it is not unique in the world (bit 2).
    public var isLocal: Bool { number >> 40 & 2 == 2 }

    /// It means all interfaces.
    public var isBroadcast: Bool { number == 0xFFFF_FFFF_FFFF }

    /// The maker's 24 bits, six hexadecimal digits; nil for local addresses, which have no maker.
    public var organizationallyUniqueIdentifier: String? {
        isLocal ? nil : ASCII.text(text.utf8.prefix(8).filter { $0 != UInt8(ascii: "-") })
    }

    /// The address with FF-FE in its midst, as EUI-64 encapsulates it.
    public var eui64: EUI64 { EUI64(number: (number >> 24) << 40 | 0xFF_FE00_0000 | number & 0xFF_FFFF) }
}

extension MACAddress: SchemeValue {
    /// ``Scheme/mac``
    public static var scheme: Scheme { .mac }

    /// Maker, kind and the EUI-64 forms.
    public func elements(asOf year: Int?) -> [Element] {
        var result: [Element] = [
            Element("multicast", .flag(isMulticast)), Element("local", .flag(isLocal)),
            Element("broadcast", .flag(isBroadcast)),
        ]
        if let oui = organizationallyUniqueIdentifier { result.append(Element("oui", oui)) }
        result.append(Element("eui64", eui64.text))
        result.append(Element("modified_eui64", eui64.modified.text))
        return result
    }
}

/// The address of a network interface, 64 bits (IEEE Std 802-2014, 8.2).
public struct EUI64: Hashable, Sendable {
    /// The 64 bits.
    public let number: UInt64

    /// Reads 16 hexadecimal digits in any consistent grouping.
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        number = try HardwareAddress.read(text, octets: 8, subject: "EUI-64")
    }

    /// Makes an address.
    public init(number: UInt64) { self.number = number }

    /// Pairs with dashes.
    public var text: String { HardwareAddress.text(number, octets: 8) }

    /// It means a group of interfaces.
    public var isMulticast: Bool { number >> 56 & 1 == 1 }

    /// It is not unique in the world.
    public var isLocal: Bool { number >> 56 & 2 == 2 }

    /// With the local bit turned over, as IPv6 uses it (RFC 4291, appendix A).
    public var modified: EUI64 { EUI64(number: number ^ 0x0200_0000_0000_0000) }
}

extension EUI64: SchemeValue {
    /// ``Scheme/eui64``
    public static var scheme: Scheme { .eui64 }

    /// Kind and the form that IPv6 uses.
    public func elements(asOf year: Int?) -> [Element] {
        [
            Element("multicast", .flag(isMulticast)), Element("local", .flag(isLocal)),
            Element("modified_eui64", modified.text),
        ]
    }
}
