/// Writes the serials of one printed space: everything but the sequence number is worked out beforehand.
///
/// A serial costs one division and one table look-up a digit; a run of serials (``lines(from:through:)``) mostly one
/// look-up a serial. A scrambled one costs ten rounds of its cipher besides, for which a run takes many at a time.
public struct SerialWriter: Sendable {
    /// How many bytes each serial has.
    public let length: Int
    /// How many sequence numbers there are.
    public let room: Int64

    let tables: SerialTables
    /// Scrambles sequence numbers before they are written.
    private let permutation: SequencePermutation?

    init(layout: SerialLayout, room: Int64, template: [UInt8], permutation: SequencePermutation?) {
        self.permutation = permutation
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
        tables.withPointers { $0.write(printed(sequence), into: buffer) }
    }

    /// One serial as text.
    ///
    /// - Throws: `format.sequence`.
    public func text(of sequence: Int64) throws(IdentifierError) -> String {
        try check(sequence)
        return String(unsafeUninitializedCapacity: length) { buffer in
            tables.withPointers { $0.write(printed(sequence), into: buffer) }
            return length
        }
    }

    /// Appends one serial and a line feed.
    ///
    /// - Throws: `format.sequence`.
    public func appendLine(_ sequence: Int64, to bytes: inout [UInt8]) throws(IdentifierError) {
        try check(sequence)
        let line: [UInt8] = [UInt8](unsafeUninitializedCapacity: length + 1) { buffer, count in
            tables.withPointers { $0.write(printed(sequence), into: buffer) }
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

    /// The number that stands on the plate for a sequence number.
    private func printed(_ sequence: Int64) -> UInt64 {
        permutation?.encrypt(UInt64(sequence)) ?? UInt64(sequence)
    }

    /// Writes consecutive serials, each with a line feed, into a buffer that they fit; the numbers are in the room.
    func writeLines(from first: Int64, count: Int, into buffer: UnsafeMutableBufferPointer<UInt8>) {
        guard let permutation else {
            tables.withPointers { $0.writeLines(from: UInt64(first), count: count, into: buffer) }
            return
        }
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: SequencePermutation.batchSize) { numbers in
            var written = 0
            while written < count {
                let batch: Int = min(count - written, numbers.count)
                let part = UnsafeMutableBufferPointer(rebasing: numbers[..<batch])
                for index in 0..<batch { part.initializeElement(at: index, to: UInt64(first + Int64(written + index))) }
                permutation.encrypt(part)
                tables.withPointers { tables in
                    for index in 0..<batch {
                        let line: Int = (written + index) * (length + 1)
                        tables.write(part[index], into: UnsafeMutableBufferPointer(rebasing: buffer[line...]))
                        buffer[line + length] = ASCII.lineFeed
                    }
                }
                written += batch
            }
        }
    }

    private func check(_ sequence: Int64) throws(IdentifierError) {
        guard sequence >= 0, sequence < room else {
            throw .format(
                .formatSequence, "there is no place for the sequence number \(sequence)",
                expected: "0 to \(room - 1)")
        }
    }
}
