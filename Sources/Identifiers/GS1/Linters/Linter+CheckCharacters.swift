extension Linter {
    /// Weights 3 and 1 from the right, to the next multiple of ten.
    static func checkDigit(_ bytes: Bytes) -> LinterFault? {
        guard !bytes.isEmpty else { return whole(bytes, .tooShortForCheckDigit) }
        var odd = 0
        var even = 0
        // The check digit itself has weight 1; the places alternate from it.
        let parity: Int = bytes.count & 1
        for place in 0..<bytes.count {
            let digit: UInt8 = bytes[place] &- 0x30
            guard digit < 10 else { return digits(bytes) }
            if place & 1 == parity { even &+= Int(digit) } else { odd &+= Int(digit) }
        }
        return (even &* 3 &+ odd) % 10 == 0 ? nil : LinterFault(.incorrectCheckDigit, at: bytes.count - 1, 1)
    }

    /// The check character pair of the Global Model Number: primes from the right, modulus 1021, in 32 characters.
    static func checkPair(_ bytes: Bytes) -> LinterFault? {
        guard bytes.count >= 2 else { return whole(bytes, .tooShortForCheckPair) }
        let covered: Int = bytes.count - 2
        guard covered <= primes.count else { return whole(bytes, .tooLongForCheckPair) }
        var sum = 0
        for place in 0..<covered {
            guard let value = GS1Characters.value82(bytes[place]) else {
                return LinterFault(.invalidCset82Character, at: place, characterLength(bytes, at: place))
            }
            sum += value * primes[covered - 1 - place]
        }
        sum %= 1021
        let isRight: Bool = bytes[covered] == alphabet32[sum >> 5] && bytes[covered + 1] == alphabet32[sum & 31]
        return isRight ? nil : LinterFault(.incorrectCheckPair, at: covered, 2)
    }

    private static let alphabet32: [UInt8] = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    /// The first 97 primes.
    private static let primes: [Int] = {
        var result: [Int] = []
        var candidate = 2
        while result.count < 97 {
            if !result.contains(where: { candidate % $0 == 0 }) { result.append(candidate) }
            candidate += 1
        }
        return result
    }()

    /// ISO 13616-1: country, two check digits and an account number, modulus 97 over all with the first four at the end.
    static func bankAccount(_ bytes: Bytes) -> LinterFault? {
        guard bytes.count >= 4 else { return whole(bytes, .ibanTooShort) }
        guard CodeLists.isCountry(letters: bytes.part(0..<2)) else {
            return LinterFault(.illegalIbanCountryCode, at: 0, 2)
        }
        guard bytes.count <= 34 else { return whole(bytes, .ibanTooLong) }
        guard bytes.count > 10 else { return whole(bytes, .ibanTooShort) }
        var remainder = 0
        for step in 4..<bytes.count + 4 {
            let place: Int = step % bytes.count
            let byte: UInt8 = bytes[place]
            if ASCII.isDigit(byte) {
                remainder = (remainder * 10 + Int(byte - 0x30)) % 97
            } else if ASCII.isUpper(byte) {
                remainder = (remainder * 100 + Int(byte) - 55) % 97
            } else {
                return LinterFault(.invalidIbanCharacter, at: place, characterLength(bytes, at: place))
            }
        }
        return remainder == 1 ? nil : LinterFault(.incorrectIbanChecksum, at: 2, 2)
    }
}
