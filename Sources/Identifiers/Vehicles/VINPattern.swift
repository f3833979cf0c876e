/// A VIN of which some characters are not known or do not matter, as complaints, recalls and registers give it:
/// `1C4JJXN60P`, `5YJ3E1EA*KF*`, `WVWZZZ1K?AW`.
public struct VINPattern: Hashable, Sendable {
    /// 17 characters; 0 where one is not known.
    private var known: PackedText

    /// Reads up to 17 characters: `?`, `.` and `_` stand for one unknown character, `*` at the end for all that are
    /// left and elsewhere for one; what is missing at the end is unknown. Spaces and dashes do not count.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let reader = ShortText(subject: "VIN pattern", longest: 17, separators: ShortText.groups)
        let packed: PackedText = try reader.read(text)
        guard packed.count <= 17 else { throw reader.lengthError(packed, expected: "at most 17") }
        var known = PackedText()
        for index in 0..<packed.count {
            let byte: UInt8 = packed[index]
            if Self.isWildcard(byte) {
                known.append(0)
            } else if VIN.value(of: byte) >= 0 {
                known.append(byte)
            } else {
                throw reader.characterError(
                    packed, at: index, in: text, expected: "a letter other than I, O and Q, a digit, or '?'")
            }
        }
        while known.count < 17 { known.append(0) }
        self.known = known
    }

    /// The pattern that only one VIN fits.
    public init(_ vin: VIN) {
        var known = PackedText()
        for position in 0..<17 { known.append(vin[position]) }
        self.known = known
    }

    private static func isWildcard(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "?"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"): true
        default: false
        }
    }

    /// A character by its position from 0 to 16; nil where it is not known.
    public func character(at position: Int) -> Character? {
        let byte: UInt8 = self[position]
        return byte == 0 ? nil : Character(Unicode.Scalar(byte))
    }

    /// A byte by its position from 0 to 16; 0 where it is not known.
    @inline(__always)
    subscript(_ position: Int) -> UInt8 { known[position] }

    /// Whether a VIN fits.
    public func matches(_ vin: VIN) -> Bool {
        (0..<17).allSatisfy { known[$0] == 0 || known[$0] == vin[$0] }
    }

    /// 17 characters, `?` where one is not known.
    public var text: String {
        PackedText((0..<17).lazy.map { known[$0] == 0 ? UInt8(ascii: "?") : known[$0] }).text
    }

    /// Where the year is coded: Ford of Australia uses position 11.
    var yearIndex: Int {
        self[0] == UInt8(ascii: "6") && self[1] == UInt8(ascii: "F") && self[2] == UInt8(ascii: "P") ? 10 : 9
    }

    /// Whether the law of North America may have shaped the number: the maker has its seat there, or the check digit
    /// agrees, or cannot be told for want of characters.
    var mayBeForNorthAmerica: Bool {
        if VIN.Region(self[0], self[1]) == .northAmerica { return true }
        return (0..<17).contains { known[$0] == 0 } || VIN(known).hasValidCheckDigit
    }

    /// The model years that the pattern can mean; see ``VIN/modelYears(of:asOf:)``.
    public func modelYears(of vehicleClass: VIN.VehicleClass?, asOf year: Int) -> [Int] {
        guard let early = ModelYearCode.year(of: self[yearIndex]) else { return [] }
        let late: Int = early + ModelYearCode.cycle
        let seventh: UInt8 = self[6]
        if vehicleClass == .light, seventh != 0, mayBeForNorthAmerica { return [ASCII.isDigit(seventh) ? early : late] }
        let candidates: [Int] = [late, early].filter { $0 <= year + 1 }
        let speaksForEarly: Bool = vehicleClass == nil && ASCII.isDigit(seventh)
        return speaksForEarly ? candidates.reversed() : candidates
    }
}

extension VINPattern: CustomStringConvertible {
    /// 17 characters, `?` where one is not known.
    public var description: String { text }
}

/// The vehicles from one VIN to another, as recalls name them: all agree where the first and the last agree, and the
/// serial numbers run between the two. Position 9 is a check digit and does not count.
public struct VINRange: Hashable, Sendable {
    /// The first vehicle.
    public let first: VINPattern
    /// The last vehicle.
    public let last: VINPattern

    /// Makes a range.
    ///
    /// - Throws: `identifier.character` where the last comes before the first.
    public init(from first: VINPattern, to last: VINPattern) throws(IdentifierError) {
        for position in Self.positions where first[position] != last[position] {
            guard first[position] == 0 || last[position] == 0 || Self.order(first[position], last[position]) else {
                throw IdentifierError(
                    .character, in: "VIN range", at: position, found: ASCII.shown(last[position]),
                    expected: "at least \(ASCII.shown(first[position])), as in the first VIN")
            }
            break
        }
        self.first = first
        self.last = last
    }

    private static var positions: [Int] { Array(0..<8) + Array(9..<17) }

    /// Digits come before letters, as in the alphabet of ASCII.
    private static func order(_ left: UInt8, _ right: UInt8) -> Bool { left < right }

    /// Whether a vehicle lies between the two, both included. An unknown character fits any.
    public func contains(_ vin: VIN) -> Bool { compare(vin, first) >= 0 && compare(vin, last) <= 0 }

    private func compare(_ vin: VIN, _ bound: VINPattern) -> Int {
        for position in Self.positions where bound[position] != 0 && bound[position] != vin[position] {
            return Self.order(vin[position], bound[position]) ? -1 : 1
        }
        return 0
    }
}
