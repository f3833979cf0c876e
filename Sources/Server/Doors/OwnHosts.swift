import Hummingbird
import Synchronization

/// The names under which this server may be addressed. A page elsewhere that has its own name point to this machine
/// (DNS rebinding), and a form elsewhere that posts here, name another host or origin and are refused.
final class OwnHosts: Sendable {
    private static let loopbackNames = ["localhost", "127.0.0.1", "[::1]"]
    private let names: [String]
    private let port = Mutex<Int?>(nil)

    /// - Parameter further: Names beside the loopback's, without a port.
    init(further: [String] = []) {
        names = Self.loopbackNames + further.map { $0.lowercased() }
    }

    /// From now on the server is addressed under this port.
    func listen(on port: Int) { self.port.withLock { $0 = port } }

    /// - Throws: `host.missing`, `host.foreign`.
    func check(host: String?) throws(RequestError) {
        guard let host, !host.isEmpty else {
            throw RequestError(.hostMissing, "The request names no host; HTTP/1.1 asks for the header Host.")
        }
        guard owns(host) else {
            throw RequestError(
                .hostForeign, "This server does not answer under that host name; use http://127.0.0.1 with its port.")
        }
    }

    /// - Throws: `origin.foreign` where a browser says that the request comes from elsewhere.
    func check(origin: String?) throws(RequestError) {
        guard let origin else { return }
        guard origin.hasPrefix("http://"), owns(String(origin.dropFirst(7))) else {
            throw RequestError(
                .originForeign, "The request comes from a page of another site, which may change nothing here.")
        }
    }

    private func owns(_ authority: String) -> Bool {
        let port = port.withLock { $0 } ?? 80
        let authority = authority.lowercased()
        return names.contains { authority == "\($0):\(port)" || (port == 80 && authority == $0) }
    }
}
