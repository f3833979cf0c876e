package import Registry

/// How many units a campaign is for, by what has become of them, and by where they are. Each of the two adds up to all.
package struct CampaignFunnel: Hashable, Sendable {
    /// Where the units are.
    package enum Whereabouts: String, CaseIterable, Sendable {
        /// Not sold, and not on the way.
        case inStock
        case shipped
        case sold
        /// Taken to another country for good.
        case exported
        /// Scrapped, destroyed or disposed of.
        case scrapped
    }

    /// Those that have any.
    package private(set) var states: [RemedyState: Int64] = [:]
    package private(set) var places: [Whereabouts: Int64] = [:]
    /// Units whose owner is known.
    package var ownersKnown: Int64 = 0
    /// Units to which nothing has happened but that they were issued.
    package var untouched: Int64 = 0
    /// Units that have got the remedy or were found to need none, and are gone since: they count as done.
    package var doneAndGone: Int64 = 0

    package init() {}

    package var total: Int64 { states.values.reduce(0) { $0.addingSaturated($1) } }

    package subscript(_ state: RemedyState) -> Int64 { states[state] ?? 0 }
    package subscript(at place: Whereabouts) -> Int64 { places[place] ?? 0 }

    /// Adds units that are in one state, of which nobody has said anything.
    package mutating func add(
        _ unit: UnitState, count: Int64 = 1, hasRow: Bool, in countries: [String]
    ) {
        states[RemedyState.of(nil, unit, in: countries), default: 0].addSaturated(count)
        places[Self.place(unit), default: 0].addSaturated(count)
        if unit.owner != nil { ownersKnown.addSaturated(count) }
        if !hasRow { untouched.addSaturated(count) }
    }

    /// Moves one unit, which was added, from where it stands by the ledger alone to where it stands by what was said of it.
    package mutating func say(_ recorded: RemedyState, of unit: UnitState, in countries: [String]) {
        let (before, after) = (RemedyState.of(nil, unit, in: countries), RemedyState.of(recorded, unit, in: countries))
        guard before != after, let count = states[before], count > 0 else { return }
        states[before] = count == 1 ? nil : count - 1
        states[after, default: 0].addSaturated(1)
        if before == .stolen || before == .scrapped || before == .exported { doneAndGone.addSaturated(1) }
    }

    /// Puts back what a snapshot has kept.
    mutating func restore(_ states: [RemedyState: Int64], _ places: [Whereabouts: Int64]) {
        (self.states, self.places) = (states, places)
    }

    private static func place(_ unit: UnitState) -> Whereabouts {
        if RemedyState.isScrapped(unit) { return .scrapped }
        if RemedyState.isExported(unit) { return .exported }
        if RemedyState.isSold(unit) { return .sold }
        return unit.disposition == .inTransit ? .shipped : .inStock
    }
}

/// The counters that regulators ask for (40 CFR 1068.525 (b), reports on emission-related recalls; the same are asked for by
/// 49 CFR 573.7 (b)).
package struct RecallCounters: Hashable, Sendable {
    /// Units in the campaign.
    package var affected: Int64
    /// Units that were inspected: those that got the remedy, and those that need none.
    package var inspected: Int64
    /// Units inspected and found to need the remedy.
    package var needingRepair: Int64
    package var repaired: Int64
    /// Units that cannot be had, by reason.
    package var exported: Int64
    package var stolen: Int64
    package var scrapped: Int64
    /// Owners who cannot be reached, or refuse.
    package var otherwiseUnavailable: Int64
    /// Owners who were told.
    package var notified: Int64

    package init(_ funnel: CampaignFunnel) {
        affected = funnel.total
        inspected = funnel[.remedied].addingSaturated(funnel[.inspectedFine])
        (needingRepair, repaired) = (funnel[.remedied], funnel[.remedied])
        (exported, stolen, scrapped) = (funnel[.exported], funnel[.stolen], funnel[.scrapped])
        otherwiseUnavailable = [.unreachable, .bounced, .refused].reduce(0) { $0.addingSaturated(funnel[$1]) }
        notified = [.notified, .appointment, .inspectedFine, .remedied, .refused].reduce(0) {
            $0.addingSaturated(funnel[$1])
        }
    }
}
