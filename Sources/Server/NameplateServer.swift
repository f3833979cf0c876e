import Hummingbird
package import Logging
import NIOCore
import NIOPosix
import Nameplate

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Serves a registry on a port of the loopback interface and on a Unix socket, until it is told to stop.
package struct NameplateServer: Sendable {
    package struct Settings: Sendable {
        /// Only the loopback interface: others need sign-in, which does not exist yet.
        package var host = "127.0.0.1"
        /// 0 takes any free port.
        package var port = 8080
        /// How many ports after the first are tried where that is taken.
        package var furtherPorts = 0
        /// Where the Unix socket lies; nil for none.
        package var socket: String?

        package init() {}
    }

    /// Where a server answers.
    package struct Addresses: Sendable {
        package var port: Int
        package var socket: String?
    }

    private let settings: Settings
    private let responder: NameplateResponder
    private let logger: Logger

    /// - Throws: `ServerError` where the settings would open the server to the network.
    package init(
        _ responder: NameplateResponder, _ settings: Settings, logger: Logger = Logger(label: "nameplate")
    ) throws(ServerError) {
        guard ["127.0.0.1", "::1", "localhost"].contains(settings.host) else {
            throw ServerError(
                .notLoopback,
                "The server listens on this machine alone (127.0.0.1) until there is sign-in. Leave the host out.")
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
    /// - Throws: `ServerError` where no port could be had.
    package func run(onReady: @escaping @Sendable (Addresses) -> Void = { _ in }) async throws {
        do {
            try await serve(onReady)
        } catch {
            await close()
            throw error
        }
        await close()
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
        var loopback = application(.hostname(settings.host, port: port), .loopback) { channel in
            let bound = channel.localAddress?.port ?? port
            hosts.listen(on: bound)
            if doors.open(port: bound) { await announce() }
        }
        if let socket = settings.socket {
            loopback.addServices(
                application(.unixDomainSocket(path: socket), .unixSocket) { _ in
                    chmod(socket, 0o600)
                    if doors.open(port: nil) { await announce() }
                })
        }
        // Files that the process makes, the socket among them, are its user's alone from their first moment.
        umask(0o077)
        try await loopback.runService()
    }

    private func application(
        _ address: BindAddress, _ door: Door, onRunning: @escaping @Sendable (any Channel) async -> Void
    ) -> Application<CallbackResponder<BasicRequestContext>> {
        let responder = self.responder
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        return Application(
            responder: CallbackResponder { request, _ in await responder.respond(to: request, through: door) },
            configuration: ApplicationConfiguration(address: address), onServerRunning: onRunning, logger: quiet)
    }

    private func close() async {
        if let socket = settings.socket { unlink(socket) }
        await responder.registry.close()
    }
}
