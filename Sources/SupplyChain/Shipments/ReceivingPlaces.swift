import Identifiers
import Registry
import Storage

/// What the ledger says of where units are that are scanned at the destination of a shipment.
final class ReceivingPlaces {
    private let shipment: Shipment
    private let destination: Location
    private let source: Location?
    private let reader: any SQLReader
    private let locations: NamedLocations

    /// Nothing is at two places within 10 minutes.
    private static let shortest: Int64 = 10 * 60 * 1_000_000
    /// 1900-01-01, before which the ledger has no events, in microseconds since 1970 UTC.
    private static let earliest: Int64 = -2_208_988_800_000_000

    init(_ shipment: Shipment, _ reader: any SQLReader) throws {
        guard let destination = try Locations.find(code: shipment.destination, of: shipment.manufacturer, reader)
        else { throw Locations.unknown }
        (self.shipment, self.destination, self.reader) = (shipment, destination, reader)
        locations = NamedLocations(of: shipment.manufacturer, reader)
        source = try Locations.find(code: shipment.source, of: shipment.manufacturer, reader)
    }

    /// When a scan happened: not later than now, whatever the scanner's clock says.
    func time(_ scanned: Int64, now: Int64) -> Int64 { scanned < Self.earliest ? now : min(scanned, now) }

    /// Why a unit cannot be here, as far as the ledger knows: it is with somebody who uses it, is a part of something or gone,
    /// or was reported elsewhere after the shipment left or just before or after the scan. Nil where it may well be here.
    /// - Parameter state: its state at the time of the scan.
    func obstacle(
        to unit: UnitRow, _ state: UnitState, isAnnounced: Bool, at time: Int64,
        _ isContainer: (ID<Model>) throws -> Bool
    ) throws -> String? {
        if let ended = state.endedAt { return "It ended its life on \(CivilDate(microseconds: ended).isoText)." }
        if let disposition = state.disposition, StockStep.dispositionsOutOfStock.contains(disposition) {
            return "It is known to be \(disposition.rawValue)."
        }
        if let parent = state.parent, try !isContainer(parent.model) { return "It is a part of \(parent.serial.text)." }
        if let since = state.serviceFrom, !Self.areGoodsAgain.contains(state.disposition) {
            return "It is in use since \(CivilDate(microseconds: since).isoText)."
        }
        if isAnnounced, let shippedAt = shipment.shippedAt, let then = state.locatedAt, then > shippedAt,
            let place = try other(state.businessLocation)
        {
            return "It was reported at '\(place)' after this shipment left."
        }
        if let then = state.locatedAt, time - then <= Self.shortest, let place = try other(state.businessLocation) {
            return "It was reported at '\(place)' just before this scan."
        }
        if let place = try other(next(of: unit, after: time)) {
            return "It was reported at '\(place)' just after this scan."
        }
        return nil
    }

    /// The place of the next report of a unit within the shortest time.
    private func next(of unit: UnitRow, after time: Int64) throws -> String? {
        guard let last = unit.state.lastTime, last > time else { return nil }
        return try Units.history(of: unit, reader).effective().first {
            $0.time > time && $0.time - time <= Self.shortest && $0.businessLocation != nil
        }?.businessLocation
    }

    private static let areGoodsAgain: Set<Disposition?> = [
        .returned, .available, .sellableAccessible, .sellableNotAccessible, .inTransit, .inProgress, .damaged,
        .needsReplacement, .nonSellableOther,
    ]

    /// Where a unit was that nobody has announced: another place than the shipment's; nil where that is not known.
    func elsewhere(_ unit: UnitRow, at time: Int64) throws -> String? {
        // Out of which container it has come, its row does not tell.
        let state = try Units.history(of: unit, reader).state(asOf: time)
        return try other(UnitPlaces.place(of: state, asOf: time, reader))
    }

    /// Whether what another shipment announces is to leave here, and has not left at this time.
    func leaves(with other: Shipment, after time: Int64) throws -> Bool {
        guard other.shippedAt.map({ time <= $0 }) ?? true,
            let start = try Locations.find(code: other.source, of: other.manufacturer, reader)
        else { return false }
        return destination.path.holds(start.path) || start.path.holds(destination.path)
    }

    /// The state of a unit at a time, as far as anybody has said by now.
    func state(of unit: UnitRow, at time: Int64) throws -> UnitState {
        if unit.state.lastTime ?? .min <= time { return unit.state }
        return try Units.history(of: unit, reader).state(asOf: time)
    }

    /// The code of a known place that is neither of the shipment's, nor on a way.
    private func other(_ text: String?) throws -> String? {
        guard let text, let place = try locations.find(text), place.details.kind != .transit else { return nil }
        let own = [destination, source].compactMap(\.self)
        return own.contains { $0.path.holds(place.path) || place.path.holds($0.path) } ? nil : place.code
    }
}
