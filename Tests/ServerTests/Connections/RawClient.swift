import NIOCore
import NIOPosix
import NIOSSL

/// A connection of bytes, for clients that no library would be.
struct RawClient {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var pieces: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    /// What has come and nobody has taken.
    private(set) var received = ""

    /// Connects; the connection closes when `body` returns.
    /// - Parameter autoRead: False for somebody who reads nothing.
    static func with<R>(
        port: Int, tls: NIOSSLContext? = nil, name: String = "localhost", autoRead: Bool = true,
        _ body: (inout RawClient) async throws -> R
    ) async throws -> R {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: autoRead)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        let handler = try NIOSSLClientHandler(context: tls, serverHostname: name)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var client = RawClient(channel: channel, outbound: outbound, pieces: inbound.makeAsyncIterator())
            return try await body(&client)
        }
    }

    private init(
        channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        pieces: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    ) {
        (self.channel, self.outbound, self.pieces) = (channel, outbound, pieces)
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// Sends a request without a body, which leaves the connection open.
    func get(_ path: String, host: String) async throws {
        try await send("GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    }

    /// Waits for a text, and takes all up to its end. - Returns: What there was where the other side ends before.
    mutating func text(until end: String) async throws -> String {
        while true {
            if let range = received.firstRange(of: end) {
                let text = String(received[..<range.upperBound])
                received = String(received[range.upperBound...])
                return text
            }
            guard try await more() else {
                defer { received = "" }
                return received
            }
        }
    }

    /// All that comes until the other side closes the connection, in good order or not.
    mutating func textToTheEnd() async throws -> String {
        while try await more() {}
        defer { received = "" }
        return received
    }

    private mutating func more() async throws -> Bool {
        do {
            guard let piece = try await pieces.next(isolation: #isolation) else { return false }
            received += String(buffer: piece)
            return true
        } catch is IOError {
            return false
        }
    }
}
