/// What a mail system says of a message that it could not deliver (RFC 3464): only of messages of our own, and only what is
/// final.
package struct BounceReport: Hashable, Sendable {
    /// The delivery that came back.
    package var delivery: ID<Delivery>
    /// The enhanced status code, such as 5.1.1 (RFC 3463).
    package var status: String?

    /// The most bytes of a report.
    package static let longest = 524_288

    /// The id of a delivery's message. It holds 63 random bits, which only the reader and the mail systems on the way know.
    package static func messageID(of delivery: ID<Delivery>, host: String) -> String {
        "nameplate.\(delivery)@\(host)"
    }

    /// - Returns: Nil for what is no report, what is not final, or is not about a message of ours.
    package init?(parsing text: String) {
        let lines = Self.unfolded(text)
        let actions = Self.values(of: "action", lines).map { $0.lowercased() }
        guard actions.contains("failed") else { return nil }
        status = Self.values(of: "status", lines).first.map { String($0.prefix { $0 == "." || $0.isNumber }) }
        guard status?.hasPrefix("4") != true else { return nil }
        let ids = Self.values(of: "message-id", lines).compactMap { Self.delivery(in: $0) }
        guard let id = ids.first else { return nil }
        delivery = id
    }

    private static func delivery(in text: String) -> ID<Delivery>? {
        guard let start = text.firstRange(of: "nameplate.") else { return nil }
        let digits = text[start.upperBound...].prefix { $0.isASCII && $0.isNumber }
        guard text[digits.endIndex...].hasPrefix("@"), let value = Int64(digits), value > 0 else { return nil }
        return ID(value)
    }

    /// The values of a field, in whichever part of the report it stands.
    private static func values(of name: String, _ lines: [String]) -> [String] {
        lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else { return nil }
            return String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" })
        }
    }

    /// The lines of a text, with those that go on joined (RFC 5322, section 2.2.3).
    private static func unfolded(_ text: String) -> [String] {
        var lines: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            // In place: outsiders say how often a line goes on.
            if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
                lines[lines.count - 1] += line
            } else {
                lines.append(String(line))
            }
        }
        return lines
    }
}
