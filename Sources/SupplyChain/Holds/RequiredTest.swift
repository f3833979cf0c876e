import Foundation
package import Registry

/// What must have been measured of a unit before it may leave: a reading that some event of it carries, between limits.
package struct RequiredTest: Hashable, Sendable {
    /// The type of the reading, as events have it, such as `insulation`.
    package var code: String
    /// What people call it.
    package var title: String
    /// In which unit it is measured: a code of UN/CEFACT Recommendation 20. A reading without a unit is taken to be in it.
    package var unit: String?
    /// The least and the most that a unit may have, exact decimals; nil for no limit.
    package var minimum: String?
    package var maximum: String?

    package init(_ code: String, title: String, unit: String? = nil, minimum: String? = nil, maximum: String? = nil) {
        self.code = code
        self.title = title
        self.unit = unit
        self.minimum = minimum
        self.maximum = maximum
    }

    /// - Throws: `value.invalid`.
    package func check() throws(RegistryError) {
        try TextRules.check(code, field: "code", limit: 80)
        try TextRules.check(title, field: "title", limit: 120)
        try TextRules.check(unit, field: "unit", limit: 20)
        if let minimum { try TextRules.checkDecimal(minimum, field: "minimum") }
        if let maximum { try TextRules.checkDecimal(maximum, field: "maximum") }
        if let minimum, let maximum, let least = Decimal(string: minimum), let most = Decimal(string: maximum),
            least > most
        {
            throw RegistryError(.valueInvalid, "The least is more than the most; exchange them.", field: "minimum")
        }
    }

    /// Whether a reading is what the test asks for. One in another unit never is.
    package func isPassed(by reading: EventDetails.Reading) -> Bool {
        guard reading.unit == nil || unit == nil || reading.unit == unit else { return false }
        guard let value = Decimal(string: reading.value) else { return false }
        if let least = minimum.flatMap({ Decimal(string: $0) }), value < least { return false }
        if let most = maximum.flatMap({ Decimal(string: $0) }), value > most { return false }
        return true
    }
}

/// What became of a required test of a unit.
package enum TestOutcome: Hashable, Sendable {
    case passed(EventDetails.Reading)
    case failed(EventDetails.Reading)
    /// No event of the unit carries such a reading.
    case missing

    /// The last reading counts: who has failed is tested again.
    package init(of test: RequiredTest, in history: UnitHistory) {
        let reading = history.effective().last { entry in
            entry.errorReason != .didNotOccur && entry.details.readings?.contains { $0.type == test.code } ?? false
        }?.details.readings?.last { $0.type == test.code }
        self = reading.map { test.isPassed(by: $0) ? .passed($0) : .failed($0) } ?? .missing
    }
}
