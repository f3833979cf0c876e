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
            options: strings(object["options"]), expect: strings(object["expect"]))
    }

    private static func strings(_ object: Any?) -> [String: String] {
        ((object as? [String: Any]) ?? [:]).compactMapValues { value in
            (value as? String) ?? (value as? NSNumber).map(\.stringValue)
        }
    }
}
