import Identifiers
import Storage

/// Batches whose serial numbers were issued here, model by model. Batches of numbers from elsewhere come with their units.
struct BatchRows: ExportRows {
    private var rows: RowsOfModels<String>

    init(_ walk: ModelWalk) {
        rows = RowsOfModels(walk)
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        try rows.next(reader) { manufacturer, model, place in
            let patterns = try SerialFormats.patterns(of: model.id, reader)
            let batches = try Batches.list(
                of: model.id, after: place ?? "", limit: ExportLimit.rows, reader)
            let rows = try batches.compactMap {
                try ExportRow($0, of: model, manufacturer, patterns: patterns, reader)
            }
            return (rows, batches.count < ExportLimit.rows ? nil : batches.last?.number)
        }
    }
}

extension SerialFormats {
    /// The patterns of a model's formats.
    static func patterns(of model: ID<Model>, _ reader: any SQLReader) throws -> [ID<ModelFormat>: String] {
        Dictionary(
            try list(of: model, reader).map { ($0.id, $0.format.pattern) }, uniquingKeysWith: { first, _ in first })
    }
}

extension ExportRow {
    /// Nil for a batch of serial numbers from elsewhere, which comes with its units.
    init?(
        _ batch: Batch, of model: Model, _ manufacturer: Manufacturer, patterns: [ID<ModelFormat>: String],
        _ reader: any SQLReader
    ) throws {
        guard let issue = batch.issue else { return nil }
        let event = try batch.event.flatMap { try EventRows.find($0, reader)?.header }
        let market = try event.flatMap { try EventDetails(text: $0.detailsText).market }
        self.init([
            .text(manufacturer.slug), .text(model.number.text), .text(batch.number), .init(issue.count),
            .init(issue.sequences.lowerBound), .init(batch.plant), .init(batch.line), .blank,
            .init(batch.producedOn?.isoText), .init(batch.workOrder), .init(market), .init(patterns[issue.format]),
            .init(event.map { ZonedTime(microseconds: $0.time, offsetMinutes: $0.zoneOffset).text }),
            .init(batch.expiresOn?.isoText),
        ])
    }
}
