import Identifiers
import Registry
import Storage

/// Whether goods can leave a place, shipped or sold: they stand there, in nothing, nobody uses them, nothing holds them back, and no
/// pick list but that for which they leave keeps them.
final class DepartureCheck {
    private let place: Location
    private let reader: any SQLReader
    private let locations: NamedLocations
    private let clearance: Clearance
    private let reservations: Reservations

    init(from place: Location, _ reservations: Reservations, _ reader: any SQLReader) {
        (self.place, self.reservations, self.reader) = (place, reservations, reader)
        locations = NamedLocations(of: place.manufacturer, reader)
        clearance = Clearance(reader, reservations)
    }

    /// A unit, or a case or pallet with what is in it.
    /// - Parameter field: what an error names.
    /// - Throws: `unit.state`, `goods.held`.
    func run(_ unit: UnitRow, field: String) throws {
        reservations.field = field
        // Out of which container it has come, and so where it is, its row does not tell.
        let history = try Units.history(of: unit, reader)
        try run(history.state(), unit.key.serial.text, field) { history }
        if let held = try clearance.obstacle(of: unit) { throw held.refusal(of: unit.key, field: field) }
    }

    /// A part of a batch.
    /// - Throws: as ``run(_:field:)``.
    func run(_ range: EventDraft.SequenceRange, field: String) throws {
        reservations.field = field
        try reservations.meet(range, isInside: false)
        try EventSubject.forEach(in: range, reader) { subject in
            let name = subject.key?.serial.text ?? "A unit of the range"
            try run(subject.history.state(), name, field) { subject.history }
            if let obstacle = try clearance.obstacle(of: subject) {
                throw HeldGoods(subject: subject.key.map { .unit($0) } ?? .batch(range.batch), obstacle: obstacle)
                    .refusal(of: nil, field: field)
            }
        }
    }

    private func run(
        _ state: UnitState, _ name: String, _ field: String, _ history: () throws -> UnitHistory
    ) throws {
        func refusal(_ sentence: String) -> RegistryError {
            RegistryError(.unitState, "\(name) \(sentence)", field: field)
        }
        if let parent = state.parent {
            throw refusal("is in \(parent.serial.text): name that, or take it out first.")
        }
        if state.endedAt != nil { throw refusal("is not there any more.") }
        if let disposition = state.disposition, StockStep.dispositionsOutOfStock.contains(disposition) {
            throw refusal("is nobody's stock: it is \(disposition.rawValue).")
        }
        if state.disposition == .inTransit { throw refusal("is on its way; receive it first.") }
        // Only of what was in use once is all of the history asked.
        if state.serviceFrom != nil, try history().isInUse {
            throw refusal("is sold or in use; it must be returned first.")
        }
        // What nobody has reported anywhere may well be here.
        guard let text = try UnitPlaces.place(of: state, reader) else { return }
        guard let standing = try locations.find(text), place.path == standing.path || place.path.holds(standing.path)
        else { throw refusal("stands at '\(text)', not at '\(place.code)'.") }
        guard standing.details.kind != .quarantine, standing.details.kind != .scrap else {
            throw refusal("stands in '\(standing.code)', from which nothing leaves; decide about it first.")
        }
    }
}
