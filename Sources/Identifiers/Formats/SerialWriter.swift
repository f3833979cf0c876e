/// Writes the serials of one printed space: everything but the sequence number is worked out beforehand.
///
/// A serial costs one division and one table look-up a digit; a run of serials (``lines(from:through:)``) mostly one
/// look-up a serial.
public struct SerialWriter: Sendable {
    /// How many bytes each serial has.
    public let length: Int
    /// How many sequence numbers there are.
    public let room: Int64

    let tables: SerialTables

    init(layout: SerialLayout, room: Int64, template: [UInt8]) {
        self.length = template.count
        self.room = room
        self.tables = SerialTables(layout: layout, template: template)
    }

    /// Writes one serial.
    ///
    /// - Parameters:
    ///   - sequence: 0 up to ``room``, exclusive.
    ///   - buffer: At least ``length`` bytes; the first of them are written.
    /// - Throws: `format.sequence`.
    public func write(
        _ sequence: Int64, into buffer: UnsafeMutableBufferPointer<UInt8>
    ) throws(IdentifierError) {
        try check(sequence)
        precondition(buffer.count >= length, "the buffer is at least as long as a serial")
        tables.withPointers { $0.write(UInt64(sequence), into: buffer) }
    }

    /// One serial as text.
    ///
    /// - Throws: `format.sequence`.
    public func text(of sequence: Int64) throws(IdentifierError) -> String {
        try check(sequence)
        return String(unsafeUninitializedCapacity: length) { buffer in
            tables.withPointers { $0.write(UInt64(sequence), into: buffer) }
            return length
        }
    }

    /// Appends one serial and a line feed.
    ///
    /// - Throws: `format.sequence`.
    public func appendLine(_ sequence: Int64, to bytes: inout [UInt8]) throws(IdentifierError) {
        try check(sequence)
        let line: [UInt8] = [UInt8](unsafeUninitializedCapacity: length + 1) { buffer, count in
            tables.withPointers { $0.write(UInt64(sequence), into: buffer) }
            buffer[length] = ASCII.lineFeed
            count = length + 1
        }
        bytes += line
    }

    /// A run of serials to be written into buffers, one a line.
    ///
    /// - Throws: `format.sequence` where the range leaves the format's room or runs backwards.
    public func lines(from first: Int64, through last: Int64) throws(IdentifierError) -> SerialLines {
        try check(first)
        try check(last)
        guard first <= last else {
            throw .format(.formatSequence, "the run from \(first) to \(last) is backwards", expected: "first to last")
        }
        return SerialLines(writer: self, first: first, last: last)
    }

    private func check(_ sequence: Int64) throws(IdentifierError) {
        guard sequence >= 0, sequence < room else {
            throw .format(
                .formatSequence, "there is no place for the sequence number \(sequence)",
                expected: "0 to \(room - 1)")
        }
    }
}
