extension Linter {
    /// Every byte passes a test.
    static func characters(
        _ bytes: Bytes, _ test: (UInt8) -> Bool, _ reason: ElementFault.Reason
    ) -> LinterFault? {
        for place in 0..<bytes.count where !test(bytes[place]) {
            return LinterFault(reason, at: place, characterLength(bytes, at: place))
        }
        return nil
    }

    /// How many bytes a character of UTF-8 has, so that a fault marks the whole of it.
    static func characterLength(_ bytes: Bytes, at place: Int) -> Int {
        var end: Int = place + 1
        guard bytes[place] >= 0xC0 else { return 1 }
        while end < bytes.count, end < place + 4, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end - place
    }

    static func digits(_ bytes: Bytes) -> LinterFault? {
        characters(bytes, { ASCII.isDigit($0) }, .nonDigitCharacter)
    }

    /// One character out of a few.
    static func oneOf(_ allowed: StaticString, _ bytes: Bytes, _ reason: ElementFault.Reason) -> LinterFault? {
        guard bytes.count == 1 else { return whole(bytes, reason) }
        let isAllowed: Bool = allowed.withUTF8Buffer { $0.contains(bytes[0]) }
        return isAllowed ? nil : whole(bytes, reason)
    }

    /// One character or more, all the same.
    static func nothingBut(_ wanted: UInt8, _ bytes: Bytes, _ reason: ElementFault.Reason) -> LinterFault? {
        !bytes.isEmpty && bytes.allSatisfy { $0 == wanted } ? nil : whole(bytes, reason)
    }

    /// Padding fills up to three characters, as the dictionary's linter has it.
    static func base64(_ bytes: Bytes) -> LinterFault? {
        var end: Int = bytes.count
        while end > 0, bytes[end - 1] == UInt8(ascii: "=") { end -= 1 }
        let padding: Int = bytes.count - end
        if padding > 2 || (padding > 0 && bytes.count % 3 != 0) {
            return LinterFault(.invalidCset64Padding, at: end, padding)
        }
        return characters(bytes.part(0..<end), GS1Characters.isIn64, .invalidCset64Character)
    }

    static func percentCoding(_ bytes: Bytes) -> LinterFault? {
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "%") else {
                place += 1
                continue
            }
            guard place + 2 < bytes.count else {
                return LinterFault(.invalidPercentSequence, at: place, bytes.count - place)
            }
            guard ASCII.isHexadecimal(bytes[place + 1]), ASCII.isHexadecimal(bytes[place + 2]) else {
                return LinterFault(.invalidPercentSequence, at: place, 3)
            }
            place += 3
        }
        return nil
    }

    static func importerIndex(_ bytes: Bytes) -> LinterFault? {
        guard !bytes.isEmpty, characterLength(bytes, at: 0) == bytes.count else {
            return whole(bytes, .importerIdxMustBeOneCharacter)
        }
        return GS1Characters.isIn64(bytes[0]) ? nil : whole(bytes, .invalidImportIdxCharacter)
    }

    static func country(_ bytes: Bytes, _ reason: ElementFault.Reason) -> LinterFault? {
        CodeLists.isCountry(digits: bytes) ? nil : whole(bytes, reason)
    }

    static func isNines(_ bytes: Bytes) -> Bool { bytes.count == 3 && bytes.allSatisfy { $0 == 0x39 } }

    /// Until the list of prefixes is free, a prefix is known by its length only: four digits at least.
    static func companyPrefix(_ bytes: Bytes) -> LinterFault? {
        guard bytes.count >= shortestCompanyPrefix else { return whole(bytes, .tooShortForGcp) }
        return characters(bytes.part(0..<shortestCompanyPrefix), { ASCII.isDigit($0) }, .invalidGcpPrefix)
    }

    private static let shortestCompanyPrefix = 4

    static func secondCompanyPrefix(_ bytes: Bytes) -> LinterFault? {
        guard bytes.count >= 2 else { return whole(bytes, .tooShortForGcp) }
        return companyPrefix(bytes.part(from: 1))?.shifted(by: 1)
    }
}
