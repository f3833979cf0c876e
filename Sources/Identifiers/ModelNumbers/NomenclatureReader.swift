/// Reads the text of a ``Nomenclature``.
enum NomenclatureReader {
    static func read(_ text: String) throws(NomenclatureError) -> Nomenclature {
        guard text.utf8.count <= Nomenclature.longestText else {
            throw NomenclatureError(line: 1, sentence: "This is longer than \(Nomenclature.longestText) bytes.")
        }
        var parts: [Nomenclature.Part]?
        var (codes, numbers): ([String: [String: [Nomenclature.Meaning]]], [String: [Nomenclature.Meaning]]) = (
            [:], [:]
        )
        var count = 0
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = trimmed(line)
            if line.isEmpty || line.hasPrefix("//") { continue }
            guard let known = parts else {
                parts = try pattern(line, at: index + 1)
                continue
            }
            count += 1
            guard count <= Nomenclature.mostCodes else {
                throw NomenclatureError(
                    line: index + 1, sentence: "There are more than \(Nomenclature.mostCodes) meanings.")
            }
            try add(line, to: known, &codes, &numbers, at: index + 1)
        }
        guard let parts else {
            throw NomenclatureError(
                line: 1, sentence: "The first line is the pattern, such as FJ-{capacity:3}{colour}.")
        }
        for part in parts {
            guard case .codes(let field) = part, codes[field] == nil else { continue }
            throw NomenclatureError(
                line: 1, sentence: "Nothing says what {\(field)} may be; write '\(field) CODE = Name: value'.")
        }
        return Nomenclature(text: text, parts: parts, codes: codes, numbers: numbers)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let front = text.drop { $0.isWhitespace }
        return String(String(front).reversed().drop { $0.isWhitespace }.reversed())
    }

    // MARK: The pattern

    private static func pattern(_ line: String, at number: Int) throws(NomenclatureError) -> [Nomenclature.Part] {
        var parts: [Nomenclature.Part] = []
        var names: Set<String> = []
        var rest = line[...]
        while !rest.isEmpty {
            let literal = rest.prefix { $0 != "{" }
            if !literal.isEmpty {
                guard !literal.contains("}") else {
                    throw NomenclatureError(line: number, sentence: "A '}' stands without '{'.")
                }
                parts.append(.text(FindKey.fold(literal)))
                rest = rest.dropFirst(literal.count)
                continue
            }
            guard let end = rest.firstIndex(of: "}") else {
                throw NomenclatureError(line: number, sentence: "A '{' has no '}'.")
            }
            let part = try field(rest[rest.index(after: rest.startIndex)..<end], at: number)
            guard names.insert(part.name).inserted else {
                throw NomenclatureError(line: number, sentence: "{\(part.name)} stands there twice.")
            }
            parts.append(part.part)
            rest = rest[rest.index(after: end)...]
        }
        guard parts.count <= Nomenclature.mostParts else {
            throw NomenclatureError(
                line: number, sentence: "A pattern has at most \(Nomenclature.mostParts) places.")
        }
        let given = parts.reduce(0) { sum, part in
            if case .text(let text) = part { sum + text.unicodeScalars.count } else { sum }
        }
        // Otherwise every number would be built so.
        guard given > 0 else {
            throw NomenclatureError(
                line: number, sentence: "A pattern needs some characters that all its numbers have.")
        }
        return parts
    }

    private static func field(
        _ text: Substring, at line: Int
    ) throws(NomenclatureError) -> (name: String, part: Nomenclature.Part) {
        let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(sides.first ?? "")
        guard isName(name) else {
            throw NomenclatureError(
                line: line, sentence: "A place's name has letters, digits and '_', such as {colour}.")
        }
        guard sides.count == 2 else { return (name, .codes(name)) }
        if sides[1] == "*" { return (name, .anything(name)) }
        let ends = sides[1].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last, (1...18).contains(first),
            (first...18).contains(last)
        else {
            throw NomenclatureError(
                line: line,
                sentence: "Behind ':' stands how many digits, such as {capacity:3} or {capacity:2-4}, or '*'.")
        }
        return (name, .number(name, digits: first...last))
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 40
            && text.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }

    // MARK: Meanings

    private static func add(
        _ line: String, to parts: [Nomenclature.Part], _ codes: inout [String: [String: [Nomenclature.Meaning]]],
        _ numbers: inout [String: [Nomenclature.Meaning]], at number: Int
    ) throws(NomenclatureError) {
        let sides = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let words = sides[0].split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard sides.count == 2, let name = words.first.map(String.init) else {
            throw NomenclatureError(line: number, sentence: "A line says 'place CODE = Name: value; Name: value'.")
        }
        let code = words.count == 2 ? FindKey.fold(words[1]) : ""
        let meanings = try self.meanings(sides[1], at: number)
        if parts.contains(.codes(name)) {
            guard codes[name, default: [:]].updateValue(meanings, forKey: code) == nil else {
                throw NomenclatureError(
                    line: number,
                    sentence: "'\(name)' has the code '\(code)' twice; case and dashes do not tell them apart.")
            }
            return
        }
        let isNumber = parts.contains { if case .number(name, _) = $0 { true } else { false } }
        guard isNumber else {
            throw NomenclatureError(line: number, sentence: "The pattern has no {\(name)} that could mean something.")
        }
        guard code.isEmpty, numbers.updateValue(meanings, forKey: name) == nil else {
            throw NomenclatureError(
                line: number,
                sentence: "{\(name)} is a number: one line says what it means, such as '\(name) = Capacity: # L'.")
        }
    }

    private static func meanings(
        _ text: Substring, at line: Int
    ) throws(NomenclatureError) -> [Nomenclature.Meaning] {
        var meanings: [Nomenclature.Meaning] = []
        for piece in text.split(separator: ";") where !trimmed(piece).isEmpty {
            let sides = piece.split(separator: ":", maxSplits: 1).map { trimmed($0) }
            guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
                throw NomenclatureError(
                    line: line, sentence: "Behind '=' stands 'Name: value', several of them parted by ';'.")
            }
            meanings.append(Nomenclature.Meaning(name: sides[0], value: sides[1]))
        }
        return meanings
    }
}
