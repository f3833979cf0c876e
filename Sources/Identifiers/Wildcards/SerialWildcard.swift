/// A pattern of serial numbers: of any as they are marked, or of those that are vehicle identification numbers.
public struct SerialWildcard: Hashable, Sendable {
    /// What the serial number's characters must be.
    public let pattern: WildcardPattern
    /// Only numbers of 17 letters and digits without I, O and Q (ISO 3779) have it; their letters count as capitals.
    public let isVIN: Bool

    /// The pattern of any serial number, byte for byte as it is marked.
    public init(serial pattern: WildcardPattern) {
        self.pattern = pattern
        isVIN = false
    }

    /// The pattern of vehicle identification numbers; letters in it become capitals.
    ///
    /// - Throws: `identifier.character` for what no VIN holds, `identifier.length` where no VIN is so long.
    public init(vin text: some StringProtocol) throws(IdentifierError) {
        let capitals: String = text.uppercased()
        for (place, scalar) in capitals.unicodeScalars.enumerated() where scalar != "?" && scalar != "*" {
            guard Self.isInVIN(scalar) else {
                throw IdentifierError(
                    .character, in: "pattern", at: place, found: IdentifierError.shown(scalar),
                    expected: "a letter other than I, O and Q, a digit, ? or *")
            }
        }
        pattern = try WildcardPattern(parsing: capitals)
        isVIN = true
        let places: Int = pattern.text.unicodeScalars.count { $0 != "*" }
        guard places <= 17, pattern.fixedLength ?? 17 == 17 else {
            throw IdentifierError(
                .length, in: "pattern", found: "\(places) places",
                expected: "17 places as a VIN has, or fewer and *")
        }
    }

    /// Whether a serial number has this pattern.
    public func matches(_ serial: some StringProtocol) -> Bool {
        guard isVIN else { return pattern.matches(serial) }
        guard let vin = try? VIN(parsing: serial) else { return false }
        return pattern.matches(vin.text)
    }

    /// The places of the pattern after one more character of a serial number.
    func step(_ places: UInt64, _ byte: UInt8) -> UInt64 {
        guard isVIN else { return pattern.step(places, Unicode.Scalar(byte)) }
        let capital = Unicode.Scalar(ASCII.uppercased(byte))
        return Self.isInVIN(capital) ? pattern.step(places, capital) : 0
    }

    static func isInVIN(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && CheckCharacter.vin.value(of: UInt8(truncatingIfNeeded: scalar.value)) != nil
    }
}
