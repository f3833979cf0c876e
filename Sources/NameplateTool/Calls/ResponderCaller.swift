import Server

/// Calls the server's routes within this process, where nobody else has the database open.
struct ResponderCaller: Caller {
    let caller: InProcessCaller

    func send(
        _ call: APICall, receive: @escaping @Sendable (AnswerHead, [UInt8]) async throws -> Void
    ) async throws {
        let body: any AsyncSequence<[UInt8], any Error> & Sendable =
            switch call.body {
            case .none: OnePiece(bytes: [])
            case .bytes(let bytes): OnePiece(bytes: bytes)
            case .stream(let pieces): pieces
            }
        try await caller.send(
            call.method.rawValue, call.target, headers: call.headers, body: InProcessCaller.stream(body)
        ) { head, piece in
            try await receive(AnswerHead(status: head.status, headers: head.headers), piece)
        }
    }
}

/// A body that is ready.
private struct OnePiece: AsyncSequence, Sendable {
    typealias Failure = any Error
    let bytes: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(bytes: bytes.isEmpty ? nil : bytes) }

    struct Iterator: AsyncIteratorProtocol {
        var bytes: [UInt8]?

        mutating func next() async throws -> [UInt8]? {
            defer { bytes = nil }
            return bytes
        }
    }
}
