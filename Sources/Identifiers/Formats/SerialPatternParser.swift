/// Reads the text of a serial format into pieces, each with the position where it begins.
struct SerialPatternParser {
    struct Element: Hashable {
        var piece: SerialFormat.Piece
        var position: Int
    }

    /// Longer texts are refused unread: 64 printed characters need no more.
    private static let largestPattern = 512
    private static let largestCode = 16
    /// How many parts each field has at most, its name included.
    private static let largestCounts: [String: Int] = [
        "y": 1, "yy": 1, "yyyy": 1, "ww": 1, "mm": 1, "dd": 1, "ddd": 1, "year": 2, "plant": 2, "line": 2, "check": 2,
        "seq": 3, "scrambled": 3,
    ]

    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ pattern: some StringProtocol) {
        scalars = Array(pattern.unicodeScalars.prefix(Self.largestPattern + 1))
    }

    /// All elements, adjacent literal characters as one.
    mutating func elements() throws(IdentifierError) -> [Element] {
        guard !scalars.isEmpty else {
            throw .format(.formatSyntax, "it is empty", at: 0, expected: "a pattern such as {yy}{ww}{seq:6}")
        }
        guard scalars.count <= Self.largestPattern else {
            throw .format(.formatTooLong, "it is longer than \(Self.largestPattern) characters")
        }
        var result: [Element] = []
        while index < scalars.count {
            let start: Int = index
            let literal: String = try readLiteral()
            if !literal.isEmpty { result.append(Element(piece: .literal(literal), position: start)) }
            if index < scalars.count { result.append(try readField()) }
        }
        return result
    }

    /// Characters up to the next field.
    private mutating func readLiteral() throws(IdentifierError) -> String {
        var literal = ""
        while index < scalars.count {
            let scalar: Unicode.Scalar = scalars[index]
            let isBrace: Bool = scalar == "{" || scalar == "}"
            if isBrace {
                let isDoubled: Bool = index + 1 < scalars.count && scalars[index + 1] == scalar
                if !isDoubled {
                    if scalar == "{" { return literal }
                    throw .format(.formatSyntax, "'}' closes nothing", at: index, expected: "'}}' for a printed brace")
                }
                index += 1
            }
            guard (0x20...0x7E).contains(scalar.value) else {
                throw .format(
                    .formatSyntax, "\(IdentifierError.shown(scalar)) cannot be printed", at: index,
                    expected: "ASCII letters, digits and punctuation")
            }
            literal.unicodeScalars.append(scalar)
            index += 1
        }
        return literal
    }

    /// A field in braces, beginning at the opening one.
    private mutating func readField() throws(IdentifierError) -> Element {
        let start: Int = index
        guard let end = scalars[start...].firstIndex(of: "}") else {
            throw .format(.formatSyntax, "'{' is not closed", at: start, expected: "'}' after the field's name")
        }
        var arguments: [(text: String, position: Int)] = []
        var from: Int = start + 1
        for place in (start + 1)...end where place == end || scalars[place] == ":" {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[from..<place])
            arguments.append((String(text), from))
            from = place + 1
        }
        index = end + 1
        let piece: SerialFormat.Piece = try Self.piece(arguments, at: start)
        return Element(piece: piece, position: start)
    }

    private static func piece(
        _ arguments: [(text: String, position: Int)], at start: Int
    ) throws(IdentifierError) -> SerialFormat.Piece {
        let name: String = arguments[0].text
        let largestCount: Int = largestCounts[name] ?? Int.max
        guard arguments.count <= largestCount else {
            throw .format(
                .formatSyntax, "{\(name)} takes fewer settings", at: arguments[largestCount].position - 1,
                expected: "'}'")
        }
        switch name {
        case "y": return .year(.oneDigit)
        case "yy": return .year(.twoDigits)
        case "yyyy": return .year(.fourDigits)
        case "ww": return .week
        case "mm": return .month
        case "dd": return .day
        case "ddd": return .dayOfYear
        case "plant": return .plant(length: try number(arguments, in: 1...largestCode, at: start))
        case "line": return .line(length: try number(arguments, in: 1...largestCode, at: start))
        case "year":
            guard arguments.count == 2, arguments[1].text == "vin" else {
                throw .format(.formatSyntax, "{year} needs its form", at: start, expected: "{year:vin}, {yy} or {yyyy}")
            }
            return .year(.vehicle)
        case "seq", "scrambled":
            let length: Int = try number(arguments, in: 1...63, at: start)
            let alphabet: SerialAlphabet = arguments.count == 3 ? try Self.alphabet(arguments[2]) : .base10
            return name == "seq"
                ? .sequence(length: length, alphabet: alphabet) : .scrambled(length: length, alphabet: alphabet)
        case "check":
            let algorithm: String = arguments.count == 2 ? arguments[1].text : ""
            guard let check = CheckCharacter(rawValue: algorithm) else {
                throw .format(
                    .formatCheck, "\(quoted(algorithm)) is no check algorithm",
                    at: arguments.count == 2 ? arguments[1].position : start,
                    expected: "one of " + CheckCharacter.allCases.map(\.name).joined(separator: ", "))
            }
            return .check(check)
        default:
            throw .format(
                .formatUnknownField, "there is no field {\(visible(name))}", at: start,
                expected: "plant, line, y, yy, yyyy, year:vin, ww, mm, dd, ddd, seq, scrambled or check")
        }
    }

    private static func alphabet(
        _ argument: (text: String, position: Int)
    ) throws(IdentifierError) -> SerialAlphabet {
        guard let alphabet = SerialAlphabet(argument.text) else {
            throw .format(
                .formatAlphabet, "\(quoted(argument.text)) is no alphabet", at: argument.position,
                expected: "base10, base16, base32, base34, base36, or different letters and digits in brackets")
        }
        return alphabet
    }

    private static func number(
        _ arguments: [(text: String, position: Int)], in range: ClosedRange<Int>, at start: Int
    ) throws(IdentifierError) -> Int {
        let wanted = "a length from \(range.lowerBound) to \(range.upperBound)"
        let name: String = arguments[0].text
        guard arguments.count > 1 else {
            throw .format(.formatSyntax, "{\(name)} needs a length", at: start, expected: "{\(name):n} with \(wanted)")
        }
        let text: String = arguments[1].text
        guard text.utf8.count <= 3, text.utf8.allSatisfy(ASCII.isDigit), let number = Int(text), range.contains(number)
        else {
            throw .format(.formatSyntax, "\(quoted(text)) is no length", at: arguments[1].position, expected: wanted)
        }
        return number
    }

    private static func quoted(_ text: String) -> String { text.isEmpty ? "an empty name" : "'\(visible(text))'" }

    /// At most twenty characters, none of them invisible: what a stranger typed may appear in a log.
    private static func visible(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(20) {
            result.unicodeScalars.append(scalar.isInvisible ? "?" : scalar)
        }
        return result
    }
}
