/// A vehicle identification number (ISO 3779; 49 CFR 565): which vehicle this is, world-wide for 30 years.
///
/// 17 capital letters and digits without I, O and Q. The check digit in position 9 is mandatory in North America only:
/// elsewhere ``hasValidCheckDigit`` is a fact about the number, not a verdict.
public struct VIN: Hashable, Sendable {
    /// Which rules a number must obey.
    public enum Profile: Sendable {
        /// Structure only, as everywhere.
        case iso
        /// The check digit too, as in the United States and Canada.
        case us
    }

    // Seventeen bytes as a value: no allocation.
    private let head: UInt64
    private let middle: UInt64
    private let last: UInt8

    private static let reader = ShortText(subject: "VIN", longest: 17, separators: ShortText.none)

    /// Reads 17 characters; lower case and full width become capitals, surrounding white space is dropped.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`; with the profile `us` also
    ///   `identifier.character` at position 8 where it cannot be a check digit, and `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol, profile: Profile) throws(IdentifierError) {
        let fast: VIN?? = text.utf8.withContiguousStorageIfAvailable { VIN(exactly: $0) }
        if case .some(.some(let vin)) = fast {
            self = vin
        } else {
            self = try VIN(carefully: text)
        }
        if profile == .us { try requireCheckDigit(in: text) }
    }

    /// Reads a VIN as people write it: in groups with spaces or dashes, perhaps behind `VIN:`.
    ///
    /// - Throws: as ``init(parsing:profile:)``; positions count without separators.
    public init(written text: some StringProtocol, profile: Profile) throws(IdentifierError) {
        let reader = ShortText(subject: "VIN", longest: 20, separators: ByteSet(" -:".utf8))
        let packed: PackedText = try reader.read(text)
        let isLabelled: Bool = packed.count == 20 && packed.text(0..<3) == "VIN"
        try self.init(parsing: packed.text((isLabelled ? 3 : 0)..<packed.count), profile: profile)
    }

    /// Reads 17 bytes without anything around them, the fastest way; nil where they are no VIN.
    ///
    /// - Parameter bytes: ASCII letters in either case, and digits.
    public init?(exactly bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 17 else { return nil }
        var head: UInt64 = 0
        var middle: UInt64 = 0
        var isGood = true
        for index in 0..<8 {
            let one: UInt8 = ASCII.uppercased(bytes[index])
            let two: UInt8 = ASCII.uppercased(bytes[index &+ 8])
            isGood = isGood && Self.value(of: one) >= 0 && Self.value(of: two) >= 0
            head = head &<< 8 | UInt64(one)
            middle = middle &<< 8 | UInt64(two)
        }
        let last: UInt8 = ASCII.uppercased(bytes[16])
        guard isGood, Self.value(of: last) >= 0 else { return nil }
        self.head = head
        self.middle = middle
        self.last = last
    }

    private init(carefully text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText
        do {
            packed = try Self.reader.read(text)
        } catch {
            // Length comes first: sixteen characters, one of them strange, are no VIN however the strange one is read.
            let count: Int = text.unicodeScalars.prefix(64).filter { !$0.isSpace }.count
            guard error.code == .character, count != 17 else { throw error }
            throw IdentifierError(
                .length, in: "VIN", found: count > 17 ? "more than 17 characters" : "\(count) characters",
                expected: "17")
        }
        guard packed.count == 17 else { throw Self.reader.lengthError(packed, expected: "17") }
        if let bad = packed.firstIndex(in: 0..<17, where: { Self.value(of: $0) < 0 }) {
            throw Self.reader.characterError(
                packed, at: bad, in: text, expected: "a letter other than I, O and Q, or a digit")
        }
        self.init(packed)
    }

    /// From 17 characters that are known to be good.
    init(_ packed: PackedText) {
        var words: (UInt64, UInt64) = (0, 0)
        for index in 0..<8 {
            words.0 = words.0 << 8 | UInt64(packed[index])
            words.1 = words.1 << 8 | UInt64(packed[index + 8])
        }
        (head, middle) = words
        last = packed[16]
    }

    private func requireCheckDigit(in text: some StringProtocol) throws(IdentifierError) {
        let ninth: UInt8 = self[8]
        guard ASCII.isDigit(ninth) || ninth == UInt8(ascii: "X") else {
            throw IdentifierError(
                .character, in: "VIN", at: Self.reader.position(of: 8, in: text), found: ASCII.shown(ninth),
                expected: "a check digit, 0 to 9 or X")
        }
        guard hasValidCheckDigit else {
            throw IdentifierError(
                .checkCharacter, in: "VIN", at: Self.reader.position(of: 8, in: text), found: ASCII.shown(ninth),
                expected: "the check digit '\(expectedCheckDigit)'")
        }
    }

    /// What a character counts (49 CFR 565.15(c), table III); -1 for what a VIN does not have.
    @inline(__always)
    static func value(of byte: UInt8) -> Int {
        if ASCII.isDigit(byte) { return Int(byte &- 0x30) }
        guard ASCII.isUpper(byte) else { return -1 }
        // One hexadecimal digit a letter, A last; 0 stands for I, O and Q.
        let place = UInt64(byte &- 0x41)
        let value: UInt64 =
            place < 16
            ? 0x7054_3210_8765_4321 &>> (place &* 4) & 15
            : 0x98_7654_3290 &>> ((place &- 16) &* 4) & 15
        return value == 0 ? -1 : Int(value)
    }

    /// A character by its position from 0 to 16.
    @inline(__always)
    subscript(_ position: Int) -> UInt8 {
        switch position {
        case ..<8: UInt8(truncatingIfNeeded: head &>> UInt64(56 &- position &* 8))
        case ..<16: UInt8(truncatingIfNeeded: middle &>> UInt64(56 &- (position &- 8) &* 8))
        default: last
        }
    }

    /// The 17 characters.
    public var text: String { text(0..<17) }

    func text(_ range: Range<Int>) -> String {
        String(unsafeUninitializedCapacity: range.count) { buffer in
            for (offset, position) in range.enumerated() { buffer[offset] = self[position] }
            return range.count
        }
    }

    /// The world manufacturer identifier, positions 1 to 3. Where the third is 9 the maker builds fewer than 1,000 a
    /// year, and ``smallMakerCode`` completes it.
    public var worldManufacturerIdentifier: String { text(0..<3) }

    /// Positions 12 to 14 of a small maker's number, else nil.
    public var smallMakerCode: String? { self[2] == UInt8(ascii: "9") ? text(11..<14) : nil }

    /// The vehicle descriptor section, positions 4 to 9.
    public var descriptor: String { text(3..<9) }

    /// The vehicle indicator section, positions 10 to 17.
    public var indicator: String { text(9..<17) }

    /// The plant, position 11; what it stands for is the maker's own.
    public var plant: Character { Character(Unicode.Scalar(self[10])) }

    /// The number within the year and plant: positions 12 to 17, of a small maker 15 to 17.
    public var serial: String { text(smallMakerCode == nil ? 11..<17 : 14..<17) }

    /// Position 9 as printed.
    public var checkDigit: Character { Character(Unicode.Scalar(self[8])) }

    /// What position 9 would be in North America.
    public var expectedCheckDigit: Character { Character(Unicode.Scalar(expectedCheckByte)) }

    private var expectedCheckByte: UInt8 {
        // Weights 8 7 6 5 4 3 2 10 0 9 8 7 6 5 4 3, the first last, and 2 (49 CFR 565.15(c), table IV).
        let weights: UInt64 = 0x3456_7890_A234_5678
        var sum: Int = 2 &* Self.value(of: last)
        for position in 0..<8 {
            let one = Int(weights &>> UInt64(position &* 4) & 15)
            let two = Int(weights &>> UInt64(position &* 4 &+ 32) & 15)
            sum &+= one &* Self.value(of: UInt8(truncatingIfNeeded: head &>> UInt64(56 &- position &* 8)))
            sum &+= two &* Self.value(of: UInt8(truncatingIfNeeded: middle &>> UInt64(56 &- position &* 8)))
        }
        let remainder: Int = sum % 11
        return remainder == 10 ? UInt8(ascii: "X") : 0x30 &+ UInt8(truncatingIfNeeded: remainder)
    }

    /// Whether position 9 is the check digit that North America asks for.
    public var hasValidCheckDigit: Bool { self[8] == expectedCheckByte }
}

extension VIN: SchemeValue {
    /// ``Scheme/vin``
    public static var scheme: Scheme { .vin }

    /// Reads 17 characters by the rules that hold everywhere.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        try self.init(parsing: text, profile: .iso)
    }

    /// Maker, check digit, model years, plant and serial by the number alone, without any table.
    public func elements(asOf year: Int?) -> [Element] { elements(of: nil, asOf: year) }

    /// The same for a class of vehicle, which settles the model year.
    public func elements(of vehicleClass: VehicleClass?, asOf year: Int?) -> [Element] {
        var result: [Element] = [
            Element("wmi", worldManufacturerIdentifier),
            Element("check_digit", String(checkDigit)),
            Element("check_digit_expected", String(expectedCheckDigit)),
            Element("check_digit_ok", .flag(hasValidCheckDigit)),
            Element("region", region.rawValue),
        ]
        let years: [Int] = year.map { modelYears(of: vehicleClass, asOf: $0) } ?? []
        if !years.isEmpty {
            if years.count == 1 || vehicleClass != .heavy { result.append(Element("model_year", years[0])) }
            result.append(Element("model_year_candidates", .numbers(years)))
            result.append(Element("model_year_reliable", .flag(hasReliableYear)))
            result.append(Element("model_year_position", modelYearPosition))
        }
        result.append(Element("plant", String(plant)))
        result.append(Element("serial", serial))
        if let smallMakerCode { result.append(Element("low_volume_manufacturer", text(0..<3) + smallMakerCode)) }
        return result
    }
}
