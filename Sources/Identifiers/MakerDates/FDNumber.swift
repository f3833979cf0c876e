/// The FD number of Bosch, Siemens, Neff and Gaggenau appliances: year less 1920, month, and a number of five digits.
/// (Rule as published by the maker's support.)
public struct FDNumber: Hashable, Sendable {
    private let number: Int

    private static let reader = ShortText(subject: "FD number", longest: 11, separators: ShortText.groups)

    /// Reads nine digits, perhaps behind `FD`.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.date`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        let start: Int = packed.count > 2 && packed.text(0..<2) == "FD" ? 2 : 0
        guard packed.count == start + 9 else { throw Self.reader.lengthError(packed, expected: "FD and 9 digits") }
        if let bad = packed.firstIndex(in: start..<packed.count, where: { !ASCII.isDigit($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a digit")
        }
        number = packed.number(start..<packed.count) ?? 0
        guard (1...12).contains(month) else {
            throw IdentifierError(
                .date, in: Self.reader.subject, at: Self.reader.position(of: start + 2, in: text),
                found: "month \(packed.text((start + 2)..<(start + 4)))", expected: "a month from 01 to 12")
        }
    }

    /// `FD9006 00067`
    public var text: String {
        let digits: String = DigitText.padded(UInt64(number), to: 9)
        return "FD\(digits.prefix(4)) \(digits.suffix(5))"
    }

    /// The year: 1920 and the first two digits.
    public var year: Int { 1920 + number / 10_000_000 }
    /// The month, 1 to 12.
    public var month: Int { number / 100_000 % 100 }
    /// The number within the month and model; one production line counts up to 99999.
    public var unit: Int { number % 100_000 }
}

extension FDNumber: SchemeValue {
    /// ``Scheme/bosch``
    public static var scheme: Scheme { .bosch }

    /// Year, month and unit.
    public func elements(asOf year: Int?) -> [Element] {
        [Element("year", self.year), Element("month", month), Element("unit", unit)]
    }
}
