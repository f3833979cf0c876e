/// The algorithms for check characters, under the names that serial formats use.
///
/// Except for ``vin`` the check characters stand at the end of the number when ``isValid(_:)`` reads it.
public enum CheckCharacter: String, CaseIterable, Hashable, Sendable {
    /// Luhn, modulus 10 (ISO/IEC 7812-1, Annex B).
    case luhn
    /// Luhn over hexadecimal digits, as in MEID.
    case luhnMod16 = "luhn-mod16"
    /// Luhn over digits and letters.
    case luhnMod36 = "luhn-mod36"
    /// GS1 modulus 10, weights 3 and 1 from the right (GS1 General Specifications, 7.9).
    case gs1
    /// ISO/IEC 7064 MOD 11-2: digits, the check character may be X.
    case mod11x2 = "mod11-2"
    /// ISO/IEC 7064 MOD 37-2: digits and letters, the check character may be `*`.
    case mod37x2 = "mod37-2"
    /// ISO/IEC 7064 MOD 97-10: digits, two check digits.
    case mod97x10 = "mod97-10"
    /// ISO/IEC 7064 MOD 661-26: letters, two check letters.
    case mod661x26 = "mod661-26"
    /// ISO/IEC 7064 MOD 1271-36: digits and letters, two check characters.
    case mod1271x36 = "mod1271-36"
    /// ISO/IEC 7064 MOD 11,10: digits.
    case mod11x10 = "mod11-10"
    /// ISO/IEC 7064 MOD 27,26: letters.
    case mod27x26 = "mod27-26"
    /// ISO/IEC 7064 MOD 37,36: digits and letters.
    case mod37x36 = "mod37-36"
    /// Verhoeff's dihedral check digit.
    case verhoeff
    /// Damm's quasigroup check digit.
    case damm
    /// Plain sum modulo 43 over the Code 39 alphabet (ISO/IEC 16388, Annex A; ANSI/HIBC 2.6). It misses most swaps.
    case mod43
    /// The check digit in position 9 of a VIN (49 CFR 565.15(c)); it covers the other 16 characters.
    case vin
    /// The check digit of a freight container (ISO 6346, Annex A); it covers 4 letters and 6 digits.
    case iso6346
    /// The check digit over a price or weight of four digits in numbers for use within a shop (GS1 General
    /// Specifications, 7.9.3).
    case price4 = "price-4"
    /// The same over five digits (GS1 General Specifications, 7.9.4).
    case price5 = "price-5"

    /// The name as written in patterns, such as `mod37-36`.
    public var name: String { rawValue }

    /// How many check characters there are, 1 or 2.
    public var length: Int {
        switch self {
        case .mod97x10, .mod661x26, .mod1271x36: 2
        default: 1
        }
    }

    /// The characters that the check can cover.
    public var alphabet: String {
        switch self {
        case .luhn, .gs1, .mod11x2, .mod97x10, .mod11x10, .verhoeff, .damm, .price4, .price5: CheckTables.digits
        case .luhnMod16: CheckTables.hexadecimal
        case .luhnMod36, .mod37x2, .mod1271x36, .mod37x36, .iso6346: CheckTables.digitsAndLetters
        case .mod661x26, .mod27x26: CheckTables.letters
        case .mod43: CheckTables.code39
        case .vin: CheckTables.vehicle
        }
    }

    /// The characters that the check itself may be.
    public var checkAlphabet: String {
        switch self {
        case .mod11x2, .vin: CheckTables.digits + "X"
        case .mod37x2: CheckTables.digitsAndLetters + "*"
        case .iso6346: CheckTables.digits
        default: alphabet
        }
    }

    /// How many characters the check must cover; nil where any number will do.
    public var coveredLength: Int? {
        switch self {
        case .vin: 16
        case .iso6346: 10
        case .price4: 4
        case .price5: 5
        default: nil
        }
    }

    /// The check characters of a number.
    ///
    /// - Parameter bytes: The ASCII characters that the check covers, in order, without the check itself.
    /// - Returns: One or two characters, or nil where a byte is outside the ``alphabet``, there is none, or their
    ///   number is not ``coveredLength``.
    public func compute(over bytes: some Collection<UInt8>) -> String? {
        let count: Int = bytes.count
        guard count > 0, coveredLength == nil || coveredLength == count else { return nil }
        var state: Int = startState
        var index = 0
        for byte in bytes {
            guard let value = value(of: byte) else { return nil }
            state = step(state, value, at: index, of: count)
            index += 1
        }
        let check: CheckPair = checkCharacters(from: state)
        return String(unsafeUninitializedCapacity: 2) { buffer in
            buffer[0] = check.first
            buffer[1] = check.second
            return length
        }
    }

    /// Whether a number's check characters agree with the rest of it.
    ///
    /// - Parameter bytes: The whole number in ASCII; the check stands at its end (for ``vin`` in position 9).
    public func isValid(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        if self == .vin {
            guard bytes.count == 17 else { return false }
            let ninth = bytes.index(bytes.startIndex, offsetBy: 8)
            let others: [UInt8] = Array(bytes[..<ninth]) + Array(bytes[bytes.index(after: ninth)...])
            return compute(over: others)?.utf8.first == bytes[ninth]
        }
        guard bytes.count > length else { return false }
        guard let check = compute(over: bytes.dropLast(length)) else { return false }
        return check.utf8.elementsEqual(bytes.suffix(length))
    }
}
