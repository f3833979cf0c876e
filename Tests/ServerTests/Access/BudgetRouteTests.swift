import HTTPTypes
import Hummingbird
import NIOCore
import Nameplate
import Registry
import Testing

@testable import Server

/// What somebody is told of his budget who comes over the network.
struct BudgetRouteTests {
    private static func asker(_ address: String) throws -> Server.Asker {
        Server.Asker(
            peer: try SocketAddress(ipAddress: address, port: 4711), isEncrypted: true, headers: [:], proxies: 0)
    }

    private func ask(
        _ world: World, _ target: String, from address: String, _ fields: HTTPFields = [:]
    ) async throws -> World.Exchange {
        try await world.send("GET", target, through: .network, fields, from: Self.asker(address))
    }

    private static let policy = "\"lookups\";q=990;w=3600"

    @Test func everyAnswerTellsWhatIsLeft() async throws {
        try await World.stocked { world in
            let serial = try await world.serial(7)
            for (target, left) in [
                ("/api/v1/lookup?text=\(serial)", 989), ("/api/v1/lookup?text=Y3Q1", 979),
                ("\(World.model)/units/\(serial)", 978), ("\(World.model)/units/Y3Q1", 968),
                ("\(World.model)/units/\(serial)/components", 967), ("\(World.model)/units/\(serial)/where", 966),
            ] {
                let headers = try await ask(world, target, from: "192.0.2.7").headers
                #expect(headers[HeaderNames.rateLimitPolicy] == Self.policy, "\(target)")
                #expect(headers[HeaderNames.rateLimit] == "\"lookups\";r=\(left);t=3600", "\(target)")
            }
            let free = try await ask(world, "/api/v1/parse?text=4711", from: "192.0.2.7")
            #expect(free.headers[HeaderNames.rateLimit] == nil)
        }
    }

    @Test func aPageOfAUnitCostsWhatTheUnitDoes() async throws {
        let unit = "\(World.model.replacing("/api/v1", with: ""))/units/"
        try await FormBrowser.with(unit) { world, browser in
            let serial = try await world.serial(7)
            for left in [989, 988] {
                let page = try await browser.ask(unit + serial, from: try Self.asker("192.0.2.9"))
                #expect(page.status == 200)
                #expect(page.headers[HeaderNames.rateLimit] == "\"lookups\";r=\(left);t=3600")
            }
        }
    }

    @Test func onlyWhoHasABudgetIsToldOfOne() async throws {
        try await World.stocked { world in
            let target = "/api/v1/lookup?text=Y3Q1"
            #expect(try await world.send("GET", target).headers[HeaderNames.rateLimit] == nil)
            #expect(try await world.send("GET", target, as: .stranger).headers[HeaderNames.rateLimit] == nil)
            let fields = try await world.fields(of: "administrator")
            #expect(try await ask(world, target, from: "192.0.2.7", fields).headers[HeaderNames.rateLimit] == nil)
            let owner = try await world.send(
                "GET", target, through: .network, [.cookie: try await world.cookie(of: .owner)],
                from: Server.Asker(network: "192.0.2.7", isSecure: false))
            #expect(owner.headers[HeaderNames.rateLimitPolicy] == "\"lookups\";q=9900;w=3600")
            #expect(owner.headers[HeaderNames.rateLimit] == "\"lookups\";r=9890;t=3600")
        }
    }

    @Test func addressesOfOneSlash64AreOneAsker() async throws {
        try await World.stocked { world in
            let target = "/api/v1/lookup?text=Y3Q1"
            for (address, left) in [
                ("2001:db8:1:2::1", 980), ("2001:db8:1:2:ffff::2", 970), ("2001:db8:1:3::1", 980),
                ("::ffff:192.0.2.7", 980), ("192.0.2.7", 970), ("192.0.2.8", 980),
            ] {
                let headers = try await ask(world, target, from: address).headers
                #expect(headers[HeaderNames.rateLimit] == "\"lookups\";r=\(left);t=3600", "\(address)")
            }
        }
    }

    @Test func whoeverHasAskedTooOftenIsToldWhenItGoesOn() async throws {
        try await World.stocked { world in
            for guess in 0..<99 { _ = try await ask(world, "/api/v1/lookup?text=Y3Q\(guess)", from: "192.0.2.7") }
            let refused = try await ask(world, "/api/v1/lookup?text=\(try await world.serial(7))", from: "192.0.2.7")
            #expect(refused.status == 429 && refused.code == "budget.exhausted")
            #expect(refused.headers[.retryAfter] == "3600")
            #expect(refused.headers[HeaderNames.rateLimit] == "\"lookups\";r=0;t=3600")
            #expect(refused.headers[HeaderNames.rateLimitPolicy] == Self.policy)

            let list = try await world.send(
                "POST", "/api/v1/lookup/list", through: .network, [.contentType: "text/plain"],
                from: Self.asker("192.0.2.7"), bytes: Array("Y3Q1\n".utf8))
            #expect(list.text.contains("\"notLookedUp\""))

            let responder = NameplateResponder(
                world.registry, site: try Site(demo: nil, formKey: world.registry.formKey))
            responder.hosts.listen(on: World.port)
            for path in ["/lookup?q=Y3Q1", "/manufacturers/acme/models/WDX-100%2F4/units/Y3Q1"] {
                let head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:8080", path: path)
                let response = await responder.respond(
                    to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), through: .network,
                    from: try Self.asker("192.0.2.7"))
                let collector = PageCollector()
                try await response.body.write(collector)
                let text = String(decoding: collector.bytes, as: UTF8.self)
                #expect(response.status == .tooManyRequests && response.headers[.retryAfter] == "3600")
                #expect(text.contains("60 minutes") && text.contains("Sign in"))
            }
            // Whoever is somewhere else is not concerned.
            #expect(try await ask(world, "/api/v1/lookup?text=Y3Q1", from: "192.0.2.8").status == 200)
        }
    }

    @Test func whatIsForOwnersAloneTellsNotWhetherThereIsAUnit() async throws {
        try await World.stocked { world in
            let serials = [try await world.serial(8), "NOSUCHUNIT1"]
            for (method, path) in [
                ("POST", "handover"), ("DELETE", "handover"), ("POST", "ownership-proofs"),
                ("DELETE", "registrations/1"), ("GET", "registrations/1/proofs"), ("GET", "registrations/1/proofs/1"),
            ] {
                var codes: [String?] = []
                for serial in serials {
                    let exchange = try await world.send(
                        method, "\(World.model)/units/\(serial)/\(path)", try await world.fields(of: "token"),
                        json: method == "POST" ? "{}" : nil)
                    codes.append(exchange.code)
                }
                #expect(codes[0] == codes[1] && codes[0] != nil, "\(method) \(path): \(codes)")
            }
        }
    }

    /// A route for everybody that tells of units is charged, and says so.
    @Test func everyRouteThatTellsOfUnitsIsCharged() throws {
        let site = try Site(demo: nil, formKey: [UInt8](repeating: 7, count: 32))
        let routes = Routes.all(pages: site.routes(documenting: Routes.api))
        let charged = routes.filter(\.isCharged).map { "\($0.method.rawValue) \($0.path.text)" }
        let unit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}"
        #expect(
            Set(charged) == [
                "GET /lookup", "GET /recalls", "POST /read", "POST /api/v1/read", "POST /lookup/list", "GET \(unit)",
                "GET /api/v1/lookup", "POST /api/v1/lookup",
                "POST /api/v1/lookup/list", "POST /api/v1/verify", "POST /api/v1/verify/list", "GET /api/v1\(unit)",
                "GET /api/v1\(unit)/components",
                "GET /api/v1\(unit)/where", "GET /api/v1\(unit)/parts", "GET /api/v1\(unit)/version",
                "GET /api/v1\(unit)/parts/{part}", "GET /api/v1\(unit)/documents",
                "GET /api/v1\(unit)/warranty", "POST /api/v1/warranty/list", "GET /api/v1\(unit)/maintenance",
                "GET /api/v1\(unit)/dossier",
                "GET /api/v1\(unit)/entitlements", "POST /api/v1\(unit)/registrations",
                "POST /api/v1\(unit)/handover/acceptance", "POST /api/v1/manufacturers/{manufacturer}/thefts",
                "POST /api/v1\(unit)/findings",
            ])
        for route in routes where route.permission == .look && route.path.text.contains("{serial}") {
            let text = route.path.text
            // What is for owners alone is answered the same whether there is such a unit or not.
            let isForOwners =
                text.hasPrefix("/my/products/") || text.contains("/registrations/") || text.hasSuffix("/handover")
                || text.hasSuffix("/ownership-proofs")
            #expect(route.isCharged || isForOwners, "\(text)")
        }
        let document = String(decoding: OpenAPIDocument.bytes(routes), as: UTF8.self)
        #expect(document.contains("\"429\"") && document.contains("RateLimit-Policy"))
    }
}
