import Identifiers

/// The day from which a term's cover counts for a unit, before returns and exchanges.
struct CoverStart {
    var begin: CoverLine.Begin
    var from: CivilDate
    /// Why it began earlier than the event says.
    var latest: StartRule.Latest?

    /// - Returns: nil where none of the term's rules finds its event.
    init?(of term: WarrantyTerm, _ facts: UnitLife) {
        for rule in term.starts {
            guard let fact = facts.fact(of: rule.start) else { continue }
            if let within = rule.withinDays {
                guard let sale = facts.fact(of: .sale), sale.on.days(until: fact.on) <= within else { continue }
            }
            begin = CoverLine.Begin(rule.start, fact)
            from =
                switch rule.plus {
                case .days(let count): fact.on.adding(days: count)
                case .months(let count): fact.on.adding(months: count)
                case .lifetime, nil: fact.on.lastDay
                }
            if let latest = rule.latest, let other = facts.fact(of: latest.after) {
                let last = other.on.adding(months: latest.months)
                if last < from { (from, self.latest) = (last, latest) }
            }
            return
        }
        return nil
    }
}
