/// A small table of a spreadsheet (RFC 4180, and what ``CSVScanner`` allows beside it), read at once: its first row names
/// the columns. For long ones there is ``ImportReader``.
package struct HeadedTable: Sendable {
    /// Bytes that are read at most, and rows.
    package static let mostBytes = 4_000_000
    package static let mostRows = 20_000

    /// Row by row, with its line; cells that are empty are not in it.
    package private(set) var rows: [(line: Int, cells: [String: String])] = []

    /// - Parameters:
    ///   - columns: the columns that it must have.
    ///   - others: those that it may have; any other one is refused, so that none is lost unseen.
    /// - Throws: `list.invalid`.
    package init(
        _ text: String, columns: [String], others: (String) -> Bool = { _ in false }
    ) throws(RegistryError) {
        var bytes = Array(text.utf8)
        guard bytes.count <= Self.mostBytes else { throw Self.invalid("it has more than 4 MB.") }
        if bytes.starts(with: TextEncoding.byteOrderMark) { bytes.removeFirst(TextEncoding.byteOrderMark.count) }
        let scanner = CSVScanner(delimiter: CSVScanner.delimiter(in: bytes, from: 0))
        var (index, line) = (0, 1)
        var headings: [String]?
        while index < bytes.count {
            var table = RecordTable()
            let outcome = scanner.record(in: bytes.span, from: index, isLast: true, into: &table)
            guard case .record(let record) = outcome, record.brokenField == nil else {
                throw Self.invalid("a quote in the row that begins on line \(line) is not closed or not doubled.")
            }
            table.undouble(&bytes)
            let fields = stride(from: 0, to: table.bounds.count, by: 2).map { bound in
                let range = trimmed(Int(table.bounds[bound])..<Int(table.bounds[bound + 1]), in: bytes)
                return String(decoding: FormulaGuard.text(of: bytes[range]), as: UTF8.self)
            }
            if let headings {
                guard fields.count <= headings.count || fields.dropFirst(headings.count).allSatisfy(\.isEmpty) else {
                    throw Self.invalid("the row on line \(line) has more cells than the first one.")
                }
                let cells = Dictionary(uniqueKeysWithValues: zip(headings, fields)).filter { !$0.value.isEmpty }
                if !cells.isEmpty { rows.append((line, cells)) }
                guard rows.count <= Self.mostRows else { throw Self.invalid("it has more than 20,000 rows.") }
            } else {
                headings = try Self.headings(fields, columns, others)
            }
            line += record.lineBreaks
            index = record.next
        }
        guard headings != nil else { throw Self.invalid("it is empty.") }
    }

    private static func headings(
        _ fields: [String], _ columns: [String], _ others: (String) -> Bool
    ) throws(RegistryError) -> [String] {
        let headings = fields.map { $0.lowercased() }
        guard Set(headings).count == headings.count else { throw invalid("it has two columns of one name.") }
        for column in columns where !headings.contains(column) { throw invalid("it has no column '\(column)'.") }
        for heading in headings where !columns.contains(heading) && !others(heading) {
            throw invalid("a column '\(heading.prefix(40))' is not known. Take it out or correct its name.")
        }
        return headings
    }

    private static func invalid(_ sentence: String) -> RegistryError {
        RegistryError(.listInvalid, "The table cannot be read: \(sentence)", field: "table")
    }
}
