import Logging
import Nameplate
import Registry
import TestSupport

@testable import Server

/// A server of a test's own on a free port, as the program runs it.
struct TestServer {
    let port: Int
    var host: String { "127.0.0.1:\(port)" }

    /// Serves while `body` runs.
    static func with<R>(
        routes: [Route] = [], publicAddress: PublicAddress? = nil, hasAdministrator: Bool = false,
        _ change: (inout NameplateServer.Settings) -> Void = { _ in },
        _ body: (TestServer) async throws -> R
    ) async throws -> R {
        let directory = try TemporaryDirectory()
        let path = directory.file("registry.sqlite")
        try await MigratedDatabase.copy(to: path)
        let registry = try await NameplateRegistry.open(sqlite: path, passwordCost: .least)
        if hasAdministrator, let invitation = try await registry.inviteAdministrator() {
            _ = try await registry.accept(invitation: invitation, password: "correct horse battery")
        }
        var settings = NameplateServer.Settings()
        settings.port = 0
        change(&settings)
        var logger = Logger(label: "tests")
        logger.logLevel = .critical
        let server = try NameplateServer(
            NameplateResponder(registry, routes: Routes.all() + routes, publicAddress: publicAddress, logger: logger),
            settings, logger: logger)
        let (ports, opened) = AsyncStream.makeStream(of: Int.self)
        let task = Task {
            defer { opened.finish() }
            try await server.run { opened.yield($0.port) }
        }
        for await port in ports {
            do {
                let result = try await body(TestServer(port: port))
                task.cancel()
                try await task.value
                return result
            } catch {
                task.cancel()
                _ = await task.result
                throw error
            }
        }
        try await task.value
        throw CancellationError()
    }
}
