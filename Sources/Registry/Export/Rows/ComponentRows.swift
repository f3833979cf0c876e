import Identifiers
import Storage

/// Components with a row of their own that are in an assembly now.
struct ComponentRows: ExportRows {
    private var rows: RowsOfModels<SerialNumber>
    private var batches = KnownBatches()
    private var models = KnownModels()

    init(_ walk: ModelWalk) {
        rows = RowsOfModels(walk)
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        var (batches, models) = (batches, models)
        defer { (self.batches, self.models) = (batches, models) }
        return try rows.next(reader) { manufacturer, model, place in
            let units = try UnitRows.list(of: model.id, after: place, limit: ExportLimit.rows, reader)
            let rows = try units.compactMap { unit -> ExportRow? in
                guard let parent = unit.state.parent, let assembly = try models.find(parent.model, reader),
                    assembly.kind == .product,
                    let joining = try Units.history(of: unit, reader).state().joining
                else { return nil }
                let batch = try unit.batch.flatMap { try batches.find($0, reader)?.number }
                // Whatever put it in, an import of the table says that it is there.
                let step = joining.step.flatMap { Components.installing.contains($0) ? $0 : nil } ?? .installing
                let time = ZonedTime(microseconds: joining.time, offsetMinutes: joining.zoneOffset)
                return ExportRow([
                    .text(manufacturer.slug), .text(assembly.number), .text(parent.serial.text),
                    .text(model.number.text), .text(unit.key.serial.text), .init(joining.slot), .text(time.text),
                    .blank, .text(step.rawValue), .init(batch), .init(unit.producedOn?.isoText), .blank, .blank,
                ])
            }
            return (rows, units.count < ExportLimit.rows ? nil : units.last?.key.serial)
        }
    }
}

/// Numbers and kinds of models by id, the last ones asked for.
struct KnownModels: Sendable {
    struct Known: Sendable {
        var number: String
        var kind: Model.Kind
    }
    private var models: [ID<Model>: Known] = [:]
    private static let most = 100_000

    mutating func find(_ id: ID<Model>, _ reader: any SQLReader) throws -> Known? {
        if let known = models[id] { return known }
        if models.count >= Self.most { models.removeAll(keepingCapacity: true) }
        let found = try Models.find(id, reader).map { Known(number: $0.number.text, kind: $0.kind) }
        models[id] = found
        return found
    }
}
