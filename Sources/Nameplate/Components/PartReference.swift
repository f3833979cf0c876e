import Identifiers
import Registry
import Storage

/// A component in words: a unit, or units of a batch that have no history of their own.
package enum PartReference: Hashable, Sendable {
    case unit(UnitReference)
    case units(Units)

    package struct Units: Hashable, Sendable {
        package var manufacturer: String
        package var model: String
        package var count: Int64
        /// The serial numbers of the first and the last; those between that have a history of their own are told by
        /// themselves.
        package var firstSerial: String
        package var lastSerial: String
        /// Their batch's number; nil where the principal may not know.
        package var batch: String?
        /// Where their serial numbers are written from; not for the principal's eyes where `batch` is nil.
        let range: EventDraft.SequenceRange

        /// The sequence numbers of the first and the last; nil where the principal may not know.
        package var sequences: ClosedRange<Int64>? { batch == nil ? nil : range.sequences }
    }
}

/// Names units in words, as far as a principal may know of their models and batches: for one answer.
final class UnitReferences {
    /// What a reference says of a model.
    private struct ModelName {
        var manufacturer: String
        var number: String
        var isContainer: Bool
    }
    let seesBatches: Bool
    let reader: any SQLReader
    private let catalogue: CatalogueCache
    private let today: CivilDate
    private let principal: Principal
    private var models: [ID<Model>: ModelName?] = [:]
    private var batches: [ID<Batch>: Batch?] = [:]

    init(
        catalogue: CatalogueCache, today: CivilDate, principal: Principal, seesBatches: Bool, reader: any SQLReader
    ) {
        self.catalogue = catalogue
        self.today = today
        self.principal = principal
        self.seesBatches = seesBatches
        self.reader = reader
    }

    /// Nil where the principal may not know of the model.
    func reference(_ key: UnitKey) throws -> UnitReference? {
        guard let model = try name(of: key.model) else { return nil }
        return UnitReference(
            manufacturer: model.manufacturer, model: model.number, serial: key.serial.text,
            isContainer: model.isContainer)
    }

    func part(_ subject: Content.Subject) throws -> PartReference? {
        switch subject {
        case .unit(let key): return try reference(key).map { .unit($0) }
        case .range(let range, let count):
            guard let batch = try batch(range.batch), let model = try name(of: batch.model),
                let writer = try RowlessSerials.writer(of: batch, reader)
            else { return nil }
            return .units(
                PartReference.Units(
                    manufacturer: model.manufacturer, model: model.number, count: count,
                    firstSerial: try writer.text(of: range.sequences.lowerBound),
                    lastSerial: try writer.text(of: range.sequences.upperBound),
                    batch: seesBatches ? batch.number : nil, range: range))
        }
    }

    /// The number of a batch; nil where the principal may not know.
    func number(of batch: ID<Batch>) throws -> String? {
        seesBatches ? try self.batch(batch)?.number : nil
    }

    private func batch(_ id: ID<Batch>) throws -> Batch? {
        if let known = batches[id] { return known }
        let batch = try Batches.find(id, reader)
        batches[id] = .some(batch)
        return batch
    }

    private func name(of id: ID<Model>) throws -> ModelName? {
        if let known = models[id] { return known }
        var name: ModelName?
        if let model = try catalogue.model(id, reader), NameplateRegistry.visible(model, on: today, as: principal),
            let manufacturer = try catalogue.manufacturer(model.manufacturer, reader)
        {
            name = ModelName(
                manufacturer: manufacturer.slug, number: model.number.text, isContainer: model.kind == .container)
        }
        models[id] = .some(name)
        return name
    }
}

extension NameplateRegistry {
    /// The serial numbers of some of the units that an answer has named together, from a sequence number on, and where to
    /// go on. Whoever was shown the units may have their numbers.
    package func serials(
        of units: PartReference.Units, from first: Int64?, limit: Int64
    ) async throws -> (serials: [String], next: Int64?) {
        let all = units.range.sequences
        let lower = min(max(first ?? all.lowerBound, all.lowerBound), all.upperBound)
        let rest = EventDraft.SequenceRange(batch: units.range.batch, sequences: lower...all.upperBound)
        return try await database.read { try RowlessSerials.page(of: rest, limit: limit, $0) }
    }
}
