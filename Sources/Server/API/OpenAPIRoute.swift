import Hummingbird
import Registry

extension Routes {
    /// The description of these routes for programs.
    package static func openAPI(of routes: [Route]) -> Route {
        var route = Route(
            method: .get, path: "/api/openapi.json", permission: .look, summary: "The OpenAPI 3.1 document of this API",
            answer: .stream(["application/json"], schema: .anyObject, "the document")
        ) { _ in Response(status: .notFound) }
        let bytes = OpenAPIDocument.bytes(routes + [route])
        route.handle = { _ in .bytes(bytes, "application/json") }
        return route
    }
}
