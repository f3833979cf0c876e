/// One way to read an element string whose separators may have been lost, or doubled, on the way from the scanner.
///
/// Data of variable length match almost anything, so that there are often several readings: they are offered in order,
/// never chosen.
public struct SeparatorReading: Hashable, Sendable {
    /// The elements.
    public let message: GS1Message
    /// Where separators are missing: offsets into the text's `utf8`.
    public let missing: [Int]
    /// Where separators stand that do not belong there.
    public let surplus: [Int]
    /// How little likely the reading is: the first of all is the likeliest.
    public let cost: Int
    /// What speaks against it as marks of one item.
    public let violations: [AssociationViolation]

    /// Whether the text can be read so as it stands.
    public var isLiteral: Bool { missing.isEmpty && surplus.isEmpty }

    /// The element string as it should have come from the scanner.
    public var mended: String { message.elementString() }

    /// What to say about it.
    public var sentence: String {
        if isLiteral { return "Read as it stands: \(message.bracketed())." }
        let changes: [String] =
            (missing.isEmpty ? [] : ["with \(Self.count(missing.count)) put in"])
            + (surplus.isEmpty ? [] : ["with \(Self.count(surplus.count)) taken out"])
        return "Read \(changes.joined(separator: " and ")): \(message.bracketed())."
    }

    private static func count(_ number: Int) -> String { number == 1 ? "a separator" : "\(number) separators" }

    /// What to change at the scanner where the likeliest reading is not the literal one.
    public static let advice = """
        Set the scanner to send the group separator (GS, ASCII 29) for FNC1, and the program behind it not to drop \
        control characters.
        """
}

extension GS1Message {
    /// Every likely reading of an element string, the likeliest first, at most ten.
    ///
    /// - Parameters:
    ///   - text: An unbracketed element string, with or without separators. Of more than 400 bytes there are none.
    ///   - dictionary: The rules.
    public static func readings(
        ofElementString text: some StringProtocol, dictionary: GS1SyntaxDictionary
    ) -> [SeparatorReading] {
        guard (1...SeparatorSearch.mostBytes).contains(text.utf8.count) else { return [] }
        return text.withBytes { (bytes: Bytes) -> [SeparatorReading] in
            var search = SeparatorSearch(bytes, dictionary)
            return search.readings()
        }
    }
}
