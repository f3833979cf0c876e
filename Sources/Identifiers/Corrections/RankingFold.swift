/// The fold by which search engines rank serial numbers that look alike: `I L |` are 1, `O` 0, `S` 5, `Z` 2, `B` 8, all
/// else than letters and digits one space; leading zeros go. Many different numbers share it: it ranks, it never
/// identifies, and ``FindKey`` finds. (Published behaviour of Bike Index.)
public enum RankingFold {
    /// The folded text.
    public static func fold(_ text: some StringProtocol) -> String {
        var result: [UInt8] = []
        for scalar in text.unicodeScalars {
            let narrow: Unicode.Scalar = scalar.halfWidth
            let byte: UInt8 = narrow.isASCII ? ASCII.uppercased(UInt8(narrow.value)) : ASCII.space
            let folded: UInt8
            switch byte {
            case UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "|"): folded = UInt8(ascii: "1")
            case UInt8(ascii: "O"): folded = UInt8(ascii: "0")
            case UInt8(ascii: "S"): folded = UInt8(ascii: "5")
            case UInt8(ascii: "Z"): folded = UInt8(ascii: "2")
            case UInt8(ascii: "B"): folded = UInt8(ascii: "8")
            default: folded = ASCII.isLetterOrDigit(byte) ? byte : ASCII.space
            }
            if folded == ASCII.space, result.isEmpty || result.last == ASCII.space { continue }
            if folded == UInt8(ascii: "0"), result.isEmpty { continue }
            result.append(folded)
        }
        if result.last == ASCII.space { result.removeLast() }
        return ASCII.text(result)
    }
}
