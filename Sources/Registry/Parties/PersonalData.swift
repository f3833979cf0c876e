package import Storage

/// Everything that is held about a party: what a person may ask for (GDPR, article 15).
package struct PersonalData: Sendable {
    package var party: Party
    package var contact: PartyContact?
    /// All that it has ever given, oldest first.
    package var consents: [PartyConsent]
    /// What it has been written, the oldest first.
    package var messages: [DeliveryContent]
    /// Units that it owns or has owned, each time once, in the order of their events.
    package var units: [Unit] = []
    /// Events that name it as the owner of units from then on.
    package var events: [NamedIn] = []
    /// Who looked at it, and what was done with it, newest first.
    package var looks: [AuditEntry] = []
    /// Whether there is more than ``mostEvents`` or ``mostLooks``: a party with so many is an organisation.
    package var isCut = false

    package static let mostEvents = 10_000
    package static let mostLooks = 10_000

    package struct Unit: Hashable, Sendable {
        package var key: UnitKey
        package var ownership: UnitHistory.Ownership
    }

    package struct NamedIn: Sendable {
        package var header: EventHeader
        /// Parts of batches that the event gave it.
        package var ranges: [EventDraft.SequenceRange]
        /// The notes that have not been erased.
        package var notes: [String]
    }

    /// Collects it.
    package init(of party: Party, _ reader: any SQLReader) throws {
        self.party = party
        contact = try PartyContacts.held(of: party.id, reader)
        consents = try PartyConsents.list(of: party.id, reader)
        messages = try Deliveries.to(party.id, reader).compactMap { try DeliveryContents.find($0.id, reader) }
        var known: Set<UnitKey> = []
        let ids = try PartyEvents.page(of: party.id, after: nil, limit: Self.mostEvents + 1, reader)
        for id in ids.prefix(Self.mostEvents) {
            guard let event = try EventRows.find(id, reader) else { continue }
            let mentions = try EventRows.mentions(of: id, reader)
            let notes = try EventRows.texts(of: id, reader).compactMap(\.text)
            events.append(NamedIn(header: event.header, ranges: mentions.ranges, notes: notes))
            for key in mentions.all where known.insert(key).inserted {
                units += try Self.ownerships(of: key, by: party.id, reader).map { Unit(key: key, ownership: $0) }
            }
        }
        events.sort { ($0.header.time, $0.header.id) < ($1.header.time, $1.header.id) }
        units.sort { $0.ownership.from < $1.ownership.from }
        looks = try AuditTrail.about(party.id, limit: Self.mostLooks + 1, reader)
        isCut = ids.count > Self.mostEvents || looks.count > Self.mostLooks
        looks = Array(looks.prefix(Self.mostLooks))
    }

    static func ownerships(
        of key: UnitKey, by party: ID<Party>, _ reader: any SQLReader
    ) throws -> [UnitHistory.Ownership] {
        guard let unit = try Units.find(key, reader) else { return [] }
        return try Units.history(of: unit, reader).ownerships().filter { $0.party == party }
    }
}
