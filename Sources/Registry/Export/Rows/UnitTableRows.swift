import Identifiers
import Storage

/// Units that have a row, as they are now. The others are what their batches say.
struct UnitTableRows: ExportRows {
    private var rows: RowsOfModels<SerialNumber>
    private var batches = KnownBatches()

    init(_ walk: ModelWalk) {
        rows = RowsOfModels(walk)
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        var batches = batches
        defer { self.batches = batches }
        return try rows.next(reader) { manufacturer, model, place in
            let units = try UnitRows.list(of: model.id, after: place, limit: ExportLimit.rows, reader)
            let rows = try units.map { unit in
                let batch = try unit.batch.flatMap { try batches.find($0, reader) }
                return ExportRow([
                    .text(manufacturer.slug), .text(model.number.text), .text(unit.key.serial.text),
                    .init(unit.producedOn?.isoText), .init(batch?.plant), .init(batch?.number),
                    .init(batch?.workOrder), .init(unit.state.disposition?.rawValue),
                    .init(unit.state.businessLocation), .init(unit.state.market),
                ])
            }
            return (rows, units.count < ExportLimit.rows ? nil : units.last?.key.serial)
        }
    }
}

/// Batches by id, the last ones asked for.
struct KnownBatches: Sendable {
    private var batches: [ID<Batch>: Batch] = [:]
    private static let most = 10_000

    mutating func find(_ id: ID<Batch>, _ reader: any SQLReader) throws -> Batch? {
        if let known = batches[id] { return known }
        if batches.count >= Self.most { batches.removeAll(keepingCapacity: true) }
        let found = try Batches.find(id, reader)
        batches[id] = found
        return found
    }
}
