import Identifiers

extension ClaimRules {
    /// Whether the unit was stolen, or not there any more, on the day.
    static func unitFindings(_ subject: ClaimCase) -> [ClaimFinding] {
        var found: [ClaimFinding] = []
        let last = subject.details.repairedOn ?? subject.day
        let theft = subject.facts.thefts.first { theft in
            theft.from.on <= last && theft.until.map { subject.day < $0.on } ?? true
        }
        if let theft { found.append(ClaimFinding(.unitStolen, .against, ["day": theft.from.on.isoText])) }
        if let end = subject.facts.end, end.fact.on < last {
            found.append(ClaimFinding(.unitEnded, .against, ["day": end.fact.on.isoText]))
        }
        return found
    }

    /// Whether the days of the claim can be.
    static func dateFindings(_ subject: ClaimCase) -> [ClaimFinding] {
        let (failed, repaired) = (subject.details.failedOn, subject.details.repairedOn)
        var found = [failed, repaired].compactMap(\.self).filter { $0 > subject.today }.prefix(1).map { day in
            ClaimFinding(.dateFuture, .against, ["day": day.isoText])
        }
        if let failed, let repaired, repaired < failed {
            found.append(ClaimFinding(.dateOrder, .doubt, ["day": repaired.isoText]))
        }
        // Of the two days, the earlier one says when there must have been a unit and an owner.
        guard let first = [failed, repaired].compactMap(\.self).min() else { return found }
        if let made = subject.facts.produced, first < made.firstDay {
            found.append(ClaimFinding(.dateBeforeMade, .against, ["day": made.isoText]))
        }
        guard !subject.isStock else { return found }
        if let sale = subject.sale, first < sale.firstDay {
            found.append(ClaimFinding(.dateBeforeSale, .against, ["day": sale.isoText]))
        }
        if let registration = subject.facts.registration, first < registration.on.firstDay {
            found.append(ClaimFinding(.dateBeforeRegistration, .doubt, ["day": registration.on.isoText]))
        }
        return found
    }

    /// Whether a meter runs backwards: it showed more before, or less afterwards.
    static func meterFindings(_ subject: ClaimCase) throws -> [ClaimFinding] {
        guard let reading = subject.details.reading,
            let wrong = try MeterRules.contradiction(
                to: reading.value, reading.meter, on: subject.day, of: subject.unit, subject.reader)
        else { return [] }
        return [
            ClaimFinding(
                .meterImplausible, .doubt,
                [
                    "reading": "\(reading.value) \(reading.meter.rawValue)", "day": wrong.on.isoText,
                    "other": "\(wrong.value) \(wrong.meter.rawValue)",
                ])
        ]
    }
}
