import Foundation

/// A pipe that a thread empties as fast as it can.
final class EmptiedPipe {
    private let pipe = Pipe()
    private let drain: Drain

    init() {
        drain = Drain(pipe.fileHandleForReading.fileDescriptor)
    }

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes {
                Foundation.write(pipe.fileHandleForWriting.fileDescriptor, $0.baseAddress, $0.count)
            }
            guard written > 0 else { throw UnequalWork("The pipe took nothing.") }
            rest = rest.dropFirst(written)
        }
    }

    /// Ends the pipe and waits for its last byte. - Returns: How many bytes went through.
    func finish() -> Int {
        try? pipe.fileHandleForWriting.close()
        return drain.wait()
    }

    private final class Drain: @unchecked Sendable {
        // Written by the thread alone until it signals.
        private var count = 0
        private let end = DispatchSemaphore(value: 0)

        init(_ descriptor: Int32) {
            Thread.detachNewThread { [self] in
                var buffer = [UInt8](repeating: 0, count: 64 * 1024)
                while true {
                    let read = Foundation.read(descriptor, &buffer, buffer.count)
                    guard read > 0 else { break }
                    count += read
                }
                end.signal()
            }
        }

        func wait() -> Int {
            end.wait()
            return count
        }
    }
}
