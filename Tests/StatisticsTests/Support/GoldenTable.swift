import Foundation
import Testing

/// A golden table: cases of one method with the tolerance that the file states.
struct GoldenCase<Input: Decodable & Sendable, Expected: Decodable & Sendable>: Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String?
    let input: Input
    let expected: Expected
    let tolerance: Tolerance

    var testDescription: String { name }
}

/// Reads the tables of `Vectors`, or those of the directory that NAMEPLATE_VECTORS names where it has them.
enum GoldenTable {
    static func cases<Input, Expected>(
        _ method: String, _ input: Input.Type, _ expected: Expected.Type
    ) throws -> [GoldenCase<Input, Expected>] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = try Data(contentsOf: url("analytics-\(method).json"))
        let file = try decoder.decode(File<Input, Expected>.self, from: data)
        // An empty table would test nothing, so it is an error.
        try #require(!file.cases.isEmpty)
        return file.cases.map {
            GoldenCase(
                name: $0.name, kind: $0.kind, input: $0.input, expected: $0.expected,
                tolerance: Tolerance(
                    value: $0.tolerance, isRelative: ($0.toleranceKind ?? file.toleranceKind) == "relative"))
        }
    }

    private static func url(_ name: String) -> URL {
        let other = ProcessInfo.processInfo.environment["NAMEPLATE_VECTORS"].map {
            URL(fileURLWithPath: $0, isDirectory: true).appendingPathComponent(name)
        }
        if let other, FileManager.default.fileExists(atPath: other.path) { return other }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors", isDirectory: true).appendingPathComponent(name)
    }

    private struct File<Input: Decodable, Expected: Decodable>: Decodable {
        let toleranceKind: String
        let cases: [Entry<Input, Expected>]
    }

    private struct Entry<Input: Decodable, Expected: Decodable>: Decodable {
        let name: String
        let kind: String?
        let input: Input
        let expected: Expected
        let tolerance: Double
        let toleranceKind: String?

        private enum CodingKeys: String, CodingKey {
            case name = "case", kind, input, expected, tolerance, toleranceKind
        }
    }
}

/// How far a number may be from the golden one. Nil means undefined and is exact.
struct Tolerance: Sendable {
    let value: Double
    let isRelative: Bool

    func allows(_ number: Double?, _ expected: Double?) -> Bool {
        guard let number, let expected else { return number == nil && expected == nil }
        let slack = isRelative ? value * abs(expected) + 1e-13 : value * max(1, abs(expected))
        return abs(number - expected) <= slack
    }

    /// A sentence on the first of many numbers that is too far away; nil where none is.
    func firstDifference(_ numbers: [Double?], _ expected: [Double?]) -> String? {
        if numbers.count != expected.count { return "\(numbers.count) numbers instead of \(expected.count)" }
        for (index, pair) in zip(numbers, expected).enumerated() where !allows(pair.0, pair.1) {
            return "[\(index)]: \(String(describing: pair.0)) instead of \(String(describing: pair.1))"
        }
        return nil
    }
}
