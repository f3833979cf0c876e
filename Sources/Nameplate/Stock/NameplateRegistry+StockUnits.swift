import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// The units that stand at a place and in what stands in it, by all that is known now.
    /// - Parameter place: where the page begins.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `location.unknown`, `value.invalid`, `access.forbidden`.
    package func stockUnits(
        of slug: String, _ question: StockUnitsQuestion, from place: StockUnitPlace? = nil, limit: Int,
        as principal: Principal
    ) async throws -> StockUnitsAnswer {
        try await database.read { reader in
            let maker = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(maker.id))
            let location = try Self.location(question.location, of: maker, as: principal, reader)
            var asked = StockUnits.Question(of: maker.id, at: try CountedPlaces(location, reader).names)
            asked.model = try question.model.map { try Models.require($0, of: maker, reader).id }
            asked.state = question.state
            let page = try StockUnits.page(asked, from: place, limit: limit, reader)
            var lines = StockUnitLines(of: maker.id, reader)
            return StockUnitsAnswer(
                manufacturer: maker, location: location, lines: try page.items.compactMap { try lines.line($0) },
                next: page.next)
        }
    }
}

/// Tells units with what their models, batches and places are called, each read once.
struct StockUnitLines {
    private let reader: any SQLReader
    private let locations: NamedLocations
    private var models: [ID<Model>: Model?] = [:]
    private var batches: [ID<Batch>: Batch?] = [:]

    init(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) {
        (self.reader, locations) = (reader, NamedLocations(of: manufacturer, reader))
    }

    mutating func line(_ unit: StockUnit) throws -> StockUnitLine? {
        guard let model = try model(unit.model) else { return nil }
        var line = StockUnitLine(
            model: model, count: unit.count, disposition: unit.disposition, place: unit.location, since: unit.since)
        line.location = try location(unit.location)
        line.container = try unit.container.flatMap { try NameplateRegistry.reference($0, reader) }
        let batch = try unit.batch.flatMap { try self.batch($0) }
        line.batch = batch?.number
        switch unit.subject {
        case .unit(let key): line.unit = try NameplateRegistry.reference(key, reader)
        case .range(let range, _): line.serials = try batch.flatMap { try serials(range, of: $0) }
        }
        return line
    }

    mutating func model(_ id: ID<Model>) throws -> Model? {
        if let known = models[id] { return known }
        let found = try Models.find(id, reader)
        models[id] = .some(found)
        return found
    }

    mutating func batch(_ id: ID<Batch>) throws -> Batch? {
        if let known = batches[id] { return known }
        let found = try Batches.find(id, reader)
        batches[id] = .some(found)
        return found
    }

    func location(_ text: String) throws -> Location? { try locations.find(text) }

    /// The first and last serial number of a range; nil where the key that writes them is not at hand.
    func serials(_ range: EventDraft.SequenceRange, of batch: Batch) throws -> StockUnitLine.ClosedSerials? {
        do {
            guard let writer = try RowlessSerials.writer(of: batch, reader) else { return nil }
            return StockUnitLine.ClosedSerials(
                first: try writer.text(of: range.sequences.lowerBound),
                last: try writer.text(of: range.sequences.upperBound))
        } catch let error as RegistryError where error.code == .keyMissing {
            return nil
        }
    }
}
