/// The words after an element's name, read one by one.
struct LayoutWords {
    private let tokens: [LayoutScanner.Placed]
    private var at = 0
    private let end: LabelError.Position

    init(_ line: LayoutScanner.Line) {
        tokens = line.tokens
        let last: LabelError.Position = line.tokens.last?.position ?? .init(line.number, 1)
        end = .init(last.line, last.column + 1)
    }

    var isAtEnd: Bool { at >= tokens.count }
    var position: LabelError.Position { isAtEnd ? end : tokens[at].position }

    /// The next token if it is a word.
    mutating func word() throws(LabelError) -> String {
        guard !isAtEnd, case .word(let word) = tokens[at].token else { throw expected("a word") }
        at += 1
        return word
    }

    /// The next token if it is this word.
    mutating func take(_ word: String) -> Bool {
        guard !isAtEnd, tokens[at].token == .word(word) else { return false }
        at += 1
        return true
    }

    mutating func text() throws(LabelError) -> String {
        guard !isAtEnd, case .text(let text) = tokens[at].token else { throw expected("a text in quotation marks") }
        at += 1
        return text
    }

    /// A number within a range.
    mutating func number(_ range: ClosedRange<Double>, _ what: String) throws(LabelError) -> Double {
        guard !isAtEnd, case .number(let number) = tokens[at].token else { throw expected("a number: \(what)") }
        guard range.contains(number) else { throw outside(range, what) }
        at += 1
        return number
    }

    /// A whole number within a range.
    mutating func count(_ range: ClosedRange<Int>, _ what: String) throws(LabelError) -> Int {
        let bounds: ClosedRange<Double> = Double(range.lowerBound)...Double(range.upperBound)
        let start: LabelError.Position = position
        let number: Double = try number(bounds, what)
        guard number == number.rounded() else { throw LabelError(.layout, "\(what) is a whole number.", at: start) }
        return Int(number)
    }

    /// A number or a range such as `5-9`, within a range.
    mutating func numbers(_ range: ClosedRange<Double>, _ what: String) throws(LabelError) -> ClosedRange<Double> {
        guard !isAtEnd else { throw expected("a number or a range such as 5-9: \(what)") }
        let found: ClosedRange<Double>
        switch tokens[at].token {
        case .number(let number): found = number...number
        case .range(let numbers): found = numbers
        case .word, .text: throw expected("a number or a range such as 5-9: \(what)")
        }
        guard range.lowerBound <= found.lowerBound, found.upperBound <= range.upperBound else {
            throw outside(range, what)
        }
        at += 1
        return found
    }

    /// - Throws: `label.layout` where words are left over.
    func finish() throws(LabelError) {
        guard isAtEnd else { throw expected("the end of the line") }
    }

    /// The word just read is none of those that may stand there.
    func unknown(_ word: String, at position: LabelError.Position, known: [String]) -> LabelError {
        LabelError(
            .layout, "'\(word)' is no word that may stand here; these may: \(known.joined(separator: ", ")).",
            at: position)
    }

    private func expected(_ what: String) -> LabelError {
        LabelError(.layout, "Here stands \(what).", at: position)
    }

    private func outside(_ range: ClosedRange<Double>, _ what: String) -> LabelError {
        LabelError(
            .layout, "\(what) lies from \(Decimals.text(range.lowerBound)) to \(Decimals.text(range.upperBound)).",
            at: position)
    }
}
