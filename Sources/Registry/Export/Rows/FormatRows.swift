import Identifiers
import Storage

/// Serial formats, model by model.
struct FormatRows: ExportRows {
    private var rows: RowsOfModels<Never>

    init(_ walk: ModelWalk) {
        rows = RowsOfModels(walk)
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        try rows.next(reader) { manufacturer, model, _ in
            let formats = try SerialFormats.list(of: model.id, reader).sorted { $0.format.pattern < $1.format.pattern }
            let rows = formats.map { format in
                ExportRow([
                    .text(manufacturer.slug), .text(model.number.text), .text(format.format.pattern),
                    .text(format.isUnguessable ? "yes" : "no"),
                ])
            }
            return (rows, nil)
        }
    }
}
