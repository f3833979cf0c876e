/// The attributes of a line of the dictionary: `req=01+21,02 ex=255 dlpkey=22,10,21|235`.
struct DictionaryAttributes {
    private(set) var text = ""
    private(set) var exclusions: [IdentifierPattern] = []
    private(set) var requirements: [DictionaryEntry.Requirement] = []
    private(set) var qualifiers: [[ApplicationIdentifier]]?

    private static let valueMarks = ByteSet("abcdefghijklmnopqrstuvwxyz0123456789-+_,|".utf8)

    mutating func read(_ word: Substring) throws(DictionaryLine.Fault) {
        text += text.isEmpty ? String(word) : " \(word)"
        let equals = word.firstIndex(of: "=")
        let name: Substring = word[..<(equals ?? word.endIndex)]
        guard !name.isEmpty, name.utf8.allSatisfy({ ASCII.isLower($0) }) else {
            throw DictionaryLine.Fault("'\(word)' does not begin with an attribute's name in small letters")
        }
        guard let equals else {
            if name == "dlpkey" { qualifiers = (qualifiers ?? []) + [[]] }
            return
        }
        let value: Substring = word[word.index(after: equals)...]
        guard !value.isEmpty, value.utf8.allSatisfy({ Self.valueMarks.contains($0) }) else {
            throw DictionaryLine.Fault("the attribute '\(word)' has no proper value")
        }
        switch name {
        case "ex": exclusions += try Self.patterns(value, in: word)
        case "req":
            var alternatives: [[IdentifierPattern]] = []
            for group in value.split(separator: ",", omittingEmptySubsequences: false) {
                alternatives.append(try Self.patterns(group, separator: "+", in: word))
            }
            requirements.append(DictionaryEntry.Requirement(alternatives: alternatives))
        case "dlpkey":
            var sequences: [[ApplicationIdentifier]] = qualifiers ?? []
            for sequence in value.split(separator: "|", omittingEmptySubsequences: false) {
                sequences.append(try Self.identifiers(sequence, in: word))
            }
            qualifiers = sequences
        default: break
        }
    }

    private static func patterns(
        _ value: Substring, separator: Character = ",", in word: Substring
    ) throws(DictionaryLine.Fault) -> [IdentifierPattern] {
        var result: [IdentifierPattern] = []
        for text in value.split(separator: separator, omittingEmptySubsequences: false) {
            guard let pattern = IdentifierPattern(text) else {
                throw DictionaryLine.Fault("'\(text)' in '\(word)' is no application identifier")
            }
            result.append(pattern)
        }
        return result
    }

    private static func identifiers(
        _ value: Substring, in word: Substring
    ) throws(DictionaryLine.Fault) -> [ApplicationIdentifier] {
        var result: [ApplicationIdentifier] = []
        for text in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let identifier = ApplicationIdentifier(text) else {
                throw DictionaryLine.Fault("'\(text)' in '\(word)' is no application identifier")
            }
            result.append(identifier)
        }
        return result
    }
}
