/// What a number looks like without telling which it is: the clusters in which unknown plates are counted.
///
/// Letters become `A`, digits `9`; blanks, dashes, dots and slashes stay, anything else is `#`. So `WDX-100/4711` and
/// `ABC-207/0815` are one shape.
public struct PlateShape: Hashable, Sendable {
    /// The shape; a longer one ends in `…`.
    public let text: String

    /// The most characters of a shape.
    public static let largestLength = 32

    /// The shape of a text that may be a number from a plate. Nil for all else, of which nothing should be kept: e-mail
    /// and web addresses, telephone numbers, dates, placeholders, words, and what is longer than a serial number.
    public init?(of text: some StringProtocol) {
        let clean = CleanText(text, limit: SerialNumber.largestLength + 1).text
        let scalars = clean.unicodeScalars
        guard scalars.count <= SerialNumber.largestLength, scalars.contains(where: \.isDigit), !clean.contains("@"),
            !Self.hasWord(clean), Likeness.readings(of: clean).allSatisfy(Self.isNumber)
        else { return nil }
        var shape = String.UnicodeScalarView()
        for scalar in scalars {
            if shape.isEmpty, scalar.isSpace { continue }
            if shape.count == Self.largestLength {
                shape.append("…")
                break
            }
            shape.append(Self.shape(of: scalar))
        }
        while shape.last == " " { shape.removeLast() }
        self.text = String(shape)
    }

    private static func shape(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isDigit { return "9" }
        if scalar.isLetter { return "A" }
        if scalar.isSpace { return " " }
        return scalar == "-" || scalar == "." || scalar == "/" ? scalar : "#"
    }

    /// Three letters and more between blanks, as in names and streets.
    private static func hasWord(_ text: String) -> Bool {
        let groups = text.unicodeScalars.split(whereSeparator: \.isSpace)
        return groups.count > 1 && groups.contains { $0.count > 2 && $0.allSatisfy(\.isLetter) }
    }

    private static func isNumber(_ likeness: Likeness) -> Bool {
        switch likeness.code {
        case .placeholder, .networkAddress, .date, .telephone, .email, .url, .uuid, .words, .otherLabel, .unprintable:
            false
        case .tradeItem, .tradeItemMiscopied, .vehicle, .vehicleUnchecked, .vehicleMiscopied, .mobileDevice,
            .mobileDeviceMiscopied, .container, .marked:
            true
        }
    }
}
