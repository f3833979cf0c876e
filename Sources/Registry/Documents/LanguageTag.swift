/// A language as BCP 47 (RFC 5646) names it: `de`, `pt-BR`, `zh-Hant`. Its form is checked, not whether it is registered.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    /// In the case that section 2.1.1 recommends: `zh-Hant-TW`.
    package let text: String
    /// Longer tags have private or extended parts that no document needs.
    package static let largestLength = 35

    /// - Throws: `value.invalid` for what has not the form of a language with, perhaps, script, region and variants.
    package init(parsing text: String, field: String = "language") throws(RegistryError) {
        let parts =
            text.utf8.count <= Self.largestLength ? text.split(separator: "-", omittingEmptySubsequences: false) : []
        var canonical: [String] = []
        var stage = 0
        for part in parts {
            guard let (word, reached) = Self.word(part, after: stage, isFirst: canonical.isEmpty) else {
                canonical = []
                break
            }
            stage = reached
            canonical.append(word)
        }
        guard !canonical.isEmpty else {
            throw RegistryError(
                .valueInvalid, "A language is a tag of BCP 47, such as 'de', 'pt-BR' or 'zh-Hant'.", field: field)
        }
        self.text = canonical.joined(separator: "-")
    }

    /// A part in its case, and how far the tag has come by it: language, script, region, variants.
    private static func word(_ part: Substring, after stage: Int, isFirst: Bool) -> (String, Int)? {
        let bytes = part.utf8
        let areLetters = bytes.allSatisfy { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }
        let areDigits = bytes.allSatisfy { 0x30...0x39 ~= $0 }
        let areEither = bytes.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }
        if isFirst { return areLetters && (2...3).contains(bytes.count) ? (part.lowercased(), 1) : nil }
        if areLetters, bytes.count == 4, stage < 2 {
            return (part.prefix(1).uppercased() + part.dropFirst().lowercased(), 2)
        }
        if stage < 3, areLetters && bytes.count == 2 || areDigits && bytes.count == 3 { return (part.uppercased(), 3) }
        let startsWithDigit = bytes.first.map { 0x30...0x39 ~= $0 } ?? false
        let isVariant = (5...8).contains(bytes.count) || bytes.count == 4 && startsWithDigit
        return areEither && isVariant ? (part.lowercased(), 4) : nil
    }

    /// The language without script, region and variants.
    package var base: String { String(text.prefix { $0 != "-" }) }

    package var description: String { text }

    /// How near this language comes to the one that somebody asks for, 0 the nearest; nil for another language. At first
    /// the tag itself and what it is a case of, from the end on (the look-up of RFC 4647, section 3.4), then the other
    /// cases of the same language.
    package func distance(from asked: LanguageTag) -> Int? {
        var range = asked.text[...]
        var steps = 0
        while true {
            if text == range { return steps }
            guard let dash = range.lastIndex(of: "-") else { break }
            range = range[..<dash]
            steps += 1
        }
        return base == asked.base ? Self.largestLength : nil
    }
}
