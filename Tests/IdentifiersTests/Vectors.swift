import Foundation
import TestSupport
import Testing

/// Test vectors, one JSON object a line.
enum Vectors {
    struct Line: Sendable, CustomTestStringConvertible {
        let scheme: String
        let input: String
        let isValid: Bool
        let profile: String?
        let options: [String: String]
        let expect: [String: String]
        /// Expected lists, such as candidates.
        let lists: [String: [String]]
        /// The year in which the text is read, for rules that ask.
        let asOf: Int?
        /// What kind of thing is meant, for schemes that ask.
        let hint: String?

        var reason: String? { expect["reason"] }
        var testDescription: String { "\(scheme) \(input.debugDescription)" }
    }

    /// The lines of a file whose scheme or kind is among those named.
    static func lines(_ file: String, _ schemes: String...) throws -> [Line] {
        let text = try VectorFiles.text(file + ".jsonl")
        let lines: [Line] = try text.split(separator: "\n").map { try line(Data($0.utf8)) }
        let wanted: [Line] = lines.filter { schemes.contains($0.scheme) }
        try #require(!wanted.isEmpty, "no vectors for \(schemes) in \(file)")
        return wanted
    }

    private static func line(_ data: Data) throws -> Line {
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return Line(
            scheme: try #require((object["scheme"] ?? object["kind"]) as? String),
            input: try #require(object["input"] as? String),
            isValid: try #require(object["valid"] as? Bool), profile: object["profile"] as? String,
            options: strings(object["options"]), expect: strings(object["expect"]), lists: lists(object["expect"]),
            asOf: object["as_of"] as? Int, hint: (object["hint"] ?? object["vehicle_class"]) as? String)
    }

    private static func lists(_ object: Any?) -> [String: [String]] {
        ((object as? [String: Any]) ?? [:]).compactMapValues { value in
            (value as? [Any])?.map { ($0 as? String) ?? (($0 as? NSNumber)?.stringValue ?? "") }
        }
    }

    private static func strings(_ object: Any?) -> [String: String] {
        ((object as? [String: Any]) ?? [:]).compactMapValues { value in
            (value as? String) ?? (value as? NSNumber).map(\.stringValue)
        }
    }
}
