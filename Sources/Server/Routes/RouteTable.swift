/// Finds the route of a path: a tree by segments, where a literal goes before a parameter.
struct RouteTable: Sendable {
    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: (name: String, node: Int)?
        var routes: [Route.Method: Route] = [:]
    }
    private var nodes = [Node()]

    struct Match {
        var route: Route
        var values: [String: String]
    }

    init(_ routes: [Route]) {
        for route in routes {
            var node = 0
            for segment in route.path.segments { node = child(of: node, for: segment) }
            nodes[node].routes[route.method] = route
        }
    }

    private mutating func child(of node: Int, for segment: PathPattern.Segment) -> Int {
        let new = nodes.count
        switch segment {
        case .literal(let text):
            if let known = nodes[node].literals[text] { return known }
            nodes[node].literals[text] = new
        case .parameter(let name):
            if let known = nodes[node].parameter { return known.node }
            nodes[node].parameter = (name, new)
        }
        nodes.append(Node())
        return new
    }

    /// - Parameter path: As it came, percent-encoded. `HEAD` is answered by the route of `GET`.
    /// - Throws: `path.encoding`, `path.unknown`, `method.notAllowed` with the methods that the path knows.
    func match(_ method: String, _ path: Substring) throws(RequestError) -> Match {
        var segments: [String] = []
        guard path.first == "/" else { throw Self.unknown }
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let decoded = PercentCoding.decode(segment) else {
                throw RequestError(
                    .pathEncoding, "The path has a broken percent-encoding; encode it as UTF-8 (RFC 3986).")
            }
            segments.append(decoded)
        }
        if segments == [""] { segments = [] }
        var values: [String: String] = [:]
        guard let node = find(segments[...], from: 0, &values), !nodes[node].routes.isEmpty else { throw Self.unknown }
        let routes = nodes[node].routes
        let wanted = method == "HEAD" ? "GET" : method
        guard let method = Route.Method(rawValue: wanted), let route = routes[method] else {
            var error = RequestError(.methodNotAllowed, "This path does not know the method; see the header Allow.")
            error.allowed = routes.keys.map(\.rawValue).sorted() + (routes[.get] == nil ? [] : ["HEAD"])
            throw error
        }
        return Match(route: route, values: values)
    }

    private func find(_ segments: ArraySlice<String>, from node: Int, _ values: inout [String: String]) -> Int? {
        guard let first = segments.first else { return node }
        if let next = nodes[node].literals[first], let found = find(segments.dropFirst(), from: next, &values) {
            return found
        }
        guard !first.isEmpty, let (name, next) = nodes[node].parameter,
            let found = find(segments.dropFirst(), from: next, &values)
        else { return nil }
        values[name] = first
        return found
    }

    private static let unknown = RequestError(
        .pathUnknown, "There is nothing at this address. The list of addresses is at /api.")
}
