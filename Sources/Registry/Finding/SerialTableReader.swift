/// Reads a table of serial numbers (RFC 4180, and what ``CSVScanner`` allows beside it).
struct SerialTableReader: SerialListReader {
    /// Where the columns stand.
    private struct Columns {
        var serial: Int
        var model: Int?
    }
    private var scanner = CSVScanner()
    private var columns: Columns?
    private var pending: [UInt8] = []
    private var line = 1

    mutating func read(_ bytes: [UInt8]) throws(RegistryError) -> [SerialListEntry] {
        pending += bytes
        // Half a header would name half the columns, and its delimiter.
        if columns == nil, !pending.contains(ASCII.lineFeed), pending.count <= SerialListLimit.row { return [] }
        return try entries(isLast: false)
    }

    mutating func finish() throws(RegistryError) -> [SerialListEntry] { try entries(isLast: true) }

    static func invalid(_ sentence: String) -> RegistryError {
        RegistryError(.listInvalid, "The list cannot be read: \(sentence)", field: "list")
    }

    private mutating func entries(isLast: Bool) throws(RegistryError) -> [SerialListEntry] {
        var entries: [SerialListEntry] = []
        var index = 0
        if columns == nil {
            if let fault = TextEncoding.faultOfStart(pending) { throw Self.invalid(fault.sentence) }
            if pending.starts(with: TextEncoding.byteOrderMark) { index = TextEncoding.byteOrderMark.count }
            scanner.delimiter = CSVScanner.delimiter(in: pending, from: min(index, pending.count))
        }
        while index < pending.count {
            var table = RecordTable()
            let outcome = scanner.record(in: pending.span, from: index, isLast: isLast, into: &table)
            guard case .record(let record) = outcome, record.next - index <= SerialListLimit.row else {
                guard !isLast, pending.count - index <= SerialListLimit.row else {
                    throw Self.invalid(
                        "the row that begins on line \(line) has more than \(SerialListLimit.row) bytes, or a quote in it "
                            + "is not closed.")
                }
                break
            }
            table.undouble(&pending)
            let fields = stride(from: 0, to: table.bounds.count, by: 2).map { bound in
                let range = trimmed(Int(table.bounds[bound])..<Int(table.bounds[bound + 1]), in: pending)
                return String(decoding: pending[range], as: UTF8.self)
            }
            if let entry = try entry(fields) { entries.append(entry) }
            line += record.lineBreaks
            index = record.next
        }
        pending.removeFirst(index)
        return entries
    }

    /// The entry of a row; nil for the header.
    private mutating func entry(_ fields: [String]) throws(RegistryError) -> SerialListEntry? {
        guard let columns else {
            if let serial = Self.place(of: .serial, in: fields) {
                columns = Columns(serial: serial, model: Self.place(of: .model, in: fields))
                return nil
            }
            guard fields.count == 1 else {
                throw Self.invalid("its first row names no column 'serial'. Name it, or send one entry a line.")
            }
            columns = Columns(serial: 0)
            return SerialListEntry(line: line, text: fields[0])
        }
        let model = columns.model.flatMap { $0 < fields.count && !fields[$0].isEmpty ? fields[$0] : nil }
        let text = columns.serial < fields.count ? fields[columns.serial] : ""
        guard text.utf8.count > SerialListLimit.line else {
            return SerialListEntry(line: line, text: text, model: model)
        }
        let beginning = String(decoding: Array(text.utf8.prefix(SerialListLimit.line)), as: UTF8.self)
        return SerialListEntry(line: line, text: beginning, model: model, isTooLong: true)
    }

    fileprivate static func place(of column: ImportColumn, in headings: [String]) -> Int? {
        headings.firstIndex { heading in
            let folded = foldedHeader(heading)
            return folded == column.name || column.aliases.contains(folded)
        }
    }
}

extension SerialListSyntax {
    /// A table where the first line has several cells of which one is headed like a column of serial numbers.
    package init(guessing text: String) {
        let header = Array(text.utf8.prefix { $0 != ASCII.lineFeed }.prefix(SerialListLimit.line))
        let delimiter = CSVScanner.delimiter(in: header, from: 0)
        let cells = header.split(separator: delimiter).map { String(decoding: $0, as: UTF8.self) }
        self = cells.count > 1 && SerialTableReader.place(of: .serial, in: cells) != nil ? .table : .lines
    }
}
