import Nameplate
import Server
import Synchronization

/// The registry's own server on a free port of the loopback interface, with one more route that answers a constant.
final class RunningServer: Sendable {
    static let constantPath = "/api/v1/constant"
    /// As long as the answer to a stranger's look-up of a unit, so that the two differ by the look-up alone.
    private static let constant = [UInt8](repeating: UInt8(ascii: "x"), count: 269)

    let port: Int
    private let task: Task<Void, any Error>

    /// Serves `registry` to programs, and closes it at the end.
    convenience init(_ registry: NameplateRegistry) async throws {
        // A copy of a route that asks for nothing either.
        guard var constant = Routes.api.first(where: { $0.path.text.hasSuffix("/status") }) else {
            throw UnequalWork("The server has no route to copy.")
        }
        constant.path = "\(Self.constantPath)"
        constant.handle = { _ in .bytes(Self.constant, "text/plain") }
        try await self.init(NameplateResponder(registry, routes: Routes.all() + [constant]))
    }

    /// Serves `registry` to people too; it has no constant.
    convenience init(website registry: NameplateRegistry) async throws {
        try await self.init(NameplateResponder(registry, site: try Site(formKey: registry.formKey)))
    }

    private init(_ responder: NameplateResponder) async throws {
        var settings = NameplateServer.Settings()
        settings.port = 0
        let server = try NameplateServer(responder, settings)
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        task = Task {
            defer { announce.finish() }
            try await server.run { announce.yield($0.port) }
        }
        var first: Int?
        for await port in ports {
            first = port
            break
        }
        guard let first else {
            try await task.value
            throw UnequalWork("The server ended before it began.")
        }
        port = first
    }

    func stop() async {
        task.cancel()
        _ = await task.result
    }
}
