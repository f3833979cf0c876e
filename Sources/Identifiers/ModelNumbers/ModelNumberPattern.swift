/// One model number of a family, with what may vary in it.
struct ModelNumberPattern: Hashable, Sendable {
    /// A stretch of the number.
    enum Part: Hashable, Sendable {
        case text([Unicode.Scalar])
        /// Up to so many characters of any kind.
        case any(most: Int)
        /// Up to so many digits.
        case digits(most: Int)
        /// One of these.
        case choice([[Part]])
        /// One character out of ranges.
        case range([ClosedRange<Unicode.Scalar>])
    }

    let parts: [Part]
    private let steps: [Step]

    /// What is to be done at a place of the compiled pattern.
    private enum Step: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        case any
        case digit
        case range([ClosedRange<Unicode.Scalar>])
        /// Goes on at each of these places.
        case fork([Int])
        case end
    }

    init(_ parts: [Part]) {
        self.parts = parts
        var steps: [Step] = []
        Self.compile(parts, into: &steps)
        steps.append(.end)
        self.steps = steps
    }

    /// Whether anything varies.
    var varies: Bool {
        parts.contains { if case .text = $0 { false } else { true } }
    }

    /// How many characters it gives itself.
    var literalCount: Int {
        parts.reduce(0) { count, part in
            switch part {
            case .text(let scalars): count + scalars.count { FindKey.folding($0) != nil }
            // Whoever names the choices says more than who leaves all open.
            case .choice, .range: count + 1
            case .any, .digits: count
            }
        }
    }

    // MARK: Matching

    private static func compile(_ parts: [Part], into steps: inout [Step]) {
        for part in parts {
            switch part {
            case .text(let scalars): steps += scalars.compactMap { FindKey.folding($0).map(Step.scalar) }
            case .any(let most): compileOptional(.any, most, into: &steps)
            case .digits(let most): compileOptional(.digit, most, into: &steps)
            case .range(let ranges): steps.append(.range(ranges))
            case .choice(let choices): compile(choices: choices, into: &steps)
            }
        }
    }

    private static func compileOptional(_ step: Step, _ most: Int, into steps: inout [Step]) {
        let end = steps.count + 2 * most
        for _ in 0..<most {
            steps.append(.fork([steps.count + 1, end]))
            steps.append(step)
        }
    }

    private static func compile(choices: [[Part]], into steps: inout [Step]) {
        let bodies = choices.map { choice in
            var body: [Step] = []
            compile(choice, into: &body)
            return body
        }
        // A fork in front, and behind each choice one to the end.
        let end = steps.count + 1 + bodies.reduce(0) { $0 + $1.count + 1 }
        var (starts, place): ([Int], Int) = ([], steps.count + 1)
        for body in bodies {
            starts.append(place)
            place += body.count + 1
        }
        steps.append(.fork(starts))
        for (start, body) in zip(starts, bodies) {
            steps += body.map { step in
                if case .fork(let places) = step { return .fork(places.map { $0 + start }) }
                return step
            }
            steps.append(.fork([end]))
        }
    }

    /// Whether a find key has this pattern from its first character to its last.
    func matches(_ key: [Unicode.Scalar]) -> Bool {
        var places = Set<Int>()
        reach(0, &places)
        for scalar in key {
            var next = Set<Int>()
            for place in places where Self.takes(steps[place], scalar) { reach(place + 1, &next) }
            if next.isEmpty { return false }
            places = next
        }
        return places.contains(steps.count - 1)
    }

    /// Adds a place, and those that are reached from it without a character.
    private func reach(_ place: Int, _ places: inout Set<Int>) {
        guard case .fork(let others) = steps[place] else {
            places.insert(place)
            return
        }
        // Forks lead forward only.
        for other in others { reach(other, &places) }
    }

    private static func takes(_ step: Step, _ scalar: Unicode.Scalar) -> Bool {
        switch step {
        case .scalar(let other): other == scalar
        case .any: true
        case .digit: ("0"..."9").contains(scalar)
        // The fold has made O to 0 and I to 1.
        case .range(let ranges):
            ranges.contains { range in
                range.contains(scalar) || scalar == "0" && range.contains("O") || scalar == "1" && range.contains("I")
            }
        case .fork, .end: false
        }
    }

    // MARK: Telling

    /// What the find keys of its numbers begin with.
    func beginnings(length: Int) -> Set<String> {
        var open: Set<String> = [""]
        var done: Set<String> = []
        for part in parts {
            guard !open.isEmpty else { break }
            let next = Self.beginnings(of: part)
            guard let next, open.count * next.count <= ModelNumberFamily.mostMembers else { break }
            var grown: Set<String> = []
            for beginning in open {
                for text in next {
                    let key = beginning + text
                    if key.unicodeScalars.count >= length {
                        done.insert(String(key.prefix(length)))
                    } else {
                        grown.insert(key)
                    }
                }
            }
            open = grown
        }
        return done.union(open)
    }

    /// The find keys of all that a part may be; nil where it is open.
    private static func beginnings(of part: Part) -> [String]? {
        switch part {
        case .text(let scalars): return [String(String.UnicodeScalarView(scalars.compactMap(FindKey.folding)))]
        case .any, .digits, .range: return nil
        case .choice(let choices):
            var found: [String] = []
            for choice in choices {
                guard choice.count <= 1 else { return nil }
                guard let only = choice.first else {
                    found.append("")
                    continue
                }
                guard let texts = beginnings(of: only) else { return nil }
                found += texts
            }
            return found
        }
    }

    /// All its numbers; nil where something is open, or where they are more than `limit`.
    func numbers(limit: Int) -> [String]? {
        var found = [""]
        for part in parts {
            guard let texts = Self.texts(of: part), found.count * texts.count <= limit else { return nil }
            found = found.flatMap { beginning in texts.map { beginning + $0 } }
        }
        return found.count <= limit ? found : nil
    }

    private static func texts(of part: Part) -> [String]? {
        switch part {
        case .text(let scalars): return [String(String.UnicodeScalarView(scalars))]
        case .any, .digits: return nil
        case .range(let ranges):
            return ranges.flatMap { range in
                (range.lowerBound.value...range.upperBound.value).compactMap { Unicode.Scalar($0).map(String.init) }
            }
        case .choice(let choices):
            var found: [String] = []
            for choice in choices {
                guard let texts = ModelNumberPattern(choice).numbers(limit: 200) else { return nil }
                found += texts
            }
            return found
        }
    }
}
