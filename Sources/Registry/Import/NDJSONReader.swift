/// Reads a table from lines that hold one flat JSON object each (NDJSON), as its bytes arrive, in bounded memory.
///
/// Names are matched as CSV headers are. A list column takes an array, `readings` an object of type and value too.
package struct NDJSONReader: RowReader {
    private let table: ImportTable
    /// A mapping makes our columns of the file's, whatever these are.
    private let isMapped: Bool
    private var columns: ImportLayout
    private var pending = PendingBytes()
    private var queue = RecordQueue()
    private var faults: [RowError] = []
    private var hasEnded = false
    private var hasRows = false
    /// Where the next line to be cut begins.
    private var place = ImportPosition.start
    /// The field that each spelling of a name seen so far means.
    private var fieldsByName: [String: Int] = [:]

    package init(_ table: ImportTable, _ options: ImportOptions = ImportOptions(), isMapped: Bool = false) {
        self.table = table
        self.isMapped = isMapped
        columns = isMapped ? ImportLayout(unmapped: [], table: table) : ImportLayout(allColumnsOf: table)
        columns.options = options
    }

    package var layout: ImportLayout? { columns }

    package var position: ImportPosition { queue.position }

    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard !hasEnded else { return }
        pending.append(bytes)
    }

    package mutating func finish() {
        pending.finish()
    }

    package mutating func next() throws(RowError) -> ImportRow? {
        while true {
            if !faults.isEmpty { throw faults.removeFirst() }
            if let row = try queue.next() { return row }
            guard !hasEnded, let (bytes, isLast) = pending.next() else { return nil }
            readLines(bytes, isLast: isLast)
        }
    }

    /// NDJSON has no header: there is nothing to read first.
    package mutating func readHeader() throws(RowError) -> Bool { true }

    package mutating func resume(at position: ImportPosition) {
        pending.reset()
        queue.reset(to: position)
        place = position
        hasRows = true
    }

    private mutating func end(_ code: RowError.Code, byte: Int? = nil, _ sentence: String) {
        faults.append(RowError(code, row: place.row, line: place.line, byte: byte, endsReading: true, sentence))
        hasEnded = true
        pending.reset()
    }

    private mutating func readLines(_ bytes: [UInt8], isLast: Bool) {
        var index = 0
        if place.offset == 0 {
            if let fault = TextEncoding.faultOfStart(bytes) { return end(fault.code, byte: fault.byte, fault.sentence) }
            if bytes.starts(with: TextEncoding.byteOrderMark) {
                index = TextEncoding.byteOrderMark.count
                place.offset = index
            }
        }
        let first = index
        var builder = NDJSONBlockBuilder(isPlain: TextEncoding.isPlain(bytes))
        while index < bytes.count {
            let lineEnd = bytes[index...].firstIndex(of: ASCII.lineFeed)
            guard lineEnd != nil || isLast, (lineEnd ?? bytes.count) - index <= ImportLimit.row else { break }
            let next = lineEnd.map { $0 + 1 } ?? bytes.count
            let line = trimmedLine(index..<(lineEnd ?? bytes.count), in: bytes)
            if !line.isEmpty { read(line, of: bytes, into: &builder) }
            place.offset += next - index
            place.row += 1
            place.line += 1
            index = next
        }
        hasRows = hasRows || !builder.table.entries.isEmpty
        pending.consume(index)
        if index == first, index < bytes.count {
            if isLast || !pending.widen() {
                end(.rowTooLong, "the line is longer than \(ImportLimit.row) bytes; write one object on each line.")
            }
            return
        }
        queue.refill(
            RecordBlock(layout: columns, bytes: builder.bytes, table: builder.table, isSpreadsheet: false), until: place
        )
        guard isLast, index == bytes.count else { return }
        hasEnded = true
        if !hasRows {
            place = .start
            end(.empty, "the file is empty; write one JSON object on each line.")
        }
    }

    private func trimmedLine(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var upper = range.upperBound
        if upper > range.lowerBound, bytes[upper - 1] == ASCII.carriageReturn { upper -= 1 }
        return trimmed(range.lowerBound..<upper, in: bytes)
    }

    private mutating func read(_ line: Range<Int>, of bytes: [UInt8], into builder: inout NDJSONBlockBuilder) {
        builder.begin(at: place)
        if !builder.isPlain, let fault = TextEncoding.fault(of: line, in: bytes) {
            return builder.fault(fault.code, byte: fault.byte, fault.sentence)
        }
        var scanner = JSONLineScanner(bytes, line)
        if isMapped { return readLeaves(&scanner, into: &builder) }
        let members: [(name: String, value: JSONCell)]
        do {
            members = try scanner.members()
        } catch {
            return builder.fault(.json, byte: error.byte, error.sentence)
        }
        var values = [String?](repeating: nil, count: columns.fieldCount)
        var seen = Set<Int>()
        for (name, value) in members where !Rejects.isColumn(name) {
            guard let field = field(named: name) else {
                builder.fault(.unknownColumn, field: name, ImportLayout.unknownSentence(name, in: table))
                continue
            }
            if field >= values.count { values += Array(repeating: nil, count: field + 1 - values.count) }
            guard seen.insert(field).inserted else {
                builder.fault(.duplicateColumn, field: name, "the object names this column twice; keep one of them.")
                continue
            }
            let column = field < table.columns.count ? table.columns[field] : nil
            values[field] = builder.text(of: value, field: name, column: column)
        }
        for column in table.requiredColumns(columns.options) {
            guard let field = columns.field(of: column), !seen.contains(field) else { continue }
            builder.fault(.missingColumn, "the object has no '\(column.name)'; every object needs one.")
        }
        builder.end(values)
    }

    /// Takes every value of the line, however deep, under its path; each is a list as ``joinedList(_:)`` writes it.
    private mutating func readLeaves(_ scanner: inout JSONLineScanner, into builder: inout NDJSONBlockBuilder) {
        let leaves: [JSONLeaf]
        do {
            leaves = try scanner.leaves()
        } catch {
            return builder.fault(.json, byte: error.byte, error.sentence)
        }
        var values = [String?](repeating: nil, count: columns.fieldCount)
        for leaf in leaves where leaf.values.contains(where: { !$0.isEmpty }) {
            let text = joinedList(leaf.values)
            guard leaf.name.utf8.count <= ImportLimit.heading, text.utf8.count <= ImportLimit.field else {
                builder.fault(
                    .fieldTooLong, field: leaf.name, "the text is longer than \(ImportLimit.field) bytes; shorten it.")
                continue
            }
            let field = fieldsByName[leaf.name] ?? columns.fieldCount
            if field == columns.fieldCount {
                guard field < ImportLimit.columns else {
                    builder.fault(.tooManyColumns, "the file has more than \(ImportLimit.columns) different names.")
                    return
                }
                fieldsByName[leaf.name] = field
                columns.place(unmapped: leaf.name)
            }
            if field >= values.count { values += Array(repeating: nil, count: field + 1 - values.count) }
            values[field] = text
        }
        builder.end(values)
    }

    /// The field of the column that a name means; a specification that was not there before gets a new one.
    private mutating func field(named name: String) -> Int? {
        if let field = fieldsByName[name] { return field }
        guard name.utf8.count <= ImportLimit.heading else { return nil }
        var field = table.column(named: name).flatMap { columns.field(of: $0) }
        if field == nil, table.takesSpecifications, columns.fieldCount < ImportLimit.columns,
            let column = SpecificationColumn(heading: name, field: columns.fieldCount)
        {
            field = columns.specifications.first { $0.name == column.name && $0.kind == column.kind }?.field
            if field == nil {
                field = columns.fieldCount
                columns.place(column)
            }
        }
        // The spellings of one name are endless: only some are worth remembering.
        if let field, fieldsByName.count < 4 * ImportLimit.columns { fieldsByName[name] = field }
        return field
    }
}
