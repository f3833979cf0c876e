import HummingbirdCore
package import NIOCore

/// How much of the server one connection may take, and for how long. The Unix socket has none of these: whoever can open
/// it owns the database.
package struct ConnectionLimits: Sendable {
    /// Open at once; where more come, those that have rested longest give way.
    package var connections = 8_192
    /// The same where this process encrypts them: each then takes some 65 KiB of memory instead of 20.
    package var encryptedConnections = 4_096
    /// Open at once from one network, see ``Asker/network``. Many people may share one behind a router.
    package var connectionsPerNetwork = 256
    /// Until the first request's head has arrived whole, the handshake of TLS included.
    package var head: TimeAmount = .seconds(20)
    /// From an answer to the next request's head.
    package var rest: TimeAmount = .seconds(60)
    /// Between two pieces of a body, while the server waits for them.
    package var pause: TimeAmount = .seconds(30)
    /// That the server may wait for a body altogether…
    package var bodyWait: TimeAmount = .seconds(60)
    /// …beside a second for each so many bytes of it: slower lines than this are none that anybody imports over.
    package var bytesPerSecond = 1_024
    /// From the whole request to the first byte of its answer.
    package var answer: TimeAmount = .seconds(60)
    /// That the other side may read nothing while an answer waits to be sent.
    package var unread: TimeAmount = .seconds(60)
    /// That a connection stays open after its last answer, so that the other side can read it before what it still sends
    /// is refused.
    package var linger: TimeAmount = .seconds(5)

    package init() {}

    /// Connections that the kernel has made and nobody has taken yet, as far as it allows (net.core.somaxconn). Where they
    /// are more, their other sides try again a second later.
    static let backlog = 4_096

    /// A request's line and headers: the longest address has room, and is then refused with a reason.
    static let head = HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: 40 * 1_024, maxHeaderListSize: 64 * 1_024, maxHeaderFieldCount: 100)
}
