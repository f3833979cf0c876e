import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Nameplate
import Registry
import Server
import Synchronization
import TestSupport
import Testing

@testable import NameplateTool

/// Commands ask a server elsewhere as they ask a database here, and trust nobody who does not prove who he is.
@Suite(.serialized) struct RemoteServerTests {
    // MARK: Addresses and tokens

    @Test(arguments: [
        ("https://id.example.com", "id.example.com", 443, "id.example.com"),
        ("https://id.example.com:8443/", "id.example.com", 8_443, "id.example.com:8443"),
        ("https://192.0.2.7", "192.0.2.7", 443, "192.0.2.7"),
        ("https://[2001:db8::1]:8443", "2001:db8::1", 8_443, "[2001:db8::1]:8443"),
        ("http://127.0.0.1:8080", "127.0.0.1", 8_080, "127.0.0.1:8080"),
        ("http://localhost", "localhost", 80, "localhost"),
        ("http://[::1]:8080", "::1", 8_080, "[::1]:8080"),
    ])
    func anAddressIsAHostAndAPort(_ text: String, _ host: String, _ port: Int, _ authority: String) throws {
        let server = try RemoteServer(parsing: text, token: nil, authorities: nil)
        #expect(server.host == host && server.port == port && server.authority == authority)
        #expect((server.tls != nil) == text.hasPrefix("https"))
    }

    @Test(arguments: [
        "", "id.example.com", "ftp://id.example.com", "https://", "https://id.example.com/nameplate", "https://a b",
        "https://id.example.com:", "https://id.example.com:0", "https://id.example.com:65536", "https://[::1",
        "https://[x]", "https://[::1]x", "https://user@id.example.com", "https://id.example.com?x",
        "https://ïd.example",
        // In plain text only to oneself.
        "http://id.example.com", "http://192.0.2.7", "http://127.0.0.1.example.com", "http://[2001:db8::1]",
    ])
    func otherAddressesAreRefused(_ text: String) {
        let error = #expect(throws: ToolError.self) {
            try RemoteServer(parsing: text, token: nil, authorities: nil)
        }
        #expect(error?.code == "server.address")
    }

    @Test func aTokenIsReadFromAFileThatNobodyElseReads() throws {
        let folder = try TemporaryDirectory()
        let file = folder.file("token")
        func write(_ text: String, _ mode: Int) throws {
            try? FileManager.default.removeItem(atPath: file)
            #expect(
                FileManager.default.createFile(
                    atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: mode]))
        }
        for text in ["npt_abc", "npt_abc\n", "npt_abc\r\n", "npt_abc\nmore"] {
            try write(text, 0o600)
            #expect(try Token(file: file).text == "npt_abc")
        }
        for (text, mode, code) in [
            ("npt_abc", 0o644, "token.file"), ("npt_abc", 0o640, "token.file"), ("npt_abc", 0o604, "token.file"),
            ("", 0o600, "token.invalid"), ("\n", 0o600, "token.invalid"), ("two words", 0o600, "token.invalid"),
            ("x\u{0}", 0o600, "token.invalid"), ("ü", 0o600, "token.invalid"),
            (String(repeating: "x", count: 2_000), 0o600, "token.file"),
        ] {
            try write(text, mode)
            let error = #expect(throws: ToolError.self) { try Token(file: file) }
            #expect(error?.code == code && error?.sentence.contains("npt_") == false)
        }
        #expect(throws: ToolError.self) { try Token(file: folder.path) }
        #expect(throws: ToolError.self) { try Token(file: folder.file("none")) }
    }

    // MARK: A server

    /// A server within the test that answers with what it is asked with.
    private static func withServer(
        _ certificate: TLSCertificate?, status: Int = 200,
        _ body: (Int, String, @escaping @Sendable () -> [HTTPFields]) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let registry = try await NameplateRegistry.open(sqlite: directory.file("registry.sqlite"))
        _ = try await registry.createAccount("robot", grants: [], as: .administrator)
        let token = try await registry.createToken(
            AccessTokenDraft(name: "test", permissions: [.look], days: 1), of: "robot", as: .administrator
        ).secret
        let asked = Mutex<[HTTPFields]>([])
        guard var route = Routes.api.first(where: { $0.path.text.hasSuffix("/status") }) else { return }
        route.path = "/api/v1/echo"
        route.handle = { call in
            asked.withLock { $0.append(call.headers) }
            var response = Response.bytes(Array("{}".utf8), "application/json", status: status)
            if status >= 300 { response.headers[.location] = "http://127.0.0.1:1/" }
            return response
        }
        var settings = NameplateServer.Settings()
        settings.port = 0
        settings.certificate = certificate
        var logger = Logger(label: "tests")
        logger.logLevel = .critical
        let server = try NameplateServer(
            NameplateResponder(registry, routes: Routes.all() + [route], logger: logger), settings, logger: logger)
        let (ports, opened) = AsyncStream.makeStream(of: Int.self)
        let task = Task {
            defer { opened.finish() }
            try await server.run { opened.yield($0.port) }
        }
        for await port in ports {
            do {
                try await body(port, token) { asked.withLock { $0 } }
            } catch {
                task.cancel()
                _ = await task.result
                throw error
            }
            task.cancel()
        }
        try await task.value
    }

    private static func caller(
        _ address: String, authorities: String? = nil, token: String?
    ) throws -> ServerCaller {
        let token = try token.map { try Token($0) }
        return ServerCaller(to: .remote(try RemoteServer(parsing: address, token: token, authorities: authorities)))
    }

    @Test func theTokenIsSentAsBearer() async throws {
        let files = try TestCertificate()
        let certificate = try TLSCertificate(certificateFile: files.certificate, keyFile: files.key)
        for certificate in [nil, certificate] {
            try await Self.withServer(certificate) { port, known, asked in
                let address = certificate == nil ? "http://127.0.0.1:\(port)" : "https://localhost:\(port)"
                let call = APICall(.get, ["echo"])
                for token in [known, nil] {
                    let caller = try Self.caller(address, authorities: files.certificate, token: token)
                    #expect(try await caller.answer(to: call).head.status == 200)
                }
                #expect(asked().map { $0[.authorization] } == ["Bearer \(known)", nil])
                #expect(asked().first?[.connection] == "close")
            }
        }
    }

    @Test func aServerThatDoesNotProveItsNameIsToldNothing() async throws {
        let (files, others) = (try TestCertificate(), try TestCertificate())
        let certificate = try TLSCertificate(certificateFile: files.certificate, keyFile: files.key)
        try await Self.withServer(certificate) { port, known, asked in
            // By its address, which the certificate names too.
            let byAddress = try Self.caller("https://127.0.0.1:\(port)", authorities: files.certificate, token: known)
            #expect(try await byAddress.answer(to: APICall(.get, ["echo"])).head.status == 200)
            for authorities in [others.certificate, nil] {
                let caller = try Self.caller("https://localhost:\(port)", authorities: authorities, token: known)
                let error = await #expect(throws: ToolError.self) {
                    try await caller.answer(to: APICall(.get, ["echo"]))
                }
                #expect(error?.code == "server.untrusted", "\(String(describing: error))")
            }
            // Another name than the certificate's.
            let elsewhere = try Self.caller(
                "https://ip6-localhost:\(port)", authorities: files.certificate, token: known)
            await #expect(throws: ToolError.self) { try await elsewhere.answer(to: APICall(.get, ["echo"])) }
            #expect(asked().count == 1)
        }
    }

    @Test(arguments: [301, 302, 307, 308])
    func nobodyFollowsARedirection(_ status: Int) async throws {
        try await Self.withServer(nil, status: status) { port, known, asked in
            let caller = try Self.caller("http://127.0.0.1:\(port)", token: known)
            let refusal = await #expect(throws: Refusal.self) { try await caller.answer(to: APICall(.get, ["echo"])) }
            #expect(refusal?.status == status && refusal?.sentence.contains("does not follow") == true)
            #expect(asked().count == 1)
        }
    }

    @Test func whoeverIsNotKnownIsToldOfTokens() async throws {
        try await Self.withServer(nil, status: 401) { port, _, _ in
            let caller = try Self.caller("http://127.0.0.1:\(port)", token: nil)
            let refusal = await #expect(throws: Refusal.self) { try await caller.answer(to: APICall(.get, ["echo"])) }
            #expect(refusal?.sentence.contains("NAMEPLATE_TOKEN") == true)
        }
    }

    // MARK: Commands

    @Test func commandsAnswerAsTheyDoHere() throws {
        let sample = try SampleRegistry()
        let files = try TestCertificate()
        let server = try RunningTool(
            [
                "serve", "--port", "0", "--demo", "--tls-certificate", files.certificate, "--tls-key", files.key,
            ], in: sample.folder.path)
        let line = try #require(server.line(with: "https://127.0.0.1:"))
        let port = try #require(line.split(separator: ":").last.map { $0.prefix { $0.isNumber } })
        let elsewhere = try TemporaryDirectory()
        func ask(_ arguments: String..., environment: [String: String] = [:]) throws -> Tool.Result {
            try Tool.run(arguments, in: elsewhere.path, environment: environment)
        }
        for arguments in [["user", "add", "root", "--role", "administrator"]] {
            #expect(try Tool.run(arguments, in: sample.folder.path).status == 0)
        }
        let made = try Tool.run(
            ["token", "new", "test", "--account", "root", "--json"]
                + ["look", "readModels", "readUnits", "readProduction", "readOwners"].flatMap { ["--permission", $0] },
            in: sample.folder.path)
        let token = ["NAMEPLATE_TOKEN": try #require((made.json as? [String: Any])?["secret"] as? String)]
        let remote = ["--server", "https://localhost:\(port)", "--server-ca", files.certificate]
        for arguments in [
            ["lookup", "TR2410001207Y"], ["model", "show", "fjordlys", "FJ-320"],
            ["batch", "list", "fjordlys", "FJ-320"],
            ["unit", "show", "fjordlys", "FJ-320", "TR2410001207Y", "--json"],
            ["batch", "serials", "fjordlys", "FJ-320", "2024-W10", "--limit", "3"],
        ] {
            let there = try Tool.run(arguments + remote, in: elsewhere.path, environment: token)
            let here = try Tool.run(arguments, in: sample.folder.path)
            #expect(there.status == 0 && there.errors.isEmpty, "\(there.errors)")
            // The token sees of these what the administrator sees.
            #expect(there.output == here.output)
        }
        let unknown = try Tool.run(["model", "show", "fjordlys", "NONE"] + remote, in: elsewhere.path)
        #expect(unknown.status == 1 && unknown.errors.contains("[model.unknown]"))
        let inherited = try ask(
            "lookup", "TR2410001207Y", "--server-ca", files.certificate,
            environment: ["NAMEPLATE_SERVER": "https://localhost:\(port)"])
        #expect(inherited.status == 0)
        let untrusted = try ask("lookup", "x", "--server", "https://localhost:\(port)")
        #expect(untrusted.status == 1 && untrusted.errors.contains("[server.untrusted]"))
        #expect(server.end(with: SIGTERM) == 0)
        let gone = try Tool.run(["lookup", "x"] + remote, in: elsewhere.path)
        #expect(gone.status == 1 && gone.errors.contains("[server.unreachable]"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).isEmpty)
    }

    @Test func whatWorksOnTheDatabaseItselfIsDoneThere() throws {
        let folder = try TemporaryDirectory()
        let restore = try Tool.run(["restore", "x", "--server", "https://id.example.com"], in: folder.path)
        #expect(restore.status == 1 && restore.errors.contains("[server.elsewhere]"))
        let inherited = try Tool.run(
            ["restore", "x"], in: folder.path, environment: ["NAMEPLATE_SERVER": "https://id.example.com"])
        #expect(inherited.errors.contains("[server.elsewhere]"))
        for command in [["serve"], ["demo"], ["copy", "a", "b"], ["shard"]] {
            let result = try Tool.run(command + ["--server", "https://id.example.com"], in: folder.path)
            #expect(result.status == 2 && !result.errors.isEmpty)
        }
        let both = try Tool.run(
            ["lookup", "x", "--server", "https://id.example.com", "--database", "a.sqlite"], in: folder.path)
        #expect(both.status == 2)
        let plain = try Tool.run(["lookup", "x", "--server", "http://id.example.com"], in: folder.path)
        #expect(plain.status == 1 && plain.errors.contains("[server.address]"))
    }
}
