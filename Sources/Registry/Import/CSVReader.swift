/// Reads a table from CSV (RFC 4180) as its bytes arrive, in bounded memory, without making text of a field until it
/// is asked. Rows that are blank throughout are skipped.
///
/// The Swift packages for CSV load the whole text and report no row, field or byte, so this reader is our own.
package struct CSVReader: RowReader {
    private enum Stage { case header, rows, ended }

    private let table: ImportTable
    private let options: ImportOptions
    /// A mapping makes our columns of the file's, whatever these are.
    private let isMapped: Bool
    /// Rows that are not as the header says, or hold odd bytes, are rows all the same.
    private let keepsFaulty: Bool
    private var stage = Stage.header
    private var pending = PendingBytes()
    private var queue = RecordQueue()
    private var faults: [RowError] = []
    private var scanner = CSVScanner()
    /// Where the next record to be cut begins.
    private var place = ImportPosition.start
    package private(set) var layout: ImportLayout?

    package init(
        _ table: ImportTable, _ options: ImportOptions = ImportOptions(), isMapped: Bool = false,
        keepsFaulty: Bool = false
    ) {
        self.keepsFaulty = keepsFaulty
        self.table = table
        self.options = options
        self.isMapped = isMapped
    }

    package var position: ImportPosition { queue.position }

    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard stage != .ended else { return }
        pending.append(bytes)
    }

    package mutating func finish() {
        pending.finish()
    }

    package mutating func next() throws(RowError) -> ImportRow? {
        while true {
            if !faults.isEmpty { throw faults.removeFirst() }
            if let row = try queue.next() { return row }
            guard stage != .ended, let (bytes, isLast) = pending.next() else { return nil }
            if stage == .header {
                readHeader(bytes, isLast: isLast)
            } else {
                readRows(bytes, isLast: isLast)
            }
        }
    }

    package mutating func readHeader() throws(RowError) -> Bool {
        while stage == .header, let (bytes, isLast) = pending.next() { readHeader(bytes, isLast: isLast) }
        if !faults.isEmpty { throw faults.removeFirst() }
        return layout != nil
    }

    package mutating func resume(at position: ImportPosition) {
        guard stage == .rows else { return }
        pending.reset()
        queue.reset(to: position)
        place = position
    }

    private mutating func end(_ code: RowError.Code, field: String? = nil, byte: Int? = nil, _ sentence: String) {
        faults.append(
            RowError(
                code, row: place.row, line: place.line, field: field, byte: byte, endsReading: true, sentence))
        stage = .ended
        pending.reset()
    }

    private mutating func pass(_ record: CSVScanner.Record, from start: Int) {
        place.offset += record.next - start
        place.row += 1
        place.line += record.lineBreaks
    }

    /// Asks for more bytes as no record ends within those at hand, or gives up.
    private mutating func widen(_ outcome: CSVScanner.Outcome, isLast: Bool) {
        switch outcome {
        case .cutOff where pending.widen(): return
        case .openQuote where !isLast && pending.widen(): return
        case .openQuote(let field, let lineBreaks):
            let limit = isLast ? "the end of the file" : "\(ImportLimit.row) bytes"
            end(
                .unterminatedQuote, field: layout.flatMap { field < $0.fieldCount ? $0.headings[field] : nil },
                "the quote that opens on line \(place.line + lineBreaks) is not closed within \(limit); close it, or "
                    + "double it if it is part of the text.")
        case .cutOff, .record:
            end(.rowTooLong, "the row is longer than \(ImportLimit.row) bytes; is this a CSV file?")
        }
    }

    // MARK: The header

    private mutating func readHeader(_ bytes: [UInt8], isLast: Bool) {
        var bytes = bytes
        var index = 0
        if place.offset == 0 {
            if let fault = TextEncoding.faultOfStart(bytes) {
                return end(fault.code, byte: fault.byte, fault.sentence)
            }
            if bytes.starts(with: TextEncoding.byteOrderMark) {
                index = TextEncoding.byteOrderMark.count
                place.offset = index
            }
        }
        while index < bytes.count {
            scanner.delimiter = CSVScanner.delimiter(in: bytes, from: index)
            var header = RecordTable()
            let outcome = scanner.record(in: bytes.span, from: index, isLast: isLast, into: &header)
            guard case .record(let record) = outcome, record.next - index <= ImportLimit.row else {
                pending.consume(index)
                return widen(outcome, isLast: isLast)
            }
            header.undouble(&bytes)
            let fields = stride(from: 0, to: header.bounds.count, by: 2).map { bound in
                trimmed(Int(header.bounds[bound])..<Int(header.bounds[bound + 1]), in: bytes)
            }
            if fields.allSatisfy(\.isEmpty) {
                pass(record, from: index)
                index = record.next
                continue
            }
            pending.consume(record.next)
            useHeader(fields, in: bytes)
            pass(record, from: index)
            queue.reset(to: place)
            return
        }
        pending.consume(index)
        guard isLast else { return }
        place = ImportPosition.start
        end(
            .empty,
            "the file is empty; its first row must name the columns, such as "
                + table.requiredColumns(options).map(\.name).joined(separator: ",") + ".")
    }

    private mutating func useHeader(_ fields: [Range<Int>], in bytes: [UInt8]) {
        guard fields.count <= ImportLimit.columns else {
            return end(
                .tooManyColumns, "the header names \(fields.count) columns; \(ImportLimit.columns) are the most.")
        }
        var headings: [String] = []
        for (index, range) in fields.enumerated() {
            let letters = ImportLayout.letters(index)
            if let fault = TextEncoding.fault(of: range, in: bytes) {
                return end(fault.code, field: letters, byte: fault.byte, fault.sentence)
            }
            guard range.count <= ImportLimit.heading else {
                return end(
                    .fieldTooLong, field: letters,
                    "a header has at most \(ImportLimit.heading) bytes; does the file begin with its header?")
            }
            headings.append(String(decoding: bytes[range], as: UTF8.self))
        }
        do {
            layout =
                isMapped
                ? ImportLayout(unmapped: headings, table: table)
                : try ImportLayout(table: table, headings: headings, options, at: place)
            layout?.options = options
            stage = .rows
        } catch {
            faults += error.shown
            stage = .ended
        }
    }

    // MARK: The rows

    private mutating func readRows(_ bytes: [UInt8], isLast: Bool) {
        guard let layout, !bytes.isEmpty else {
            stage = .ended
            return
        }
        var bytes = bytes
        let check = CSVRowCheck(layout: layout, delimiter: scanner.delimiter, isPlain: TextEncoding.isPlain(bytes))
        var table = RecordTable()
        var index = 0
        while index < bytes.count {
            let mark = table.mark
            let outcome = scanner.record(in: bytes.span, from: index, isLast: isLast, into: &table)
            guard case .record(let record) = outcome, record.next - index <= ImportLimit.row else {
                table.takeBack(to: mark)
                if index == 0 { return widen(outcome, isLast: isLast) }
                break
            }
            let entry = RecordTable.Record(
                position: place, firstBound: mark.bounds, fieldCount: (table.bounds.count - mark.bounds) / 2)
            let length = record.next - index
            if keepsFaulty
                || check.isPlainRow(entry, length: length, brokenField: record.brokenField, firstByte: bytes[index])
            {
                table.add(entry)
            } else if !check.judge(entry, length: length, brokenField: record.brokenField, in: bytes, &table) {
                table.takeBack(to: mark)
            }
            pass(record, from: index)
            index = record.next
        }
        table.undouble(&bytes)
        pending.consume(index)
        queue.refill(RecordBlock(layout: layout, bytes: bytes, table: table, isSpreadsheet: true), until: place)
    }
}
