/// Characters that people and cameras take for one another on plates.
enum LookAlikes {
    /// Groups of alike characters (docs/identifiers.md).
    private static let groups: [[UInt8]] = ["0OQD", "1IL", "2Z", "5S", "6G", "8B"].map { Array($0.utf8) }

    /// For every ASCII character those that look alike.
    private static let table: [[UInt8]] = (0..<128).map { byte in
        groups.first { $0.contains(UInt8(byte)) }?.filter { $0 != UInt8(byte) } ?? []
    }

    /// The characters that look like one; empty where none does.
    static func others(of byte: UInt8) -> [UInt8] { byte < 128 ? table[Int(byte)] : [] }
}

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
