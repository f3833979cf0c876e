import HTTPTypes
package import Hummingbird
package import Logging
package import Nameplate
import Registry

/// Answers every request, whichever way it comes in: finds the route, asks who may, runs it, and tells what went wrong.
package struct NameplateResponder: Sendable {
    /// Renders a problem for somebody who looks at pages.
    package typealias ProblemPage = @Sendable (Problem, Request, Door, _ requestID: String) -> Response

    package let registry: NameplateRegistry
    let hosts: OwnHosts
    let callers: Callers
    private let publicAddress: PublicAddress?
    private let table: RouteTable
    private let logger: Logger
    private let problemPage: ProblemPage?

    /// - Parameters:
    ///   - demo: Nil where strangers are strangers.
    ///   - furtherHosts: Names beside the loopback's under which the server may be addressed, without a port.
    ///   - publicAddress: Where the public finds the website; nil where it finds it nowhere.
    ///   - problemPage: Nil tells all problems as documents.
    package init(
        _ registry: NameplateRegistry, routes: [Route] = Routes.all(), demo: Demo? = nil, furtherHosts: [String] = [],
        publicAddress: PublicAddress? = nil, logger: Logger = Logger(label: "nameplate"),
        problemPage: ProblemPage? = nil
    ) {
        self.registry = registry
        self.table = RouteTable(routes)
        self.callers = Callers(demo: demo)
        self.publicAddress = publicAddress
        self.hosts = OwnHosts(further: furtherHosts)
        self.logger = logger
        self.problemPage = problemPage
    }

    /// Answers a request. It never throws: what goes wrong is an answer too.
    package func respond(to request: Request, through door: Door) async -> Response {
        let requestID = String(UInt64.random(in: .min ... .max), radix: 36)
        let target = request.head.path ?? "/"
        var response: Response
        do {
            response = try await answer(request, target, door, requestID)
        } catch {
            response = self.response(for: error, request, door, requestID)
        }
        SecurityHeaders.add(to: &response.headers, requestID: requestID)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(
        _ request: Request, _ target: String, _ door: Door, _ requestID: String
    ) async throws -> Response {
        if door == .loopback { try hosts.check(host: request.head.authority) }
        guard target.utf8.count <= Limits.target else {
            throw RequestError(
                .targetTooLong, "The address has more than \(Limits.target) bytes; send long texts in a body.")
        }
        let path = target.prefix { $0 != "?" }
        let match = try table.match(request.method.rawValue, path)
        let route = match.route
        if door == .loopback, route.method != .get { try hosts.check(origin: request.headers[.origin]) }
        let principal = try callers.principal(door, request.headers, registry)
        try requirePermission(route, principal)
        try ContentType.check(request.headers[.contentType], for: route.request)
        var call = Call(
            registry: registry, principal: principal, publicAddress: publicAddress, door: door, method: route.method,
            path: String(path), headers: request.headers, requestID: requestID, values: match.values,
            query: try QueryText.parse(target.dropFirst(path.count + 1), for: route.query), body: request.body)
        if case .json(let schema) = route.request {
            call.bytes = try await call.collectBody()
            call.json = try JSONParser.parse(call.bytes)
            try Schema.object(schema).check(call.json)
        }
        var response = try await route.handle(call)
        if route.isPersonal { response.headers[.cacheControl] = "no-store" }
        return response
    }

    /// Refuses early who may do this for no manufacturer at all; the façade asks again for the one concerned.
    private func requirePermission(_ route: Route, _ principal: Principal) throws(RegistryError) {
        if case .staff(let role, .manufacturers) = principal {
            return try Access.require(.staff(role, .everyManufacturer), route.permission)
        }
        try Access.require(principal, route.permission)
    }

    private func response(
        for error: any Error, _ request: Request, _ door: Door, _ requestID: String
    ) -> Response {
        let problem = Problem(of: error)
        if problem == nil || (problem?.status ?? 0) >= 500 {
            logger.error("The request \(requestID) failed: \(error)")
        }
        let told =
            problem
            ?? Problem(
                500, "server.failed", "The server failed; its log says more under the request's id.")
        let isAPI = request.head.path?.hasPrefix("/api/") ?? false
        if let problemPage, !isAPI { return problemPage(told, request, door, requestID) }
        return told.response(requestID: requestID)
    }
}
