import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A program on this machine that is told of what happens: keeps what it gets, and answers what it is told to.
final class WebhookReceiver: Sendable {
    private let requests = Mutex<[String]>([])
    /// What it answers, one after the other, and the last one for ever; nothing where that is empty.
    private let answers: Mutex<[String]>
    private let channel = Mutex<(any Channel)?>(nil)

    init(_ answers: [String]) { self.answers = Mutex(answers) }

    /// The requests, whole, in their order.
    var got: [String] { requests.withLock { $0 } }
    var port: Int { channel.withLock { $0?.localAddress?.port ?? 0 } }

    func start() async throws {
        let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Reader(self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        channel.withLock { $0 = bound }
    }

    func close() async throws {
        let bound = channel.withLock { $0 }
        try await bound?.close().get()
    }

    /// A whole answer with this status line and further header lines.
    static func answer(_ status: String, _ headers: String = "", body: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
    }

    private func take(_ request: String) -> String {
        requests.withLock { $0.append(request) }
        return answers.withLock { answers in answers.count > 1 ? answers.removeFirst() : answers.first ?? "" }
    }

    /// Reads one request and answers it.
    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let receiver: WebhookReceiver
        private var text = ""

        init(_ receiver: WebhookReceiver) { self.receiver = receiver }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            guard let end = text.range(of: "\r\n\r\n"),
                let match = text.firstMatch(of: /Content-Length: ([0-9]+)/), let length = Int(match.1),
                text[end.upperBound...].utf8.count >= length
            else { return }
            let answer = receiver.take(text)
            text = ""
            guard !answer.isEmpty else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
