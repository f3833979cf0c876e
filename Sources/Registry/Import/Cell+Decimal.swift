extension Cell {
    /// The most digits of a decimal, as PostgreSQL's and spreadsheets' exact types all hold them.
    private static let digitLimit = 38

    /// A decimal number, exact, in one canonical text: no plus sign, no zeros that say nothing, no exponent.
    ///
    /// `+04.50` is `4.5`, `1e3` is `1000`, `-0` is `0`.
    /// - Parameter mark: What parts the fraction, where somebody has said so; the other mark parts thousands then.
    static func decimal(_ text: String, _ mark: ImportOptions.DecimalMark? = nil) throws(CellFault) -> String {
        guard let parts = DecimalParts(mark.flatMap { plain(text, $0) } ?? text) else {
            if mark == nil, text.contains(","), text.utf8.allSatisfy({ isDigit($0) || "+-.,".utf8.contains($0) }) {
                throw CellFault(
                    .decimalMark,
                    "\(quotedForPeople(text)) has a comma; say with --decimal comma that it parts the fraction, or with "
                        + "--decimal point that it parts thousands.")
            }
            throw CellFault(.decimal, "\(quotedForPeople(text)) is not a decimal number such as 4.5.")
        }
        guard let canonical = parts.canonical(limit: digitLimit) else {
            throw CellFault(.decimal, "\(quotedForPeople(text)) has more than \(digitLimit) digits.")
        }
        return canonical
    }

    /// The number with a point and without separators between thousands; nil where these do not stand by threes.
    private static func plain(_ text: String, _ mark: ImportOptions.DecimalMark) -> String? {
        let (fractionMark, thousandsMark): (Character, Character) = mark == .comma ? (",", ".") : (".", ",")
        let sides = text.split(separator: fractionMark, maxSplits: 1, omittingEmptySubsequences: false)
        let groups = sides[0].split(separator: thousandsMark, omittingEmptySubsequences: false)
        let isGrouped = groups.dropFirst().allSatisfy { $0.utf8.count == 3 && $0.utf8.allSatisfy(isDigit) }
        guard isGrouped, groups.count == 1 || groups[0].contains(where: \.isNumber),
            !(sides.last?.contains(thousandsMark) ?? false) || sides.count == 1
        else { return nil }
        return groups.joined() + (sides.count == 2 ? "." + sides[1] : "")
    }
}

/// A decimal number, taken apart: its digits, and how many of them stand after the point.
private struct DecimalParts {
    var isNegative = false
    var digits: [UInt8] = []
    var fractionDigits = 0

    /// Reads `[+-]digits[.digits][e[+-]digits]`; the digits before or after the point may be absent, not both.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        var index = 0
        func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }
        if let sign = peek(), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            index += 1
        }
        while let byte = peek(), Cell.isDigit(byte) {
            digits.append(byte)
            index += 1
        }
        if peek() == UInt8(ascii: ".") {
            index += 1
            while let byte = peek(), Cell.isDigit(byte) {
                digits.append(byte)
                fractionDigits += 1
                index += 1
            }
        }
        guard !digits.isEmpty else { return nil }
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
            let exponentText = String(decoding: bytes[(index + 1)...], as: UTF8.self)
            // Beyond three digits an exponent leads past every limit.
            guard exponentText.utf8.count <= 4, let exponent = Int(exponentText) else { return nil }
            fractionDigits -= exponent
            index = bytes.count
        }
        guard index == bytes.count else { return nil }
    }

    /// The one text of the number; `nil` where it needs more digits than the limit.
    func canonical(limit: Int) -> String? {
        let zero = UInt8(ascii: "0")
        var digits = Array(self.digits.drop { $0 == zero })
        var fractionDigits = fractionDigits
        while fractionDigits > 0, digits.last == zero {
            digits.removeLast()
            fractionDigits -= 1
        }
        guard !digits.isEmpty else { return "0" }
        guard digits.count - min(0, fractionDigits) <= limit, fractionDigits <= limit else { return nil }
        if fractionDigits < 0 { digits += Array(repeating: zero, count: -fractionDigits) }
        if fractionDigits >= digits.count {
            digits = Array(repeating: zero, count: fractionDigits - digits.count + 1) + digits
        }
        if fractionDigits > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - fractionDigits) }
        return (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
    }
}
