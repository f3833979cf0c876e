/// Amounts of money: a whole number of a currency's smallest units (ISO 4217), which are never added across currencies.
package enum Money {
    /// Currencies with other than two digits after the decimal sign (ISO 4217:2015, list one).
    private static let without: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
        "XPF",
    ]
    private static let three: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    private static let four: Set<String> = ["CLF", "UYW"]

    /// Digits after the decimal sign of a currency.
    package static func digits(_ currency: String) -> Int {
        without.contains(currency) ? 0 : three.contains(currency) ? 3 : four.contains(currency) ? 4 : 2
    }

    /// `4500.00`, with a full stop: as it is typed, and as programs read it.
    package static func text(_ amount: Int64, _ currency: String) -> String {
        let digits = digits(currency)
        guard digits > 0 else { return String(amount) }
        let all = String(amount.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - all.count)) + all
        return (amount < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
    }

    /// Reads an amount such as `4500` or `4500.5`, with a full stop or a comma.
    /// - Returns: nil for anything else, for more digits than the currency has, and for more than an integer holds.
    package static func amount(parsing text: String, _ currency: String) -> Int64? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        let digits = digits(currency)
        guard (1...2).contains(parts.count), !parts[0].isEmpty,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || (1...max(1, digits)).contains(fraction.count), fraction.count <= digits else {
            return nil
        }
        return Int64(parts[0] + fraction + String(repeating: "0", count: digits - fraction.count))
    }
}
