import AfterSales
import Identifiers
import Registry

extension TitledTable {
    /// What a manufacturer promises for the units of a model.
    static func warranty(_ terms: [KeptTerm]) -> TitledTable {
        TitledTable(
            Words.text("warranty.heading"),
            columns: ["promise", "for", "length", "countsFrom", "without"].map {
                .init(Words.text("warranty.\($0)"))
            },
            rows: terms.flatMap { kept in
                kept.term.coverages.map { coverage in
                    let kinds = coverage.kinds.map { Words.text("warranty.\($0.rawValue)") }.joined(separator: ", ")
                    return [
                        .init(promise(kept, coverage)),
                        .init("\(coverage.component ?? Words.text("warranty.wholeUnit")): \(kinds)"),
                        .init(length(coverage)), .init(starts(kept.term.starts)),
                        .init(kept.term.exclusions.joined(separator: "; ")),
                    ]
                }
            })
    }

    /// Its name, for which units, and in which markets.
    private static func promise(_ kept: KeptTerm, _ coverage: Coverage) -> String {
        let term = kept.term
        var parts = [term.title ?? coverage.title ?? term.label]
        if kept.isForSome { parts.append(Words.text("model.fitsSome")) }
        if let from = term.sold.from { parts.append(Words.text("warranty.soldFrom", ["date": from.text])) }
        if let until = term.sold.until { parts.append(Words.text("warranty.soldUntil", ["date": until.text])) }
        if !term.markets.isEmpty { parts.append(term.markets.joined(separator: ", ")) }
        return parts.joined(separator: ", ")
    }

    private static func length(_ coverage: Coverage) -> String {
        let length = Words.cover(coverage.length)
        guard let bonus = coverage.bonus else { return length }
        let longer = Words.text(
            "warranty.bonus", count: bonus.withinDays, ["length": Words.cover(bonus.length)])
        return "\(length); \(longer)"
    }

    /// From what it counts: the first that is known.
    private static func starts(_ rules: [StartRule]) -> String {
        rules.map { rule in
            var text = Words.text("warranty.from.\(rule.start.rawValue)")
            if let days = rule.withinDays { text += " " + Words.text("warranty.withinDays", count: days) }
            if let plus = rule.plus { text += " + " + Words.cover(CoverLength(plus)) }
            return text
        }.joined(separator: Words.text("warranty.else"))
    }
}

extension Words {
    /// "2 years or 100 000 km".
    static func cover(_ length: CoverLength) -> String {
        let time =
            switch length.time {
            case .days(let count): text("warranty.days", count: count)
            case .months(let count) where count > 0 && count.isMultiple(of: 12):
                text("warranty.years", count: count / 12)
            case .months(let count): text("warranty.months", count: count)
            case .lifetime: text("warranty.lifetime")
            }
        return ([time] + length.usage.map(meter)).joined(separator: text("warranty.or"))
    }
}
