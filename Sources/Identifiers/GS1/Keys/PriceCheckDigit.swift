/// The check digit of a price or weight field of four or five digits within a number of restricted circulation (GS1
/// General Specifications, 7.9.2 to 7.9.4).
public enum PriceCheckDigit {
    /// The check digit of four or five digits; nil for anything else.
    public static func compute(over digits: some StringProtocol) -> Int? {
        let values: [Int] = digits.utf8.prefix(6).compactMap { ASCII.isDigit($0) ? Int($0 - 0x30) : nil }
        guard values.count == digits.utf8.count else { return nil }
        switch values.count {
        case 4:
            let sum: Int = twoMinus(values[0]) + twoMinus(values[1]) + three(values[2]) + fiveMinus(values[3])
            return sum * 3 % 10
        case 5:
            let sum: Int =
                fivePlus(values[0]) + twoMinus(values[1]) + fiveMinus(values[2]) + fivePlus(values[3])
                + twoMinus(values[4])
            let remainder: Int = (10 - sum % 10) % 10
            // The digit whose product with 5- is the remainder.
            return (0...9).first { fiveMinus($0) == remainder }
        default: return nil
        }
    }

    /// Weight 2-: twice, and the tens subtracted from the units.
    private static func twoMinus(_ digit: Int) -> Int { (2 * digit - 2 * digit / 10) % 10 }
    private static func three(_ digit: Int) -> Int { 3 * digit % 10 }
    /// Weight 5+: five times, and the tens added to the units.
    private static func fivePlus(_ digit: Int) -> Int { (5 * digit + 5 * digit / 10) % 10 }
    /// Weight 5-: five times, and the tens subtracted from the units.
    private static func fiveMinus(_ digit: Int) -> Int { (5 * digit - 5 * digit / 10 + 10) % 10 }
}
