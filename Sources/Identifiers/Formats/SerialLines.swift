/// A run of serials that is written piece by piece into buffers of the caller's, each serial followed by a line feed.
///
/// It holds no more than the next sequence number: a run can be taken up again anywhere.
public struct SerialLines: Sendable {
    private let writer: SerialWriter
    /// The next sequence number to be written.
    public private(set) var next: Int64
    /// The last sequence number of the run.
    public let last: Int64

    init(writer: SerialWriter, first: Int64, last: Int64) {
        self.writer = writer
        self.next = first
        self.last = last
    }

    /// Whether everything is written.
    public var isFinished: Bool { next > last }

    /// The bytes of one line.
    public var lineLength: Int { writer.length + 1 }

    /// Writes as many whole lines as fit.
    ///
    /// - Parameter buffer: Where to write; at least ``lineLength`` bytes, or nothing is written.
    /// - Returns: The number of bytes written; 0 once the run is finished.
    public mutating func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        guard !isFinished else { return 0 }
        // Compared without adding: the run may hold nearly 2^63 serials.
        let left: Int64 = last - next
        let fitting: Int = buffer.count / lineLength
        guard fitting > 0 else { return 0 }
        let count: Int = left < Int64(fitting) ? Int(left) + 1 : fitting
        writer.writeLines(from: next, count: count, into: buffer)
        // `last` is below the room and the room fits 63 bits, so this cannot overflow.
        next += Int64(count)
        return count * lineLength
    }
}
