extension Identifier.Reader {
    private typealias Interpretation = Identifier.Interpretation

    /// Element strings in every notation: bracketed, with FNC1, behind a symbology identifier, and without any mark.
    static func elementStrings(_ dictionary: GS1SyntaxDictionary) -> Identifier.Reader {
        let reader = ElementStringReader(dictionary: dictionary)
        return .several(lengths: 3...Identifier.longest, isPlain: false) { reader.readings(of: $0) }
    }
}

/// Tells element strings by their looks.
private struct ElementStringReader: Sendable {
    typealias Interpretation = Identifier.Interpretation

    let dictionary: GS1SyntaxDictionary

    /// Longer texts are not searched for lost separators: nobody prints them.
    private static let mostSearched = 96

    func readings(of candidate: Identifier.Candidate) -> [Interpretation] {
        switch candidate.first {
        case UInt8(ascii: "("): return bracketed(candidate.trimmed)
        case UInt8(ascii: "]"): return scan(candidate.trimmed)
        case UInt8(ascii: "^"), 0x1D: return marked(candidate.trimmed)
        case 0xE2: return pictured(candidate)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            if candidate.isForeign { return pictured(candidate) }
            return bare(candidate)
        default: return []
        }
    }

    private func bracketed(_ text: Substring) -> [Interpretation] {
        guard let message = try? GS1Message(bracketed: text, dictionary: dictionary) else { return [] }
        return [Interpretation(message, .certain, "Application identifiers in brackets, each with data that obey it.")]
    }

    private func scan(_ text: Substring) -> [Interpretation] {
        guard let scan = try? Scan(parsing: text, dictionary: dictionary) else {
            // A scan whose separators were lost.
            guard let (_, isMessage) = Symbology.named(text.prefix(3)), isMessage else { return [] }
            return mended(text.dropFirst(3), best: .likely)
        }
        let reason = "Sent by a scanner, with the symbology identifier \(text.prefix(3))."
        switch scan.content {
        case .message(let message):
            return [Interpretation(message, .certain, reason)] + glued(text.dropFirst(3), message)
        case .link(let link, _): return [Interpretation(link, .certain, reason)]
        case .item(let digits, let component):
            let item = (try? GTIN(parsing: digits)).map { [Interpretation($0, .certain, reason)] } ?? []
            return item + (component.map { [Interpretation($0, .certain, "The composite component beside it.")] } ?? [])
        case .plain: return []
        }
    }

    private func marked(_ text: Substring) -> [Interpretation] {
        if let message = try? GS1Message(elementString: text, dictionary: dictionary) {
            return [Interpretation(message, .certain, "It begins with FNC1, the mark of GS1 symbols.")]
                + glued(text.dropFirst(), message)
        }
        return mended(text, best: .likely)
    }

    /// The picture of a separator, `␝`, as programs show it that cannot print control characters.
    private func pictured(_ candidate: Identifier.Candidate) -> [Interpretation] {
        guard candidate.text.unicodeScalars.contains("␝") else { return [] }
        var scalars = String.UnicodeScalarView()
        for scalar in candidate.trimmed.unicodeScalars { scalars.append(scalar == "␝" ? "\u{1D}" : scalar) }
        let text = String(scalars)
        guard text.unicodeScalars.allSatisfy(\.isASCII) else { return [] }
        return readings(of: Identifier.Candidate(text, role: candidate.role))
    }

    /// Digits first, and no mark: most texts that begin so are none, so that a check digit must agree or a key stand
    /// there with nothing that speaks against it.
    private func bare(_ candidate: Identifier.Candidate) -> [Interpretation] {
        let text: Substring = candidate.trimmed
        let isSeparated: Bool = candidate.marks.contains(0x1D) || candidate.marks.contains(UInt8(ascii: "^"))
        let isItem: Bool = beginsWithCheckedKey(text)
        guard isItem || isSeparated || mayBeKey(text) else { return [] }
        guard let message = try? GS1Message(elementString: text, dictionary: dictionary) else {
            return isItem || isSeparated ? mended(text, best: .likely) : []
        }
        if isItem {
            let others: [Interpretation] = glued(text, message)
            let first = Interpretation(
                message, isSeparated ? .certain : others.isEmpty ? .likely : .plausible,
                "It begins with an application identifier and a number whose check digit agrees.")
            return others.isEmpty || isSeparated ? [first] + others : others + [first]
        }
        guard GS1Key(message) != nil, message.violations(by: dictionary).isEmpty else {
            return isSeparated
                ? [Interpretation(message, .plausible, "Element strings with a separator between them.")] : []
        }
        return [
            Interpretation(
                message, isSeparated ? .likely : .possible,
                "It can be read as an application identifier and the key that follows it.")
        ]
    }

    /// (01), (02) and (00) with their check digits, the beginning of nearly every label.
    private func beginsWithCheckedKey(_ text: Substring) -> Bool {
        text.withBytes { (bytes: Bytes) -> Bool in
            guard bytes.count >= 16, bytes[0] == 0x30, bytes[1] &- 0x30 < 3 else { return false }
            let count: Int = bytes[1] == 0x30 ? 18 : 14
            guard bytes.count >= 2 + count else { return false }
            return DigitText.checked(bytes.part(2..<2 + count)) != nil
        }
    }

    /// (253), (255), (40n), (41n), (8003) to (8018).
    private func mayBeKey(_ text: Substring) -> Bool {
        let bytes = text.utf8
        guard bytes.count >= 12, let first = bytes.first else { return false }
        switch first {
        case UInt8(ascii: "2"): return bytes.starts(with: "253".utf8) || bytes.starts(with: "255".utf8)
        case UInt8(ascii: "4"): return bytes.starts(with: "40".utf8) || bytes.starts(with: "41".utf8)
        case UInt8(ascii: "8"): return bytes.starts(with: "800".utf8) || bytes.starts(with: "801".utf8)
        default: return false
        }
    }

    /// The readings of a text that can be read as it stands, where another is likelier.
    private func glued(_ text: Substring, _ literal: GS1Message) -> [Interpretation] {
        // Short data of variable length can hardly have swallowed another element.
        guard literal.spans.contains(where: { $0.layout.needsSeparator && $0.count > 6 }) else { return [] }
        let found: [SeparatorReading] = separatorReadings(of: text)
        guard let first = found.first, !first.isLiteral else { return [] }
        return interpretations(of: found.filter { !$0.isLiteral }, best: .plausible)
    }

    /// The readings of a text that cannot be read as it stands.
    private func mended(_ text: Substring, best: Identifier.Confidence) -> [Interpretation] {
        interpretations(of: separatorReadings(of: text), best: best)
    }

    private func separatorReadings(of text: Substring) -> [SeparatorReading] {
        guard text.utf8.count <= Self.mostSearched else { return [] }
        return GS1Message.readings(ofElementString: text, dictionary: dictionary)
    }

    private func interpretations(
        of readings: [SeparatorReading], best: Identifier.Confidence
    ) -> [Interpretation] {
        readings.enumerated().map { place, reading in
            Interpretation(reading.message, place == 0 ? best : .possible, reading.sentence)
        }
    }
}
