import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Calls a server: the one that has the database open, over its Unix socket, or one elsewhere. What it answers is taken as
/// it is; where it points elsewhere, nobody follows.
struct ServerCaller: Caller {
    enum Destination: Sendable {
        /// The path of a Unix socket.
        case socket(String)
        case remote(RemoteServer)
    }
    let destination: Destination
    /// How long neither side may send anything.
    var patience = TimeAmount.seconds(120)

    init(to destination: Destination) { self.destination = destination }

    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, RequestPart>

    func send(
        _ call: APICall, receive: @escaping @Sendable (AnswerHead, [UInt8]) async throws -> Void
    ) async throws {
        let connection: Connection
        do {
            connection = try await connect()
        } catch {
            throw unreachable
        }
        do {
            try await exchange(call, over: connection, receive)
        } catch NIOSSLError.uncleanShutdown {
            throw ToolError.noAnswer
        } catch  where error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError {
            throw ToolError(
                "The server does not prove that it is the one of that name, by a certificate of somebody whom this system "
                    + "trusts. Check the address; where the certificate is your own, name it with --server-ca.",
                "server.untrusted")
        }
    }

    private func exchange(
        _ call: APICall, over connection: Connection,
        _ receive: @escaping @Sendable (AnswerHead, [UInt8]) async throws -> Void
    ) async throws {
        var call = call
        switch destination {
        case .socket: call = call.with("Host", "localhost")
        case .remote(let server):
            call = call.with("Host", server.authority)
            if let token = server.token { call = call.with("Authorization", "Bearer \(token.text)") }
        }
        let request = call
        try await connection.executeThenClose { inbound, outbound in
            // Both ways at once: an import's progress comes while its file is still being sent. A server that refuses
            // the file answers before it has read all of it; what is left of the sending then ends with this scope.
            async let sent: Void = Self.write(request, to: outbound, of: connection.channel)
            guard try await Self.read(inbound, receive) else {
                try await sent
                throw ToolError.noAnswer
            }
        }
    }

    private var unreachable: ToolError {
        switch destination {
        case .socket(let path):
            ToolError(
                "The server that has the database open does not answer at \(path). Is it ending? Try again.",
                "server.unreachable")
        case .remote(let server):
            ToolError(
                "The server \(server.authority) does not answer. Is the address right, and does it run?",
                "server.unreachable")
        }
    }

    private func connect() async throws -> Connection {
        let patience = self.patience
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connectTimeout(.seconds(5))
        switch destination {
        case .socket(let path):
            return try await bootstrap.connect(unixDomainSocketPath: path) { Self.prepare($0, nil, patience) }
        case .remote(let server):
            return try await bootstrap.connect(host: server.host, port: server.port) {
                Self.prepare($0, server, patience)
            }
        }
    }

    private static func prepare(
        _ channel: any Channel, _ server: RemoteServer?, _ patience: TimeAmount
    ) -> EventLoopFuture<Connection> {
        channel.eventLoop.makeCompletedFuture {
            if let server, let tls = server.tls {
                try channel.pipeline.syncOperations.addHandler(
                    NIOSSLClientHandler(context: tls, serverHostname: server.certifiedName))
            }
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            try channel.pipeline.syncOperations.addHandlers(
                IdleStateHandler(allTimeout: patience), RequestPartHandler())
            return try Connection(wrappingChannelSynchronously: channel)
        }
    }

    private static func write(
        _ call: APICall, to outbound: NIOAsyncChannelOutboundWriter<RequestPart>, of channel: any Channel
    ) async throws {
        do {
            var headers = HTTPHeaders(call.headers.map { ($0.name, $0.value) })
            headers.add(name: "Connection", value: "close")
            switch call.body {
            case .none: break
            case .bytes(let bytes): headers.add(name: "Content-Length", value: String(bytes.count))
            case .stream: headers.add(name: "Transfer-Encoding", value: "chunked")
            }
            let method = HTTPMethod(rawValue: call.method.rawValue)
            try await outbound.write(
                .head(HTTPRequestHead(version: .http1_1, method: method, uri: call.target, headers: headers)))
            switch call.body {
            case .none: break
            case .bytes(let bytes): try await outbound.write(.body(ByteBuffer(bytes: bytes)))
            case .stream(let pieces):
                for try await piece in pieces { try await outbound.write(.body(ByteBuffer(bytes: piece))) }
            }
            try await outbound.write(.end(nil))
        } catch {
            // The server would wait for the rest for ever.
            channel.close(promise: nil)
            throw error
        }
    }

    /// Hands over the answer. - Returns: Whether there was a whole one.
    private static func read(
        _ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>,
        _ receive: (AnswerHead, [UInt8]) async throws -> Void
    ) async throws -> Bool {
        var (head, isEmpty): (AnswerHead?, Bool) = (nil, true)
        for try await part in inbound {
            switch part {
            case .head(let response):
                head = AnswerHead(
                    status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) })
            case .body(let buffer):
                guard let head else { return false }
                isEmpty = false
                try await receive(head, Array(buffer.readableBytesView))
            case .end:
                guard let head else { return false }
                if isEmpty { try await receive(head, []) }
                return true
            }
        }
        return false
    }
}

/// A part of a request that may cross to the event loop.
private typealias RequestPart = HTTPPart<HTTPRequestHead, ByteBuffer>

/// Turns buffers into what NIO's encoder takes, and a connection on which nothing happens into an error.
private final class RequestPartHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = RequestPart
    typealias OutboundOut = HTTPClientRequestPart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPClientRequestPart =
            switch unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let buffer): .body(.byteBuffer(buffer))
            case .end(let trailers): .end(trailers)
            }
        context.write(wrapOutboundOut(part), promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is IdleStateHandler.IdleStateEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        context.fireErrorCaught(
            ToolError("The server has said nothing for too long. Its log says why.", "server.silent"))
        context.close(promise: nil)
    }
}
