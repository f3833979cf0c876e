import Foundation
import Testing

/// The golden table of failure rates, made with R and checked with SciPy.
struct RateVectors: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
        let name: String
        let input: Input
        let expected: Expected
        /// The greatest relative error.
        let tolerance: Double

        var testDescription: String { name }

        private enum CodingKeys: String, CodingKey {
            case name = "case", input, expected, tolerance
        }
    }

    /// Totals, or units with their days of entry and exit, or the totals of two samples.
    struct Input: Decodable {
        let failures: Int?
        let unitDays: Double?
        let entryDay: [Double]?
        let exitDay: [Double]?
        let event: [Int]?
        let daysPerYear: Double?
        let confLevel: Double
        let failuresA: Int?
        let unitDaysA: Double?
        let failuresB: Int?
        let unitDaysB: Double?

        /// Failures and unit-days of the one sample, however it is given.
        var totals: (failures: Int, unitDays: Double)? {
            if let failures, let unitDays { return (failures, unitDays) }
            guard let entryDay, let exitDay, let event else { return nil }
            return (event.reduce(0, +), zip(exitDay, entryDay).reduce(0) { $0 + ($1.0 - $1.1) })
        }
    }

    struct Expected: Decodable {
        let failures: Int?
        let unitDays: Double?
        let afr: Double?
        let afrCi: [Double?]?
        let mtbfDays: Double?
        let loglikPerDay: Double?
        let rateRatio: Double?
        let ratioCi: [Double?]?
        let pValue: Double?
    }

    let cases: [Case]

    /// The cases in `Tests/Vectors`, or in the directory that NAMEPLATE_VECTORS names.
    static func load() throws -> [Case] {
        let directory =
            ProcessInfo.processInfo.environment["NAMEPLATE_VECTORS"].map { URL(fileURLWithPath: $0, isDirectory: true) }
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors", isDirectory: true)
        let data = try Data(contentsOf: directory.appendingPathComponent("analytics-afr-exponential.json"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(RateVectors.self, from: data).cases
    }
}
