package import Identifiers
package import Registry

/// What a complaint says.
package struct ComplaintDetails: Hashable, Sendable {
    /// What came of it, as whoever complains tells.
    package struct Harm: Hashable, Sendable {
        package var crash = false
        package var fire = false
        package var injured: Int64 = 0
        package var deaths: Int64 = 0

        package init() {}

        package var isAny: Bool { crash || fire || injured > 0 || deaths > 0 }
    }

    /// How long it had run.
    package struct Usage: Hashable, Sendable {
        /// 0 to ``ComplaintDetails/mostUsage``, whole units.
        package var value: Int64
        package var unit: UsageUnit

        package init(_ value: Int64, _ unit: UsageUnit) { (self.value, self.unit) = (value, unit) }
    }

    /// UN/CEFACT Recommendation 20.
    package enum UsageUnit: String, CaseIterable, Sendable {
        case kilometres = "KMT"
        case miles = "SMI"
        case hours = "HUR"
    }

    package static let longestWords = 4_000
    package static let longestIdentification = 40
    package static let longestReference = 80
    package static let mostFaultCodes = 5
    package static let mostUsage: Int64 = 100_000_000
    package static let mostPersons: Int64 = 100_000

    /// What is known of the unit's number where that is not the whole: the first eleven characters of a VIN.
    package var identification: String?
    /// Of the model's, at most ``mostFaultCodes``, in order of their weight.
    package var faultCodes: [String] = []
    /// As finely as it is told.
    package var failedOn: CivilDate?
    /// A day.
    package var receivedOn: CivilDate
    package var usage: Usage?
    /// ISO 3166-1 alpha-2.
    package var country: String?
    package var harm = Harm()
    /// In the words of whoever complains; nil where they said nothing, or it was erased.
    package var words: String?

    package init(receivedOn day: CivilDate) { receivedOn = day }

    /// - Parameter now: microseconds since 1970 UTC.
    /// - Throws: `value.invalid`.
    func check(at now: Int64) throws(RegistryError) {
        try TextRules.check(identification, field: "identification", limit: Self.longestIdentification)
        // Where the day begins first it is tomorrow already.
        guard receivedOn.precision == .day, receivedOn.firstMicrosecond <= now + 14 * 3_600_000_000 else {
            throw Self.invalid("The day is one such as 2026-03-14, and not in the future.", "receivedOn")
        }
        if let failedOn, failedOn.firstMicrosecond > receivedOn.lastMicrosecond {
            throw Self.invalid("It failed before somebody complained of it: check both days.", "failedOn")
        }
        guard faultCodes.count <= Self.mostFaultCodes, Set(faultCodes).count == faultCodes.count else {
            throw Self.invalid(
                "A complaint has up to \(Self.mostFaultCodes) fault codes, each of them once.", "faultCodes")
        }
        for code in faultCodes { try TextRules.check(code, field: "faultCodes", limit: FaultCode.longestCode) }
        if let usage, !(0...Self.mostUsage).contains(usage.value) {
            throw Self.invalid("It has run for 0 to \(Self.mostUsage) whole units.", "usage")
        }
        guard country.map(TextRules.isCountry) ?? true else {
            throw Self.invalid("A country is its two capital letters in ISO 3166-1, such as 'NO'.", "country")
        }
        guard (0...Self.mostPersons).contains(harm.injured), (0...Self.mostPersons).contains(harm.deaths) else {
            throw Self.invalid("So many people cannot have been hurt.", "harm")
        }
        if let words { try LongText.check(words, field: "words", limit: Self.longestWords) }
    }

    private static func invalid(_ sentence: String, _ field: String) -> RegistryError {
        RegistryError(.valueInvalid, sentence, field: field)
    }

    /// The first line of the words, for lists.
    package var headline: String? {
        words?.split(whereSeparator: \.isNewline).first.map { String($0.prefix(120)) }
    }
}
