/// Cuts the text of a layout into words, numbers and quoted texts, each with its place.
struct LayoutScanner {
    enum Token: Hashable {
        case word(String)
        case number(Double)
        /// `5-9`
        case range(ClosedRange<Double>)
        case text(String)
    }
    struct Placed: Hashable {
        var token: Token
        var position: LabelError.Position
    }
    struct Line {
        /// How many spaces stand before it.
        var indent: Int
        var tokens: [Placed]
        var number: Int
    }

    /// The most bytes of a layout, its pictures included.
    static let most = 1_048_576
    private static let mostLines = 2_000

    /// The lines that are neither empty nor remarks.
    ///
    /// - Throws: `label.layout`.
    static func lines(of text: String) throws(LabelError) -> [Line] {
        guard text.utf8.count <= most else {
            throw LabelError(.layout, "A layout has at most 1 MB, its pictures included.")
        }
        var lines: [Line] = []
        let all: [Substring] = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        guard all.count <= mostLines else { throw LabelError(.layout, "A layout has at most \(mostLines) lines.") }
        for (index, line) in all.enumerated() {
            var scanner = LayoutScanner(line: index + 1, characters: Array(line))
            let tokens: [Placed] = try scanner.tokens()
            if !tokens.isEmpty {
                lines.append(Line(indent: scanner.indent, tokens: tokens, number: index + 1))
            }
        }
        return lines
    }

    private let line: Int
    private let characters: [Character]
    private var at = 0
    private var indent = 0

    private init(line: Int, characters: [Character]) {
        self.line = line
        self.characters = characters
    }

    private var position: LabelError.Position { .init(line, at + 1) }
    private var next: Character? { at < characters.count ? characters[at] : nil }

    private mutating func tokens() throws(LabelError) -> [Placed] {
        while next == " " { at += 1 }
        indent = at
        var tokens: [Placed] = []
        while let character = next, character != "#" {
            if character == " " {
                at += 1
                continue
            }
            let start: LabelError.Position = position
            let token: Token = character == "\"" ? .text(try quoted()) : try bare()
            tokens.append(Placed(token: token, position: start))
        }
        return tokens
    }

    private mutating func quoted() throws(LabelError) -> String {
        let start: LabelError.Position = position
        var text = ""
        at += 1
        while let character = next {
            at += 1
            switch character {
            case "\"": return text
            case "\\":
                guard let escaped = next, "\\\"n".contains(escaped) else {
                    throw LabelError(
                        .layout,
                        "After a backslash stands a quotation mark, an n for a new line, or another backslash.",
                        at: position)
                }
                at += 1
                text.append(escaped == "n" ? "\n" : escaped)
            default: text.append(character)
            }
        }
        throw LabelError(.layout, "The text that begins here has no end; close it with a quotation mark.", at: start)
    }

    /// A word, a number or a range.
    private mutating func bare() throws(LabelError) -> Token {
        let start: LabelError.Position = position
        var text = ""
        while let character = next, character.isASCII,
            character.isLetter || character.isNumber || "-.".contains(character)
        {
            text.append(character)
            at += 1
        }
        guard let first = text.first else {
            let found: String = next.map { "'\($0)'" } ?? "the end"
            throw LabelError(
                .layout, "Here stands a word, a number or a text in quotation marks, not \(found).", at: start)
        }
        if first.isLetter { return .word(text) }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map {
            LabelSize.millimetres(String($0))
        }
        if ends.count == 1, let number = ends[0] { return .number(number) }
        if ends.count == 2, let least = ends[0], let most = ends[1], least <= most { return .range(least...most) }
        throw LabelError(.layout, "'\(text)' is neither a number nor a range such as 5-9.", at: start)
    }
}
