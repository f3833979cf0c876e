/// The part of a unique device identification that names the model, as databases hold it (21 CFR 830.3): a GTIN, a HIBC
/// primary code without plus sign and check character, or an ISBT 128 product code.
public struct DeviceIdentifier: Hashable, Sendable {
    /// The identifier; a GTIN has 14 digits.
    public let text: String
    /// Whose rules it obeys.
    public let issuer: UDI.Issuer

    private static let reader = ShortText(subject: "UDI device identifier", longest: 24, separators: ShortText.groups)

    /// Reads an identifier, of HIBC perhaps with its check character, as many are registered with FDA: 8, 12, 13 or 14 digits are a GTIN, what begins with a letter is HIBC, what begins with a
    /// digit and has 16 characters with a letter among them is ISBT 128.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        if packed.allSatisfy(ASCII.isDigit) {
            self.text = try GTIN(parsing: text).text
            issuer = .gs1
            return
        }
        if let bad = packed.firstIndex(in: 0..<packed.count, where: { !ASCII.isLetterOrDigit($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a letter or a digit")
        }
        if ASCII.isDigit(packed[0]) {
            guard packed.count == 16 else { throw Self.reader.lengthError(packed, expected: "16, or digits only") }
            issuer = .iccbba
        } else {
            issuer = .hibcc
            if let bare = Self.withoutCheck(packed) {
                _ = try HIBCPrimary(bare[...], offset: 0)
                self.text = ASCII.text(bare)
                return
            }
            _ = try HIBCPrimary(Array(packed)[...], offset: 0)
        }
        self.text = packed.text
    }

    /// The identifier of HIBC whose last character is the check character over it; nil where the last is the level of
    /// packaging.
    private static func withoutCheck(_ packed: PackedText) -> [UInt8]? {
        let bare = Array(packed.dropLast())
        guard let last = bare.last, ASCII.isDigit(last), !ASCII.isDigit(packed[packed.count - 1]) else { return nil }
        let check: String? = CheckCharacter.mod43.compute(over: [UInt8(ascii: "+")] + bare)
        return check?.utf8.first == packed[packed.count - 1] ? bare : nil
    }

    /// The HIBC label of the identifier, with plus sign and check character; nil for other issuers.
    public var hibc: HIBC? {
        guard issuer == .hibcc, let check = CheckCharacter.mod43.compute(over: Array("+\(text)".utf8)) else {
            return nil
        }
        return try? HIBC(parsing: "+\(text)\(check)")
    }
}

extension DeviceIdentifier: SchemeValue {
    /// ``Scheme/deviceIdentifier``
    public static var scheme: Scheme { .deviceIdentifier }

    /// Issuer and identifier; of HIBC also labeler, product and level of packaging.
    public func elements(asOf year: Int?) -> [Element] {
        var result: [Element] = [Element("issuer", issuer.rawValue), Element("di", text)]
        if let hibc {
            result.append(Element("hibc", hibc.text))
            result += hibc.elements.filter { ["lic", "pcn", "unit_of_measure"].contains($0.name) }
        }
        return result
    }
}
