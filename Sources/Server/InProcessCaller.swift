import HTTPTypes
package import Hummingbird

/// Sends requests to the routes within this process, without a socket: as the administrator, through the same checks.
package struct InProcessCaller: Sendable {
    private let responder: NameplateResponder

    package init(_ responder: NameplateResponder) { self.responder = responder }

    /// How an answer begins.
    package struct Head: Sendable {
        package var status: Int
        package var headers: [(name: String, value: String)]
    }

    /// Sends one request and hands over its answer's body piece by piece; the next piece is made when `receive` returns.
    /// - Parameters:
    ///   - target: The path with its query, percent-encoded.
    ///   - receive: Gets the head with every piece; at least once, with an empty piece where there is no body.
    package func send(
        _ method: String, _ target: String, headers: [(name: String, value: String)] = [],
        body: RequestBody = RequestBody(buffer: ByteBuffer()),
        receive: (Head, [UInt8]) async throws -> Void
    ) async throws {
        let response = await respond(method, target, headers: headers, body: body)
        let head = Self.head(response)
        try await receive(head, [])
        let (pieces, source) = RequestBody.makeStream()
        async let writing: Void = Self.write(response.body, to: source)
        for try await piece in pieces { try await receive(head, Array(piece.readableBytesView)) }
        await writing
    }

    private static func head(_ response: Response) -> Head {
        Head(
            status: response.status.code, headers: response.headers.map { ($0.name.rawName, $0.value) })
    }

    private static func write(_ body: ResponseBody, to source: RequestBody.Source) async {
        do {
            try await body.write(SourceWriter(source: source))
            source.finish()
        } catch {
            source.finish(error)
        }
    }

    /// Sends one request and collects its answer.
    package func send(
        _ method: String, _ target: String, headers: [(name: String, value: String)] = [], body: [UInt8]
    ) async throws -> (head: Head, body: [UInt8]) {
        let response = await respond(
            method, target, headers: headers, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let (pieces, source) = RequestBody.makeStream()
        async let writing: Void = Self.write(response.body, to: source)
        var bytes: [UInt8] = []
        for try await piece in pieces { bytes += piece.readableBytesView }
        await writing
        return (Self.head(response), bytes)
    }

    /// A request body of pieces that come by and by.
    package static func stream(_ pieces: any AsyncSequence<[UInt8], any Error> & Sendable) -> RequestBody {
        RequestBody(asyncSequence: Pieces(pieces))
    }

    private func respond(
        _ method: String, _ target: String, headers: [(name: String, value: String)], body: RequestBody
    ) async -> Response {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let head = HTTPRequest(
            method: HTTPRequest.Method(rawValue: method) ?? .get, scheme: "http", authority: "localhost", path: target,
            headerFields: fields)
        return await responder.respond(to: Request(head: head, body: body), through: .inProcess)
    }
}

/// Hands the pieces of a body to a stream, and waits while nobody takes them.
private struct SourceWriter: ResponseBodyWriter {
    let source: RequestBody.Source

    mutating func write(_ buffer: ByteBuffer) async throws {
        try Task.checkCancellation()
        await source.yield(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Pieces of bytes as the buffers that a request body is made of.
private struct Pieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    private let source: any AsyncSequence<[UInt8], any Error> & Sendable

    init(_ source: any AsyncSequence<[UInt8], any Error> & Sendable) { self.source = source }

    func makeAsyncIterator() -> Iterator { Iterator(source: source.makeAsyncIterator()) }

    struct Iterator: AsyncIteratorProtocol {
        var source: any AsyncIteratorProtocol<[UInt8], any Error>

        mutating func next() async throws -> ByteBuffer? {
            try await source.next(isolation: nil).map { ByteBuffer(bytes: $0) }
        }
    }
}
