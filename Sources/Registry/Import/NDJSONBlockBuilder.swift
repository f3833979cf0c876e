/// Gathers the values of many lines into the bytes and bounds of a block.
struct NDJSONBlockBuilder {
    /// The lines are ASCII without NUL.
    let isPlain: Bool
    private(set) var bytes: [UInt8] = []
    private(set) var table = RecordTable()
    private var place = ImportPosition.start
    private var faultsBefore = 0

    init(isPlain: Bool) {
        self.isPlain = isPlain
    }

    mutating func begin(at place: ImportPosition) {
        self.place = place
        faultsBefore = table.faults.count
    }

    mutating func fault(_ code: RowError.Code, field: String? = nil, byte: Int? = nil, _ sentence: String) {
        table.add(RowError(code, row: place.row, line: place.line, field: field, byte: byte, sentence))
    }

    /// The cell as CSV would write it; `nil` for none or for a value that the column does not take.
    mutating func text(of value: JSONCell, field: String, column: ImportColumn?) -> String? {
        switch value {
        case .null: return nil
        case .boolean(let isTrue): return isTrue ? "yes" : "no"
        case .text(let text), .number(let text):
            guard text.utf8.count > ImportLimit.field else { return text }
            fault(.fieldTooLong, field: field, "the text is longer than \(ImportLimit.field) bytes; shorten it.")
        case .list(let elements):
            guard column?.isList == true else {
                fault(.json, field: field, "the column takes one value, not a list.")
                return nil
            }
            return joinedList(elements)
        case .object(let members):
            guard column == .readings else {
                fault(.json, field: field, "the column takes no object; flatten it.")
                return nil
            }
            return joinedList(members.map { "\($0.name)=\($0.value)" })
        }
        return nil
    }

    /// Adds the line as a row, unless it had a fault.
    mutating func end(_ values: [String?]) {
        guard table.faults.count == faultsBefore else { return }
        table.add(RecordTable.Record(position: place, firstBound: table.mark.bounds, fieldCount: values.count))
        for value in values {
            let begin = bytes.count
            bytes += (value ?? "").utf8
            table.append(begin, bytes.count)
        }
    }
}
