extension Symbology {
    /// What a scanner sends for data in a symbol of this kind.
    ///
    /// - Parameters:
    ///   - data: Element strings with a caret before the first and where separators stand, or anything else; a bar
    ///     divides the linear part of a composite symbol from the two-dimensional.
    ///   - addsCheckDigit: Whether the number of an item comes without its check digit.
    ///   - dictionary: The rules.
    /// - Throws: `gs1.scan` where the symbology cannot carry the data, and what ``GS1Message`` throws.
    public func scanData(
        for data: String, addsCheckDigit: Bool = false, dictionary: GS1SyntaxDictionary
    ) throws(IdentifierError) -> String {
        guard data.utf8.count <= Scan.mostBytes else { throw Scan.error("it is longer than any symbol") }
        let isMessage: Bool = data.hasPrefix("^")
        let parts = data.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let component: GS1Message? =
            try parts.count > 1 && (isMessage || carriage != .anything)
            ? GS1Message(elementString: parts[1], dictionary: dictionary, start: .withFNC1) : nil
        switch carriage {
        case .anything where !isMessage:
            return identifier(isMessage: false) + Self.unescaped(data)
        case .anything:
            let message = try GS1Message(elementString: parts[0], dictionary: dictionary, start: .withFNC1)
            return identifier(isMessage: true) + message.elementString()
        case .elementStrings:
            let message = try GS1Message(elementString: parts[0], dictionary: dictionary, start: .withFNC1)
            guard let component else { return identifier(isMessage: true) + message.elementString() }
            let separator: String = message.endsWithSeparator ? "\u{1D}" : ""
            return "]e0" + message.elementString() + separator + component.elementString()
        case .item(let digits):
            let primary: String = try primary(parts[0], digits: digits, addsCheckDigit: addsCheckDigit)
            let tail: String = component?.elementString() ?? ""
            if digits == 14 { return identifier(isMessage: true) + "01" + primary + tail }
            let pad: String = digits == 12 ? "0" : ""
            return identifier(isMessage: false) + pad + primary + (component == nil ? "" : "|]e0" + tail)
        }
    }

    /// The digits of an item, which may come as `^01` with the zeros that make 14 of them.
    private func primary(
        _ text: Substring, digits: Int, addsCheckDigit: Bool
    ) throws(IdentifierError) -> String {
        let zeros = String(repeating: "0", count: 14 - digits)
        var primary: Substring = text.hasPrefix("^01" + zeros) ? text.dropFirst(3 + zeros.count) : text
        if addsCheckDigit {
            guard primary.utf8.count == digits - 1, let check = CheckCharacter.gs1.compute(over: primary.utf8) else {
                throw Scan.error("the item's number is not \(digits - 1) digits without its check digit")
            }
            primary += check
        }
        try Scan.check(primary, digits: digits)
        if self == .dataBarLimited, let first = primary.first, first >= "2" {
            throw Scan.error("DataBar Limited holds only numbers that begin with 0 or 1")
        }
        return String(primary)
    }

    private static func unescaped(_ data: String) -> Substring {
        data.drop { $0 == "\\" }.first == "^" ? data.dropFirst() : data[...]
    }
}
