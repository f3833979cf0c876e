import Identifiers
package import Registry

/// What is counted of a group of units and their accepted claims: all that the table, the trend and the forecast need to know.
package struct WarrantyTally: Hashable, Sendable {
    /// From which age to which a unit was under observation, in days.
    package struct Span: Hashable, Sendable {
        package var from: Int64
        package var to: Int64
        /// Whether it would have been observed on: it has not left.
        package var isOpen: Bool
    }
    /// An accepted claim with its place.
    package struct Claim: Hashable, Sendable {
        /// Days in service at the failure; nil of a unit that was not seen at risk before it.
        package var age: Int64?
        /// Of the failure: 12 times the year and the month from 0.
        package var month: Int
        package var cost: EventDetails.Cost?
        package var units: Int64
    }
    /// Units with claims, or several that are alike.
    package struct Story: Hashable, Sendable {
        package var span: Span
        /// Ages at their claims in days, rising.
        package var claims: [Int64]
        package var units: Int64
    }

    /// Units in service by the last day.
    package private(set) var units: Int64 = 0
    package private(set) var notInService: Int64 = 0
    /// How many units had no claim, by their span.
    package private(set) var quiet: [Span: Int64] = [:]
    package private(set) var stories: [Story] = []
    package private(set) var claims: [Claim] = []
    /// How many units are in the field on the last day, by their age in days.
    package private(set) var inField: [Int64: Int64] = [:]

    package init() {}

    /// Counts `count` units whose lives are alike.
    mutating func add(_ exposure: Exposure?, count: Int64) {
        guard let exposure else {
            notInService.addSaturated(count)
            return
        }
        units.addSaturated(count)
        if let age = exposure.ageOnLastDay { inField[age, default: 0].addSaturated(count) }
        let span = Span(from: exposure.from, to: exposure.to, isOpen: !exposure.hasLeft)
        for (age, claim) in exposure.claims {
            claims.append(
                Claim(age: age, month: Self.month(claim.failedAt), cost: claim.cost, units: count))
        }
        let ages = exposure.claims.compactMap(\.age).sorted()
        if ages.isEmpty {
            quiet[span, default: 0].addSaturated(count)
        } else {
            stories.append(Story(span: span, claims: ages, units: count))
        }
    }

    package mutating func add(_ other: WarrantyTally) {
        units.addSaturated(other.units)
        notInService.addSaturated(other.notInService)
        quiet.merge(other.quiet) { $0.addingSaturated($1) }
        inField.merge(other.inField) { $0.addingSaturated($1) }
        stories += other.stories
        claims += other.claims
    }

    static func month(_ time: Int64) -> Int {
        let date = CivilDate(microseconds: time)
        return date.year * 12 + (date.month ?? 1) - 1
    }

    /// `2024-07`.
    package static func text(ofMonth month: Int) -> String {
        (try? CivilDate(year: month / 12, month: month % 12 + 1))?.isoText ?? ""
    }

    /// All spans with their numbers of units.
    func forEachSpan(_ body: (Span, Int64) -> Void) {
        for (span, count) in quiet { body(span, count) }
        for story in stories { body(story.span, story.units) }
    }
}
