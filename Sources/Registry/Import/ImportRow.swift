/// One row of an imported file, from CSV or NDJSON alike: a view of bytes, from which text is made only when asked.
///
/// Spaces and tabs around a value do not count, and a blank cell is no value. ``RowError``s name the row and the
/// header as the file spells it.
package struct ImportRow: Sendable {
    let block: RecordBlock
    let index: Int

    private var record: RecordTable.Record { block.table.records[index] }

    /// The place where the record begins.
    package var position: ImportPosition { record.position }

    /// The row as a spreadsheet counts it (the header is row 1); in NDJSON the line.
    package var number: Int { record.position.row }

    /// What the file's columns are.
    package var layout: ImportLayout { block.layout }

    /// The value's bytes, valid UTF-8 without NUL; `nil` where the column is absent or the cell blank.
    package func bytes(_ column: ImportColumn) -> ArraySlice<UInt8>? {
        block.layout.field(of: column).flatMap { bytes(field: $0) }
    }

    /// The value's text; `nil` where the column is absent or the cell blank.
    package subscript(_ column: ImportColumn) -> String? {
        bytes(column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The value of a specification's column.
    package subscript(_ column: SpecificationColumn) -> String? {
        bytes(field: column.field).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A fault of this row's cell (or, without a column, of the row), for checks that come after reading.
    package func error(_ column: ImportColumn?, code: String, sentence: String) -> RowError {
        RowError(
            code: code, row: number, line: position.line, field: column.map(block.layout.heading(of:)),
            sentence: sentence)
    }

    /// How many fields the record has.
    var fieldCount: Int { record.fieldCount }

    /// The text of a field by its place; nil where it is blank.
    func text(field: Int) -> String? {
        bytes(field: field).map { String(decoding: $0, as: UTF8.self) }
    }

    private func bytes(field: Int) -> ArraySlice<UInt8>? {
        let record = record
        guard field < record.fieldCount else { return nil }
        let range = trimmed(block.table.range(field, of: record), in: block.bytes)
        guard !range.isEmpty else { return nil }
        return block.isSpreadsheet ? FormulaGuard.text(of: block.bytes[range]) : block.bytes[range]
    }
}

/// A range without the spaces and tabs at its ends.
func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
    while lower < upper, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
    return lower..<upper
}
