import Nameplate
import Server
import Synchronization
import TestSupport
import Testing

/// The doors that the server opens to this machine, and those that it does not open.
@Suite struct ListeningTests {
    private func registry(_ directory: TemporaryDirectory) async throws -> NameplateRegistry {
        try await NameplateRegistry.open(sqlite: directory.file("registry.sqlite"))
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.0.1", "example.org", ""])
    func onlyThisMachineIsServed(host: String) async throws {
        let directory = try TemporaryDirectory()
        let registry = try await registry(directory)
        var settings = NameplateServer.Settings()
        settings.host = host
        let error = #expect(throws: ServerError.self) { try NameplateServer(NameplateResponder(registry), settings) }
        #expect(error?.code == .notLoopback)
        await registry.close()
    }

    @Test func othersAreServedOnlyProtectedAndWithAnAdministrator() async throws {
        func serve(
            hasAdministrator: Bool = true, isNamed: Bool = true,
            _ change: (inout NameplateServer.Settings) -> Void
        ) async -> ServerError.Code? {
            do {
                try await TestServer.with(
                    publicAddress: isNamed ? try PublicAddress(parsing: "https://id.example.com") : nil,
                    hasAdministrator: hasAdministrator,
                    {
                        $0.host = "0.0.0.0"
                        change(&$0)
                    }
                ) { _ in }
                return nil
            } catch {
                return (error as? ServerError)?.code
            }
        }
        let files = try TestCertificate()
        let certificate = try TLSCertificate(certificateFile: files.certificate, keyFile: files.key)
        #expect(await serve { _ in } == .notLoopback)
        #expect(await serve(hasAdministrator: false) { $0.certificate = certificate } == .notLoopback)
        #expect(await serve(hasAdministrator: false) { $0.proxies = 1 } == .notLoopback)
        #expect(await serve { $0.certificate = certificate } == nil)
        #expect(await serve { $0.proxies = 1 } == nil)
        #expect(await serve(isNamed: false) { $0.proxies = 1 } == .publicAddress)
    }

    @Test func theNextPortIsTakenWhereOneIsTaken() async throws {
        let directories = try [TemporaryDirectory(), TemporaryDirectory()]
        let first = try NameplateServer(NameplateResponder(try await registry(directories[0])), anyPort)
        let ports = Mutex<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (opened, open) = AsyncStream.makeStream(of: Int.self)
            group.addTask { try await first.run { open.yield($0.port) } }
            var openings = opened.makeAsyncIterator()
            let taken = try #require(await openings.next())
            var settings = NameplateServer.Settings()
            settings.port = taken
            settings.furtherPorts = 20
            let second = try NameplateServer(
                NameplateResponder(try await registry(directories[1])), settings)
            group.addTask { try await second.run { open.yield($0.port) } }
            let next = try #require(await openings.next())
            ports.withLock { $0 = [taken, next] }
            group.cancelAll()
            try await group.waitForAll()
        }
        let found = ports.withLock { $0 }
        #expect(found[1] > found[0] && found[1] <= found[0] + 20)
    }

    private var anyPort: NameplateServer.Settings {
        var settings = NameplateServer.Settings()
        settings.port = 0
        return settings
    }
}
