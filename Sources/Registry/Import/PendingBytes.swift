/// Bytes that have arrived and are not yet cut into records.
///
/// Records are cut from a window of 256 KiB at a time. Where not even one record ends within it, the window doubles,
/// so that a long record is looked at a few times, not once for each piece in which it arrives.
struct PendingBytes {
    private var bytes: [UInt8] = []
    private var head = 0
    private var window = ImportLimit.window
    private(set) var isFinished = false

    var isEmpty: Bool { head == bytes.count }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        if head > 0 {
            bytes.removeFirst(head)
            head = 0
        }
        bytes.append(contentsOf: more)
    }

    mutating func finish() {
        isFinished = true
    }

    /// The next window, and if the file ends with it; `nil` while too little has arrived.
    func next() -> (bytes: [UInt8], isLast: Bool)? {
        let available = bytes.count - head
        guard isFinished || available >= window else { return nil }
        let length = min(available, window)
        return (Array(bytes[head..<(head + length)]), isFinished && length == available)
    }

    /// Drops what has been cut into records.
    mutating func consume(_ count: Int) {
        guard count > 0 else { return }
        head += count
        window = ImportLimit.window
    }

    /// Asks for more, as no record ends within the window.
    ///
    /// - Returns: `false` where a record would be longer than any may be.
    mutating func widen() -> Bool {
        guard window <= ImportLimit.row else { return false }
        window *= 2
        return true
    }

    /// Forgets everything: reading goes on elsewhere in the file.
    mutating func reset() {
        self = PendingBytes()
    }
}
