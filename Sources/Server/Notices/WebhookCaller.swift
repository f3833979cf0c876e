import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
package import Nameplate
package import Registry

/// Calls webhooks over HTTP/1.1, signed as Standard Webhooks has it.
///
/// The host's addresses are looked up and judged once, and the connection goes to the very address that was judged: a name
/// that leads elsewhere a moment later leads nobody astray. Nobody is followed elsewhere.
package struct WebhookCaller: WebhookSender {
    private let rules: WebhookRules
    /// How long an answer may take, in all.
    private let patience: TimeAmount
    private let tls: NIOSSLContext?
    private let resolve: @Sendable (String) async throws -> [[UInt8]]

    /// The most addresses of a host that are tried.
    private static let mostAddresses = 3

    package init(rules: WebhookRules = .ofEnvironment) {
        self.init(rules: rules, patience: .seconds(20)) { try await HostAddresses.find($0) }
    }

    init(
        rules: WebhookRules, patience: TimeAmount, resolve: @escaping @Sendable (String) async throws -> [[UInt8]]
    ) {
        self.rules = rules
        self.patience = patience
        self.resolve = resolve
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        tls = try? NIOSSLContext(configuration: configuration)
    }

    package func send(_ message: WebhookMessage) async -> SendOutcome {
        guard message.address.isEncrypted || rules.allowsPlain else {
            return SendOutcome(.refused, problem: "address.plain")
        }
        let found: [[UInt8]]
        do {
            found = try await resolve(message.address.host)
        } catch {
            return SendOutcome(.failed, problem: "address.unknown")
        }
        guard rules.allowsPrivate || found.allSatisfy(AddressGuard.isPublic) else {
            return SendOutcome(.refused, problem: "address.private")
        }
        let addresses = found.prefix(Self.mostAddresses).compactMap { bytes in
            try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: message.address.port)
        }
        var outcome = SendOutcome(.failed, problem: "connection")
        for address in addresses {
            outcome = await send(message, to: address)
            // Who may have got it is not sent it again at another address.
            guard outcome.problem == "connection" else { break }
        }
        return outcome
    }

    private func send(_ message: WebhookMessage, to address: SocketAddress) async -> SendOutcome {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: WebhookReply.self)
        let channel: any Channel
        do {
            channel = try await connect(message, to: address, on: loop, promise).get()
        } catch {
            promise.fail(error)
            return SendOutcome(.failed, problem: "connection")
        }
        let timer = loop.scheduleTask(in: patience) {
            promise.fail(ChannelError.connectTimeout(patience))
            channel.close(promise: nil)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            do {
                return Self.outcome(of: try await promise.futureResult.get())
            } catch {
                return Self.outcome(of: error)
            }
        } onCancel: {
            promise.fail(CancellationError())
            channel.close(promise: nil)
        }
    }

    private func connect(
        _ message: WebhookMessage, to address: SocketAddress, on loop: any EventLoop,
        _ promise: EventLoopPromise<WebhookReply>
    ) -> EventLoopFuture<any Channel> {
        let (host, isEncrypted, tls) = (message.address.host, message.address.isEncrypted, self.tls)
        let (head, body) = Self.request(message)
        return ClientBootstrap(group: loop)
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if isEncrypted {
                        guard let tls else { throw ChannelError.operationUnsupported }
                        let isName = (try? SocketAddress(ipAddress: host, port: 0)) == nil
                        try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: isName ? host : nil))
                    }
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(WebhookExchange(head, body, promise))
                }
            }
            .connect(to: address)
    }

    private static func request(_ message: WebhookMessage) -> (HTTPRequestHead, [UInt8]) {
        let body = WebhookBody.bytes(of: message.content)
        let signatures = message.secrets.map {
            $0.signature(id: message.id, timestamp: message.timestamp, body: body)
        }
        let headers: HTTPHeaders = [
            "Host": message.address.authority, "Content-Type": "application/json",
            "Content-Length": String(body.count), "User-Agent": "Nameplate/\(Release.version)",
            "webhook-id": message.id, "webhook-timestamp": String(message.timestamp),
            "webhook-signature": signatures.joined(separator: " "), "Connection": "close",
        ]
        return (
            HTTPRequestHead(version: .http1_1, method: .POST, uri: message.address.target, headers: headers), body
        )
    }

    private static func outcome(of reply: WebhookReply) -> SendOutcome {
        let status = Int64(reply.status)
        switch reply.status {
        case 200..<300: return SendOutcome(.sent, status: status)
        case 300..<400: return SendOutcome(.failed, problem: "redirect", status: status)
        case 410: return SendOutcome(.gone, problem: "gone", status: status)
        default: return SendOutcome(.failed, problem: "status", status: status, retryAfter: reply.retryAfter)
        }
    }

    private static func outcome(of error: any Error) -> SendOutcome {
        switch error {
        case ChannelError.connectTimeout: SendOutcome(.failed, problem: "timeout")
        case is CancellationError: SendOutcome(.unable, problem: "ending")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: SendOutcome(.failed, problem: "certificate")
        default: SendOutcome(.failed, problem: "noAnswer")
        }
    }
}
