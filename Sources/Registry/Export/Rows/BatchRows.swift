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
            let patterns = Dictionary(
                try SerialFormats.list(of: model.id, reader).map { ($0.id, $0.format.pattern) },
                uniquingKeysWith: { first, _ in first })
            let batches = try Batches.list(
                of: model.id, after: place ?? "", limit: ExportLimit.rows, reader)
            let rows = try batches.compactMap { batch -> ExportRow? in
                guard let issue = batch.issue else { return nil }
                let event = try batch.event.flatMap { try EventRows.find($0, reader)?.header }
                let market = try event.flatMap { try EventDetails(text: $0.detailsText).market }
                return ExportRow([
                    .text(manufacturer.slug), .text(model.number.text), .text(batch.number), .init(issue.count),
                    .init(issue.sequences.lowerBound), .init(batch.plant), .init(batch.line), .blank,
                    .init(batch.producedOn?.isoText), .init(batch.workOrder), .init(market),
                    .init(patterns[issue.format]),
                    .init(event.map { ZonedTime(microseconds: $0.time, offsetMinutes: $0.zoneOffset).text }),
                ])
            }
            return (rows, batches.count < ExportLimit.rows ? nil : batches.last?.number)
        }
    }
}
