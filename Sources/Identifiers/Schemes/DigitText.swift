/// A text of digits as people write it, in groups with spaces or dashes: the common ground of GTIN and IMEI.
struct DigitText {
    let subject: String
    /// The digits as a number.
    private(set) var number: UInt64 = 0
    /// How many digits there are; one more than the longest allowed where there are too many.
    private(set) var count = 0
    /// Where the last digit stands in the text.
    private(set) var lastPosition = 0
    private let longest: Int

    /// - Throws: `identifier.empty`, `identifier.character`; too many digits are left to ``lengthError(expected:)``.
    init(_ text: some StringProtocol, subject: String, longest: Int) throws(IdentifierError) {
        precondition(longest < 19, "the digits fit 64 bits")
        self.subject = subject
        self.longest = longest
        var position = -1
        for scalar in text.unicodeScalars {
            position += 1
            let narrow: Unicode.Scalar = scalar.halfWidth
            if narrow == "-" || narrow.isDash || narrow.isSpace { continue }
            guard narrow.isASCII, ASCII.isDigit(UInt8(truncatingIfNeeded: narrow.value)) else {
                throw IdentifierError(
                    .character, in: subject, at: position, found: IdentifierError.shown(scalar), expected: "a digit")
            }
            count += 1
            if count > longest { return }
            number = number * 10 + UInt64(narrow.value - 0x30)
            lastPosition = position
        }
        if count == 0 { throw IdentifierError(.empty, in: subject) }
    }

    func lengthError(expected: String) -> IdentifierError {
        IdentifierError(
            .length, in: subject, found: count > longest ? "more than \(longest) digits" : "\(count) digits",
            expected: expected)
    }

    func checkError(expected: UInt64) -> IdentifierError {
        IdentifierError(
            .checkCharacter, in: subject, at: lastPosition, found: "'\(number % 10)'",
            expected: "the check digit '\(expected)'")
    }

    /// The number of up to 18 ASCII digits that end with their GS1 check digit; nil for everything else.
    static func checked(_ bytes: Bytes) -> UInt64? {
        var number: UInt64 = 0
        var odd: UInt64 = 0
        var even: UInt64 = 0
        for byte in bytes {
            let digit = UInt64(byte &- 0x30)
            guard digit < 10 else { return nil }
            number = number &* 10 &+ digit
            // The sums change places at each step, so that the last digit is in the odd one.
            (odd, even) = (even &+ digit, odd)
        }
        return (odd &+ 3 &* even) % 10 == 0 ? number : nil
    }

    static func padded(_ number: UInt64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
