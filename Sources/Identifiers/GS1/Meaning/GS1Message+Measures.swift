extension GS1Message.Element {
    /// A measure or amount in the identifier that has room for its decimals: 17.23 of (310n) becomes `(3102)001723`.
    ///
    /// - Parameters:
    ///   - decimal: The number; not negative.
    ///   - identifier: Any identifier of the measure, such as (3100).
    ///   - dictionary: The rules.
    /// - Throws: `gs1.content` where the identifier has no decimals, or not so many, or no room for the digits.
    public static func measure(
        _ decimal: ExactDecimal, as identifier: ApplicationIdentifier, dictionary: GS1SyntaxDictionary
    ) throws(IdentifierError) -> GS1Message.Element {
        let wanted = ApplicationIdentifier(
            number: identifier.number / 10 * 10 + UInt16(decimal.scale % 10), length: identifier.length)
        guard let measure = MeaningTable.measure(of: identifier), measure.hasScaleInIdentifier, decimal.scale < 10,
            decimal.units >= 0, let entry = dictionary[wanted], let component = entry.components.last,
            entry.components.count == 1
        else {
            throw IdentifierError(
                .gs1Content, in: "data of \(identifier)", found: decimal.text,
                expected: "a number with as many decimals as the identifier can tell")
        }
        let digits = String(decimal.units)
        guard digits.utf8.count <= component.longest else {
            throw IdentifierError(
                .gs1Content, in: "data of \(wanted)", found: decimal.text,
                expected: "at most \(component.longest) digits")
        }
        let width: Int = component.shortest == component.longest ? component.longest : 1
        return GS1Message.Element(
            identifier: wanted, value: DigitText.padded(decimal.units.magnitude, to: width), part: 0)
    }
}
