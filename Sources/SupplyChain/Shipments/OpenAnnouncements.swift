import Identifiers
import Registry
import Storage

/// In which shipments goods are announced that have not come: open ones, or ones that were open at some time.
final class OpenAnnouncements {
    private let reader: any SQLReader
    private let own: ShipmentNumber?
    private var ranges: [ID<Batch>: [ShipmentLines.AwaitedRange]] = [:]
    private var shipments: [ShipmentNumber: Shipment?] = [:]

    /// - Parameter own: a shipment that does not count.
    init(besides own: ShipmentNumber? = nil, _ reader: any SQLReader) { (self.own, self.reader) = (own, reader) }

    /// One whose lines name this thing itself.
    func shipment(naming key: UnitKey) throws -> Shipment? {
        for number in try ShipmentLines.awaiting(key, reader) where number != own {
            if let found = try shipment(number) { return found }
        }
        return nil
    }

    /// One that announces a unit by its number or within a part of its batch.
    func shipment(of unit: UnitRow) throws -> Shipment? {
        if let found = try shipment(naming: unit.key) { return found }
        guard let batch = unit.batch, let sequence = unit.sequence else { return nil }
        for range in try ranges(of: batch) where range.sequences.contains(sequence) && range.shipment != own {
            let received = try ShipmentScans.received([unit.key.serial.key], in: range.shipment, reader)
            if received[unit.key] == nil, let found = try shipment(range.shipment) { return found }
        }
        return nil
    }

    /// One that announces a unit of a part of a batch.
    func shipment(of range: EventDraft.SequenceRange) throws -> Shipment? {
        for other in try ranges(of: range.batch)
        where other.sequences.overlaps(range.sequences) && other.shipment != own {
            let both = EventDraft.SequenceRange(
                batch: range.batch, sequences: other.sequences.clamped(to: range.sequences))
            // Where something of it is missing, the rest may go on all the same.
            if other.received >= both.sequences.length, try haveCome(both, with: other.shipment) { continue }
            if let found = try shipment(other.shipment) { return found }
        }
        return try ShipmentLines.awaitingUnit(in: range, reader).flatMap { $0 == own ? nil : try shipment($0) }
    }

    /// One that was closed after this time without the thing that it announced.
    func shipment(naming key: UnitKey, closedAfter time: Int64) throws -> Shipment? {
        for number in try ShipmentLines.lacking(key, reader) {
            if let found = try closed(number, after: time) { return found }
        }
        return nil
    }

    /// The same of a unit, which may be of a part of its batch that was announced.
    func shipment(of unit: UnitRow, closedAfter time: Int64) throws -> Shipment? {
        if let found = try shipment(naming: unit.key, closedAfter: time) { return found }
        guard let batch = unit.batch, let sequence = unit.sequence else { return nil }
        for number in try ShipmentLines.lacking(sequence, of: batch, reader) {
            let received = try ShipmentScans.received([unit.key.serial.key], in: number, reader)
            if received[unit.key] == nil, let found = try closed(number, after: time) { return found }
        }
        return nil
    }

    private func closed(_ number: ShipmentNumber, after time: Int64) throws -> Shipment? {
        guard number != own, let found = try Shipments.find(number, reader), found.state == .closed,
            let closing = found.closedAt
        else { return nil }
        return closing > time ? found : nil
    }

    /// Whether all of a part of a batch were received with a shipment.
    private func haveCome(_ range: EventDraft.SequenceRange, with shipment: ShipmentNumber) throws -> Bool {
        var keys: Set<UnitKey> = []
        var count: Int64 = 0
        try EventSubject.forEach(in: range, reader) { subject in
            count = count.addingSaturated(subject.count)
            if let key = subject.key { keys.insert(key) }
        }
        guard Int64(keys.count) == count else { return false }
        let received = try ShipmentScans.received(keys.map(\.serial.key), in: shipment, reader)
        return keys.allSatisfy { received[$0] != nil }
    }

    private func ranges(of batch: ID<Batch>) throws -> [ShipmentLines.AwaitedRange] {
        if let known = ranges[batch] { return known }
        let found = try ShipmentLines.awaitedRanges(of: batch, reader)
        ranges[batch] = found
        return found
    }

    private func shipment(_ number: ShipmentNumber) throws -> Shipment? {
        if let known = shipments[number] { return known }
        let found = try Shipments.find(number, reader).flatMap { $0.isOpen ? $0 : nil }
        shipments[number] = .some(found)
        return found
    }
}
