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
    /// How long a call may take, from looking its host up to the answer.
    private let patience: TimeAmount
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
    }

    /// Made once: it reads all authorities that the system trusts.
    private static let tls: NIOSSLContext? = {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try? NIOSSLContext(configuration: configuration)
    }()

    package func send(_ message: WebhookMessage) async -> SendOutcome {
        guard message.address.isEncrypted || rules.allowsPlain else {
            return SendOutcome(.refused, problem: "address.plain")
        }
        let end = NIODeadline.now() + patience
        let found: [[UInt8]]
        do {
            found = try await addresses(of: message.address.host, until: end)
        } catch ChannelError.connectTimeout {
            return SendOutcome(.failed, problem: "timeout")
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
            outcome = await send(message, to: address, until: end)
            // Who may have got it is not sent it again at another address.
            guard outcome.problem == "connection" else { break }
        }
        return outcome
    }

    /// The system's resolver takes as long as it likes: it is not waited for.
    private func addresses(of host: String, until end: NIODeadline) async throws -> [[UInt8]] {
        let (resolve, patience) = (self.resolve, self.patience)
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: [[UInt8]].self)
        let timer = loop.scheduleTask(deadline: end) { promise.fail(ChannelError.connectTimeout(patience)) }
        defer { timer.cancel() }
        promise.completeWithTask { try await resolve(host) }
        return try await promise.futureResult.get()
    }

    private func send(
        _ message: WebhookMessage, to address: SocketAddress, until end: NIODeadline
    ) async -> SendOutcome {
        let rest = end - NIODeadline.now()
        guard rest > .zero else { return SendOutcome(.failed, problem: "timeout") }
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: WebhookReply.self)
        let channel: any Channel
        do {
            channel = try await connect(message, to: address, within: min(rest, .seconds(5)), on: loop, promise).get()
        } catch {
            promise.fail(error)
            return SendOutcome(.failed, problem: "connection")
        }
        let timer = loop.scheduleTask(deadline: end) {
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
        _ message: WebhookMessage, to address: SocketAddress, within time: TimeAmount, on loop: any EventLoop,
        _ promise: EventLoopPromise<WebhookReply>
    ) -> EventLoopFuture<any Channel> {
        let (host, isEncrypted, tls) = (message.address.host, message.address.isEncrypted, Self.tls)
        let (head, body) = Self.request(message)
        return ClientBootstrap(group: loop)
            .connectTimeout(time)
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
