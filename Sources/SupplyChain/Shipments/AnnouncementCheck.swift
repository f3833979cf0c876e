import Identifiers
import Registry
import Storage

/// Whether lines can be announced: what they name is there, once, and not announced in another open shipment.
struct AnnouncementCheck {
    private let manufacturer: ID<Manufacturer>
    private let reader: any SQLReader
    /// The units that lines name.
    private(set) var units: [UnitKey: UnitRow] = [:]
    private var places: [UnitKey: Int] = [:]
    private var pieces: [EventDetails.Quantity: Int] = [:]
    private var ranges: [(range: EventDraft.SequenceRange, place: Int)] = []
    private var batches: [ID<Batch>: Batch] = [:]
    private var owners: [ID<Model>: Bool] = [:]
    private let announced: OpenAnnouncements

    init(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) {
        (self.manufacturer, self.reader) = (manufacturer, reader)
        announced = OpenAnnouncements(reader)
    }

    /// - Throws: `value.invalid`, `unit.unknown`, `unit.state`, `batch.unknown`, `batch.room`, `model.unknown`.
    mutating func lines(_ goods: [ShipmentLine.Goods]) throws -> [ShipmentLine] {
        guard (1...Shipments.mostLines).contains(goods.count) else {
            throw RegistryError(
                .valueInvalid, "An announcement has 1 to \(Shipments.mostLines) lines; make several shipments of more.",
                field: "lines")
        }
        units = try Units.find(goods.compactMap(\.thing), reader)
        var uncounted = 0
        let lines = try goods.enumerated().map { place, goods in
            var quantity: Int64 = 1
            switch goods {
            case .unit(let key): try checkUnit(key, at: place)
            case .container(let key): try checkContainer(key, at: place)
            case .range(let range, let model):
                try check(range, of: model, at: place)
                quantity = range.sequences.length
                uncounted += 1
            case .pieces(let element):
                try check(element, at: place)
                quantity = element.quantity
                uncounted += 1
            }
            guard uncounted <= Shipments.mostUncounted else {
                throw RegistryError(
                    .valueInvalid,
                    "At most \(Shipments.mostUncounted) lines name parts of batches or pieces; make several shipments.",
                    field: "lines[\(place)]")
            }
            return ShipmentLine(ordinal: Int64(place), goods: goods, quantity: quantity, received: 0)
        }
        try checkUnitsAgainstRanges()
        return lines
    }

    private mutating func checkUnit(_ key: UnitKey, at place: Int) throws {
        try checkOnce(key, at: place)
        guard let unit = units[key], unit.manufacturer == manufacturer else {
            throw RegistryError(
                .unitUnknown, "No unit with the serial number \(key.serial.text) is known.", field: "lines[\(place)]")
        }
        if let other = try announced.shipment(of: unit) { throw taken(key.serial.text, by: other, at: place) }
    }

    private mutating func checkContainer(_ key: UnitKey, at place: Int) throws {
        try checkOnce(key, at: place)
        try checkOwner(of: key.model, at: place)
        if let other = try announced.shipment(naming: key) { throw taken(key.serial.text, by: other, at: place) }
    }

    private mutating func checkOnce(_ key: UnitKey, at place: Int) throws {
        if let other = places.updateValue(place, forKey: key) {
            throw RegistryError(
                .valueInvalid, "\(key.serial.text) stands in lines[\(other)] too; name each once.",
                field: "lines[\(place)]")
        }
    }

    private mutating func check(_ range: EventDraft.SequenceRange, of model: ID<Model>, at place: Int) throws {
        let batch = try batches[range.batch] ?? Batches.find(range.batch, reader)
        batches[range.batch] = batch
        guard let batch, batch.manufacturer == manufacturer, batch.model == model else {
            throw RegistryError(.batchUnknown, "There is no such batch.", field: "lines[\(place)]")
        }
        guard let issued = batch.issue?.sequences, issued.contains(range.sequences.lowerBound),
            issued.contains(range.sequences.upperBound)
        else {
            throw RegistryError(
                .batchRoom, "The batch \(batch.number) does not hold all of these serial numbers.",
                field: "lines[\(place)]")
        }
        if let other = ranges.first(where: { $0.range.overlaps(range) }) {
            throw RegistryError(
                .valueInvalid, "Units of it stand in lines[\(other.place)] too; name each once.",
                field: "lines[\(place)]")
        }
        ranges.append((range, place))
        if let other = try announced.shipment(of: range) { throw taken("A unit of it", by: other, at: place) }
    }

    private mutating func check(_ element: EventDetails.Quantity, at place: Int) throws {
        try checkOwner(of: element.model, at: place)
        guard (1...1_000_000_000_000).contains(element.quantity) else {
            throw RegistryError(
                .valueInvalid, "Of pieces 1 to 1000000000000 can be announced.", field: "lines[\(place)]")
        }
        guard try SerialFormats.list(of: element.model, reader).isEmpty else {
            throw RegistryError(
                .valueInvalid, "Units of a model with serial numbers are named by them; give serials or a range.",
                field: "lines[\(place)]")
        }
        if let batch = element.batch, try Batches.find(batch, reader)?.model != element.model {
            throw RegistryError(.batchUnknown, "There is no such batch of this model.", field: "lines[\(place)]")
        }
        var kind = element
        kind.quantity = 1
        if let other = pieces.updateValue(place, forKey: kind) {
            throw RegistryError(
                .valueInvalid, "lines[\(other)] announces the same pieces; name them once.", field: "lines[\(place)]")
        }
    }

    private mutating func checkOwner(of model: ID<Model>, at place: Int) throws {
        let isOwn = try owners[model] ?? (Models.origin(of: model, reader)?.manufacturer == manufacturer)
        owners[model] = isOwn
        guard isOwn else {
            throw RegistryError(.modelUnknown, "There is no such model.", field: "lines[\(place)]")
        }
    }

    private func checkUnitsAgainstRanges() throws {
        guard !ranges.isEmpty else { return }
        let byBatch = Dictionary(grouping: ranges, by: \.range.batch)
        for (key, place) in places.sorted(by: { $0.value < $1.value }) {
            guard let unit = units[key], let batch = unit.batch, let sequence = unit.sequence,
                let other = byBatch[batch]?.first(where: { $0.range.sequences.contains(sequence) })
            else { continue }
            throw RegistryError(
                .valueInvalid, "\(key.serial.text) is one of lines[\(other.place)] too; name each once.",
                field: "lines[\(place)]")
        }
    }

    private func taken(_ name: String, by other: Shipment, at place: Int) -> RegistryError {
        RegistryError(
            .unitState, "\(name) is announced in the open shipment \(other.number.text); close or cancel that first.",
            field: "lines[\(place)]")
    }
}

extension EventDraft.SequenceRange {
    fileprivate func overlaps(_ other: Self) -> Bool { batch == other.batch && sequences.overlaps(other.sequences) }
}

/// In which open shipments goods are announced that have not come yet.
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
