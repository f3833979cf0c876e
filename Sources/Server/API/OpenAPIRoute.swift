import Hummingbird
import Registry
import Synchronization

extension Routes {
    /// The description of these routes for programs.
    package static func openAPI(of routes: [Route]) -> Route {
        var route = Route(
            method: .get, path: "/api/openapi.json", permission: .look, summary: "The OpenAPI 3.1 document of this API",
            answer: .stream(["application/json"], schema: .anyObject, "the document")
        ) { _ in Response(status: .notFound) }
        let document = Document(of: routes + [route])
        route.handle = { _ in .bytes(document.bytes, "application/json") }
        return route
    }

    /// Written when somebody first asks for it: no command on the line does.
    private final class Document: Sendable {
        private let routes: [Route]
        private let written = Mutex<[UInt8]?>(nil)

        init(of routes: [Route]) { self.routes = routes }

        var bytes: [UInt8] {
            written.withLock { written in
                let bytes = written ?? OpenAPIDocument.bytes(routes)
                written = bytes
                return bytes
            }
        }
    }
}
