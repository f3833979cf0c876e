import HTTPTypes
import Hummingbird
import Nameplate
import Registry
import Testing

@testable import Server

/// A browser without scripts that fills in the form of a page.
struct FormBrowser {
    private let world: World
    private let responder: NameplateResponder
    /// The page with the form.
    private let path: String

    /// The stocked world, and a browser before a page of its website.
    static func with(_ path: String, _ body: (World, FormBrowser) async throws -> Void) async throws {
        try await World.stocked { world in
            let responder = NameplateResponder(
                world.registry, site: try Site(demo: World.demo, formKey: world.registry.formKey))
            responder.hosts.listen(on: World.port)
            try await body(world, FormBrowser(world: world, responder: responder, path: path))
        }
    }

    /// Asks for the page, or posts its form.
    func send(
        _ method: HTTPRequest.Method = .get, _ path: String? = nil, as eyes: String = "maker",
        form: [(String, String)] = [], cookies: [(String, String)] = [], origin: String? = "http://127.0.0.1:8080",
        type: String = "application/x-www-form-urlencoded"
    ) async throws -> (status: Int, location: String?, text: String) {
        var fields: HTTPFields = [:]
        if let account = DemoAccount(rawValue: eyes) {
            fields[.cookie] = try await world.cookie(of: account)
        } else if let role = Role(rawValue: eyes) {
            fields[.cookie] = try await world.cookie(ofRole: role)
        }
        let held = [fields[.cookie]].compactMap(\.self) + cookies.map { "\($0)=\($1)" }
        if !held.isEmpty { fields[.cookie] = held.joined(separator: "; ") }
        if method == .post { (fields[.origin], fields[.contentType]) = (origin, type) }
        let body = form.map { "\(PercentCoding.encode($0))=\(PercentCoding.encode($1))" }.joined(separator: "&")
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "127.0.0.1:8080", path: path ?? self.path, headerFields: fields)
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), through: .loopback)
        let collector = PageCollector()
        try await response.body.write(collector)
        return (response.status.code, response.headers[.location], String(decoding: collector.bytes, as: UTF8.self))
    }

    /// Asks for a page over the network, as a stranger.
    func ask(_ path: String, from asker: Server.Asker) async throws -> (status: Int, headers: HTTPFields) {
        let head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:8080", path: path)
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), through: .network, from: asker)
        try await response.body.write(PageCollector())
        return (response.status.code, response.headers)
    }

    /// Posts bytes, such as a form with a file.
    func post(
        _ path: String, _ bytes: [UInt8], _ type: String, as eyes: String, origin: String? = "http://127.0.0.1:8080"
    ) async throws -> (status: Int, location: String?, text: String) {
        var fields: HTTPFields = [:]
        if let account = DemoAccount(rawValue: eyes) { fields[.cookie] = try await world.cookie(of: account) }
        (fields[.origin], fields[.contentType]) = (origin, type)
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: fields)
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: bytes))), through: .loopback)
        let collector = PageCollector()
        try await response.body.write(collector)
        return (response.status.code, response.headers[.location], String(decoding: collector.bytes, as: UTF8.self))
    }

    /// The form's token, of a fresh page or of one that was shown.
    func token(in page: String? = nil) async throws -> String {
        let text = if let page { page } else { try await send().text }
        // The frame has a form too, to sign out.
        let main = try #require(text.split(separator: "<main", maxSplits: 1).last)
        return try #require(main.firstMatch(of: /name="token" value="([^"]*)"/).map { String($0.1) })
    }
}
