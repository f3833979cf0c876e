import Identifiers
package import Registry
import Storage
import SupplyChain

/// An event of the ledger in words.
package struct EventAnswer: Sendable {
    package var header: EventHeader
    package var position: Int64?
    package var manufacturer: Manufacturer
    package var units: [UnitReference]
    package var ranges: [Range]
    package var parent: UnitReference?
    package var details: EventDetails
    /// Nil where the principal may not know.
    package var ownerName: String?
    /// The remarks that have not been erased.
    package var notes: [String]
    /// What the place is called, or the read point where there is no place.
    package var placeName: String?

    /// Pieces without serial numbers.
    package var pieces: [Pieces] = []

    /// So many pieces of a model.
    package struct Pieces: Hashable, Sendable {
        package var model: String
        package var batch: String?
        package var quantity: Int64
    }

    /// The part of a batch that the event speaks of.
    package struct Range: Hashable, Sendable {
        package var model: String
        package var batch: String
        package var sequences: ClosedRange<Int64>
    }
}

extension NameplateRegistry {
    /// - Throws: `event.unknown`, also where the principal may not know of it.
    package func event(_ id: ID<Event>, as principal: Principal) async throws -> EventAnswer {
        try await database.read { reader in
            guard let stored = try EventRows.find(id, reader),
                Access.allows(
                    principal, .readUnits, .site(stored.header.manufacturer, stored.header.place)),
                let manufacturer = try Manufacturers.find(stored.header.manufacturer, reader)
            else { throw RegistryError(.eventUnknown, "There is no event \(id).", field: "id") }
            let mentions = try EventRows.mentions(of: id, reader)
            let view = Access.view(of: manufacturer.id, owner: nil, at: stored.header.place, as: principal)
            var details = try EventDetails(text: stored.header.detailsText)
            details.cost = nil
            let ownerName = try Self.name(of: details.owningParty, view, reader)
            if ownerName == nil { details.owningParty = nil }
            var names = PlaceNames(of: manufacturer.id)
            let pieces = try (details.quantities ?? []).compactMap { try Self.pieces($0, reader) }
            return EventAnswer(
                header: stored.header, position: stored.position, manufacturer: manufacturer,
                units: try Self.references(mentions.units, reader),
                ranges: try mentions.ranges.compactMap { try Self.range($0, reader) },
                parent: try mentions.parent.flatMap { try Self.reference($0, reader) }, details: details,
                ownerName: ownerName,
                notes: try EventRows.texts(of: id, reader).compactMap(\.text),
                placeName: try names.name(of: stored.header.place, reader), pieces: pieces)
        }
    }

    private static func pieces(
        _ element: EventDetails.Quantity, _ reader: any SQLReader
    ) throws -> EventAnswer.Pieces? {
        guard let model = try Models.find(element.model, reader) else { return nil }
        return EventAnswer.Pieces(
            model: model.number.text, batch: try element.batch.flatMap { try Batches.find($0, reader) }?.number,
            quantity: element.quantity)
    }

    /// The position of the last event; 0 in an empty ledger.
    package func ledgerHead() async throws -> Int64 {
        try await database.read { try Positions.head($0) }
    }

    static func range(
        _ range: EventDraft.SequenceRange, _ reader: any SQLReader
    ) throws -> EventAnswer.Range? {
        guard let batch = try Batches.find(range.batch, reader), let model = try Models.find(batch.model, reader)
        else { return nil }
        return EventAnswer.Range(model: model.number.text, batch: batch.number, sequences: range.sequences)
    }
}
