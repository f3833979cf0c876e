import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Nameplate
import Registry
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Server

/// A registry of a test's own behind the real routes, and everybody who may ask it.
struct World {
    /// Who asks. The administrator comes through the door within the process, all others over the loopback: with a token,
    /// an owner with a session.
    enum Asker: String, CaseIterable, Sendable {
        case stranger
        case owner
        case support
        case technician
        case maker
        case administrator

        var demo: DemoAccount? { DemoAccount(rawValue: rawValue) }
    }

    struct Exchange {
        var status: Int
        var headers: HTTPFields
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSONValue { (try? JSONParser.parse(body)) ?? .null }
        /// The code of a problem.
        var code: String? { json["code"]?.text }
    }

    /// 2026-06-01T12:00:00Z.
    static let now: Int64 = 1_780_315_200_000_000
    static let port = 8080
    static let demo = Demo(manufacturer: "acme", owner: "Sample Owner")
    static let origin = "http://127.0.0.1:8080"

    private let directory: TemporaryDirectory
    private let tokens = Tokens()
    let registry: NameplateRegistry
    let responder: NameplateResponder
    let routes = Routes.all()

    /// A fresh registry; closed when `body` returns.
    /// - Parameter now: its clock, which stands still without it.
    static func with(
        now: @escaping @Sendable () -> Int64 = { World.now }, _ body: (World) async throws -> Void
    ) async throws {
        let world = try await World(now)
        do {
            try await body(world)
        } catch {
            await world.registry.close()
            throw error
        }
        await world.registry.close()
    }

    /// The same with a manufacturer, a model with a format, a batch of 100 serial numbers, and a sold unit.
    static func stocked(
        now: @escaping @Sendable () -> Int64 = { World.now }, _ body: (World) async throws -> Void
    ) async throws {
        try await with(now: now) { world in
            try await world.stock()
            try await body(world)
        }
    }

    private init(_ now: @escaping @Sendable () -> Int64) async throws {
        directory = try TemporaryDirectory()
        let path = directory.file("test.db")
        try await MigratedDatabase.copy(to: path)
        registry = try await NameplateRegistry.open(sqlite: path, passwordCost: .least, now: now)
        responder = NameplateResponder(registry, routes: routes)
        try await registry.makeDemoAccounts(owner: Self.demo.owner, of: Self.demo.manufacturer)
        responder.hosts.listen(on: Self.port)
    }

    // MARK: Asking

    func send(
        _ method: String, _ target: String, as asker: Asker = .administrator, json: String? = nil,
        headers: [String: String] = [:], bytes: [UInt8] = []
    ) async throws -> Exchange {
        var fields = HTTPFields()
        if json != nil { fields[.contentType] = "application/json" }
        if asker != .administrator, let authorization = try await authorization(of: asker) {
            fields[.authorization] = authorization
        }
        for (name, value) in headers {
            fields[try #require(HTTPField.Name(name))] = value
        }
        return try await send(
            method, target, through: asker == .administrator ? .inProcess : .loopback, fields,
            bytes: json.map { Array($0.utf8) } ?? bytes)
    }

    /// What somebody's program sends: a token that gives all that the account may. An owner, who has no role, has none.
    private func authorization(of asker: Asker) async throws -> String? {
        guard let demo = asker.demo else { return nil }
        if let known = tokens[asker] { return known }
        let account = try await registry.account(demo.rawValue, as: .administrator).account
        let permissions = account.principal.grants.reduce(into: Set([Permission.look])) {
            $0.formUnion($1.role.permissions)
        }
        let made = try await registry.createToken(
            AccessTokenDraft(name: "test", permissions: permissions, days: 1), of: demo.rawValue, as: .administrator)
        let text = "Bearer \(made.secret)"
        tokens[asker] = text
        return text
    }

    /// What somebody sends: nothing, the cookie of an owner, the token of an owner's program, or that of an account with one
    /// role.
    func fields(of asker: String) async throws -> HTTPFields {
        if asker == "owner" { return [.cookie: try await cookie(of: .owner)] }
        if asker == "token" {
            let made = try await registry.createToken(
                AccessTokenDraft(name: "test", permissions: [.ownUnits], days: 1), of: DemoAccount.owner.rawValue,
                as: .administrator)
            return [.authorization: "Bearer \(made.secret)"]
        }
        guard let role = Role(rawValue: asker) else { return [:] }
        let name = "only-\(role.rawValue)"
        _ = try await registry.createAccount(name, grants: [NamedGrant(role)], as: .administrator)
        let made = try await registry.createToken(
            AccessTokenDraft(name: "test", permissions: role.permissions.subtracting([.ownAccount]), days: 1), of: name,
            as: .administrator)
        return [.authorization: "Bearer \(made.secret)"]
    }

    func send(
        _ method: String, _ target: String, _ fields: HTTPFields, json: String? = nil
    ) async throws -> Exchange {
        var fields = fields
        if json != nil { fields[.contentType] = "application/json" }
        return try await send(method, target, through: .loopback, fields, bytes: json.map { Array($0.utf8) } ?? [])
    }

    /// The cookie of somebody who has signed in with a browser.
    func cookie(of account: DemoAccount) async throws -> String {
        let secret = try await registry.signIn(as: account, network: "local", agent: "test")
        return "theme=dark; nameplate-session=\(secret)"
    }

    /// Signs in an account that has this role alone, for every manufacturer.
    func cookie(ofRole role: Role) async throws -> String {
        let name = "only-\(role.rawValue)"
        let secret = try await registry.database.write { transaction in
            let known = try Accounts.find(name, transaction)
            return try known.map {
                try Sessions.create(for: $0.id, network: "local", agent: "test", transaction).secret
            }
        }
        if let secret { return "nameplate-session=\(secret)" }
        _ = try await registry.createAccount(name, grants: [NamedGrant(role)], as: .administrator)
        return try await cookie(ofRole: role)
    }

    func send(
        _ method: String, _ target: String, through door: Door, _ fields: HTTPFields,
        host: String? = "127.0.0.1:8080", from asker: Server.Asker = .local, bytes: [UInt8] = []
    ) async throws -> Exchange {
        let head = HTTPRequest(
            method: try #require(HTTPRequest.Method(rawValue: method)), scheme: "http", authority: host, path: target,
            headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: bytes)))
        let response = await responder.respond(to: request, through: door, from: asker)
        let collector = Collector()
        try await response.body.write(collector)
        return Exchange(status: response.status.code, headers: response.headers, body: collector.bytes)
    }

    /// Sends a request that goes well, and holds its answer against the shape that the route documents.
    @discardableResult
    func ask(
        _ method: String, _ target: String, as asker: Asker = .administrator, json: String? = nil,
        headers: [String: String] = [:], status: Int? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Exchange {
        let exchange = try await send(method, target, as: asker, json: json, headers: headers)
        let route = try RouteTable(routes).match(method, target.prefix { $0 != "?" }).route
        #expect(
            exchange.status == status ?? route.answer.status, "\(method) \(target): \(exchange.text)",
            sourceLocation: sourceLocation)
        if exchange.headers[.contentType] == "application/json", let schema = route.answer.schema {
            #expect(throws: Never.self, "\(method) \(target)", sourceLocation: sourceLocation) {
                try schema.check(exchange.json)
            }
        }
        return exchange
    }

    // MARK: Stock

    static let model = "/api/v1/manufacturers/acme/models/WDX-100%2F4"

    private func stock() async throws {
        try await ask("POST", "/api/v1/manufacturers", json: #"{"slug":"acme","name":"Acme","country":"NO"}"#)
        try await ask(
            "POST", "/api/v1/manufacturers/acme/models",
            json:
                #"{"number":"WDX-100/4","name":"Fridge","specifications":[{"name":"Volume","number":"310.50","unit":"LTR"}]}"#
        )
        try await ask("POST", "\(Self.model)/formats", json: #"{"pattern":"TR{yy}{seq:5}{check:mod37-36}"}"#)
        try await ask(
            "POST", "\(Self.model)/batches", json: #"{"batch":"B/1","count":100,"date":"2026-03-02"}"#)
        try await ask(
            "POST", "/api/v1/events",
            json: """
                {"manufacturer":"acme","model":"WDX-100/4","serials":["\(try await serial(7))"],
                 "eventTime":"2026-04-01T10:00:00+02:00","businessStep":"retail_selling","disposition":"retail_sold",
                 "owner":"Sample Owner"}
                """)
        try await registry.makeDemoAccounts(owner: Self.demo.owner, of: Self.demo.manufacturer)
    }

    /// The serial number of a sequence number of the stocked batch.
    func serial(_ sequence: Int) async throws -> String {
        let lines = try await send("GET", "\(Self.model)/batches/B%2F1/serials?from=\(sequence)&limit=1").text
        return String(lines.dropLast())
    }
}

/// The tokens that were made.
private final class Tokens: Sendable {
    private let texts = Mutex<[World.Asker: String]>([:])

    subscript(asker: World.Asker) -> String? {
        get { texts.withLock { $0[asker] } }
        set { texts.withLock { $0[asker] = newValue } }
    }
}

private final class Collector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
