/// One or two check characters; `second` is meaningless where the algorithm has one.
struct CheckPair: Hashable, Sendable {
    var first: UInt8
    var second: UInt8
}

/// Every algorithm as a finite automaton that reads the covered characters from left to right. Serial formats turn it
/// into tables, so that a serial costs one look-up a digit.
extension CheckCharacter {
    /// How many states there are; states are 0 up to this number.
    var stateCount: Int {
        switch self {
        case .luhn, .gs1, .verhoeff, .damm, .price4, .price5: 10
        case .luhnMod16: 16
        case .luhnMod36: 36
        case .mod11x2, .mod11x10, .vin, .iso6346: 11
        case .mod37x2, .mod37x36: 37
        case .mod97x10: 97
        case .mod661x26: 661
        case .mod1271x36: 1271
        case .mod27x26: 27
        case .mod43: 43
        }
    }

    /// The hybrid systems begin with their modulus, all others with nothing.
    var startState: Int {
        switch self {
        case .mod11x10, .mod27x26, .mod37x36: stateCount - 1
        default: 0
        }
    }

    /// A covered character as a number; nil where it is outside the alphabet.
    func value(of byte: UInt8) -> Int? {
        let isDigit: Bool = ASCII.isDigit(byte)
        let isUpper: Bool = ASCII.isUpper(byte)
        switch self {
        case .luhn, .gs1, .mod11x2, .mod97x10, .mod11x10, .verhoeff, .damm, .price4, .price5:
            return isDigit ? Int(byte) - 0x30 : nil
        case .luhnMod16:
            return isDigit ? Int(byte) - 0x30 : isUpper && byte < 0x47 ? Int(byte) - 55 : nil
        case .luhnMod36, .mod37x2, .mod1271x36, .mod37x36:
            return isDigit ? Int(byte) - 0x30 : isUpper ? Int(byte) - 55 : nil
        case .mod661x26, .mod27x26:
            return isUpper ? Int(byte) - 65 : nil
        case .mod43:
            if isDigit { return Int(byte) - 0x30 }
            return isUpper ? Int(byte) - 55 : CheckTables.code39Extra.firstIndex(of: byte).map { 36 + $0 }
        case .vin:
            if isDigit { return Int(byte) - 0x30 }
            guard isUpper else { return nil }
            let value: Int = Int(CheckTables.vehicleLetters[Int(byte) - 65]) - 0x30
            return value == 0 ? nil : value
        case .iso6346:
            if isDigit { return Int(byte) - 0x30 }
            // A is 10; the multiples of 11 are left out.
            return isUpper ? Int(byte) - 55 + (Int(byte) - 56) / 10 : nil
        }
    }

    /// The state after one more character.
    ///
    /// - Parameters:
    ///   - state: The state before it.
    ///   - value: The character's value.
    ///   - index: Its place among the covered characters, from 0 at the left.
    ///   - count: How many characters are covered in all.
    func step(_ state: Int, _ value: Int, at index: Int, of count: Int) -> Int {
        let fromRight: Int = count - 1 - index
        switch self {
        case .luhn, .luhnMod16, .luhnMod36:
            let base: Int = stateCount
            let doubled: Int = fromRight % 2 == 0 ? 2 * value : value
            return (state + doubled / base + doubled % base) % base
        case .gs1:
            return (state + (fromRight % 2 == 0 ? 3 * value : value)) % 10
        case .mod11x2, .mod37x2:
            return (state + value) * 2 % stateCount
        case .mod97x10:
            return (state + value) * 10 % 97
        case .mod661x26:
            return (state + value) * 26 % 661
        case .mod1271x36:
            return (state + value) * 36 % 1271
        case .mod11x10, .mod27x26, .mod37x36:
            let modulus: Int = stateCount - 1
            let sum: Int = (state + value) % modulus
            return (sum == 0 ? modulus : sum) * 2 % stateCount
        case .verhoeff:
            return CheckTables.dihedral(CheckTables.permuted(value, times: (fromRight + 1) % 8), state)
        case .damm:
            return Int(CheckTables.quasigroup[state * 10 + value]) - 0x30
        case .mod43:
            return (state + value) % 43
        case .vin:
            return (state + value * (index < 7 ? 8 - index : index == 7 ? 10 : 17 - index)) % 11
        case .iso6346:
            return (state + value * (1 << (index % 10))) % 11
        case .price4:
            return (state + CheckTables.priceWeights[[0, 0, 1, 3][index % 4]][value]) % 10
        case .price5:
            return (state + CheckTables.priceWeights[[2, 0, 3, 2, 0][index % 5]][value]) % 10
        }
    }

    /// Places with the same number step alike: most algorithms treat all alike.
    func placeClass(at index: Int, of count: Int) -> Int {
        switch self {
        case .luhn, .luhnMod16, .luhnMod36, .gs1: (count - 1 - index) % 2
        case .verhoeff: (count - index) % 8
        case .vin, .iso6346, .price4, .price5: index
        default: 0
        }
    }

    /// The check characters after the last covered character.
    func checkCharacters(from state: Int) -> CheckPair {
        switch self {
        case .luhn, .luhnMod16, .luhnMod36, .gs1:
            return single((stateCount - state) % stateCount)
        case .mod11x2, .mod37x2:
            return single((stateCount + 1 - state) % stateCount)
        case .mod97x10:
            return double((98 - state * 10 % 97) % 97, base: 10)
        case .mod661x26:
            return double((662 - state * 26 % 661) % 661, base: 26)
        case .mod1271x36:
            return double((1272 - state * 36 % 1271) % 1271, base: 36)
        case .mod11x10, .mod27x26, .mod37x36:
            return single((stateCount - state) % (stateCount - 1))
        case .verhoeff:
            return single(state == 0 || state > 4 ? state : 5 - state)
        case .damm, .mod43, .vin:
            return single(state)
        case .iso6346:
            return single(state % 10)
        case .price4:
            return single(state * 3 % 10)
        case .price5:
            return single(CheckTables.priceWeights[3].firstIndex(of: (10 - state) % 10) ?? 0)
        }
    }

    private func single(_ value: Int) -> CheckPair { CheckPair(first: symbol(value), second: 0) }

    private func double(_ value: Int, base: Int) -> CheckPair {
        CheckPair(first: symbol(value / base), second: symbol(value % base))
    }

    private func symbol(_ value: Int) -> UInt8 {
        switch self {
        case .mod661x26, .mod27x26: return 65 + UInt8(value)
        case .mod11x2, .vin: return value == 10 ? UInt8(ascii: "X") : 0x30 + UInt8(value)
        case .mod37x2 where value == 36: return UInt8(ascii: "*")
        case .mod43 where value >= 36: return CheckTables.code39Extra[value - 36]
        default: return value < 10 ? 0x30 + UInt8(value) : 55 + UInt8(value)
        }
    }
}
