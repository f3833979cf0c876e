import Identifiers
import Storage

/// What is said of models in a list of their own, model by model.
struct ModelEntryRows<Entry: ModelEntry>: ExportRows {
    private var rows: RowsOfModels<Never>

    init(_ walk: ModelWalk) {
        rows = RowsOfModels(walk)
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        try rows.next(reader) { manufacturer, model, _ in
            let rows = try ModelEntries<Entry>.list(of: model.id, reader).map {
                try ExportRow($0.entry, of: model, manufacturer, reader)
            }
            return (rows, nil)
        }
    }
}

extension ExportRow {
    init(
        _ entry: some ModelEntry, of model: Model, _ manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws {
        self.init([.text(manufacturer.slug), .text(model.number.text)] + (try entry.cells(reader)))
    }
}
