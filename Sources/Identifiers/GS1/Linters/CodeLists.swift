/// The code lists that linters look up, each parsed once from its table.
package enum CodeLists {
    static func isCountry(digits bytes: Bytes) -> Bool {
        number(bytes).map { countries.names[$0] != nil } ?? false
    }

    static func isCountry(letters bytes: Bytes) -> Bool {
        guard bytes.count == 2, ASCII.isUpper(bytes[0]), ASCII.isUpper(bytes[1]) else { return false }
        return countries.letters[letterIndex(bytes[0], bytes[1])]
    }

    static func isCurrency(digits bytes: Bytes) -> Bool {
        number(bytes).map { currencies[$0] != nil } ?? false
    }

    /// Whether these are the three capital letters of a currency (ISO 4217).
    package static func isCurrency(letters: String) -> Bool { currencyLetters.contains(letters) }

    /// Media of ICCBBA: 01 to 10 assigned, 80 to 99 for local use.
    static func isMediaType(_ bytes: Bytes) -> Bool {
        guard bytes.count == 2, ASCII.isDigit(bytes[0]), ASCII.isDigit(bytes[1]) else { return false }
        let number: Int = Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
        return (1...10).contains(number) || number >= 80
    }

    static func isPackageType(_ bytes: Bytes) -> Bool {
        (1...3).contains(bytes.count) && packageTypes.contains(String(decoding: bytes, as: UTF8.self))
    }

    /// A country's name by its three digits.
    static func countryName(digits: some StringProtocol) -> String? {
        Int(digits).flatMap { (0..<1000).contains($0) ? countries.names[$0] : nil }
    }

    /// A country's name by its two letters.
    static func countryName(letters: some StringProtocol) -> String? { countries.byLetters[String(letters)] }

    /// A currency's three letters by its three digits.
    static func currency(digits: some StringProtocol) -> String? {
        Int(digits).flatMap { (0..<1000).contains($0) ? currencies[$0] : nil }
    }

    private static func number(_ bytes: Bytes) -> Int? {
        guard bytes.count == 3, bytes.allSatisfy({ ASCII.isDigit($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func letterIndex(_ first: UInt8, _ second: UInt8) -> Int { Int(first - 65) * 26 + Int(second - 65) }

    private struct Countries: Sendable {
        /// By number, 0 to 999.
        var names = [String?](repeating: nil, count: 1000)
        /// By two letters.
        var letters = [Bool](repeating: false, count: 26 * 26)
        var byLetters: [String: String] = [:]
    }

    private static let countries: Countries = {
        var result = Countries()
        for line in CountryTable.text.split(separator: "\n") {
            let fields = line.split(separator: " ", maxSplits: 2)
            let code: [UInt8] = Array(fields[0].utf8)
            let name = String(fields[2])
            if let number = Int(fields[1]) { result.names[number] = name }
            result.letters[letterIndex(code[0], code[1])] = true
            result.byLetters[String(fields[0])] = name
        }
        return result
    }()

    private static let currencies: [String?] = {
        var result = [String?](repeating: nil, count: 1000)
        for word in CurrencyTable.text.split(separator: " ") {
            if let number = Int(word.suffix(3)) { result[number] = String(word.prefix(3)) }
        }
        return result
    }()

    private static let currencyLetters = Set(currencies.compactMap { $0 })

    private static let packageTypes = Set(PackageTypeTable.text.split(separator: " ").map(String.init))
}
