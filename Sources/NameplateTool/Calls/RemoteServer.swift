import NIOCore
import NIOSSL
import Server

/// A registry's server somewhere else, as `--server` names it, and what it is asked with.
struct RemoteServer: Sendable {
    let host: String
    let port: Int
    /// What stands in `Host`.
    let authority: String
    /// Nil for plain HTTP, which never leaves this machine.
    let tls: NIOSSLContext?
    let token: Token?

    /// - Parameters:
    ///   - address: `https://` with a host and perhaps a port; `http://` only for this machine.
    ///   - authorities: A file with the certificates, PEM, of those who may vouch for the server; nil for the system's.
    /// - Throws: ``ToolError`` `server.address`, `server.authorities`.
    init(parsing address: String, token: Token?, authorities: String?) throws(ToolError) {
        let whole = address.hasSuffix("/") ? address.dropLast() : address[...]
        let (host, isEncrypted, port) = try Self.parts(whole)
        guard isEncrypted || ["localhost", "127.0.0.1", "::1"].contains(host.lowercased()) else {
            throw ToolError(
                "A server elsewhere is asked over https:// alone, so that nobody in between reads the token.",
                "server.address")
        }
        self.host = host
        self.port = port
        self.token = token
        let shown = host.contains(":") ? "[\(host)]" : host
        authority = port == (isEncrypted ? 443 : 80) ? shown : "\(shown):\(port)"
        tls = isEncrypted ? try Self.context(authorities) : nil
    }

    /// The name that the server's certificate must be for; nil where that is the address itself.
    var certifiedName: String? { (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil }

    private static func parts(_ address: Substring) throws(ToolError) -> (host: String, isEncrypted: Bool, port: Int) {
        let wrong = ToolError(
            "--server needs an address such as https://id.example.com, without a path.", "server.address")
        guard let scheme = ["https://", "http://"].first(where: { address.hasPrefix($0) }) else { throw wrong }
        let isEncrypted = scheme == "https://"
        var host = address.dropFirst(scheme.count)
        var port: Substring?
        if host.first == "[", let end = host.firstIndex(of: "]") {
            let rest = host[host.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { throw wrong }
            port = rest.isEmpty ? nil : rest.dropFirst()
            host = host[host.index(after: host.startIndex)..<end]
            guard (try? SocketAddress(ipAddress: String(host), port: 0)) != nil else { throw wrong }
        } else {
            // A public address has the same form.
            guard (try? PublicAddress(parsing: String(address))) != nil else { throw wrong }
            let parts = host.split(separator: ":")
            (host, port) = (parts[0], parts.dropFirst().first)
        }
        guard let port else { return (String(host), isEncrypted, isEncrypted ? 443 : 80) }
        guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(port), number > 0 else {
            throw wrong
        }
        return (String(host), isEncrypted, Int(number))
    }

    private static func context(_ authorities: String?) throws(ToolError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            if let authorities {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ToolError(
                "The file of --server-ca “\((authorities ?? "").harmless())” holds no certificates in PEM.",
                "server.authorities")
        }
    }
}
