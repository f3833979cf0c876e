package import Identifiers

/// What began, limited or ended a cover: a code and the days for programs, a sentence for people.
package enum CoverReason: Hashable, Sendable {
    /// No term is set for units like this.
    case noTerm
    /// Which version of the term holds for the unit cannot be told.
    case versionUnknown(term: String)
    /// None of the events from which the cover counts is known.
    case noStart([StartRule])
    case marketUnknown([String])
    case otherMarket(String, [String])
    case begins(CoverLine.Begin, CivilDate)
    /// An earlier event decides because the one above was so late.
    case beganAtTheLatest(StartRule.Latest, CivilDate)
    case notYet(CivilDate)
    case runs(until: CivilDate)
    case lifetime
    case timeUp(CivilDate)
    case meter(UnitLife.Reading, UsageLimit)
    case bonus(CoverLength, registered: CivilDate)
    case bonusLate(registered: CivilDate, last: CivilDate)
    case bonusOpen(until: CivilDate)
    case bonusMissed(last: CivilDate)
    case paused(days: Int)
    case inRepair(since: CivilDate)
    case inStock(since: CivilDate)
    case resold(CivilDate, WarrantyTerm.Resale, daysInStock: Int)
    case stolen(since: CivilDate)
    case transferred(CivilDate, WarrantyTerm.Transfer)
    case ended(UnitLife.End.Way, CivilDate)
    case exchanged(for: String, CivilDate)
    case restOf(serial: String, until: CivilDate)
    case noRestOf(serial: String)
    case ownAfterExchange(CoverLength.Time, until: CivilDate)
    case usedPart(UnitLife.UsedPart)
    case startedInside(serial: String)
    case noCoverToFollow
    case cancelled(CivilDate)

    /// Stable.
    package var code: String {
        switch self {
        case .noTerm: "noTerm"
        case .versionUnknown: "versionUnknown"
        case .noStart: "noStart"
        case .marketUnknown: "marketUnknown"
        case .otherMarket: "otherMarket"
        case .begins: "begins"
        case .beganAtTheLatest: "beganAtTheLatest"
        case .notYet: "notYet"
        case .runs: "runs"
        case .lifetime: "lifetime"
        case .timeUp: "timeUp"
        case .meter: "meter"
        case .bonus: "bonus"
        case .bonusLate: "bonusLate"
        case .bonusOpen: "bonusOpen"
        case .bonusMissed: "bonusMissed"
        case .paused: "paused"
        case .inRepair: "inRepair"
        case .inStock: "inStock"
        case .resold: "resold"
        case .stolen: "stolen"
        case .transferred: "transferred"
        case .ended: "ended"
        case .exchanged: "exchanged"
        case .restOf: "restOf"
        case .noRestOf: "noRestOf"
        case .ownAfterExchange: "ownAfterExchange"
        case .usedPart: "usedPart"
        case .startedInside: "startedInside"
        case .noCoverToFollow: "noCoverToFollow"
        case .cancelled: "cancelled"
        }
    }

    package var sentence: String {
        switch self {
        case .noTerm: "No warranty term is set for units like this one, so nothing can be told."
        case .versionUnknown(let term):
            "Which version of the term '\(term)' holds for this unit cannot be told from what is known of it."
        case .noStart(let rules):
            "The cover counts from \(rules.map(\.text).joined(separator: ", or ")), and nothing of that is known."
        case .marketUnknown(let markets):
            "The term holds in \(markets.joined(separator: ", ")), and the market of this unit is not known."
        case .otherMarket(let market, let markets):
            "The term holds in \(markets.joined(separator: ", ")), and this unit is for \(market)."
        case .begins(let begin, let from): Self.begins(begin, from)
        case .beganAtTheLatest(let latest, let day):
            "It began on \(day) at the latest, \(latest.months) months after \(latest.after.rawValue)."
        case .notYet(let from): "It begins on \(from)."
        case .runs(let until): "It runs until \(until); that day belongs to it."
        case .lifetime: "It has no last day."
        case .timeUp(let until): "Its last day was \(until)."
        case .meter(let reading, let limit):
            "The meter showed \(reading.value) \(reading.meter.rawValue) on \(reading.on); up to \(limit.text) were covered."
        case .bonus(let length, let registered): "Registered in time, on \(registered): \(length.text)."
        case .bonusLate(let registered, let last):
            "Registered on \(registered), after \(last): too late for the longer cover."
        case .bonusOpen(let until): "Who registers the unit by \(until) has the longer cover."
        case .bonusMissed(let last): "Not registered by \(last), so the longer cover does not apply."
        case .paused(let days): days == 1 ? "1 day in repair was added." : "\(days) days in repair were added."
        case .inRepair(let since): "In repair since \(since): meanwhile the cover does not run out."
        case .inStock(let since): "Back in stock since \(since): the cover rests until the unit is sold again."
        case .resold(let day, let resale, let days): Self.resold(day, resale, days)
        case .stolen(let since): "Reported stolen on \(since): the cover rests until the unit is found."
        case .transferred(let day, let transfer):
            transfer == .never
                ? "It does not go over to another owner, and the owner changed on \(day)."
                : "It goes over to another owner once, and the owner changed again on \(day)."
        case .ended(let way, let day): "The unit was \(way.rawValue) on \(day)."
        case .exchanged(let serial, let day): "The unit was exchanged for \(serial) on \(day); its cover went over."
        case .restOf(let serial, let until):
            "It has the rest of the cover of \(serial), for which it was given: until \(until)."
        case .noRestOf(let serial): "Nothing was left of the cover of \(serial), for which it was given."
        case .ownAfterExchange(let time, let until):
            "Given for another unit, it has \(time.text) of its own: until \(until)."
        case .usedPart(let part):
            "Since \(part.fact.on) it holds the used \(part.part) \(part.serial) out of \(part.source), which has its own cover."
        case .startedInside(let serial): "It was first sold inside \(serial)."
        case .noCoverToFollow: "It follows the cover of the terms, and when that ends cannot be told."
        case .cancelled(let day): "It was cancelled on \(day)."
        }
    }

    /// The day that the reason speaks of.
    package var day: CivilDate? {
        switch self {
        case .begins(_, let day), .beganAtTheLatest(_, let day), .notYet(let day), .runs(let day), .timeUp(let day),
            .bonus(_, let day), .bonusLate(_, let day), .bonusOpen(let day), .bonusMissed(let day), .inRepair(let day),
            .inStock(let day), .resold(let day, _, _), .stolen(let day), .transferred(let day, _), .ended(_, let day),
            .exchanged(_, let day), .restOf(_, let day), .ownAfterExchange(_, let day), .cancelled(let day):
            day
        case .meter(let reading, _): reading.on
        case .usedPart(let part): part.fact.on
        default: nil
        }
    }

    private static func begins(_ begin: CoverLine.Begin, _ from: CivilDate) -> String {
        let day = begin.fact.on
        let what =
            switch begin.start {
            case .sale: "the sale on \(day)"
            case .registration: "the registration on \(day)"
            case .delivery: "the delivery on \(day)"
            case .installation: "the installation on \(day)"
            case .production: "its production, by \(day)"
            }
        return from == day ? "It counts from \(what)." : "It counts from \(from), after \(what)."
    }

    private static func resold(_ day: CivilDate, _ resale: WarrantyTerm.Resale, _ days: Int) -> String {
        switch resale {
        case .continues: "Sold again on \(day) after \(days) days in stock: the cover goes on as it was."
        case .extends: "Sold again on \(day): the \(days) days in stock were added."
        case .restarts: "Sold again on \(day): the cover began anew."
        }
    }
}
