import HTTPTypes
import Registry
import Testing

@testable import Server

/// The guards between a visitor's browser and the registry.
struct DoorTests {
    @Test(
        arguments: [
            ("127.0.0.1:8080", 200), ("localhost:8080", 200), ("LOCALHOST:8080", 200), ("[::1]:8080", 200),
            ("127.0.0.1", 421), ("127.0.0.1:8081", 421), ("evil.example", 421), ("evil.example:8080", 421),
            ("localhost.evil.example:8080", 421), ("", 400), (nil, 400),
        ] as [(String?, Int)])
    func onlyOwnHostNamesAreAnswered(_ host: String?, _ status: Int) async throws {
        try await World.with { world in
            let exchange = try await world.send("GET", "/api/v1/status", through: .loopback, [:], host: host)
            #expect(exchange.status == status)
        }
    }

    @Test(
        arguments: [
            (nil, 201), ("http://127.0.0.1:8080", 201), ("http://localhost:8080", 201), ("http://evil.example", 403),
            ("https://127.0.0.1:8080", 403), ("null", 403), ("http://127.0.0.1:80800", 403), ("", 403),
        ] as [(String?, Int)])
    func pagesOfOtherSitesChangeNothing(_ origin: String?, _ status: Int) async throws {
        try await World.with { world in
            var fields = try await world.fields(of: "administrator")
            fields[.contentType] = "application/json"
            fields[.origin] = origin
            let exchange = try await world.send(
                "POST", "/api/v1/manufacturers", through: .loopback, fields,
                bytes: Array(#"{"slug":"acme","name":"Acme"}"#.utf8))
            #expect(exchange.status == status, "\(exchange.text)")
        }
    }

    @Test(
        arguments: [
            ("id.example.com", "https://id.example.com", 201), ("ID.example.com", "https://id.example.com", 201),
            ("id.example.com", "http://id.example.com", 403), ("id.example.com", "https://id.example.com:8443", 403),
            ("id.example.com:8443", nil, 421), ("id.example.com.evil.example", nil, 421), ("localhost", nil, 421),
            ("192.0.2.7:8443", "https://192.0.2.7:8443", 201), ("192.0.2.7", nil, 421),
            ("192.0.2.7:8443", "https://192.0.2.7", 403), ("192.0.2.7:8443", "http://192.0.2.7:8443", 403),
            ("127.0.0.1:8443", "https://127.0.0.1:8443", 201), ("127.0.0.1:8443", "http://127.0.0.1:8443", 403),
        ] as [(String, String?, Int)])
    func thePublicAddressIsAnOwnHost(_ host: String, _ origin: String?, _ status: Int) async throws {
        let address = try PublicAddress(parsing: "https://id.example.com:443/")
        let hosts = OwnHosts(publicAddress: address)
        hosts.listen(on: 8_443, host: "192.0.2.7", isEncrypted: true)
        var found = 201
        do throws(RequestError) {
            try hosts.check(host: host)
            try hosts.check(origin: origin)
        } catch {
            found = Problem(error).status
        }
        #expect(found == status)
    }

    /// ASVS 5.0, 4.1.1.
    @Test func everyAnswerSaysWhatItIsAndHowItIsWritten() async throws {
        try await World.stocked { world in
            let paths = world.routes.filter { $0.method == .get && $0.path.parameters.isEmpty }.map(\.path.text)
            #expect(paths.count > 5)
            for path in paths + ["\(World.model)/batches/B%2F1/serials", "/nothing", "/api/v1/nothing"] {
                let exchange = try await world.send("GET", path)
                guard !exchange.body.isEmpty else { continue }
                let type = try #require(exchange.headers[.contentType], "\(path)")
                let isText = type.hasPrefix("text/") || type.contains("+xml")
                #expect(type.contains("charset=utf-8") == isText, "\(path): \(type)")
            }
        }
    }

    /// Methods that no route has, TRACE among them, which would show a request's cookies.
    @Test(arguments: ["TRACE", "OPTIONS", "PATCH", "CONNECT", "PROPFIND"])
    func otherMethodsDoNothing(_ method: String) async throws {
        try await World.with { world in
            let exchange = try await world.send(method, "/api/v1/status", through: .loopback, [.cookie: "secret=1"])
            #expect(exchange.status == 405 && !exchange.text.contains("secret"))
            #expect(exchange.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test func whatSomebodySeesWhoIsKnownIsNotKept() async throws {
        try await World.with { world in
            let known = try await world.send("GET", "/api/v1/status", as: .administrator)
            #expect(known.headers[.cacheControl] == "no-store")
            let stranger = try await world.send("GET", "/api/v1/status", as: .stranger)
            #expect(stranger.headers[.cacheControl] == "private, no-cache")
        }
    }

    @Test(
        arguments: [
            (nil, 415), ("text/plain", 415), ("application/x-www-form-urlencoded", 415),
            ("multipart/form-data; boundary=x", 415), ("application/jsonp", 415), ("application/json", 201),
            ("application/json; charset=utf-8", 201), ("Application/JSON", 201),
        ] as [(String?, Int)])
    func bodiesMustBeDeclaredAsJSON(_ type: String?, _ status: Int) async throws {
        try await World.with { world in
            var fields: HTTPFields = [:]
            fields[.contentType] = type
            let exchange = try await world.send(
                "POST", "/api/v1/manufacturers", through: .unixSocket, fields,
                bytes: Array(#"{"slug":"acme","name":"Acme"}"#.utf8))
            #expect(exchange.status == status)
        }
    }

    @Test(arguments: ["/api/v1/status", "/api/v1/nothing"])
    func everyAnswerTellsTheBrowserToDoNothingWithIt(_ path: String) async throws {
        try await World.with { world in
            let headers = try await world.send("GET", path).headers
            #expect(
                headers[.contentSecurityPolicy]
                    == "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox")
            #expect(headers[.xContentTypeOptions] == "nosniff")
            #expect(headers[HeaderNames.referrerPolicy] == "same-origin")
            #expect(headers[HeaderNames.requestID]?.isEmpty == false)
        }
    }

    @Test func aBrowserIsAStrangerWhateverItsCookieSays() async throws {
        try await World.with { world in
            for cookie in ["nameplate_eyes=maker", "nameplate-session=", "nameplate-session=nps_0", "=", ";;"] {
                let browser = try Callers.caller(.loopback, [.cookie: cookie], isSecure: false, world.registry)
                #expect(browser == .stranger)
            }
            let owner = try Callers.caller(.unixSocket, [:], isSecure: false, world.registry)
            #expect(owner.principal == .administrator)
        }
    }
}
