private import Dispatch
private import Synchronization

/// Hands values from a thread that may wait to a task, at most a few ahead of it.
final class Handoff<Value: Sendable>: Sendable {
    let values: AsyncStream<Value>
    private let taker: AsyncStream<Value>.Continuation
    private let room: DispatchSemaphore
    private let isClosed = Atomic(false)

    /// - Parameter ahead: How many values may wait.
    init(ahead: Int) {
        (values, taker) = AsyncStream.makeStream(of: Value.self)
        // From nothing upwards: one with less than its first value must not be let go.
        room = DispatchSemaphore(value: 0)
        for _ in 0..<ahead { room.signal() }
    }

    /// Hands over a value, and waits while too many wait.
    /// - Throws: `CancellationError` where nobody takes any more.
    func put(_ value: Value) throws {
        room.wait()
        guard !isClosed.load(ordering: .acquiring) else { throw CancellationError() }
        taker.yield(value)
    }

    /// There are no more values.
    func finish() { taker.finish() }

    /// A value has been dealt with.
    func done() { room.signal() }

    /// Nobody takes any more.
    func close() {
        isClosed.store(true, ordering: .releasing)
        room.signal()
    }
}
