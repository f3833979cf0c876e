extension UnitHistory {
    /// The time for which a party owned the unit.
    package struct Ownership: Hashable, Sendable {
        package var party: ID<Party>
        /// Microseconds since 1970 UTC.
        package var from: Int64
        /// Nil where it owns it still.
        package var until: Int64?
    }

    /// Who has owned the unit, one after the other, as is known now.
    package func ownerships() -> [Ownership] {
        var ownerships: [Ownership] = []
        for entry in effective() where entry.errorReason != .didNotOccur {
            guard let party = entry.details.owningParty, party != ownerships.last?.party else { continue }
            if let last = ownerships.indices.last { ownerships[last].until = entry.time }
            ownerships.append(Ownership(party: party, from: entry.time))
        }
        return ownerships
    }
}
