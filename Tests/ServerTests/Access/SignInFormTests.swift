import HTTPTypes
import Hummingbird
import Nameplate
import Registry
import Testing

@testable import Server

struct SignInFormTests {
    private struct Page {
        var status: Int
        var location: String?
        var cookies: [String]
        var text: String

        var token: String? {
            text.split(separator: "<main", maxSplits: 1).last?.firstMatch(of: /name="token" value="([^"]*)"/)
                .map { String($0.1) }
        }
        /// What the browser would send from now on.
        var session: String? {
            cookies.first { $0.contains("session=") }.map { String($0.prefix { $0 != ";" }) }
        }
    }

    private struct Browser {
        let world: World
        let responder: NameplateResponder

        func send(
            _ method: HTTPRequest.Method, _ path: String, cookie: String? = nil, form: [(String, String)] = [],
            origin: String? = World.origin, isSecure: Bool = false
        ) async throws -> Page {
            var fields: HTTPFields = [:]
            fields[.cookie] = cookie
            if method == .post {
                fields[.origin] = origin
                fields[.contentType] = "application/x-www-form-urlencoded"
            }
            let body = form.map { "\(PercentCoding.encode($0))=\(PercentCoding.encode($1))" }.joined(separator: "&")
            let head = HTTPRequest(
                method: method, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: fields)
            let response = await responder.respond(
                to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), through: .loopback,
                from: Asker(network: "192.0.2.1", isSecure: isSecure))
            let collector = PageCollector()
            try await response.body.write(collector)
            return Page(
                status: response.status.code, location: response.headers[.location],
                cookies: response.headers[values: .setCookie], text: String(decoding: collector.bytes, as: UTF8.self))
        }

        func signIn(
            _ name: String, _ password: String, back: String = "/", cookie: String? = nil, isSecure: Bool = false
        ) async throws -> Page {
            let form = try await send(.get, "/sign-in", cookie: cookie, isSecure: isSecure)
            return try await send(
                .post, "/sign-in", cookie: cookie,
                form: [("token", form.token ?? ""), ("name", name), ("password", password), ("back", back)],
                isSecure: isSecure)
        }
    }

    private static func with(_ body: (World, Browser) async throws -> Void) async throws {
        try await World.stocked { world in
            let responder = NameplateResponder(world.registry, site: try Site(formKey: world.registry.formKey))
            responder.hosts.listen(on: World.port)
            try await body(world, Browser(world: world, responder: responder))
        }
    }

    @Test func signingInAndOut() async throws {
        try await Self.with { _, browser in
            #expect(try await browser.send(.get, "/account").status == 403)
            let wrong = try await browser.signIn("maker", "not the one")
            #expect(wrong.status == 403)
            #expect(wrong.session == nil)
            #expect(wrong.text.contains("value=\"maker\""))
            #expect(!wrong.text.contains("not the one"))
            let right = try await browser.signIn("maker", DemoAccount.password, back: "/account")
            #expect(right.status == 303)
            #expect(right.location == "/account")
            let account = try await browser.send(.get, "/account", cookie: right.session)
            #expect(account.status == 200)
            #expect(account.text.contains("Sign out"))
            let token = try #require(account.text.firstMatch(of: /action="\/sign-out".*?value="([^"]*)"/)).1
            #expect(
                try await browser.send(.post, "/sign-out", cookie: right.session, form: [("token", "x")]).status == 403)
            let out = try await browser.send(
                .post, "/sign-out", cookie: right.session, form: [("token", String(token))])
            #expect(out.status == 303)
            #expect(out.cookies.contains { $0.hasPrefix("nameplate-session=; Max-Age=0") })
            #expect(try await browser.send(.get, "/account", cookie: right.session).status == 403)
        }
    }

    /// A session's thief gets no token that outlives it.
    @Test func aNewTokenAsksForThePasswordAgain() async throws {
        try await Self.with { world, browser in
            let session = try await browser.signIn("maker", DemoAccount.password).session
            let account = try await browser.send(.get, "/account", cookie: session)
            let token = try #require(
                account.text.firstMatch(
                    of: /action="\/account\/tokens".*?name="token" value="([^"]*)"/.dotMatchesNewlines())
            ).1
            let maker = try #require(try await world.registry.account("maker", as: .administrator)).account.principal
            for (password, status, count) in [
                (nil, 403, 0), ("not the one", 403, 0), (DemoAccount.password, 200, 1),
            ] as [(String?, Int, Int)] {
                let form = [
                    ("token", String(token)), ("name", "plant line 3"), ("permissions", "record"), ("days", "9"),
                ]
                let page = try await browser.send(
                    .post, "/account/tokens", cookie: session, form: form + (password.map { [("present", $0)] } ?? []))
                #expect(page.status == status)
                #expect(page.text.contains("npt_") == (count == 1))
                #expect(try await world.registry.tokens(as: maker).count == count)
            }
        }
    }

    @Test func cookiesAreKeptFromScriptsAndOtherSites() async throws {
        try await Self.with { _, browser in
            let plain = try await browser.signIn("maker", DemoAccount.password)
            for cookie in plain.cookies {
                #expect(cookie.contains("; HttpOnly; SameSite=Lax"))
                #expect(cookie.contains("; Path=/;"))
            }
            let secure = try await browser.signIn("maker", DemoAccount.password, isSecure: true)
            #expect(secure.cookies.count == 2)
            for cookie in secure.cookies { #expect(cookie.hasPrefix("__Host-") && cookie.hasSuffix("; Secure")) }
            // Over HTTPS a cookie that any host could have set is none.
            let session = try #require(secure.session)
            #expect(try await browser.send(.get, "/account", cookie: session, isSecure: true).status == 200)
            let bare = String(session.dropFirst("__Host-".count))
            #expect(try await browser.send(.get, "/account", cookie: bare, isSecure: true).status == 403)
        }
    }

    @Test func aSessionFromBeforeIsNotGoneOnWith() async throws {
        try await Self.with { _, browser in
            let planted = try #require(try await browser.signIn("technician", DemoAccount.password).session)
            let signedIn = try await browser.signIn("maker", DemoAccount.password, cookie: planted)
            #expect(signedIn.session != planted)
            #expect(try await browser.send(.get, "/account", cookie: planted).status == 403)
        }
    }

    @Test(arguments: ["//evil.example", "/\\evil.example", "http://evil.example", "javascript:alert(1)", "/a%0D%0AX:1"])
    func signingInLeadsNowhereElse(_ back: String) async throws {
        try await Self.with { _, browser in
            let page = try await browser.send(.get, "/sign-in?back=\(PercentCoding.encode(back))")
            #expect(!page.text.contains("//evil") && !page.text.contains("\\evil"))
            let location = try await browser.signIn("maker", DemoAccount.password, back: back).location ?? ""
            // A browser takes "/\\" for "//"; encoded, it is a path of this site.
            #expect(location.hasPrefix("/") && !location.hasPrefix("//") && !location.hasPrefix("/\\"))
        }
    }

    /// Every form that changes something: from another site, or without the mark of this one, it changes nothing.
    @Test func noFormIsTakenFromElsewhere() async throws {
        try await Self.with { world, browser in
            let site = try Site(formKey: world.registry.formKey)
            let routes = site.routes(documenting: []).filter { $0.method == .post && $0.permission != .look }
            #expect(routes.count >= 12)
            try await world.ask("POST", "/api/v1/categories", json: #"{"key":"category"}"#)
            let document = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/documents/links",
                json: #"{"kind":"manual","title":"Manual","models":["WDX-100/4"],"link":"https://example.com/m.pdf"}"#
            ).json["id"]?.text
            let serial = try await world.serial(7)
            let staff = try await world.cookie(of: .administrator)
            let owner = try await world.cookie(of: .owner)
            let claim = try await world.ask(
                "POST", "\(World.model)/units/\(serial)/claims", json: #"{"complaint":"No start","currency":"NOK"}"#
            ).json["number"]?.text
            let order = try await world.ask(
                "POST", "\(World.model)/units/\(serial)/service-orders", json: #"{"currency":"NOK"}"#
            ).json["number"]?.text
            let serviceCase = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/cases",
                json: #"{"model":"WDX-100/4","serial":"\#(serial)","complaint":"It hums"}"#
            ).json["number"]?.text
            let campaign = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/campaigns",
                json: #"{"kind":"upgrade","title":"Quieter","scope":"model = WDX-100/4","remedy":"repair"}"#
            ).json["number"]?.text
            let theft = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/thefts",
                json: #"{"model":"WDX-100/4","serial":"\#(serial)","kind":"lost","happenedOn":"2025-01-02"}"#
            ).json["number"]?.text
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/locations", json: #"{"code":"works","kind":"plant"}"#)
            let count = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/counts", json: #"{"location":"works"}"#
            ).json["number"]?.text
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/models", json: #"{"number":"WF-2","name":"Filter"}"#)
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/stock/pieces", json: #"{"model":"WF-2","quantity":4,"to":"works"}"#)
            let pick = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/picks",
                json: #"{"location":"works","lines":[{"model":"WF-2","quantity":1}]}"#
            ).json["number"]?.text
            let complaint = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/complaints",
                json: #"{"model":"WDX-100/4","receivedOn":"2026-05-02"}"#
            ).json["number"]?.text
            let problem = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/problems", json: #"{"title":"Hums","models":["WDX-100/4"]}"#
            ).json["number"]?.text
            let hold = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/holds",
                json: #"{"reason":"quality","note":"Noise","items":["\#(serial)"]}"#
            ).json["number"]?.text
            let goodsReturn = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/returns", json: #"{"unit":"\#(serial)","reason":"defective"}"#
            ).json["number"]?.text
            try await world.ask(
                "POST", "/api/v1/manufacturers/acme/locations", json: #"{"code":"corner","kind":"shop"}"#)
            let shipment = try await world.ask(
                "POST", "/api/v1/manufacturers/acme/shipments",
                json: #"{"from":"works","to":"corner","lines":[{"model":"WDX-100/4","serial":"\#(serial)"}]}"#
            ).json["number"]?.text
            let webhooks = "/api/v1/manufacturers/acme/webhooks"
            let hook = try await world.ask(
                "POST", webhooks,
                json: #"{"name":"Shop","url":"https://hooks.example.com","topics":["unit.event"],"on":true}"#)
            let delivery = try await world.ask("POST", "\(webhooks)/\(hook.json["id"]?.text ?? "")/test")
                .json["delivery"]?.text
            let issue = try await world.raiseIssue()
            for route in routes {
                let path =
                    "/"
                    + route.path.segments.map { segment in
                        switch segment {
                        case .literal(let text): text
                        case .parameter("manufacturer"): "acme"
                        case .parameter("model"): "WDX-100%2F4"
                        case .parameter("account"): "maker"
                        case .parameter("serial"): serial
                        case .parameter("document"): document ?? ""
                        case .parameter("claim"): claim ?? ""
                        case .parameter("order"): order ?? ""
                        case .parameter("case"): serviceCase ?? ""
                        case .parameter("campaign"): campaign ?? ""
                        case .parameter("theft"): theft ?? ""
                        case .parameter("location"): "works"
                        case .parameter("count"): count ?? ""
                        case .parameter("pick"): pick ?? ""
                        case .parameter("hold"): hold ?? ""
                        case .parameter("complaint"): complaint ?? ""
                        case .parameter("problem"): problem ?? ""
                        case .parameter("issue"): issue
                        case .parameter("return"): goodsReturn ?? ""
                        case .parameter("shipment"): shipment ?? ""
                        case .parameter("thread"): "1"
                        case .parameter("delivery"): delivery ?? ""
                        case .parameter(let name): name
                        }
                    }.joined(separator: "/")
                // What is for the owner of a unit is there for nobody else; a proof or a discrepancy that there is not is there for
                // nobody.
                let cookie = path.hasPrefix("/my/") ? owner : staff
                let isThere = !path.contains("/proof") && !path.contains("/discrepancies/")
                let form = [
                    ("do", "issue"), ("adopt", "x"), ("role", "administrator"), ("name", "x"), ("count", "5"),
                    ("serials", "A1"),
                ]
                for origin in ["http://evil.example", "null", nil] {
                    #expect(
                        try await browser.send(.post, path, cookie: cookie, form: form, origin: origin).status == 403,
                        "\(path)")
                }
                for token in [nil, "", "x", site.tokens.token(for: "/elsewhere", as: .administrator)] {
                    let sent = form + (token.map { [("token", $0)] } ?? [])
                    let page = try await browser.send(.post, path, cookie: cookie, form: sent)
                    // What takes a file takes no other form at all.
                    let refusals =
                        if case .upload = route.request { [415] } else { [403, 409, 422] + (isThere ? [] : [404]) }
                    #expect(refusals.contains(page.status), "\(path) \(token ?? "none"): \(page.status)")
                }
            }
            #expect(try await world.registry.account("maker", as: .administrator).grants.count == 3)
            #expect(
                try await world.registry.accounts(limit: 100, as: .administrator).count == DemoAccount.allCases.count)
        }
    }

    @Test func theAPITakesNoChangeForACookie() async throws {
        try await Self.with { world, _ in
            let fields: HTTPFields = [.cookie: try await world.cookie(of: .administrator), .origin: World.origin]
            let change = try await world.send(
                "POST", "/api/v1/manufacturers", fields, json: #"{"slug":"x","name":"X"}"#)
            #expect(change.status == 403)
            #expect(change.code == "access.tokenNeeded")
            #expect(try await world.send("GET", "/api/v1/accounts", fields).status == 200)
        }
    }

    @Test(arguments: [
        "Bearer npt_0", "Bearer", "Bearer  ", "Basic eDp5", "bearer nps_x", "Bearer a b",
        String(repeating: "x", count: 5_000),
    ])
    func aTokenThatDoesNotHoldIsToldSo(_ authorization: String) async throws {
        try await World.with { world in
            let answer = try await world.send("GET", "/api/v1/status", [.authorization: authorization])
            #expect(answer.status == 401)
            #expect(answer.code == "access.signIn")
            #expect(answer.headers[.wwwAuthenticate] == "Bearer")
        }
    }

    @Test func nobodyGoesOnWithTheEyesOfAnotherButInTheDemo() async throws {
        try await Self.with { world, browser in
            #expect(try await browser.send(.post, "/eyes", form: [("eyes", "administrator")]).status == 404)
            let demo = NameplateResponder(
                world.registry, site: try Site(demo: World.demo, formKey: world.registry.formKey))
            demo.hosts.listen(on: World.port)
            let other = Browser(world: world, responder: demo)
            let page = try await other.send(.post, "/eyes", form: [("eyes", "technician"), ("back", "//evil.example")])
            #expect(page.status == 303)
            #expect(page.location == "/")
            #expect(try await other.send(.get, "/account", cookie: page.session).status == 200)
            #expect(
                try await other.send(.post, "/eyes", form: [("eyes", "technician")], origin: "http://evil.example")
                    .status == 403)
            #expect(try await other.send(.post, "/eyes", form: [("eyes", "nobody")]).status == 422)
        }
    }
}
