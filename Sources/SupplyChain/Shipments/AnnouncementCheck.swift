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
