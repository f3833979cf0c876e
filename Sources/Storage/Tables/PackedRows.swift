/// Rows of a table side by side in one buffer, in the binary form of PostgreSQL's COPY
/// (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4): the number of columns in 2 bytes, then each
/// value's length in 4 bytes and its bytes, −1 for NULL; integers and IEEE 754 numbers in 8 bytes, all big-endian.
///
/// The form is the same whichever engine the rows come from, so it also serves to compare them.
package struct PackedRows: Hashable, Sendable {
    package private(set) var bytes: [UInt8] = []
    package private(set) var count = 0

    package init() {}

    mutating func append(_ row: borrowing Row, _ columns: [Table.Column]) {
        bytes.append(bigEndian: UInt16(truncatingIfNeeded: columns.count))
        for (place, column) in columns.enumerated() {
            row.append(Int32(truncatingIfNeeded: place), column.kind, to: &bytes)
        }
        count += 1
    }

    package mutating func append(_ other: PackedRows) {
        bytes += other.bytes
        count += other.count
    }

    /// Hands over each value of each row, in order: its place in the row and its bytes, nil for NULL.
    /// - Parameter rowEnd: Called after each row's last value.
    func forEachValue(_ value: (Int, UnsafeRawBufferPointer?) throws -> Void, rowEnd: () throws -> Void) rethrows {
        try bytes.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 2 <= bytes.count {
                let columns = Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
                offset += 2
                for place in 0..<columns {
                    let size = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
                    offset += 4
                    if size < 0 {
                        try value(place, nil)
                    } else {
                        try value(place, UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size)]))
                        offset += size
                    }
                }
                try rowEnd()
            }
        }
    }
}
