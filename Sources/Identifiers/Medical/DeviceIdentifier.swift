/// The part of a unique device identification that names the model, as databases hold it (21 CFR 830.3): a GTIN, a HIBC
/// primary code without plus sign and check character, or an ISBT 128 product code.
public struct DeviceIdentifier: Hashable, Sendable {
    /// The identifier; a GTIN has 14 digits.
    public let text: String
    /// Whose rules it obeys.
    public let issuer: UDI.Issuer

    private static let reader = ShortText(subject: "UDI device identifier", longest: 24, separators: ShortText.groups)

    /// Reads an identifier: 8, 12, 13 or 14 digits are a GTIN, what begins with a letter is HIBC, what begins with a
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
            _ = try HIBCPrimary(Array(packed)[...], offset: 0)
            issuer = .hibcc
        }
        self.text = packed.text
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
