/// Reads the value of a property as people write it: `300 L`, `-18 °C`, `10–30 °C`, `60 x 65.5 x 185 cm`, `yes`, `HDMI; USB`.
///
/// What is no number with a unit is a text. What may mean two numbers is asked back: `1,5 kg` is one and a half to one
/// reader and fifteen to another.
package enum SpecificationReader {
    /// More than this no value is long.
    private static let longest = 2_000

    /// - Parameters:
    ///   - unit: the code of the unit where the text names none, as a column's header says it.
    ///   - kind: what it must be; nil takes what it looks like.
    /// - Throws: `specification.ambiguous` with the position of the comma, `value.invalid` for what is not of the kind.
    package static func read(
        _ text: String, unit: String? = nil, as kind: Specification.Kind? = nil, field: String
    ) throws(RegistryError) -> Specification.Value {
        let text = trimmedText(text)
        guard text.unicodeScalars.count <= longest else {
            throw RegistryError(
                .valueInvalid, "'\(field)' may have at most \(longest) characters.", field: field, position: longest)
        }
        var reading = Reading(text, field: field)
        let value = try value(of: text, unit: unit, kind, &reading)
        guard kind == nil || value.kind == kind else {
            throw RegistryError(.valueInvalid, "'\(field)' needs \(kind.map(wanted) ?? "").", field: field)
        }
        return value
    }

    private static func value(
        of text: String, unit: String?, _ kind: Specification.Kind?, _ reading: inout Reading
    ) throws(RegistryError) -> Specification.Value {
        switch kind {
        case .text: return .text(text)
        case .list: return .list(elements(of: text))
        case .yesNo, nil:
            switch text.lowercased() {
            case "yes", "true": return .yesNo(true)
            case "no", "false": return .yesNo(false)
            default: break
            }
        case .number, .range, .dimensions: break
        }
        if let value = try reading.measure(unit: unit, needsUnit: kind == nil) { return value }
        return text.contains(";") ? .list(elements(of: text)) : .text(text)
    }

    private static func elements(of text: String) -> [String] {
        text.split(separator: ";").map { trimmedText($0) }.filter { !$0.isEmpty }
    }

    private static func wanted(_ kind: Specification.Kind) -> String {
        switch kind {
        case .number: "a number with a unit that is known, such as '300 L'"
        case .text: "a text"
        case .yesNo: "yes or no"
        case .range: "two numbers with a unit, such as '10 to 30 °C'"
        case .list: "entries separated by semicolons"
        case .dimensions: "two or three numbers with a unit, such as '60 x 65.5 x 185 cm'"
        }
    }
}

/// A text that is being read, character by character.
private struct Reading {
    private let characters: [Character]
    private let field: String
    private var place = 0

    init(_ text: String, field: String) {
        characters = Array(text)
        self.field = field
    }

    /// One number, two ends or some lengths with a unit; nil for anything else.
    /// - Parameter needsUnit: whether several numbers need a unit: `2024-03` is a month, `4x4` a word.
    mutating func measure(
        unit givenUnit: String?, needsUnit: Bool
    ) throws(RegistryError) -> Specification.Value? {
        place = 0
        guard let first = number() else { return nil }
        var written = [first]
        var units: [String?] = [unitText()]
        var isRange = false
        if isSeparator(.range) {
            isRange = true
            guard let second = number() else { return nil }
            written.append(second)
            units.append(unitText())
        } else {
            while written.count < 3, isSeparator(.dimensions) {
                guard let next = number() else { return nil }
                written.append(next)
                units.append(unitText())
            }
        }
        guard place == characters.count, let unit = code(of: units, or: givenUnit) else { return nil }
        guard unit != nil || written.count == 1 || !needsUnit else { return nil }
        var numbers: [String] = []
        for number in written { numbers.append(try decimal(number)) }
        if isRange { return .range(from: numbers[0], to: numbers[1], unit: unit) }
        return numbers.count == 1 ? .number(numbers[0], unit: unit) : .dimensions(numbers, unit: unit)
    }

    // MARK: Units

    /// The code of the unit that all parts share, of which the last at least names it; `.some(nil)` where nobody names
    /// one, nil for one that is not known or where two differ.
    private func code(of units: [String?], or given: String?) -> String?? {
        guard let last = units.last ?? nil else {
            return units.contains { $0 != nil } ? nil : .some(given)
        }
        var codes: Set<String> = []
        for case let text? in units {
            guard let code = UnitOfMeasure.named(text)?.code ?? (isUnitCode(text) ? text : nil) else { return nil }
            codes.insert(code)
        }
        guard codes.count == 1, UnitOfMeasure.named(last) != nil || isUnitCode(last) else { return nil }
        return codes.first
    }

    /// The unit behind a number, up to what separates it from the next; nil where none stands there.
    private mutating func unitText() -> String? {
        let start = place
        skipSpaces()
        let first = place
        var end = place
        while place < characters.count {
            let rest = place
            if isSeparator(.range) || isSeparator(.dimensions) {
                place = rest
                break
            }
            if !characters[place].isWhitespace { end = place + 1 }
            place += 1
        }
        // A code may begin with a digit, as `2N` does; digits alone are another number.
        guard end > first, !characters[first..<end].allSatisfy(\.isASCIIDigit) else {
            place = start
            return nil
        }
        return String(characters[first..<end])
    }

    // MARK: Separators

    private enum Separator { case range, dimensions }

    /// Steps over a separator with the spaces around it. A letter separates only where a number follows.
    private mutating func isSeparator(_ separator: Separator) -> Bool {
        let start = place
        skipSpaces()
        let marks: [String] =
            switch separator {
            case .range: ["–", "—", "...", "..", "…", "to ", "-", "bis "]
            case .dimensions: ["×", "x", "X", "*"]
            }
        for mark in marks where starts(with: mark) {
            place += mark.count
            skipSpaces()
            if place < characters.count, characters[place].isASCIIDigit || Self.signs.contains(characters[place]) {
                return true
            }
            break
        }
        place = start
        return false
    }

    private func starts(with mark: String) -> Bool {
        place + mark.count <= characters.count && zip(characters[place...], mark).allSatisfy { $0 == $1 }
    }

    private mutating func skipSpaces() {
        while place < characters.count, characters[place].isWhitespace { place += 1 }
    }

    // MARK: Numbers

    /// A number as written: digits with their points, commas, and spaces between groups of three.
    private struct Written {
        var isNegative: Bool
        var text: [Character]
        var start: Int
    }

    private static let signs: Set<Character> = ["-", "+", "\u{2212}"]

    private mutating func number() -> Written? {
        let start = place
        var isNegative = false
        if place < characters.count, Self.signs.contains(characters[place]) {
            isNegative = characters[place] != "+"
            place += 1
        }
        let first = place
        while place < characters.count {
            let character = characters[place]
            if character.isASCIIDigit {
                place += 1
            } else if place > first, character == "." || character == "," || isGroupSpace(place), isDigit(place + 1) {
                place += 1
            } else {
                break
            }
        }
        guard place > first, place - first <= 60 else {
            place = start
            return nil
        }
        return Written(isNegative: isNegative, text: Array(characters[first..<place]), start: first)
    }

    private func isDigit(_ index: Int) -> Bool { index < characters.count && characters[index].isASCIIDigit }

    /// A space before exactly three digits belongs to the number.
    private func isGroupSpace(_ index: Int) -> Bool {
        guard characters[index].isWhitespace else { return false }
        return (1...3).allSatisfy { isDigit(index + $0) } && !isDigit(index + 4)
    }

    /// The number in its plain form.
    /// - Throws: `specification.ambiguous`.
    private func decimal(_ written: Written) throws(RegistryError) -> String {
        var text = written.text.filter { !$0.isWhitespace }
        let commas = text.indices.filter { text[$0] == "," }
        let points = text.indices.filter { text[$0] == "." }
        if let comma = commas.first {
            if points.isEmpty {
                // Two or more commas can only stand between thousands.
                guard commas.count > 1, Self.areThousands(commas, end: text.count) else {
                    throw ambiguous(written, at: comma)
                }
                text.removeAll { $0 == "," }
            } else if let point = points.first, comma < point {
                guard points.count == 1, Self.areThousands(commas, end: point) else {
                    throw ambiguous(written, at: comma)
                }
                text.removeAll { $0 == "," }
            } else {
                guard commas.count == 1, Self.areThousands(points, end: comma) else {
                    throw ambiguous(written, at: comma)
                }
                text.removeAll { $0 == "." }
                text = text.map { $0 == "," ? "." : $0 }
            }
        } else if points.count > 1 {
            guard Self.areThousands(points, end: text.count) else { throw ambiguous(written, at: points[1]) }
            text.removeAll { $0 == "." }
        }
        return (written.isNegative ? "-" : "") + String(text)
    }

    private static func areThousands(_ marks: [Int], end: Int) -> Bool {
        zip(marks, marks.dropFirst() + [end]).allSatisfy { $1 - $0 == 4 }
    }

    private func ambiguous(_ written: Written, at place: Int) -> RegistryError {
        let text = String(written.text)
        return RegistryError(
            .specificationAmbiguous,
            "'\(text)' may mean two numbers; write a point before decimals and nothing between thousands.",
            field: field,
            position: written.start + place)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
