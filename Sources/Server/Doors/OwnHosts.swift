import Hummingbird
import Synchronization

/// The names under which this server may be addressed. A page elsewhere that has its own name point to this machine
/// (DNS rebinding), and a form elsewhere that posts here, name another host or origin and are refused.
final class OwnHosts: Sendable {
    private struct Listening {
        var port = 80
        var scheme = "http"
        /// The address that the server was told to listen on, beside the loopback's names.
        var host: String?
    }
    private static let loopbackNames = ["localhost", "127.0.0.1", "[::1]"]
    let publicAddress: PublicAddress?
    private let listening = Mutex(Listening())

    /// - Parameter publicAddress: The address under which the public finds the website; it is an own host too.
    init(publicAddress: PublicAddress? = nil) { self.publicAddress = publicAddress }

    /// From now on the server is addressed under this port.
    func listen(on port: Int, host: String? = nil, isEncrypted: Bool = false) {
        let host = host.map { $0.contains(":") ? "[\($0)]" : $0 }
        listening.withLock {
            $0 = Listening(port: port, scheme: isEncrypted ? "https" : "http", host: host?.lowercased())
        }
    }

    /// - Throws: `host.missing`, `host.foreign`.
    func check(host: String?) throws(RequestError) {
        guard let host, !host.isEmpty else {
            throw RequestError(.hostMissing, "The request names no host; HTTP/1.1 asks for the header Host.")
        }
        let authority = host.lowercased()
        guard authorities.contains(authority) || authority == publicAddress?.authority else {
            throw RequestError(
                .hostForeign,
                "This server does not answer under that host name; use the address that it named when it started.")
        }
    }

    /// - Throws: `origin.foreign` where a browser says that the request comes from elsewhere.
    func check(origin: String?) throws(RequestError) {
        guard let origin else { return }
        let scheme = listening.withLock(\.scheme)
        let isOwn = authorities.contains { origin.lowercased() == "\(scheme)://\($0)" }
        guard isOwn || origin.lowercased() == publicAddress?.origin else {
            throw RequestError(
                .originForeign, "The request comes from a page of another site, which may change nothing here.")
        }
    }

    /// The hosts with the port, as browsers write them: without the scheme's own (RFC 9110, section 4.2).
    private var authorities: [String] {
        let listening = listening.withLock { $0 }
        let isUsual = listening.port == (listening.scheme == "https" ? 443 : 80)
        return (Self.loopbackNames + [listening.host].compactMap(\.self)).flatMap { name in
            ["\(name):\(listening.port)"] + (isUsual ? [name] : [])
        }
    }
}
