/// The rules that serial and model numbers share: what a plate can carry and a reader can copy.
enum MarkedText {
    /// Storage counts bytes, people count characters; both are limited.
    static let largestUTF8Count = 255

    /// The text without surrounding white space.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`.
    static func checked(
        _ text: some StringProtocol, subject: String, limit: Int
    ) throws(IdentifierError) -> String {
        if let plain = plainASCII(text, limit: limit) { return plain }
        var scalars = Substring(text).unicodeScalars
        var skipped = 0
        while let first = scalars.first, first.isSpace {
            scalars.removeFirst()
            skipped += 1
        }
        while let last = scalars.last, last.isSpace { scalars.removeLast() }
        guard !scalars.isEmpty else { throw IdentifierError(.empty, in: subject) }
        var count = 0
        for scalar in scalars {
            if scalar.isInvisible {
                throw IdentifierError(
                    .character, in: subject, at: skipped + count, found: IdentifierError.shown(scalar),
                    expected: "a character that can be seen")
            }
            // Composed and decomposed forms look the same on a plate; only one of them may be stored.
            if scalar.properties.canonicalCombiningClass != .notReordered {
                throw IdentifierError(
                    .character, in: subject, at: skipped + count, found: IdentifierError.shown(scalar),
                    expected: "the letter and its accent as one character")
            }
            count += 1
            if count > limit {
                throw IdentifierError(
                    .length, in: subject, at: skipped + limit, found: "more than \(limit) characters",
                    expected: "1 to \(limit)")
            }
        }
        let result = String(scalars)
        guard result.utf8.count <= largestUTF8Count else {
            throw IdentifierError(
                .length, in: subject, found: "\(result.utf8.count) bytes", expected: "at most \(largestUTF8Count)")
        }
        return result
    }

    /// The common case without looking at any Unicode property; nil where a closer look is needed.
    private static func plainASCII(_ text: some StringProtocol, limit: Int) -> String? {
        let isPlain: Bool? = text.utf8.withContiguousStorageIfAvailable { bytes in
            guard let first = bytes.first, let last = bytes.last, bytes.count <= limit else { return false }
            return first != ASCII.space && last != ASCII.space && bytes.allSatisfy(ASCII.isPrintable)
        }
        return isPlain == true ? String(text) : nil
    }

    /// The find key.
    ///
    /// - Throws: `identifier.onlyPunctuation` where it would be empty.
    static func key(_ text: String, subject: String) throws(IdentifierError) -> String {
        let key: String = FindKey.fold(text)
        guard
            key.utf8.contains(where: ASCII.isLetterOrDigit)
                || key.unicodeScalars.contains(where: { $0.isLetter || $0.isDigit })
        else {
            throw IdentifierError(.onlyPunctuation, in: subject)
        }
        return key
    }
}
