/// Application identifiers that begin alike: `310n` stands for 3100 to 3109.
public struct IdentifierPattern: Hashable, Sendable {
    /// The fixed digits at the beginning as a number.
    private let fixed: UInt16
    /// How many of the digits are free.
    private let freeCount: Int8
    private let length: Int8

    /// Digits, then letters n; nil where the text is no such pattern of two to four characters.
    init?(_ text: some StringProtocol) {
        var fixed: UInt16 = 0
        var fixedCount: Int8 = 0
        var freeCount: Int8 = 0
        for byte in text.utf8 {
            guard fixedCount + freeCount < 4 else { return nil }
            if byte == UInt8(ascii: "n") {
                freeCount += 1
            } else {
                guard ASCII.isDigit(byte), freeCount == 0 else { return nil }
                fixed = fixed * 10 + UInt16(byte - 0x30)
                fixedCount += 1
            }
        }
        guard fixedCount >= 1, fixedCount + freeCount >= 2 else { return nil }
        self.fixed = fixed
        self.freeCount = freeCount
        length = fixedCount + freeCount
    }

    /// Whether an identifier is one of those that the pattern stands for.
    public func matches(_ identifier: ApplicationIdentifier) -> Bool {
        guard identifier.length == length else { return false }
        switch freeCount {
        case 0: return identifier.number == fixed
        case 1: return identifier.number / 10 == fixed
        case 2: return identifier.number / 100 == fixed
        default: return identifier.number / 1000 == fixed
        }
    }

    /// As the dictionary writes it.
    public var text: String {
        DigitText.padded(UInt64(fixed), to: Int(length - freeCount)) + String(repeating: "n", count: Int(freeCount))
    }
}
