import Synchronization

/// How an answer begins.
struct AnswerHead: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []

    var isSuccess: Bool { (200..<300).contains(status) }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// A way to the HTTP API: within this process or to a running server.
protocol Caller: Sendable {
    /// Sends a call and hands over the pieces of the answer's body as they come; the next piece is asked for when
    /// `receive` returns. It gets the head with each; an answer without a body has one empty piece.
    func send(
        _ call: APICall, receive: @escaping @Sendable (AnswerHead, [UInt8]) async throws -> Void
    ) async throws
}

extension Caller {
    /// Hands over the pieces of an answer that goes well.
    /// - Throws: ``Refusal`` where the API refuses the call.
    func stream(_ call: APICall, receive: @escaping @Sendable ([UInt8]) async throws -> Void) async throws {
        let refused = Received()
        try await send(call) { head, piece in
            if head.isSuccess { try await receive(piece) } else { refused.add(head, piece) }
        }
        if let (head, body) = refused.answer { throw Refusal(head, body, typed: call.typed) }
    }

    /// The whole answer to a call.
    /// - Throws: ``Refusal`` where the API refuses it.
    func answer(to call: APICall) async throws -> (head: AnswerHead, body: [UInt8]) {
        let received = Received()
        try await send(call) { head, piece in received.add(head, piece) }
        guard let (head, body) = received.answer else { throw ToolError.noAnswer }
        guard head.isSuccess else { throw Refusal(head, body, typed: call.typed) }
        return (head, body)
    }
}

/// An answer while it comes in.
private final class Received: Sendable {
    private let received = Mutex<(head: AnswerHead, body: [UInt8])?>(nil)

    var answer: (head: AnswerHead, body: [UInt8])? { received.withLock { $0 } }

    func add(_ head: AnswerHead, _ piece: [UInt8]) {
        received.withLock { received in
            if received == nil { received = (head, []) }
            received?.body += piece
        }
    }
}
