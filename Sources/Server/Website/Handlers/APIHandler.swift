import Hummingbird
import Registry

extension Site {
    /// The programming interface, told from its routes: its subjects, or the routes of one in full.
    func apiPage(of routes: [Route], _ call: Call) throws -> Response {
        try respond(APIPage(routes, about: call.query["about"], words: words), to: call)
    }
}

extension APIPage {
    /// - Parameters:
    ///   - routes: those of the interface; they are grouped by what their path is about.
    ///   - subject: the group that is told, with all that its routes take; nil for the list of groups.
    init(_ routes: [Server.Route], about only: String?, words: Words) {
        var subjects: [(name: String, routes: [Server.Route])] = []
        for route in routes where route.isAPI {
            let subject = route.path.subject
            if let index = subjects.firstIndex(where: { $0.name == subject }) {
                subjects[index].routes.append(route)
            } else {
                subjects.append((subject, [route]))
            }
        }
        let contents = subjects.map { subject in
            Link(
                words.plain(subject.name), .api(about: subject.name),
                note: Words.text("api.routeCount", count: subject.routes.count))
        }
        let groups = subjects.filter { $0.name == only }.map { subject in
            Group(
                anchor: subject.name, title: words.plain(subject.name),
                routes: subject.routes.map { Route($0, words: words) })
        }
        self.init(
            summary: Words.text("api.everythingOnThesePages"),
            openAPI: Href(["api", "openapi.json"]), contents: contents, groups: groups)
    }
}

extension APIPage.Route {
    init(_ route: Route, words: Words) {
        let parameters = route.parameters.map {
            APIPage.Parameter($0.name, in: $0.place.rawValue, purpose: $0.summary, isRequired: $0.isRequired)
        }
        self.init(
            anchor: "\(route.method.rawValue.lowercased())-\(route.path.text.dropFirst())",
            method: route.method.rawValue,
            path: route.path.text, purpose: route.summary, permission: words.permission(route.permission.rawValue),
            parameters: parameters + Self.body(route.request))
    }

    private static func body(_ body: Route.Body) -> [APIPage.Parameter] {
        switch body {
        case .none, .form, .upload: []
        case .json(let schema):
            schema.properties.map {
                APIPage.Parameter($0.name, in: "body", purpose: $0.summary, isRequired: $0.isRequired)
            }
        case .rows(let types):
            [APIPage.Parameter("rows", in: "body", purpose: types.joined(separator: " or "), isRequired: true)]
        case .file(let most):
            [
                APIPage.Parameter(
                    "file", in: "body", purpose: "\(ContentType.octets), at most \(most >> 20) MiB", isRequired: true)
            ]
        case .photo:
            [
                APIPage.Parameter(
                    "photo", in: "body", purpose: ContentType.photos.joined(separator: " or "), isRequired: true)
            ]
        }
    }
}

extension PathPattern {
    /// What the path is about: its last literal segment, such as `batches`.
    fileprivate var subject: String {
        let literals = segments.compactMap { if case .literal(let text) = $0 { text } else { nil } }
        return literals.last ?? ""
    }
}
