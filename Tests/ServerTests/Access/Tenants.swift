import HTTPTypes
import Hummingbird
import Nameplate
import Registry
import Testing

@testable import Server

/// The stocked world's Acme, and beside it Beta, another manufacturer, each of whose private words has 'zebra' in it.
struct Tenants {
    struct Answer: Equatable {
        var status: Int
        /// Headers and body, without what differs with each answer.
        var text: String
    }

    let world: World
    let responder: NameplateResponder
    /// What Beta alone may know, in lower case: the word, and random numbers.
    private(set) var secrets = ["zebra"]
    /// Addresses of Beta's, by the names of path parameters.
    private(set) var values: [String: [String]] = [:]
    /// The serial number of the sold unit of Beta's public model.
    private(set) var serial = ""
    /// Beta's administrator.
    private(set) var boss: HTTPFields = [:]

    static func with(_ body: (Tenants) async throws -> Void) async throws {
        try await World.stocked { world in
            var tenants = Tenants(
                world: world,
                responder: NameplateResponder(world.registry, site: try Site(formKey: world.registry.formKey)))
            tenants.responder.hosts.listen(on: World.port)
            try await tenants.stock()
            try await body(tenants)
        }
    }

    private init(world: World, responder: NameplateResponder) {
        self.world = world
        self.responder = responder
    }

    // MARK: Asking

    /// A token of an account with one role for Acme.
    func token(_ role: Role) async throws -> HTTPFields {
        let name = "acme-\(role.rawValue)"
        _ = try await world.registry.createAccount(
            name, grants: [NamedGrant(role, manufacturer: "acme")], as: .administrator)
        return try await token(of: name, role)
    }

    func token(of account: String, _ role: Role) async throws -> HTTPFields {
        let made = try await world.registry.createToken(
            AccessTokenDraft(name: "test", permissions: role.permissions.subtracting([.ownAccount]), days: 1),
            of: account, as: .administrator)
        return [.authorization: "Bearer \(made.secret)"]
    }

    func ask(
        _ method: String, _ target: String, _ fields: HTTPFields, json: String? = nil, type: String? = nil
    ) async throws -> Answer {
        var fields = fields
        if method != "GET" { fields[.origin] = World.origin }
        if json != nil { fields[.contentType] = type ?? "application/json" }
        let head = HTTPRequest(
            method: try #require(HTTPRequest.Method(rawValue: method)), scheme: "http", authority: "127.0.0.1:8080",
            path: target, headerFields: fields)
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: json ?? ""))), through: .loopback)
        let collector = PageCollector()
        try await response.body.write(collector)
        let headers = response.headers.filter { ![HeaderNames.requestID, .contentLength].contains($0.name) }.map {
            "\($0.name): \($0.value)"
        }
        let body = String(decoding: collector.bytes, as: UTF8.self)
            .replacing(/name="token" value="[^"]*"/, with: "")
            .replacing(/urn:nameplate:request:[0-9a-z]*/, with: "")
            .replacing(response.headers[HeaderNames.requestID] ?? "-", with: "")
        return Answer(
            status: response.status.code, text: (headers + [body]).joined(separator: "\n").lowercased())
    }

    /// Names of nothing in the place of Beta's private ones, of the same form and length.
    func control(_ text: String) -> String {
        secrets.dropFirst().reduce(
            text.replacing("zebra", with: "zebre").replacing("ZEBRA", with: "ZEBRE").replacing("Zebra", with: "Zebre")
        ) { $0.replacing($1, with: Self.other($1)) }
    }

    /// The same text for both. A page may mark the first character by itself.
    private func common(_ text: String) -> String { control(text).replacing("ebra", with: "ebre") }

    private static func other(_ number: String) -> String {
        String(number.dropLast()) + (number.hasSuffix("7") ? "3" : "7")
    }

    /// Asks as somebody of Acme, or nobody. Whatever is asked about, no answer has a word of Beta's in it that was not in
    /// the question, and a question about Beta's private things is answered as one about what does not exist.
    func expectSilence(
        _ method: String, _ target: String, _ fields: HTTPFields, json: String? = nil, type: String? = nil,
        _ who: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await ask(method, target, fields, json: json, type: type)
        let comment: Comment =
            "\(who): \(method) \(target) \(json ?? ""): \(answer.status) \(answer.text.prefix(3_000))"
        #expect(answer.status < 500, comment, sourceLocation: sourceLocation)
        let asked = control(target) + (json.map { control($0) } ?? "")
        guard asked != target + (json ?? "") else {
            for secret in secrets {
                #expect(!answer.text.contains(secret), comment, sourceLocation: sourceLocation)
            }
            return
        }
        let nothing = try await ask(method, control(target), fields, json: json.map { control($0) }, type: type)
        // Texts that are the same need not be made so.
        let isSame = answer.text == nothing.text || common(answer.text) == common(nothing.text)
        #expect(
            answer.status == nothing.status && isSame,
            "\(comment)\nbut of nothing: \(nothing.status) \(nothing.text.prefix(3_000))",
            sourceLocation: sourceLocation)
    }

    // MARK: Beta's stock

    private mutating func stock() async throws {
        let beta = "/api/v1/manufacturers/beta"
        try await world.ask(
            "POST", "/api/v1/manufacturers", json: #"{"slug":"beta","name":"Beta","gs1Prefixes":["7351353"]}"#)
        _ = try await world.registry.createAccount(
            "zebra-boss", fullName: "Zebra Boss", grants: [NamedGrant(.administrator, manufacturer: "beta")],
            as: .administrator)
        boss = try await token(of: "zebra-boss", .administrator)
        let (world, boss) = (world, boss)
        func post(_ path: String, _ json: String) async throws -> JSONValue {
            let answer = try await world.send("POST", path, boss, json: json)
            try #require(answer.status == 201 || answer.status == 200, "\(path) \(json): \(answer.text)")
            return answer.json
        }
        for json in [
            #"{"number":"BX-1","name":"Box"}"#,
            #"{"number":"ZEBRA-1","name":"Zebra","line":"Zebra line","releasedOn":"2030-01-01","gtins":["7351353000012"],"supersedes":"BX-1","specifications":[{"name":"Zebra","text":"zebra"}]}"#,
        ] { _ = try await post("\(beta)/models", json) }
        for (model, pattern, batch) in [("BX-1", "BX{seq:6}", "ZEBRA-B2"), ("ZEBRA-1", "ZEBRA{seq:6}", "ZEBRA-B1")] {
            _ = try await post("\(beta)/models/\(model)/formats", #"{"pattern":"\#(pattern)"}"#)
            _ = try await post(
                "\(beta)/models/\(model)/batches", #"{"batch":"\#(batch)","count":20,"date":"2026-03-02"}"#)
        }
        serial = "BX000007"
        var events: [String] = []
        for (model, serial) in [("BX-1", serial), ("ZEBRA-1", "ZEBRA000007")] {
            let event = try await post(
                "/api/v1/events",
                """
                {"manufacturer":"beta","model":"\(model)","serials":["\(serial)"],"businessStep":"retail_selling",
                 "disposition":"retail_sold","eventTime":"2026-04-01T10:00:00Z","owner":"Zebra Person",
                 "location":"urn:zebra:shop","readPoint":"urn:zebra:till","notes":["zebra note"],"faultCode":"ZEBRA-F"}
                """)
            events.append(try #require(event["id"]?.text))
        }
        _ = try await post(
            "\(beta)/models/BX-1/units/\(serial)/components",
            #"{"component":{"model":"BX-1","serial":"BX000008"},"slot":"zebra slot"}"#)
        let key = try await post("\(beta)/keys", #"{"purpose":"codes"}"#)
        let imported = try await world.send(
            "POST", "/api/v1/imports/models", through: .loopback, boss.appending("text/csv"),
            bytes: Array("manufacturer,number,name,released_on\nbeta,ZEBRA-2,Zebra two,2030-01-01\n".utf8))
        let list = try await world.send("GET", "/api/v1/imports", boss).json["items"]?.elements ?? []
        let number = try #require(list.first?["id"]?.text, "\(imported.text)")
        let made = try await world.registry.createToken(
            AccessTokenDraft(name: "zebra token", permissions: [.record], days: 1), of: "zebra-boss",
            as: .administrator)
        _ = try await world.send(
            "POST", "/api/v1/lookup", [:], json: #"{"text":"M/N BX-1 S/N ZEBRA999999X"}"#)
        let account = try await world.registry.account("zebra-boss", as: .administrator).account.id.description
        let token = made.token.token.id.description
        secrets += events + [try #require(key["id"]?.text), number, account, token]
        values = [
            "manufacturer": ["beta", "acme"], "model": ["BX-1", "ZEBRA-1", "ZEBRA-2"],
            "serial": [serial, "ZEBRA000007"], "batch": ["ZEBRA-B2", "ZEBRA-B1"], "id": events,
            "account": ["zebra-boss"], "token": [token], "kind": ["units"], "rule": ["imports"], "name": ["site.css"],
        ]
    }
}

extension HTTPFields {
    fileprivate func appending(_ type: String) -> HTTPFields {
        var fields = self
        fields[.contentType] = type
        return fields
    }
}
