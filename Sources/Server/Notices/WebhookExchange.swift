import NIOCore
import NIOHTTP1

/// What came back from a webhook.
struct WebhookReply: Hashable, Sendable {
    var status: Int
    /// What `Retry-After` asks for, in seconds.
    var retryAfter: Int64?
}

/// Sends one request as soon as the connection is there, and reads the answer as far as its status: of its body no more than
/// a webhook that is well has to say.
final class WebhookExchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// The most bytes of an answer that are waited for.
    private static let mostBytes = 65_536

    private let head: HTTPRequestHead
    private let body: [UInt8]
    private let promise: EventLoopPromise<WebhookReply>
    private var reply: WebhookReply?
    private var received = 0

    init(_ head: HTTPRequestHead, _ body: [UInt8], _ promise: EventLoopPromise<WebhookReply>) {
        (self.head, self.body, self.promise) = (head, body, promise)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let response) where (100..<200).contains(response.status.code): break
        case .head(let response):
            let wish = response.headers.first(name: "Retry-After").flatMap { Int64($0) }
            reply = WebhookReply(status: Int(response.status.code), retryAfter: wish)
        case .body(let bytes):
            received += bytes.readableBytes
            if received > Self.mostBytes { finish(context) }
        case .end: finish(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(context)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What comes after the status changes nothing any more.
        if reply == nil { promise.fail(error) }
        finish(context)
    }

    private func finish(_ context: ChannelHandlerContext) {
        if let reply { promise.succeed(reply) } else { promise.fail(ChannelError.eof) }
        context.close(promise: nil)
    }
}
