/// The service tag of a Dell computer: seven characters, a number to base 36. The express service code for telephones is
/// the same number in decimal digits.
public struct DellServiceTag: Hashable, Sendable {
    /// The number, below 36^7.
    public let number: Int

    static let limit = 78_364_164_096
    private static let reader = ShortText(subject: "Dell service tag", longest: 7, separators: ShortText.none)

    /// Reads seven letters and digits.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        guard packed.count == 7 else { throw Self.reader.lengthError(packed, expected: "7") }
        if let bad = packed.firstIndex(in: 0..<7, where: { !ASCII.isLetterOrDigit($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a letter or a digit")
        }
        number = packed.reduce(0) { $0 * 36 + Int(ASCII.isDigit($1) ? $1 - 0x30 : $1 - 55) }
    }

    init(number: Int) { self.number = number }

    /// The seven characters.
    public var text: String {
        let digits = String(number, radix: 36, uppercase: true)
        return String(repeating: "0", count: max(0, 7 - digits.utf8.count)) + digits
    }

    /// The same number in decimal digits.
    public var expressServiceCode: String { String(number) }
}

extension DellServiceTag: SchemeValue {
    /// ``Scheme/dellServiceTag``
    public static var scheme: Scheme { .dellServiceTag }

    /// The tag in both forms; it tells no date.
    public func elements(asOf year: Int?) -> [Element] {
        [Element("service_tag", text), Element("express_service_code", expressServiceCode)]
    }
}

/// The express service code of a Dell computer: the service tag in decimal digits.
public struct DellExpressCode: Hashable, Sendable {
    /// The service tag.
    public let serviceTag: DellServiceTag

    private static let reader = ShortText(
        subject: "Dell express service code", longest: 11, separators: ShortText.groups)

    /// Reads up to 11 digits below 78364164096; dashes and spaces do not count.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        guard packed.count <= 11 else { throw Self.reader.lengthError(packed, expected: "at most 11 digits") }
        if let bad = packed.firstIndex(in: 0..<packed.count, where: { !ASCII.isDigit($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a digit")
        }
        let number: Int = packed.number(0..<packed.count) ?? 0
        guard number < DellServiceTag.limit else {
            throw Self.reader.characterError(packed, at: 0, in: text, expected: "a number below 78364164096")
        }
        serviceTag = DellServiceTag(number: number)
    }

    /// The digits.
    public var text: String { serviceTag.expressServiceCode }
}

extension DellExpressCode: SchemeValue {
    /// ``Scheme/dellExpressCode``
    public static var scheme: Scheme { .dellExpressCode }

    /// The tag in both forms.
    public func elements(asOf year: Int?) -> [Element] { serviceTag.elements(asOf: year) }
}
