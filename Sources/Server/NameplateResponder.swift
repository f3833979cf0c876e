import HTTPTypes
package import Hummingbird
package import Logging
package import Nameplate
import Registry

/// Answers every request, whichever way it comes in: finds the route, asks who may, runs it, and tells what went wrong.
package struct NameplateResponder: Sendable {
    /// Renders a problem for somebody who looks at pages.
    package typealias ProblemPage = @Sendable (Problem, Request, Caller, Door, _ requestID: String) -> Response

    package let registry: NameplateRegistry
    let hosts: OwnHosts
    private let publicAddress: PublicAddress?
    private let table: RouteTable
    private let bodies = BodyMemory()
    private let logger: Logger
    private let refusals: RefusalLog
    private let problemPage: ProblemPage?

    /// - Parameters:
    ///   - publicAddress: Where the public finds the website; nil where it finds it nowhere.
    ///   - problemPage: Nil tells all problems as documents.
    package init(
        _ registry: NameplateRegistry, routes: [Route] = Routes.all(),
        publicAddress: PublicAddress? = nil, logger: Logger = Logger(label: "nameplate"),
        problemPage: ProblemPage? = nil
    ) {
        self.registry = registry
        self.table = RouteTable(routes)
        self.publicAddress = publicAddress
        self.hosts = OwnHosts(publicAddress: publicAddress)
        self.logger = logger
        self.refusals = RefusalLog(logger)
        self.problemPage = problemPage
    }

    /// Answers a request. It never throws: what goes wrong is an answer too.
    /// - Parameter asker: Who is at the other end, for doors that others come through.
    package func respond(to request: Request, through door: Door, from asker: Asker = .local) async -> Response {
        let start = ContinuousClock.now
        let requestID = RequestID.make()
        let target = request.head.path ?? "/"
        var response: Response
        var caller = Caller.stranger
        var route: Route?
        do {
            response = try await answer(request, target, door, asker, requestID, &caller, &route)
        } catch {
            response = self.response(for: error, request, caller, door, requestID)
        }
        if let budget = registry.budget(of: caller.principal) {
            if route?.isCharged == true { RateLimitHeaders.add(budget, to: &response.headers) }
            await Beat.hold(&response, since: start)
        }
        if RefusalLog.isRefusal(response.status.code) {
            refusals.add(
                response.status.code, route.map { "\($0.method.rawValue) \($0.path.text)" },
                caller.principal.auditName, from: asker.network, requestID: requestID)
        }
        SecurityHeaders.add(to: &response.headers, requestID: requestID, isSecure: asker.isSecure)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(
        _ request: Request, _ target: String, _ door: Door, _ asker: Asker, _ requestID: String,
        _ caller: inout Caller, _ matched: inout Route?
    ) async throws -> Response {
        if door.isForBrowsers { try hosts.check(host: request.head.authority) }
        guard target.utf8.count <= Limits.target else {
            throw RequestError(
                .targetTooLong, "The address has more than \(Limits.target) bytes; send long texts in a body.")
        }
        let path = target.prefix { $0 != "?" }
        let match = try table.match(request.method.rawValue, path)
        let route = match.route
        matched = route
        if door.isForBrowsers, route.method != .get { try hosts.check(origin: request.headers[.origin]) }
        caller = try Callers.caller(
            door, asker, request.headers, isPublic: door == .network || publicAddress != nil, registry)
        try Self.refuseForged(request, route, caller, door)
        // Refuses early who may do this for nobody at all; the façade asks again for the manufacturer concerned.
        try Access.require(caller.principal, route.permission, .anything)
        try ContentType.check(request.headers[.contentType], for: route.request)
        var call = Call(
            registry: registry, caller: caller, publicAddress: publicAddress, door: door, asker: asker,
            method: route.method, path: String(path), headers: request.headers, requestID: requestID,
            values: match.values,
            queries: try QueryText.parse(target.dropFirst(path.count + 1), for: route.query),
            bodyShare: bodyShare(route, door, asker), body: request.body)
        if case .json(let schema) = route.request {
            call.bytes = try await call.collectBody(most: route.largestJSON)
            call.json = try JSONParser.parse(call.bytes)
            try Schema.object(schema).check(call.json)
        }
        var response = try await route.handle(call)
        // What somebody sees who is known stays out of the browser's own cache too, for whoever sits there next.
        if route.isPersonal || caller.principal.identity != .stranger, response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = "no-store"
        }
        return response
    }

    /// Files are sent by the few who may, and the largest alone is more than a network's share.
    private func bodyShare(_ route: Route, _ door: Door, _ asker: Asker) -> BodyShare? {
        switch route.request {
        case .file: return nil
        case .none, .json, .form, .rows, .upload, .photo: break
        }
        return door.isForBrowsers ? BodyShare(of: bodies, for: asker.network) : nil
    }

    /// A browser sends its cookie with whatever any page asks for. So a change is only taken from a page of this site, which
    /// a browser names, and whose form carries a mark of its own; and programs show a token, never a cookie.
    private static func refuseForged(
        _ request: Request, _ route: Route, _ caller: Caller, _ door: Door
    ) throws(RequestError) {
        guard door.isForBrowsers, route.method != .get else { return }
        let isForm =
            switch route.request {
            case .form, .upload: true
            case .none, .json, .rows, .file, .photo: false
            }
        if isForm, request.headers[.origin] == nil {
            throw RequestError(.originForeign, "The browser does not say which page the form is of; use another one.")
        }
        if caller.session != nil, route.isAPI, route.permission != .look {
            throw RequestError(
                .tokenNeeded,
                "A change through the API needs a token in the header Authorization; a browser's cookie is "
                    + "not enough.")
        }
    }

    private func response(
        for error: any Error, _ request: Request, _ caller: Caller, _ door: Door, _ requestID: String
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
        if let problemPage, !isAPI { return problemPage(told, request, caller, door, requestID) }
        return told.response(requestID: requestID)
    }
}
