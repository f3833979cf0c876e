import BarcodeReading
import Registry

/// The OpenAPI 3.1 document of the API, made from its routes.
package enum OpenAPIDocument {
    package static func bytes(_ routes: [Route]) -> [UInt8] {
        let routes = routes.filter(\.isAPI)
        return JSONWriter.bytes { json in
            json.object { json in
                json.field("openapi", "3.1.0")
                json.objectField("info") { json in
                    json.field("title", "Nameplate")
                    json.field("version", Release.version)
                    json.field(
                        "description",
                        "The open registry behind product plates. Ids are texts, times RFC 3339, problems RFC 9457.")
                }
                json.objectField("paths") { json in
                    for path in orderedPaths(routes) {
                        json.objectField(path) { json in
                            for route in routes where route.path.text == path { write(route, to: &json) }
                        }
                    }
                }
                json.objectField("components") { writeComponents(routes, to: &$0) }
            }
        }
    }

    private static func writeComponents(_ routes: [Route], to json: inout JSONWriter) {
        json.objectField("schemas") { json in
            for (name, schema) in namedSchemas(routes).sorted(by: { $0.key < $1.key }) {
                json.name(name)
                SchemaDocument.write(schema, to: &json)
            }
        }
        json.objectField("responses") { json in
            for problem in Route.everyProblem {
                json.objectField(String(problem.status)) { json in
                    json.field("description", "\(problem.summary) (RFC 9457)")
                    content(["application/problem+json"], .object(Problem.schema), &json)
                }
            }
        }
        json.objectField("securitySchemes") { json in
            json.objectField(securityScheme) { json in
                json.field("type", "http")
                json.field("scheme", "bearer")
                json.field("description", "A token (RFC 6750): nameplate token new, or the page of one's account.")
            }
        }
    }

    private static let securityScheme = "token"

    /// What is everybody's takes a token too, and then shows what its account may see.
    private static func writeSecurity(of route: Route, to json: inout JSONWriter) {
        let isOptional = Permission.everybodys.contains(route.permission)
        json.listField("security", isOptional ? [false, true] : [true]) { json, needsToken in
            json.object { json in if needsToken { json.field(securityScheme, [String]()) } }
        }
    }

    /// In the order in which the routes are listed.
    private static func orderedPaths(_ routes: [Route]) -> [String] {
        var seen: Set<String> = []
        return routes.map(\.path.text).filter { seen.insert($0).inserted }
    }

    private static func write(_ route: Route, to json: inout JSONWriter) {
        json.objectField(route.method.rawValue.lowercased()) { json in
            json.field("operationId", operationID(route))
            json.field("summary", route.summary)
            json.field("description", "Needs the right '\(route.permission.rawValue)'.")
            writeParameters(of: route, to: &json)
            writeRequest(of: route, to: &json)
            json.objectField("responses") { json in
                writeAnswer(of: route, to: &json)
                if route.isCharged { writeRefusal(to: &json) }
                for problem in route.problems where !(route.isCharged && problem.status == 429) {
                    json.objectField(String(problem.status)) {
                        $0.field("$ref", "#/components/responses/\(problem.status)")
                    }
                }
            }
            writeSecurity(of: route, to: &json)
            json.field("x-permission", route.permission.rawValue)
        }
    }

    /// `post` and `/api/v1/manufacturers/{manufacturer}/models` become `postManufacturersModels`.
    private static func operationID(_ route: Route) -> String {
        let words = route.path.segments.dropFirst(2).map { segment in
            switch segment {
            case .literal(let text): text.prefix(1).uppercased() + text.dropFirst()
            case .parameter(let name): "By" + name.prefix(1).uppercased() + name.dropFirst()
            }
        }
        return route.method.rawValue.lowercased() + words.joined()
    }

    private static func writeParameters(of route: Route, to json: inout JSONWriter) {
        json.name("parameters")
        json.array(route.parameters) { json, parameter in
            json.object { json in
                json.field("name", parameter.name)
                json.field("in", parameter.place.rawValue)
                json.field("required", parameter.isRequired)
                json.field("description", parameter.summary)
                json.name("schema")
                SchemaDocument.write(parameter.schema, to: &json)
            }
        }
    }

    private static func writeRequest(of route: Route, to json: inout JSONWriter) {
        let (types, schema): ([String], Schema)
        switch route.request {
        case .none: return
        case .json(let object): (types, schema) = (["application/json"], .object(object))
        case .form: (types, schema) = (["application/x-www-form-urlencoded"], .text())
        case .upload: (types, schema) = (["multipart/form-data"], .text(most: Int.max))
        case .rows(let media): (types, schema) = (media, .text(most: Int.max))
        case .file(let most): (types, schema) = ([ContentType.octets], .text(most: most))
        case .photo: (types, schema) = (ContentType.photos, .text(most: BarcodeReader.mostBytes))
        }
        json.objectField("requestBody") { json in
            json.field("required", true)
            content(types, schema, &json)
        }
    }

    private static func writeAnswer(of route: Route, to json: inout JSONWriter) {
        json.objectField(String(route.answer.status)) { json in
            json.field("description", route.answer.summary)
            writeHeaders(route.answer.headers + (route.isCharged ? RateLimitHeaders.names : []), to: &json)
            content(route.answer.contentTypes, route.answer.schema ?? .text(most: Int.max), &json)
        }
        if route.method == .get, route.answer.headers.contains("ETag") {
            json.objectField("304") { $0.field("description", "nothing changed since the ETag in If-None-Match") }
        }
    }

    private static func writeHeaders(_ headers: [String], to json: inout JSONWriter) {
        guard !headers.isEmpty else { return }
        json.objectField("headers") { json in
            for header in headers {
                json.objectField(header) { json in
                    json.name("schema")
                    SchemaDocument.write(.text(), to: &json)
                }
            }
        }
    }

    /// Only whoever has a budget gets it, and the headers that tell of it.
    private static func writeRefusal(to json: inout JSONWriter) {
        json.objectField("429") { json in
            json.field("description", "Too much was looked up within the hour: budget.exhausted")
            writeHeaders(RateLimitHeaders.names + ["Retry-After"], to: &json)
            content(["application/problem+json"], .object(Problem.schema), &json)
        }
    }

    private static func content(_ types: [String], _ schema: Schema, _ json: inout JSONWriter) {
        json.objectField("content") { json in
            for type in types {
                json.objectField(type) { json in
                    json.name("schema")
                    SchemaDocument.write(type.hasPrefix("text/") ? .text(most: Int.max) : schema, to: &json)
                }
            }
        }
    }

    private static func namedSchemas(_ routes: [Route]) -> [String: ObjectSchema] {
        var named: [String: ObjectSchema] = [:]
        SchemaDocument.collect(.object(Problem.schema), into: &named)
        for route in routes {
            if case .json(let object) = route.request { SchemaDocument.collect(.object(object), into: &named) }
            if let schema = route.answer.schema { SchemaDocument.collect(schema, into: &named) }
        }
        return named
    }
}
