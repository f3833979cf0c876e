/// The text of a notice to a person, with placeholders.
///
/// A placeholder is a name in braces, such as `{serial}`; two braces stand for one. A line in which a placeholder has no value
/// is left out. A line that begins with `{?decision=valid}` stands only where that fact says so.
package struct NoticeTemplate: Hashable, Sendable {
    package var topic: NoticeTopic
    package var language: LanguageTag
    package var subject: String
    package var body: String

    package static let longestSubject = 150
    package static let longestBody = 8_000

    package init(topic: NoticeTopic, language: LanguageTag, subject: String, body: String) {
        (self.topic, self.language, self.subject, self.body) = (topic, language, subject, body)
    }

    /// What may stand in braces: the facts of the topic, and what is known of every notice.
    package static func placeholders(of topic: NoticeTopic) -> [String] {
        ["manufacturer", "model", "serial", "name"] + topic.facts.map(\.name)
    }

    /// - Throws: `value.invalid` with the field and, for a placeholder that there is not, its place.
    package func check() throws(RegistryError) {
        guard topic.isForPersons else {
            throw RegistryError(.valueInvalid, "Nobody is written to about '\(topic.rawValue)'.", field: "topic")
        }
        try Self.check(subject, field: "subject", limit: Self.longestSubject)
        guard !subject.contains(where: \.isNewline) else {
            throw RegistryError(.valueInvalid, "A subject is one line.", field: "subject")
        }
        try Self.check(body, field: "body", limit: Self.longestBody)
        let known = Self.placeholders(of: topic)
        for (text, field) in [(subject, "subject"), (body, "body")] {
            for piece in try Self.pieces(of: text, field: field) {
                guard case .placeholder(let name, _, let position) = piece, !known.contains(name) else { continue }
                throw RegistryError(
                    .valueInvalid,
                    "There is no placeholder '\(name)'; known are \(known.joined(separator: ", ")).", field: field,
                    position: position)
            }
        }
    }

    private static func check(_ text: String, field: String, limit: Int) throws(RegistryError) {
        guard !text.allSatisfy(\.isWhitespace) else {
            throw RegistryError(.valueInvalid, "'\(field)' is empty.", field: field)
        }
        guard text.unicodeScalars.count <= limit else {
            throw RegistryError(
                .valueInvalid, "'\(field)' may have at most \(limit) characters.", field: field, position: limit)
        }
        let wrong = text.unicodeScalars.enumerated().first { $1 != "\n" && TextRules.isForbidden($1) }
        if let wrong {
            throw RegistryError(
                .valueInvalid, "'\(field)' holds a control or invisible character; remove it.", field: field,
                position: wrong.offset)
        }
    }

    // MARK: Filling in

    /// The subject and the body with values in the place of placeholders. Values of several lines keep them in the body; in the
    /// subject spaces stand between.
    package func filled(_ values: [String: String]) throws(RegistryError) -> NoticeText {
        var lines: [String] = []
        for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
            if let line = try Self.filled(String(line), values, keepsBreaks: true) { lines.append(line) }
        }
        return NoticeText(
            subject: try Self.filled(subject, values, keepsBreaks: false) ?? "", body: lines.joined(separator: "\n"))
    }

    /// Nil where the line is left out.
    private static func filled(
        _ line: String, _ values: [String: String], keepsBreaks: Bool
    ) throws(RegistryError) -> String? {
        var text = ""
        for piece in try pieces(of: line, field: "body") {
            switch piece {
            case .text(let plain): text += plain
            case .placeholder(let name, let wanted?, _):
                guard values[name] == wanted else { return nil }
            case .placeholder(let name, nil, _):
                guard let value = values[name], !value.isEmpty else { return nil }
                text += keepsBreaks ? value : value.split(whereSeparator: \.isNewline).joined(separator: " ")
            }
        }
        return text
    }

    private enum Piece {
        case text(String)
        /// With the value for which its line stands, where it is a condition.
        case placeholder(String, equals: String?, position: Int)
    }

    private static func pieces(of text: String, field: String) throws(RegistryError) -> [Piece] {
        var (pieces, plain): ([Piece], String) = ([], "")
        let scalars = Array(text.unicodeScalars)
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
            let isDoubled = place + 1 < scalars.count && scalars[place + 1] == scalar
            switch scalar {
            case "{", "}":
                if isDoubled {
                    plain.unicodeScalars.append(scalar)
                    place += 2
                    continue
                }
                guard scalar == "{", let end = scalars[place...].firstIndex(of: "}") else {
                    throw RegistryError(
                        .valueInvalid, "This brace stands alone; write it twice to have one.", field: field,
                        position: place)
                }
                // Texts are filled in line by line.
                guard !scalars[place..<end].contains("\n") else {
                    throw RegistryError(
                        .valueInvalid, "What stands in braces is on one line.", field: field, position: place)
                }
                if !plain.isEmpty { pieces.append(.text(plain)) }
                plain = ""
                var name = ""
                name.unicodeScalars.append(contentsOf: scalars[(place + 1)..<end])
                if name.hasPrefix("?") {
                    let parts = name.dropFirst().split(separator: "=", maxSplits: 1).map(String.init)
                    guard parts.count == 2 else {
                        throw RegistryError(
                            .valueInvalid, "A condition is such as {?decision=valid}.", field: field, position: place)
                    }
                    pieces.append(.placeholder(parts[0], equals: parts[1], position: place))
                } else {
                    pieces.append(.placeholder(name, equals: nil, position: place))
                }
                place = end + 1
            default:
                plain.unicodeScalars.append(scalar)
                place += 1
            }
        }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        return pieces
    }
}

/// What a person is written.
package struct NoticeText: Hashable, Sendable {
    package var subject: String
    package var body: String

    package init(subject: String, body: String) { (self.subject, self.body) = (subject, body) }
}
