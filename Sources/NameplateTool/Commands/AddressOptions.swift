import ArgumentParser
import Server

/// The options that say where a server listens, and how it is protected there.
struct AddressOptions: ParsableArguments {
    @Option(
        help: """
            The address to listen on. All but this machine's own need --tls-certificate or --proxy-hops, and an \
            administrator who can sign in.
            """)
    var host = "127.0.0.1"
    @Option(help: "The TCP port; 0 takes any that is free.") var port = 8080
    @Flag(help: "Take the next free port where that one is taken.") var nextFreePort = false
    @Option(
        help: "The Unix socket, whose user is the administrator (default: beside the database).",
        completion: .file())
    var socket: String?
    @Option(
        help: """
            The certificate for HTTPS, PEM, with its issuers' after it. It is read again when it changes, and on SIGHUP.
            """,
        completion: .file())
    var tlsCertificate: String?
    @Option(help: "The certificate's private key, PEM, without a passphrase.", completion: .file())
    var tlsKey: String?
    @Option(
        help: """
            How many trusted proxies pass requests on to this server. The outermost one's X-Forwarded-For (or Forwarded) \
            says who asks, and X-Forwarded-Proto whether over HTTPS.
            """)
    var proxyHops = 0

    /// - Throws: `ServerError` `server.certificate`.
    func place() throws -> Serving.Place {
        var place = Serving.Place(
            host: host, port: port, takesNextFreePort: nextFreePort, socket: socket, proxies: proxyHops)
        if let tlsCertificate, let tlsKey {
            place.certificate = try TLSCertificate(certificateFile: tlsCertificate, keyFile: tlsKey)
        }
        return place
    }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
        guard !host.isEmpty else { throw ValidationError("--host needs an address, such as 0.0.0.0.") }
        if socket?.isEmpty == true { throw ValidationError("--socket needs the path of a file.") }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key go together.")
        }
        guard (0...10).contains(proxyHops) else { throw ValidationError("--proxy-hops is a number from 0 to 10.") }
        guard tlsCertificate == nil || proxyHops == 0 else {
            throw ValidationError("Behind a proxy (--proxy-hops) the proxy has the certificate; leave it out here.")
        }
    }
}
