import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOSSL

/// A connection at a TCP door: counted, encrypted where there is a certificate, and watched.
struct GuardedChannel: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: HTTPChannelHandler.Responder
    let connections: Connections
    let limits: ConnectionLimits
    /// Nil where connections are not encrypted, or by a proxy.
    let certificate: TLSCertificate?
    /// Whether the other end of a connection is the asker, and not a proxy that stands for many.
    let countsNetworks: Bool

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let network = countsNetworks ? channel.remoteAddress.flatMap { Asker.network(of: $0) } : nil
        guard let connection = connections.admit(channel, from: network) else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        let limits = self.limits
        let http = HTTP1Channel(
            responder: responder,
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [RequestWatch(connection, limits)],
                httpDecoderConfiguration: ConnectionLimits.head))
        guard let certificate else { return http.setup(channel: channel, logger: logger) }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificate.context))
        }.flatMap { http.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async { await handleHTTP(asyncChannel: value, logger: logger) }
}
