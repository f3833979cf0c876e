import Foundation
import HTTPTypes
import Registry
import Testing

@testable import Server

/// Walks all routes: what is said of each is true of it.
struct RouteTests {
    private let routes = Routes.all()

    /// A path of a route with something in its parameters.
    private func example(_ route: Route) -> String {
        "/"
            + route.path.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter: "x"
                }
            }.joined(separator: "/")
    }

    @Test func everyAPIRouteIsInTheDocument() throws {
        let document = try JSONParser.parse(OpenAPIDocument.bytes(routes))
        for route in routes where route.isAPI {
            let operation = document["paths"]?[route.path.text]?[route.method.rawValue.lowercased()]
            #expect(operation?["summary"]?.text == route.summary)
            #expect(operation?["x-permission"]?.text == route.permission.rawValue)
            #expect(operation?["responses"]?[String(route.answer.status)] != nil)
            #expect((operation?["requestBody"] != nil) == route.hasBody)
            let documented = operation?["parameters"]?.elements.compactMap { $0["name"]?.text } ?? []
            #expect(Set(documented).isSuperset(of: route.path.parameters + route.query.map(\.name)))
        }
    }

    @Test func everyReferenceInTheDocumentLeadsSomewhere() throws {
        let bytes = OpenAPIDocument.bytes(routes)
        let document = try JSONParser.parse(bytes)
        let references = String(decoding: bytes, as: UTF8.self).components(after: "#/components/schemas/", until: "\"")
        #expect(!references.isEmpty)
        for name in references { #expect(document["components"]?["schemas"]?[name] != nil, "\(name)") }
    }

    @Test func operationsHaveNamesOfTheirOwn() {
        let names = String(decoding: OpenAPIDocument.bytes(routes), as: UTF8.self)
            .components(after: "\"operationId\":\"", until: "\"")
        #expect(names.count == routes.filter(\.isAPI).count)
        #expect(Set(names).count == names.count)
    }

    @Test func everyPathAnswersOtherMethodsWithThoseItKnows() async throws {
        try await World.with { world in
            for route in routes {
                let known = Set(routes.filter { $0.path == route.path }.map(\.method.rawValue))
                let unknown = ["DELETE", "PATCH", "OPTIONS", "PUT", "POST", "GET"].filter { !known.contains($0) }
                for method in unknown {
                    let exchange = try await world.send(method, example(route))
                    #expect(exchange.status == 405, "\(method) \(route.path.text)")
                    let allowed = Set(exchange.headers[.allow]?.components(separatedBy: ", ") ?? [])
                    #expect(allowed == known.union(known.contains("GET") ? ["HEAD"] : []))
                }
            }
        }
    }

    @Test func headAnswersAsGetWithoutBody() async throws {
        try await World.stocked { world in
            for path in ["/api/v1/status", "/api/v1/manufacturers", "\(World.model)/batches/B%2F1/serials"] {
                let get = try await world.send("GET", path)
                let head = try await world.send("HEAD", path)
                #expect(head.status == 200)
                #expect(head.body.isEmpty)
                #expect(head.headers[.contentLength] == String(get.body.count), "\(path)")
            }
        }
    }

    @Test(
        arguments: [
            ("/api/v1/nothing", 404, "path.unknown"), ("/api/v1/manufacturers/", 404, "path.unknown"),
            ("/api/v1//status", 404, "path.unknown"), ("/api/v1/../v1/status", 404, "path.unknown"),
            ("/api/v1/manufacturers/%2E%2E", 404, "manufacturer.unknown"),
            ("/api/v1/manufacturers/%zz", 400, "path.encoding"), ("/api/v1/manufacturers/%C3%28", 400, "path.encoding"),
            ("/api/v1/manufacturers/%4", 400, "path.encoding"), ("/api/v1/manufacturers/a%00b", 404, nil),
            ("/api/v1/status?x=1", 400, "query.unknown"), ("/api/v1/manufacturers?limit=0", 400, "query.invalid"),
            ("/api/v1/manufacturers?limit=501", 400, "query.invalid"),
            ("/api/v1/manufacturers?limit=1&limit=2", 400, "query.invalid"),
            ("/api/v1/manufacturers?limit=%E2%82", 400, "query.invalid"),
            ("/api/v1/manufacturers?after=AAAAAAAA", 400, "cursor.invalid"),
            ("/api/v1/lookup", 400, "query.invalid"),
            ("/api/v1/lookup?text=" + String(repeating: "a", count: 40_000), 414, "target.tooLong"),
        ] as [(String, Int, String?)])
    func oddAddressesAreToldApart(_ target: String, _ status: Int, _ code: String?) async throws {
        try await World.with { world in
            let exchange = try await world.send("GET", target)
            #expect(exchange.status == status)
            #expect(exchange.headers[.contentType] == "application/problem+json")
            if let code { #expect(exchange.code == code) }
            #expect(exchange.json["instance"]?.text?.hasSuffix(exchange.headers[HeaderNames.requestID] ?? "-") == true)
        }
    }
}

extension Route {
    fileprivate var hasBody: Bool { if case .none = request { false } else { true } }
}

extension String {
    /// The texts between each `start` and the next `end`.
    fileprivate func components(after start: String, until end: Character) -> [String] {
        components(separatedBy: start).dropFirst().map { String($0.prefix { $0 != end }) }
    }
}
