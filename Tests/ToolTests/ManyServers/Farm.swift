import Foundation
import TestSupport
import Testing

/// A PostgreSQL server, two servers of ours on one of its databases, and a crowd of clients.
final class Farm {
    let postgres: PrivatePostgres
    let servers: [Server]
    let crowd: Crowd
    private let folder: TemporaryDirectory
    private let database: String
    private let environment: [String: String]

    init(clients: Int, seed: UInt64) throws {
        postgres = try PrivatePostgres.own()
        folder = try TemporaryDirectory()
        database = try postgres.copy(of: "template0")
        environment = [
            "NAMEPLATE_DATABASE_URL": postgres.address(of: database), "STATE_DIRECTORY": folder.file("state"),
        ]
        let settings = (folder.path, environment)
        servers = (0..<2).map { Server("server-\($0)", folder: settings.0, environment: settings.1) }
        crowd = Crowd(of: clients, seed: seed)
        for line in [
            ["manufacturer", "add", "acme", "--name", "Acme"], ["model", "add", "acme", "T-1"],
            ["format", "add", "acme", "T-1", "T{seq:6}"],
            ["issue", "acme", "T-1", "--count", String(Crowd.units.count), "--batch", "first"],
        ] {
            let result = try Tool.run(line, in: folder.path, environment: environment)
            try #require(result.status == 0, "\(result.errors)")
        }
        for server in servers { try server.start() }
        crowd.use(servers.map(\.socket))
    }

    func run(_ arguments: String...) throws -> Tool.Result {
        try Tool.run(arguments, in: folder.path, environment: environment)
    }

    func rows(_ query: String) throws -> [[String]] { try postgres.rows(of: query, in: database) }

    func stop() {
        crowd.use([])
        for server in servers { server.kill() }
        postgres.stop()
    }

    /// One of our servers, which can be killed and started again.
    final class Server {
        let socket: String
        private var tool: RunningTool?
        private let folder: String
        private let environment: [String: String]

        init(_ name: String, folder: String, environment: [String: String]) {
            socket = "\(folder)/\(name)"
            self.folder = folder
            self.environment = environment
        }

        func start() throws {
            let tool = try RunningTool(
                ["serve", "--port", "0", "--socket", socket], in: folder, environment: environment)
            _ = try #require(tool.line(with: "http://127.0.0.1:"))
            self.tool = tool
        }

        func kill() {
            _ = tool?.end(with: SIGKILL)
            tool = nil
        }

        /// Ends it in order. - Returns: The exit status.
        func end() -> Int32? { tool?.end(with: SIGTERM) }
    }
}
