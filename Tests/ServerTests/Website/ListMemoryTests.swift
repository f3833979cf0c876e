import HTTPTypes
import Hummingbird
import Nameplate
import Registry
import Testing

@testable import Server

/// Lists remember what they were narrowed down to, for the session that did it and for no one else.
struct ListMemoryTests {
    /// A browser that keeps the cookie of one list.
    private struct Session {
        let responder: NameplateResponder
        let account: String?
        var list: String?

        mutating func get(_ path: String) async throws -> (status: Int, location: String?, set: String?, text: String) {
            var fields: HTTPFields = [:]
            let cookies = [account, list].compactMap(\.self)
            if !cookies.isEmpty { fields[.cookie] = cookies.joined(separator: "; ") }
            let head = HTTPRequest(
                method: .get, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: fields)
            let response = await responder.respond(
                to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), through: .loopback)
            let collector = PageCollector()
            try await response.body.write(collector)
            let set = response.headers[values: .setCookie].first { $0.hasPrefix("nameplate-list") }
            if let set {
                list = set.contains("Max-Age=0") ? nil : set.split(separator: ";").first.map(String.init)
            }
            return (
                response.status.code, response.headers[.location], set,
                String(decoding: collector.bytes, as: UTF8.self)
            )
        }
    }

    private func with(_ body: (World, NameplateResponder) async throws -> Void) async throws {
        try await World.stocked { world in
            let responder = NameplateResponder(
                world.registry, site: try Site(demo: World.demo, formKey: world.registry.formKey))
            responder.hosts.listen(on: World.port)
            try await body(world, responder)
        }
    }

    @Test func aPlainLinkLeadsToWhatWasLastAskedAndShowAllForgetsIt() async throws {
        try await with { world, responder in
            var maker = Session(responder: responder, account: try await world.cookie(of: .maker))
            #expect(try await maker.get("/models").status == 200, "nothing was asked yet")
            let asked = try await maker.get("/models?q=WDX&sort=-number")
            let cookie = try #require(asked.set)
            #expect(cookie.contains("; Path=/models; HttpOnly; SameSite=Lax") && !cookie.contains("Max-Age"))
            #expect(!asked.text.contains("As last time"))
            let again = try await maker.get("/models")
            #expect(again.status == 303 && again.location == "/models?q=WDX&sort=-number&last=again")
            let page = try await maker.get(try #require(again.location))
            #expect(page.status == 200 && page.text.contains("As last time"))
            #expect(page.text.contains("href=\"/models?last=none\""))
            #expect(try await maker.get("/models?last=none").set?.contains("Max-Age=0") == true)
            #expect(try await maker.get("/models").status == 200)
        }
    }

    @Test func anEmptyFormAndAFileForgetAndKeep() async throws {
        try await with { world, responder in
            var maker = Session(responder: responder, account: try await world.cookie(of: .maker))
            _ = try await maker.get("/manufacturers/acme?q=WDX")
            #expect(maker.list != nil)
            #expect(try await maker.get("/manufacturers/acme?q=X&as=csv").set == nil, "a file is no look at the list")
            _ = try await maker.get("/manufacturers/acme?q=")
            #expect(maker.list == nil, "an empty form asks for all")
            let long = String(repeating: "a", count: 390)
            _ = try await maker.get("/models?q=\(long)&where=number+%3D+\(long)%20and%20number%20%3D%20\(long)")
            #expect(maker.list == nil, "too long to be sent along")
        }
    }

    @Test func nobodyElseGetsIt() async throws {
        try await with { world, responder in
            var maker = Session(responder: responder, account: try await world.cookie(of: .maker))
            _ = try await maker.get("/models?q=WDX")
            // Somebody else at the same browser, a later session of the same person, and a stranger.
            for account in [try await world.cookie(of: .support), try await world.cookie(of: .maker), nil] {
                var next = Session(responder: responder, account: account, list: maker.list)
                #expect(try await next.get("/models").status == 200)
            }
            var stranger = Session(responder: responder, account: nil)
            #expect(try await stranger.get("/models?q=WDX").set == nil)
        }
    }

    @Test(arguments: ["", "x", "=", ".", "%", "q=1&q=2", "..&&==", "a.q=%FF", "\u{7F}"])
    func aCookieThatSomebodyMadeUpCountsForNothing(_ text: String) async throws {
        try await with { world, responder in
            var maker = Session(responder: responder, account: try await world.cookie(of: .maker))
            _ = try await maker.get("/models?q=WDX")
            let name = try #require(maker.list?.split(separator: "=").first)
            maker.list = "\(name)=\(text)"
            #expect(try await maker.get("/models").status == 200)
        }
    }

    @Test func aQuestionThatIsRefusedIsNotRemembered() async throws {
        try await with { world, responder in
            var maker = Session(responder: responder, account: try await world.cookie(of: .maker))
            let page = try await maker.get("/manufacturers/acme/gaps?kind=nonsense")
            #expect(page.status == 400 && page.set == nil)
        }
    }
}
