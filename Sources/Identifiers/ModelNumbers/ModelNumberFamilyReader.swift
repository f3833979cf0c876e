/// Reads the text of a ``ModelNumberFamily``.
struct ModelNumberFamilyReader {
    private typealias Part = ModelNumberPattern.Part
    private let scalars: [Unicode.Scalar]

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    // MARK: Members

    mutating func read() -> [ModelNumberPattern] {
        var members: [ModelNumberPattern] = []
        for text in Self.withSuffixes(Self.split(scalars)).prefix(ModelNumberFamily.mostMembers) {
            var parts = Self.parts(of: text)
            Self.join(&parts)
            let pattern = ModelNumberPattern(parts)
            if pattern.literalCount >= ModelNumberFamily.leastLiterals, !members.contains(pattern) {
                members.append(pattern)
            }
        }
        return members
    }

    /// The whole numbers that commas, semicolons, `or` and free-standing slashes part, outside brackets.
    private static func split(_ scalars: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
        var pieces: [[Unicode.Scalar]] = [[]]
        var depth = 0
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "(" || scalar == "[" { depth += 1 }
            if scalar == ")" || scalar == "]" { depth = max(0, depth - 1) }
            let word = depth == 0 ? wordAt(index, scalars) : 0
            let isBetween =
                (index > 0 && scalars[index - 1].isSpace) || (index + 1 < scalars.count && scalars[index + 1].isSpace)
            if depth == 0, scalar == "," || scalar == ";" || (scalar == "/" && isBetween) {
                pieces.append([])
            } else if word > 0 {
                pieces.append([])
                index += word - 1
            } else {
                pieces[pieces.count - 1].append(scalar)
            }
            index += 1
        }
        return pieces.map(trimmed).filter { !$0.isEmpty }
    }

    /// How long the word `or` or `and` with the spaces around it is that begins here; 0 where none does.
    private static func wordAt(_ index: Int, _ scalars: [Unicode.Scalar]) -> Int {
        guard scalars[index].isSpace else { return 0 }
        for word in [" or ", " and ", " & "] {
            let letters = Array(word.unicodeScalars)
            guard index + letters.count <= scalars.count else { continue }
            let here = scalars[index..<index + letters.count].map {
                $0.isSpace ? " " : $0.properties.lowercaseMapping.unicodeScalars.first ?? $0
            }
            if here == letters { return letters.count }
        }
        return 0
    }

    private static func trimmed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        Array(text.drop { $0.isSpace }.reversed().drop { $0.isSpace }.reversed())
    }

    /// Puts codes that follow a comma in the place of the last characters before it: `**Y,G,J` lists three numbers.
    private static func withSuffixes(_ pieces: [[Unicode.Scalar]]) -> [[Unicode.Scalar]] {
        var (texts, whole): ([[Unicode.Scalar]], [Unicode.Scalar]) = ([], [])
        for piece in pieces {
            let isCode = piece.count <= 2 && piece.allSatisfy(isLetterOrDigit)
            if isCode, whole.count > piece.count + 2, whole.suffix(piece.count).allSatisfy(isLetterOrDigit),
                !isLetter(whole[whole.count - piece.count - 1])
            {
                texts.append(whole.dropLast(piece.count) + piece)
            } else {
                whole = piece
                texts.append(piece)
            }
        }
        return texts
    }

    // MARK: Parts

    private static func parts(of text: [Unicode.Scalar]) -> [Part] {
        var parts: [Part] = []
        var index = 0
        while index < text.count {
            let scalar = text[index]
            switch scalar {
            case "*":
                let count = run(of: scalar, in: text, at: index)
                parts.append(.any(most: count == 1 ? ModelNumberFamily.longestGap : count))
                index += count
            case "#":
                let count = run(of: scalar, in: text, at: index)
                // '#2000' is how a number is said.
                let isName = index == 0 && count == 1 && index + 1 < text.count && isDigit(text[index + 1])
                let open = count < 3 ? Part.digits(most: 2) : .any(most: count)
                parts.append(isName ? .choice([[.text([scalar])], []]) : open)
                index += count
            case "(", "[":
                guard let end = text[index...].firstIndex(of: scalar == "(" ? ")" : "]") else {
                    parts.append(.text([scalar]))
                    index += 1
                    continue
                }
                parts.append(group(Array(text[index + 1..<end]), opening: scalar, closing: text[end]))
                index = end + 1
            default:
                if let (choice, end, replaced) = slashed(text, at: index, after: parts) {
                    dropLast(replaced, of: &parts)
                    parts.append(choice)
                    index = end
                } else {
                    parts.append(.text([scalar]))
                    index += 1
                }
            }
        }
        return parts
    }

    /// What stands in brackets: choices where it is parted, else something that may be left out.
    private static func group(_ inner: [Unicode.Scalar], opening: Unicode.Scalar, closing: Unicode.Scalar) -> Part {
        let pieces = inner.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "|" || $0 == "/" }
            .map { trimmed(Array($0)) }
        let isSingle = pieces.count == 1 && isRange(pieces[0])
        let isChoice = pieces.count > 1 && pieces.allSatisfy { $0.count <= 6 }
        if opening == "[", pieces.count == 1, pieces[0].count == 1 { return .text(pieces[0]) }
        guard isChoice || isSingle else {
            // X stands for whatever comes there.
            let isOpen = !pieces[0].isEmpty && pieces[0].allSatisfy { capital($0) == "X" }
            let bare = isOpen ? [.any(most: ModelNumberFamily.longestGap)] : Self.parts(of: trimmed(inner))
            return .choice([[.text([opening] + inner + [closing])], bare, []])
        }
        if pieces.allSatisfy({ isRange($0) || $0.count == 1 && isLetterOrDigit($0[0]) }) {
            return .range(pieces.map { capital($0[0])...capital($0[$0.count - 1]) })
        }
        return .choice(
            pieces.map { piece in
                if isRange(piece) { return [.range([capital(piece[0])...capital(piece[2])])] }
                return piece.isEmpty || piece == ["-"] ? [] : Self.parts(of: piece)
            })
    }

    /// `A-C`, `0-9`
    private static func isRange(_ piece: [Unicode.Scalar]) -> Bool {
        piece.count == 3 && piece[1] == "-" && piece[0] < piece[2] && (isDigit(piece[0]) == isDigit(piece[2]))
            && isLetterOrDigit(piece[0]) && isLetterOrDigit(piece[2]) && capital(piece[0]) < capital(piece[2])
    }

    /// Choices that slashes part, where this is the first slash of them.
    /// - Returns: The choices, the place behind them, and how many characters before the slash are the first of them.
    private static func slashed(
        _ text: [Unicode.Scalar], at index: Int, after parts: [Part]
    ) -> (Part, end: Int, replaced: Int)? {
        guard text[index] == "/", index > 0 else { return nil }
        // As letters: `14R/L`, `D/H/V`, `1HZ/VT`. As digits only at the beginning: `101/102H`.
        let areDigits = isDigit(text[index - 1])
        func isKind(_ scalar: Unicode.Scalar) -> Bool { areDigits ? isDigit(scalar) : isLetter(scalar) }
        var start = index
        while start > 0, isKind(text[start - 1]) { start -= 1 }
        let room = index - start
        guard room > 0, !areDigits || start == 0 else { return nil }
        var (choices, end): ([[Unicode.Scalar]], Int) = ([], index)
        while end < text.count, text[end] == "/" {
            var next = end + 1
            while next < text.count, isKind(text[next]) { next += 1 }
            choices.append(Array(text[end + 1..<next]))
            // More of another kind belongs to the last choice only in words: `/4PK`.
            end = next
        }
        guard let size = choices.first?.count, size > 0, choices.allSatisfy({ $0.count == size }) else { return nil }
        let fits = areDigits ? room == size && size >= 2 : size == 1 || (size == 2 && room == 2)
        // A digit right behind letters makes another word of them: `LED/P38`.
        let goesOn = !areDigits && end < text.count && isDigit(text[end])
        guard fits, !goesOn else { return nil }
        let first = Array(text[index - size..<index])
        let literal = Array(text[index - size..<end])
        let all: [[Part]] = ([first] + choices + [literal]).map { (choice: [Unicode.Scalar]) -> [Part] in
            [Part.text(choice)]
        }
        return (Part.choice(all), end, size)
    }

    /// Takes the last characters away, which were added one by one.
    private static func dropLast(_ count: Int, of parts: inout [Part]) { parts.removeLast(min(count, parts.count)) }

    /// Makes one part of texts beside each other.
    private static func join(_ parts: inout [Part]) {
        parts = parts.reduce(into: []) { joined, part in
            if case .text(let scalars) = part, case .text(let before)? = joined.last {
                joined[joined.count - 1] = .text(before + scalars)
            } else {
                joined.append(part)
            }
        }
    }

    private static func run(of scalar: Unicode.Scalar, in text: [Unicode.Scalar], at index: Int) -> Int {
        text[index...].prefix { $0 == scalar }.count
    }

    private static func capital(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) - 32) : scalar
    }
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
    }
    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool { isDigit(scalar) || isLetter(scalar) }
}
