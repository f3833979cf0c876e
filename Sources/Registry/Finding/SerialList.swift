/// An entry of a list of serial numbers.
package struct SerialListEntry: Hashable, Sendable {
    /// Where it begins, in lines from 1.
    package var line: Int
    /// What stands there, without blanks around it; of a line that is too long, its beginning.
    package var text: String
    /// The model, where the list has a column for it.
    package var model: String?
    package var isTooLong = false

    package init(line: Int, text: String, model: String? = nil, isTooLong: Bool = false) {
        self.line = line
        self.text = text
        self.model = model
        self.isTooLong = isTooLong
    }
}

/// How a list of serial numbers is written.
package enum SerialListSyntax: Sendable {
    /// An entry a line.
    case lines
    /// A table (CSV) whose header names the columns `serial` and, where there is one, `model`; others are passed over. A
    /// table of one column needs no header.
    case table

    package var reader: any SerialListReader {
        switch self {
        case .lines: SerialLineReader()
        case .table: SerialTableReader()
        }
    }
}

/// Cuts a list into entries as its bytes arrive, and holds no more than the entry that is not yet whole.
package protocol SerialListReader: Sendable {
    /// The entries that these bytes complete.
    /// - Throws: `list.invalid` where nothing can be read.
    mutating func read(_ bytes: [UInt8]) throws(RegistryError) -> [SerialListEntry]

    /// The last entry, where no line feed ends it.
    mutating func finish() throws(RegistryError) -> [SerialListEntry]
}

/// How much a list may hold.
package enum SerialListLimit {
    /// Entries; a longer list is sent in parts.
    package static let entries = 200_000
    /// Bytes of a line; what lies beyond is passed over.
    package static let line = 4_096
    /// Bytes of a row of a table.
    package static let row = 65_536
}

/// An entry a line.
private struct SerialLineReader: SerialListReader {
    private var line = 1
    private var current: [UInt8] = []
    private var isTooLong = false
    private var isAfterReturn = false
    private var isAtStart = true

    mutating func read(_ bytes: [UInt8]) throws(RegistryError) -> [SerialListEntry] {
        if isAtStart, let fault = TextEncoding.faultOfStart(bytes) { throw SerialTableReader.invalid(fault.sentence) }
        isAtStart = isAtStart && bytes.isEmpty
        var entries: [SerialListEntry] = []
        for byte in bytes {
            let isPairedFeed = isAfterReturn && byte == ASCII.lineFeed
            isAfterReturn = byte == ASCII.carriageReturn
            if isPairedFeed { continue }
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                entries.append(entry())
            } else if current.count < SerialListLimit.line {
                current.append(byte)
            } else {
                isTooLong = true
            }
        }
        return entries
    }

    mutating func finish() -> [SerialListEntry] { current.isEmpty ? [] : [entry()] }

    /// The line that has been read, and the next one begun.
    private mutating func entry() -> SerialListEntry {
        let start = line == 1 && current.starts(with: TextEncoding.byteOrderMark) ? TextEncoding.byteOrderMark.count : 0
        let range = trimmed(start..<current.count, in: current)
        let entry = SerialListEntry(
            line: line, text: String(decoding: current[range], as: UTF8.self), isTooLong: isTooLong)
        current.removeAll(keepingCapacity: true)
        isTooLong = false
        line += 1
        return entry
    }
}
