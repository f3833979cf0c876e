import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
package import Nameplate

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Serves a registry on a TCP port and on a Unix socket, until it is told to stop.
package struct NameplateServer: Sendable {
    package struct Settings: Sendable {
        /// Where the server listens: this machine alone, or, where connections are protected, an address that others reach.
        package var host = "127.0.0.1"
        /// 0 takes any free port.
        package var port = 8080
        /// How many ports after the first are tried where that is taken.
        package var furtherPorts = 0
        /// Where the Unix socket lies; nil for none.
        package var socket: String?
        /// What connections are encrypted with; nil leaves them as they are.
        package var certificate: TLSCertificate?
        /// How many trusted proxies pass requests on to this server; their headers say who asks.
        package var proxies = 0
        package var limits = ConnectionLimits()

        package init() {}

        /// Whether only this machine can connect.
        var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
        /// Whether nobody in between can listen: a proxy in front of the server sees to that too.
        var isProtected: Bool { certificate != nil || proxies > 0 }
        var door: Door { isLoopback && proxies == 0 ? .loopback : .network }
    }

    /// Where a server answers.
    package struct Addresses: Sendable {
        package var port: Int
        package var socket: String?
    }

    private let settings: Settings
    private let responder: NameplateResponder
    private let logger: Logger

    /// - Throws: `ServerError` where the settings would open the server to the network without protection or a name.
    package init(
        _ responder: NameplateResponder, _ settings: Settings,
        logger: Logger = Logger(label: "nameplate")
    ) throws(ServerError) {
        guard settings.isLoopback || (!settings.host.isEmpty && settings.isProtected) else {
            throw ServerError(
                .notLoopback,
                "Others may reach the server only over TLS: give it a certificate (--tls-certificate, --tls-key), or "
                    + "leave the host out and put a proxy in front of it (--proxy-hops).")
        }
        let isNamed = settings.door == .loopback || !(settings.isLoopback || ["0.0.0.0", "::"].contains(settings.host))
        guard isNamed || responder.hosts.publicAddress != nil else {
            throw ServerError(
                .publicAddress, "Say under which name others find the server (--public-address): it answers no other.")
        }
        if let socket = settings.socket, socket.utf8.count > Self.longestSocketPath {
            throw ServerError(
                .socketPath,
                "The socket's path is longer than the system allows (\(Self.longestSocketPath) bytes). Use a shorter one."
            )
        }
        self.settings = settings
        self.responder = responder
        self.logger = logger
    }

    /// `sun_path` of unix(7) holds 108 bytes on Linux and 104 on macOS, with a NUL at the end.
    package static let longestSocketPath = 103

    /// Serves until SIGINT, SIGTERM or the task's cancellation; then finishes the requests under way and closes the
    /// registry.
    /// - Parameter onReady: Called once both doors are open.
    /// - Throws: `ServerError` where no port could be had, or nobody could sign in who looks after the registry.
    package func run(onReady: @escaping @Sendable (Addresses) -> Void = { _ in }) async throws {
        do {
            try await requireAdministrator()
            try await serve(onReady)
        } catch {
            await close()
            throw error
        }
        await close()
    }

    private func requireAdministrator() async throws {
        guard !settings.isLoopback else { return }
        guard try await responder.registry.hasAdministrator() else {
            throw ServerError(
                .notLoopback,
                "Others may reach the server once there is an administrator who can sign in. Make one: serve without "
                    + "--host and open the address that it prints, or 'nameplate user add NAME --role administrator'.")
        }
    }

    private func serve(_ onReady: @escaping @Sendable (Addresses) -> Void) async throws {
        let lastPort = min(settings.port + settings.furtherPorts, 65_535)
        var port = settings.port
        while port < lastPort, await isTaken(port) { port += 1 }
        do {
            try await listen(on: port, onReady)
        } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
            throw ServerError(
                .portTaken, "Port \(port) cannot be had: another program has it or it is reserved. Choose another.")
        }
    }

    /// Tries a port before the server does, which would write its disappointment into the log.
    private func isTaken(_ port: Int) async -> Bool {
        let trial = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        do {
            try await trial.bind(host: settings.host, port: port).get().close().get()
            return false
        } catch {
            return true
        }
    }

    private func listen(on port: Int, _ onReady: @escaping @Sendable (Addresses) -> Void) async throws {
        let doors = OpenDoors(expected: settings.socket == nil ? 1 : 2)
        let announce: @Sendable () async -> Void = { [registry = responder.registry, logger, settings] in
            guard let port = doors.port else { return }
            do {
                try await registry.announce(ServerNote.text(port: port, socket: settings.socket))
            } catch {
                logger.error("Other commands will not find this server: \(error)")
            }
            onReady(Addresses(port: port, socket: settings.socket))
        }
        let hosts = responder.hosts
        var server = application(.hostname(settings.host, port: port), settings.door, tcp) { [settings] channel in
            let bound = channel.localAddress?.port ?? port
            hosts.listen(
                on: bound, host: settings.isLoopback ? nil : settings.host, isEncrypted: settings.certificate != nil)
            if doors.open(port: bound) { await announce() }
        }
        if let socket = settings.socket {
            server.addServices(
                application(.unixDomainSocket(path: socket), .unixSocket, unixSocket) { _ in
                    chmod(socket, 0o600)
                    if doors.open(port: nil) { await announce() }
                })
        }
        // Files that the process makes, the socket among them, are its user's alone from their first moment.
        umask(0o077)
        let watch = settings.certificate.map { CertificateWatch($0, logger) }
        defer { watch?.end() }
        let workers = NoticeWorkers(responder.registry, by: .ofEnvironment(responder.hosts.publicAddress))
        do {
            try await server.runService()
        } catch {
            await workers.close()
            throw error
        }
        await workers.close()
    }

    /// The TCP port: whoever comes is counted, watched and named.
    private var tcp: HTTPServerBuilder {
        let (settings, connections) = (settings, Connections(settings.limits, isEncrypted: settings.certificate != nil))
        return HTTPServerBuilder { responder in
            GuardedChannel(
                responder: responder, connections: connections, limits: settings.limits,
                certificate: settings.certificate, countsNetworks: settings.proxies == 0)
        }
    }

    private var unixSocket: HTTPServerBuilder {
        .http1(configuration: HTTP1Channel.Configuration(httpDecoderConfiguration: ConnectionLimits.head))
    }

    private func application(
        _ address: BindAddress, _ door: Door, _ channels: HTTPServerBuilder,
        onRunning: @escaping @Sendable (any Channel) async -> Void
    ) -> Application<CallbackResponder<ConnectionContext>> {
        let (responder, settings) = (self.responder, settings)
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        return Application(
            responder: CallbackResponder { request, context in
                guard door.isForBrowsers else { return await responder.respond(to: request, through: door) }
                let asker = Asker(
                    peer: context.peer, isEncrypted: settings.certificate != nil, headers: request.headers,
                    proxies: settings.proxies)
                return await responder.respond(to: request, through: door, from: asker)
            },
            server: channels,
            configuration: ApplicationConfiguration(address: address, backlog: ConnectionLimits.backlog),
            onServerRunning: onRunning,
            logger: quiet)
    }

    private func close() async {
        if let socket = settings.socket { unlink(socket) }
        await responder.registry.close()
    }
}

/// What is known of the connection that a request came over.
struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end; nil where it has gone already.
    let peer: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress
    }
}
