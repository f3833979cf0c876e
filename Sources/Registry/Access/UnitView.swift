/// Which parts of a unit's dossier a principal may see. Private and unknown look alike: what may not be seen is absent.
package struct UnitView: Hashable, Sendable {
    package var history: Bool
    /// Where it was and is, what holds it, and what did not fit.
    package var places: Bool
    /// What it contains. A component shows of itself what its own owner decides.
    package var components: Bool
    package var owners: Owners
    package var batch: Bool
    /// Days and times; otherwise nothing finer than a month.
    package var exactDates: Bool

    /// Which of a unit's owners, past and present, may be known.
    package enum Owners: Hashable, Sendable {
        case none
        /// Only whether there is one; who it is, one asks with a reason.
        case existence
        /// Only this one, who does not see the notes from before it had the unit either.
        case only(ID<Party>)

        package func contains(_ party: ID<Party>) -> Bool { self == .only(party) }
    }

    package static let strangers = UnitView(
        history: false, places: false, components: false, owners: .none, batch: false, exactDates: false)

    static func owners(_ party: ID<Party>) -> UnitView {
        UnitView(
            history: true, places: false, components: true, owners: .only(party), batch: false, exactDates: true)
    }

    static func staffs(_ owners: Owners) -> UnitView {
        UnitView(history: true, places: true, components: true, owners: owners, batch: true, exactDates: true)
    }

    /// What may be seen of an event.
    package func visible(_ entry: HistoryEntry) -> HistoryEntry {
        var visible = entry
        // What a claim cost is told with claims and by quality, to those who read these.
        visible.details.cost = nil
        if !places {
            (visible.readPoint, visible.businessLocation, visible.parent) = (nil, nil, nil)
            visible.details.market = nil
            if entry.role == .child { visible.details.slot = nil }
        }
        if let party = entry.details.owningParty, !owners.contains(party) { visible.details.owningParty = nil }
        return visible
    }
}
