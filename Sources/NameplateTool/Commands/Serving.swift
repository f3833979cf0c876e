import FoundationEssentials
import Nameplate
import Server

#if canImport(CDispatch)
    // Which of the two has the C library's `stat` depends on what is compiled with this file.
    import CDispatch
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The server, as commands start it.
enum Serving {
    /// How many ports are tried where the next free one may be taken.
    private static let furtherPorts = 100

    /// Where a server listens, and how it is protected there.
    struct Place {
        var host = "127.0.0.1"
        /// 0 takes any that is free.
        var port: Int
        var takesNextFreePort = false
        /// The path of the Unix socket; nil for one beside the database.
        var socket: String?
        var certificate: TLSCertificate?
        /// How many trusted proxies stand before the server.
        var proxies = 0

        /// Where the server is found once it has a port.
        func address(_ port: Int) -> String {
            (certificate == nil ? "http://" : "https://") + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
        }
    }

    /// Serves a registry until SIGINT or SIGTERM, and closes it.
    /// - Parameters:
    ///   - printed: The address that plates carry.
    ///   - ready: Gets the port once the server answers.
    static func run(
        _ registry: NameplateRegistry, at place: RegistryPlace, on address: Place, demo: Server.Demo?,
        printed: PublicAddress?, ready: @escaping @Sendable (Int) -> Void
    ) async throws {
        var settings = NameplateServer.Settings()
        settings.host = address.host
        settings.port = address.port
        settings.furtherPorts = address.takesNextFreePort ? furtherPorts : 0
        settings.certificate = address.certificate
        settings.proxies = address.proxies
        settings.limits.connections = min(settings.limits.connections, OpenFiles.forConnections())
        let socket: Socket
        let server: NameplateServer
        do {
            socket = try address.socket.map { try Socket(exactly: $0) } ?? Socket(near: registry.place.socket)
            settings.socket = socket.path
            let tour: Tour = demo == nil ? Tour() : .demo
            let site = try Site(demo: demo, tour: tour, formKey: registry.formKey)
            server = try NameplateServer(
                NameplateResponder(registry, site: site, publicAddress: printed), settings)
        } catch {
            await registry.close()
            throw error
        }
        // A task of its own: a signal asks the server to finish what is under way, and does not cancel it.
        let invitation: String?
        do {
            if let demo { try await registry.makeDemoAccounts(owner: demo.owner, of: demo.manufacturer) }
            invitation = try await registry.inviteAdministrator()
        } catch {
            await registry.close()
            throw error
        }
        let task = Task {
            try await server.run { addresses in
                ready(addresses.port)
                guard let invitation else { return }
                try? Output.standard.print(Self.welcome(invitation, at: address.address(addresses.port)))
            }
        }
        defer { socket.remove() }
        do {
            try await task.value
        } catch let error as ServerError where error.code == .portTaken {
            throw ToolError(
                "Port \(address.port) is taken. Choose another with --port, or add --next-free-port.",
                error.code.rawValue)
        }
    }

    /// How the first administrator chooses a password. What stands after the '#' a browser sends nobody.
    private static func welcome(_ invitation: String, at address: String) -> Card {
        var card = Card()
        card.title("Nobody can sign in as administrator yet. Choose a password, once and within a day:")
        card.field("Open", "\(address)\(Href.welcome.text)#\(invitation)")
        return card
    }

    /// The Unix socket of the registry's place, or in a temporary folder where its path would be too long.
    private struct Socket {
        let path: String
        private let folder: String?

        init(exactly path: String) throws {
            (self.path, folder) = (Self.absolute(path), nil)
            var status = stat()
            guard lstat(self.path, &status) == 0 else { return }
            // Only what a server that has gone may have left.
            guard status.st_mode & S_IFMT == S_IFSOCK, !Self.isAnswered(self.path) else {
                throw ToolError("There is something at “\(path.harmless())”. Name another socket.", "server.socketPath")
            }
            unlink(self.path)
        }

        init(near socket: String) throws {
            let near = Self.absolute(socket)
            if near.utf8.count <= NameplateServer.longestSocketPath {
                (path, folder) = (near, nil)
                // Who has the lock knows that a socket of that name belongs to a server that has gone.
                unlink(near)
                return
            }
            var template = Array("/tmp/nameplate-XXXXXX".utf8CString)
            let made = template.withUnsafeMutableBufferPointer { template in
                template.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
            }
            guard let folder = made else {
                throw ToolError("No folder could be made in /tmp for the server's socket.", "server.socketPath")
            }
            (path, self.folder) = (folder + "/socket", folder)
        }

        private static func absolute(_ path: String) -> String {
            (path.hasPrefix("/") ? "" : FileManager.default.currentDirectoryPath + "/") + path
        }

        /// Whether a process listens there.
        private static func isAnswered(_ path: String) -> Bool {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { return true }
            defer { close(descriptor) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return true }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            return withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
                }
            }
        }

        func remove() {
            if let folder { rmdir(folder) }
        }
    }
}
