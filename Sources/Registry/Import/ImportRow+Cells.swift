package import Identifiers

/// The values of cells. Each is `nil` where the column is absent or the cell blank, and throws a fault that names the
/// row and the header.
extension ImportRow {
    /// A text that must be there.
    package func required(_ column: ImportColumn) throws(RowError) -> String {
        guard let text = try identifier(column) else {
            throw error(
                column, code: RowError.Code.missingValue.rawValue, sentence: "the cell is blank; every row needs one.")
        }
        return text
    }

    /// A number that identifies something (model, serial, batch), as text: refused where a spreadsheet shortened it.
    package func identifier(_ column: ImportColumn) throws(RowError) -> String? {
        try cell(column) { text throws(CellFault) in try Cell.identifier(text) }
    }

    /// A civil date: year, month or day.
    package func date(_ column: ImportColumn) throws(RowError) -> CivilDate? {
        try cell(column) { text throws(CellFault) in try Cell.date(text, layout.options.dates) }
    }

    /// A moment; a text without an offset is local to the offset in the column `zone`.
    package func time(_ column: ImportColumn, zone: ImportColumn = .zone) throws(RowError) -> ZonedTime? {
        let offset = try cell(zone) { text throws(CellFault) in try Cell.zone(text) }
        return try cell(column) { text throws(CellFault) in try Cell.time(text, zone: offset, layout.options.dates) }
    }

    package func integer(_ column: ImportColumn) throws(RowError) -> Int64? {
        try cell(column) { text throws(CellFault) in try Cell.integer(text) }
    }

    /// An exact decimal in its canonical text.
    package func decimal(_ column: ImportColumn) throws(RowError) -> String? {
        try cell(column) { text throws(CellFault) in try Cell.decimal(text, layout.options.decimal) }
    }

    package func yesNo(_ column: ImportColumn) throws(RowError) -> Bool? {
        try cell(column) { text throws(CellFault) in try Cell.yesNo(text) }
    }

    /// The elements of a list joined by `;`; none where the cell is blank.
    package func list(_ column: ImportColumn) throws(RowError) -> [String] {
        try cell(column) { text throws(CellFault) in try Cell.list(text) } ?? []
    }

    /// Readings `type=value[ unit]` joined by `;`: canonical decimals, UN/CEFACT unit codes.
    package func readings(
        _ column: ImportColumn
    ) throws(RowError) -> [(type: String, value: String, unit: String?)] {
        try cell(column) { text throws(CellFault) in try Cell.readings(text) } ?? []
    }

    /// The value of a specification. Under a unit stands a number, a range such as `10–30` or lengths such as
    /// `60 x 65.5 x 185` in that unit.
    package func value(_ column: SpecificationColumn) throws(RowError) -> Specification.Value? {
        try cell(self[column], column.heading) { text throws(CellFault) in
            switch column.kind {
            case .number(let unit): try Self.measure(text, in: unit, named: column.name, layout.options.decimal)
            case .yesNo: .yesNo(try Cell.yesNo(text))
            case .text: .text(text)
            case .list: .list(try Cell.list(text))
            case .written: try Self.written(text, named: column.name)
            }
        }
    }

    private static func measure(
        _ text: String, in unit: String?, named name: String, _ mark: ImportOptions.DecimalMark?
    ) throws(CellFault) -> Specification.Value {
        do {
            return .number(try Cell.decimal(text, mark), unit: unit)
        } catch {
            let kinds: [Specification.Kind] = [.range, .dimensions]
            let values = kinds.compactMap { try? SpecificationReader.read(text, unit: unit, as: $0, field: name) }
            guard let value = values.first, value.unit == unit else { throw error }
            return value
        }
    }

    private static func written(_ text: String, named name: String) throws(CellFault) -> Specification.Value {
        do throws(RegistryError) {
            return try SpecificationReader.read(text, field: name)
        } catch {
            throw CellFault(.decimal, error.sentence)
        }
    }

    func cell<Value>(
        _ column: ImportColumn, _ parse: (String) throws(CellFault) -> Value
    ) throws(RowError) -> Value? {
        try cell(self[column], block.layout.heading(of: column), parse)
    }

    private func cell<Value>(
        _ text: String?, _ heading: String, _ parse: (String) throws(CellFault) -> Value
    ) throws(RowError) -> Value? {
        guard let text else { return nil }
        do {
            return try parse(text)
        } catch {
            throw RowError(error.code, row: number, line: position.line, field: heading, error.sentence)
        }
    }
}
