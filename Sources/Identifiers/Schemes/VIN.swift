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

    /// Reads 17 characters; lower case and full width become capitals, surrounding white space is dropped.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`; with the profile `us` also
    ///   `identifier.character` at position 8 where it cannot be a check digit, and `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol, profile: Profile = .iso) throws(IdentifierError) {
        var words: (UInt64, UInt64, UInt8) = (0, 0, 0)
        var count = 0
        var bad: (position: Int, scalar: Unicode.Scalar)?
        var skipped = 0
        var trailing = 0
        for scalar in text.unicodeScalars {
            if scalar.isSpace {
                if count == 0 { skipped += 1 } else { trailing += 1 }
                continue
            }
            // White space before a further character stands inside the number, where it counts.
            if trailing > 0, bad == nil { bad = (skipped + count, " ") }
            count += trailing + 1
            trailing = 0
            guard count <= 17 else { break }
            let narrow: Unicode.Scalar = scalar.halfWidth
            let byte: UInt8 = narrow.isASCII ? ASCII.uppercased(UInt8(truncatingIfNeeded: narrow.value)) : 0
            if CheckCharacter.vin.value(of: byte) == nil, bad == nil { bad = (skipped + count - 1, scalar) }
            switch count {
            case ...8: words.0 = words.0 << 8 | UInt64(byte)
            case ...16: words.1 = words.1 << 8 | UInt64(byte)
            default: words.2 = byte
            }
        }
        guard count > 0 else { throw IdentifierError(.empty, in: "VIN") }
        guard count == 17 else {
            throw IdentifierError(
                .length, in: "VIN", found: count > 17 ? "more than 17 characters" : "\(count) characters",
                expected: "17")
        }
        if let bad {
            throw IdentifierError(
                .character, in: "VIN", at: bad.position, found: IdentifierError.shown(bad.scalar),
                expected: "a letter other than I, O and Q, or a digit")
        }
        (head, middle, last) = words
        if profile == .us { try requireCheckDigit(offset: skipped) }
    }

    private func requireCheckDigit(offset: Int) throws(IdentifierError) {
        let ninth: UInt8 = self[8]
        guard ASCII.isDigit(ninth) || ninth == UInt8(ascii: "X") else {
            throw IdentifierError(
                .character, in: "VIN", at: offset + 8, found: ASCII.shown(ninth),
                expected: "a check digit, 0 to 9 or X")
        }
        guard hasValidCheckDigit else {
            throw IdentifierError(
                .checkCharacter, in: "VIN", at: offset + 8, found: ASCII.shown(ninth),
                expected: "the check digit '\(expectedCheckDigit)'")
        }
    }

    /// A character by its position from 0 to 16.
    subscript(_ position: Int) -> UInt8 {
        switch position {
        case ..<8: UInt8(truncatingIfNeeded: head >> UInt64(56 - position * 8))
        case ..<16: UInt8(truncatingIfNeeded: middle >> UInt64(56 - (position - 8) * 8))
        default: last
        }
    }

    /// The 17 characters.
    public var text: String { text(0..<17) }

    private func text(_ range: Range<Int>) -> String {
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

    /// Position 9 as printed.
    public var checkDigit: Character { Character(Unicode.Scalar(self[8])) }

    /// What position 9 would be in North America.
    public var expectedCheckDigit: Character {
        var sum = 0
        for position in 0..<17 where position != 8 {
            let weight: Int = position < 7 ? 8 - position : position == 7 ? 10 : 18 - position
            sum += weight * (CheckCharacter.vin.value(of: self[position]) ?? 0)
        }
        let remainder: Int = sum % 11
        return remainder == 10 ? "X" : Character(Unicode.Scalar(0x30 + UInt8(remainder)))
    }

    /// Whether position 9 is the check digit that North America asks for.
    public var hasValidCheckDigit: Bool { checkDigit == expectedCheckDigit }
}

extension VIN: CustomStringConvertible {
    /// The 17 characters.
    public var description: String { text }
}
