/// Many records of a file: the bytes of their fields and where each field lies. Never changed once made, so its rows
/// may be kept, handed to another thread and read again when a transaction runs again.
final class RecordBlock: Sendable {
    let layout: ImportLayout
    let bytes: [UInt8]
    let table: RecordTable
    /// Whether the cells may have passed through a spreadsheet, see ``FormulaGuard``.
    let isSpreadsheet: Bool

    init(layout: ImportLayout, bytes: [UInt8], table: RecordTable, isSpreadsheet: Bool) {
        self.isSpreadsheet = isSpreadsheet
        self.layout = layout
        self.bytes = bytes
        self.table = table
    }
}

/// Where the fields of many records lie.
struct RecordTable: Sendable {
    struct Record: Sendable {
        var position: ImportPosition
        var firstBound: Int
        var fieldCount: Int
    }

    enum Entry: Sendable {
        case row(Int)
        case fault(Int)
    }

    /// Begin and end of each field in the block's bytes, two by two.
    var bounds: [UInt32] = []
    /// Indices in ``bounds`` of the fields in which each quote is still doubled.
    var doubled: [Int] = []
    var records: [Record] = []
    var faults: [RowError] = []
    /// Records and faults in the order of the file.
    var entries: [Entry] = []

    mutating func add(_ record: Record) {
        entries.append(.row(records.count))
        records.append(record)
    }

    mutating func add(_ fault: RowError) {
        entries.append(.fault(faults.count))
        faults.append(fault)
    }

    /// Appends a field of the record at hand. Blocks are a few MiB at most.
    mutating func append(_ lower: Int, _ upper: Int) {
        bounds.append(UInt32(truncatingIfNeeded: lower))
        bounds.append(UInt32(truncatingIfNeeded: upper))
    }

    /// How many fields there are, so that those of an unfinished or refused record can be taken back.
    var mark: (bounds: Int, doubled: Int) { (bounds.count, doubled.count) }

    mutating func takeBack(to mark: (bounds: Int, doubled: Int)) {
        bounds.removeLast(bounds.count - mark.bounds)
        doubled.removeLast(doubled.count - mark.doubled)
    }

    /// Makes one quote of two in the fields that hold doubled ones, within their own bytes.
    mutating func undouble(_ bytes: inout [UInt8]) {
        for bound in doubled {
            let end = Int(bounds[bound + 1])
            var from = Int(bounds[bound])
            var to = from
            while from < end {
                bytes[to] = bytes[from]
                from += bytes[from] == ASCII.quote ? 2 : 1
                to += 1
            }
            bounds[bound + 1] = UInt32(truncatingIfNeeded: to)
        }
        doubled.removeAll(keepingCapacity: true)
    }

    func range(_ field: Int, of record: Record) -> Range<Int> {
        let index = record.firstBound + 2 * field
        return Int(bounds[index])..<Int(bounds[index + 1])
    }
}

/// Hands out the rows and faults of blocks one by one. Shared by both readers.
struct RecordQueue {
    private var block: RecordBlock?
    private var cursor = 0
    /// Where the record after the last one handed out begins.
    private(set) var position = ImportPosition.start
    /// Where the record after the block begins.
    private var blockEnd = ImportPosition.start

    mutating func refill(_ block: RecordBlock, until end: ImportPosition) {
        self.block = block
        cursor = 0
        blockEnd = end
        if block.table.entries.isEmpty { position = end }
    }

    mutating func reset(to place: ImportPosition) {
        self = RecordQueue()
        position = place
        blockEnd = place
    }

    mutating func next() throws(RowError) -> ImportRow? {
        guard let block, cursor < block.table.entries.count else { return nil }
        let entry = block.table.entries[cursor]
        cursor += 1
        switch entry {
        case .fault(let index):
            throw block.table.faults[index]
        case .row(let index):
            let next = index + 1
            position = next < block.table.records.count ? block.table.records[next].position : blockEnd
            return ImportRow(block: block, index: index)
        }
    }
}
