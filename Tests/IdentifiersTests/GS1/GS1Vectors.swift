import Foundation
import IdentifierTables
import Identifiers
import TestSupport
import Testing

/// The lines of the GS1 test vectors; their form is described in `Tests/Vectors/gs1-FORMAT.md`.
enum GS1Vectors {
    struct Line: CustomStringConvertible {
        let kind: String
        let isValid: Bool
        let checks: String?
        private let object: [String: Any]

        init(_ object: [String: Any]) throws {
            self.object = object
            kind = try #require(object["kind"] as? String)
            isValid = (object["valid"] as? Bool) ?? true
            checks = object["checks"] as? String
        }

        var input: String { object["input"] as? String ?? "" }
        var inputList: [String] { object["input"] as? [String] ?? [] }
        var inputObject: [String: String] { object["input"] as? [String: String] ?? [:] }
        var isOrderInsensitive: Bool { object["orderInsensitive"] as? Bool ?? false }

        func expected(_ name: String) -> String? {
            let value: Any? = (object["expect"] as? [String: Any])?[name]
            return (value as? String) ?? (value as? NSNumber).map(\.stringValue)
        }

        func expectedFlag(_ name: String) -> Bool? { (object["expect"] as? [String: Any])?[name] as? Bool }
        func expectedNumber(_ name: String) -> Int? { (object["expect"] as? [String: Any])?[name] as? Int }
        func expectedList(_ name: String) -> [String]? { (object["expect"] as? [String: Any])?[name] as? [String] }

        func expectedObject(_ name: String) -> [String: Any]? {
            (object["expect"] as? [String: Any])?[name] as? [String: Any]
        }

        func option(_ name: String) -> String? {
            let value: Any? = (object["options"] as? [String: Any])?[name]
            return (value as? String) ?? (value as? NSNumber).map(\.stringValue)
        }

        func flag(_ name: String) -> Bool { (object["options"] as? [String: Any])?[name] as? Bool ?? false }

        var description: String { "\(object["id"] ?? kind): \(object["input"] ?? "")" }
    }

    /// The lines of a file that have one of the kinds.
    static func lines(_ file: String, _ kinds: String...) throws -> [Line] {
        let lines: [Line] = try VectorFiles.text(file + ".jsonl").split(separator: "\n").map { text in
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            return try Line(try #require(object))
        }
        let wanted: [Line] = lines.filter { kinds.contains($0.kind) }
        try #require(!wanted.isEmpty, "no vectors for \(kinds) in \(file)")
        return wanted
    }
}
