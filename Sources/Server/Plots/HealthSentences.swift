import Foundation
import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

// What the figures of a unit mean, in words.

extension UnitHealthAnswer {
    /// What every figure rests on.
    package var sourceText: String {
        guard let health else { return Words.text("health.notInService") }
        let siblings = health.siblings
        return [
            Words.text(
                health.isOfBatch ? "health.sourceBatch" : "health.source",
                [
                    "units": Numbers.grouped(siblings.units), "model": model.number.text,
                    "batch": batch?.number ?? "", "failures": Numbers.grouped(siblings.failures),
                    "years": Numbers.fixed(Double(siblings.unitDays) / 365, places: 1), "day": lastDay.isoText,
                ]), Words.text("quality.position", ["position": Numbers.grouped(position)]),
        ].joined(separator: " · ")
    }

    /// The verdict first, then what tells the unit from its siblings, then what fails next.
    package var sentences: [String] {
        guard let health else { return [Words.text("health.notInService")] }
        guard health.siblings.units > 0 else { return [Words.text("health.alone")] }
        return [health.failureSentence] + health.telling.map { $0.sentence } + [health.nextSentence]
    }
}

extension UnitHealth {
    /// 'Two failures by 14 months; siblings had 0.4 on average: 6 % of those that were seen as long had as many.'
    fileprivate var failureSentence: String {
        let count = failures.failures.count
        let known = ["age": Self.text(age)]
        let own =
            count == 0 ? Words.text("health.noFailure", known) : Words.text("health.failures", count: count, known)
        guard case .success(let mean) = failures.expected else { return own + "." }
        let told = ["own": own, "mean": Numbers.fixed(mean, places: mean == 0 ? 0 : mean < 0.1 ? 3 : 1)]
        guard count > 0, failures.seenAsLong > 0 else { return Words.text("health.verdict", told) }
        let share = Double(failures.withAsMany) / Double(failures.seenAsLong) * 100
        return Words.text(
            "health.verdictShare",
            told.merging([
                "share": Numbers.percent(share, places: share < 1 ? 2 : 0),
                "seen": Numbers.grouped(failures.seenAsLong),
            ]) { $1 })
    }

    /// 'Of 100 units of this age, about 3 fail within a year; most often by drive-failure.'
    fileprivate var nextSentence: String {
        guard case .success(let next) = next else { return Words.text("health.nextUntold") }
        var known = [
            "age": Self.text(next.age), "days": Self.text(next.days), "code": next.codes.first?.code ?? "",
            "upper": Numbers.percent((next.any.limits.upper ?? 1) * 100, places: 1),
        ]
        guard next.any.failures > 0 else { return Words.text("health.nextNone", known) }
        let percent = next.any.probability * 100
        known["count"] = Numbers.fixed(percent, places: percent < 10 ? 1 : 0)
        return Words.text("health.next", known)
    }

    /// An age for people: days up to two months, then months.
    static func text(_ days: Int64) -> String {
        guard days >= 61 else { return Words.text("health.days", count: days) }
        if days == 365 { return Words.text("health.year") }
        return Words.text("health.months", count: Int64((Double(days) / AgeMonth.days).rounded()))
    }
}

extension ReadingStanding {
    /// 'smart_5 reads 17: more than 98 % of 1,200 siblings at this age. Of those with as much, 80 of 120 failed …'
    fileprivate var sentence: String {
        Words.text(
            "health.telling",
            [
                "type": reading.type, "value": reading.last.value,
                "rank": Numbers.percent((rank ?? 0) * 100, places: 1), "siblings": Numbers.grouped(siblings),
                "highFailed": Numbers.grouped(high.failed), "high": Numbers.grouped(high.units),
                "lowFailed": Numbers.grouped(low.failed), "low": Numbers.grouped(low.units),
                "days": Numbers.grouped(ReadingStanding.followUp),
            ])
    }
}
