/// Judges one record that has been cut: may it become a row?
struct CSVRowCheck {
    private let layout: ImportLayout
    private let delimiter: UInt8
    /// The block of bytes is ASCII without NUL, so that no field needs a closer look.
    private let isPlain: Bool
    private let fieldCount: Int
    private let looksAtFields: Bool

    init(layout: ImportLayout, delimiter: UInt8, isPlain: Bool) {
        self.layout = layout
        self.delimiter = delimiter
        self.isPlain = isPlain
        fieldCount = layout.fieldCount
        looksAtFields = !isPlain || !layout.unnamedFields.isEmpty
    }

    /// Whether a record is fine at first sight, as nearly all are: right in its fields and their number, and not blank,
    /// as its first byte is no space, quote or delimiter.
    func isPlainRow(_ record: RecordTable.Record, length: Int, brokenField: Int?, firstByte: UInt8) -> Bool {
        record.fieldCount == fieldCount && !looksAtFields && length <= ImportLimit.field && brokenField == nil
            && firstByte > ASCII.quote && firstByte != delimiter
    }

    /// Adds the record to the table as a row, or its faults, or nothing where it is blank.
    ///
    /// - Returns: If it became a row.
    func judge(
        _ record: RecordTable.Record, length: Int, brokenField: Int?, in bytes: [UInt8], _ table: inout RecordTable
    ) -> Bool {
        if isBlank(record, in: bytes, table) { return false }
        func fault(_ code: RowError.Code, _ field: Int?, _ byte: Int?, _ sentence: String) {
            let heading = field.flatMap { $0 < layout.fieldCount ? layout.headings[$0] : nil }
            table.add(
                RowError(
                    code, row: record.position.row, line: record.position.line, field: heading, byte: byte, sentence))
        }
        let faultsBefore = table.faults.count
        if let brokenField {
            fault(
                .quote, brokenField, nil,
                "text follows a closing quote; put the whole field in quotes and double each quote within it "
                    + "(is a quote missing in the row above?).")
        } else if record.fieldCount != fieldCount {
            fault(.ragged, nil, nil, raggedSentence(record.fieldCount))
        } else {
            checkFields(record, length: length, in: bytes, table, fault)
        }
        guard table.faults.count == faultsBefore else { return false }
        table.add(record)
        return true
    }

    private func checkFields(
        _ record: RecordTable.Record, length: Int, in bytes: [UInt8], _ table: RecordTable,
        _ fault: (RowError.Code, Int?, Int?, String) -> Void
    ) {
        if length > ImportLimit.field {
            for field in 0..<record.fieldCount where table.range(field, of: record).count > ImportLimit.field {
                fault(
                    .fieldTooLong, field, nil,
                    "the field is longer than \(ImportLimit.field) bytes; shorten it (is a closing quote missing?).")
            }
        }
        for field in layout.unnamedFields {
            guard !trimmed(table.range(field, of: record), in: bytes).isEmpty else { continue }
            fault(.unnamedColumn, field, nil, "a value stands under a blank header; name the column or clear it.")
        }
        guard !isPlain else { return }
        for field in 0..<record.fieldCount {
            guard let found = TextEncoding.fault(of: table.range(field, of: record), in: bytes) else { continue }
            fault(found.code, field, found.byte, found.sentence)
        }
    }

    private func isBlank(_ record: RecordTable.Record, in bytes: [UInt8], _ table: RecordTable) -> Bool {
        for field in 0..<record.fieldCount where !trimmed(table.range(field, of: record), in: bytes).isEmpty {
            return false
        }
        return true
    }

    private func raggedSentence(_ count: Int) -> String {
        let direction = count < layout.fieldCount ? "only " : ""
        let hint =
            delimiter == ASCII.semicolon
            ? "put a list that is joined by ';' in quotes" : "put a field that holds the delimiter in quotes"
        return "the row has \(direction)\(count) fields, the header \(layout.fieldCount); \(hint)."
    }
}
