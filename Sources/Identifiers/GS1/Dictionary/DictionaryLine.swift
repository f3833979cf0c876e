/// Reads one line of the GS1 Barcode Syntax Dictionary; its comments at the beginning describe the form.
struct DictionaryLine {
    /// Why a line cannot be read, for people.
    struct Fault: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    private static let mostComponents = 5
    private static let mostLinters = 3
    private static let longestLine = 256
    private static let flags = ByteSet("*?!\"$%&'()+,-./:;<=>@[\\]^_`{|}~".utf8)
    private static let titleMarks = Set("#()-+,./²³ ".unicodeScalars)

    private var words: [Substring]
    private var next = 0
    private let line: Substring

    /// The entries of a line, one for each identifier of its range; none for an empty line or a comment.
    static func entries(_ line: Substring) throws(Fault) -> [DictionaryEntry] {
        guard line.utf8.count <= longestLine else { throw Fault("it has more than \(longestLine) characters") }
        var reader = DictionaryLine(line)
        guard let first = reader.words.first, first.first != "#" else { return [] }
        return try reader.read(first)
    }

    private init(_ line: Substring) {
        self.line = line
        words = line.split { $0 == " " || $0 == "\t" }
    }

    private mutating func word() -> Substring? {
        guard next < words.count else { return nil }
        next += 1
        return words[next - 1]
    }

    private mutating func read(_ first: Substring) throws(Fault) -> [DictionaryEntry] {
        next = 1
        let identifiers: [ApplicationIdentifier] = try Self.identifiers(first)
        var current: Substring? = word()
        guard current != nil else { throw Fault("it ends after the identifier") }
        var needsSeparator = true
        var isDataAttribute = false
        while let flags = current, flags.utf8.allSatisfy({ Self.flags.contains($0) }) {
            if flags.contains("*") { needsSeparator = false }
            if flags.contains("?") { isDataAttribute = true }
            current = word()
            guard current != nil else { throw Fault("it ends after the flags") }
        }
        var components: [DictionaryEntry.Component] = []
        while let text = current, let lead = text.utf8.first, ASCII.isUpper(lead) || lead == UInt8(ascii: "[") {
            guard components.count < Self.mostComponents else {
                throw Fault("it has more than \(Self.mostComponents) components")
            }
            components.append(try Self.component(text))
            current = word()
        }
        try Self.check(components, isPredefined: !needsSeparator)
        var attributes = DictionaryAttributes()
        while let text = current, text != "#" {
            try attributes.read(text)
            current = word()
        }
        let title: String = current == nil ? "" : try self.title()
        return identifiers.map { identifier in
            DictionaryEntry(
                identifier: identifier, title: title, needsSeparator: needsSeparator, isDataAttribute: isDataAttribute,
                components: components, attributes: attributes.text, exclusions: attributes.exclusions,
                requirements: attributes.requirements, qualifiers: attributes.qualifiers)
        }
    }

    /// `01`, or `3100-3105`: the ends differ in the last digit only.
    private static func identifiers(_ text: Substring) throws(Fault) -> [ApplicationIdentifier] {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        let parsed: [ApplicationIdentifier] = ends.compactMap { ApplicationIdentifier($0) }
        guard parsed.count == ends.count, ends.count <= 2, let first = parsed.first, let last = parsed.last else {
            throw Fault("'\(text)' is no application identifier of 2 to 4 digits, nor a range of them")
        }
        if ends.count == 1 { return [first] }
        guard first.length == last.length, first.number / 10 == last.number / 10, first.number < last.number else {
            throw Fault("the ends of the range '\(text)' must ascend and differ in the last digit only")
        }
        return (first.number...last.number).map { ApplicationIdentifier(number: $0, length: first.length) }
    }

    /// `N13,csum`, `X..20` or `[N3],iso3166`.
    private static func component(_ text: Substring) throws(Fault) -> DictionaryEntry.Component {
        let parts = text.split(separator: ",")
        guard var form = parts.first else { throw Fault("'\(text)' is no component") }
        let isOptional: Bool = form.first == "["
        if isOptional {
            guard form.last == "]" else { throw Fault("'\(form)' lacks its closing bracket") }
            form = form.dropFirst().dropLast()
        }
        guard let letter = form.first, let set = DictionaryEntry.CharacterSet(rawValue: letter) else {
            throw Fault("'\(form)' does not begin with a character set: N, X, Y or Z")
        }
        form = form.dropFirst()
        let isVariable: Bool = form.hasPrefix("..")
        if isVariable { form = form.dropFirst(2) }
        guard (1...2).contains(form.utf8.count), form.utf8.allSatisfy({ ASCII.isDigit($0) }), form.first != "0",
            let longest = Int(form)
        else { throw Fault("'\(text)' has no length from 1 to 99") }
        guard parts.count - 1 <= mostLinters else { throw Fault("'\(text)' has more than \(mostLinters) linters") }
        var linters: [Linter] = []
        for name in parts.dropFirst() {
            guard let linter = Linter(rawValue: String(name)) else { throw Fault("there is no linter '\(name)'") }
            linters.append(linter)
        }
        return DictionaryEntry.Component(
            characterSet: set, isOptional: isOptional, shortest: isVariable ? 1 : longest, longest: longest,
            linters: linters)
    }

    /// No specification may be read in two ways.
    private static func check(_ components: [DictionaryEntry.Component], isPredefined: Bool) throws(Fault) {
        guard !components.isEmpty else { throw Fault("it has no components") }
        for (before, after) in zip(components, components.dropFirst()) {
            guard before.shortest == before.longest else { throw Fault("only the last component may vary in length") }
            guard !before.isOptional || after.isOptional else {
                throw Fault("a mandatory component stands behind an optional one")
            }
        }
        guard !isPredefined || components.allSatisfy({ !$0.isOptional && $0.shortest == $0.longest }) else {
            throw Fault("the flag '*' needs a pre-defined length")
        }
    }

    /// Everything behind the number sign.
    private func title() throws(Fault) -> String {
        let words: [Substring] = words[next...].map { $0 }
        guard let start = words.first?.startIndex else { return "" }
        let title: Substring = line[start...]
        for scalar in title.unicodeScalars {
            let isLetterOrDigit: Bool =
                scalar.isASCII && ASCII.isLetterOrDigit(UInt8(truncatingIfNeeded: scalar.value))
            guard isLetterOrDigit || Self.titleMarks.contains(scalar) else {
                throw Fault("\(IdentifierError.shown(scalar)) cannot stand in a title")
            }
        }
        return String(title)
    }
}
