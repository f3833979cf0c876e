import HTTPTypes
import Hummingbird
import Nameplate
import Registry

/// Lists that remember what they were last narrowed down to, and in which order.
///
/// The browser keeps it, in a cookie that only the list itself gets and that ends with the browser: a filter may name a
/// person. It counts for the session that made it, so that nobody who signs in next at the same browser sees it. Strangers
/// have none.
extension Site {
    /// What is remembered of each list.
    private static let remembered = [
        "/models": ["q", "where", "sort"],
        "/manufacturers/{manufacturer}": ["q"],
        "/manufacturers/{manufacturer}/gaps": ["kind"],
        "/manufacturers/{manufacturer}/population": ["q", "on"],
        "/manufacturers/{manufacturer}/unknown-plates/inbox": ["state", "cause", "sort"],
        "/audit-trail": AuditTrailQuestion.parameters.map(\.name),
        "/manufacturers/{manufacturer}/audit-trail": AuditTrailQuestion.parameters.map(\.name),
    ]

    /// The routes, with lists that remember.
    func remembering(_ routes: [Route]) -> [Route] {
        routes.map { route in
            guard let names = Self.remembered[route.path.text] else { return route }
            var list = route
            list.query.append(
                .init(
                    ListMemory.parameter, .word(["again", "none"]),
                    "again: narrowed down as last time; none: all of it, and that is forgotten"))
            guard route.method == .get else { return list }
            list.handle = { call in try await answer(call, by: route, remembering: names) }
            return list
        }
    }

    private func answer(_ call: Call, by route: Route, remembering names: [String]) async throws -> Response {
        guard hasHome(call.caller), let session = call.caller.session else { return try await route.handle(call) }
        let memory = ListMemory(session: session, path: Href(call, query: []).text)
        let last = memory.read(call.headers)
        if call.queries.isEmpty, let last {
            return redirect(to: Href(call, query: last + [(ListMemory.parameter, "again")]))
        }
        var response = try await route.handle(call)
        guard response.status == .ok, call.query["as"] == nil else { return response }
        let asked = names.flatMap { name in
            (call.queries[name] ?? []).filter { !$0.isEmpty }.map { (name, $0) }
        }
        if let cookie = memory.cookie(asked, isSecure: call.isSecure, instead: last) {
            response.headers.append(HTTPField(name: .setCookie, value: cookie))
        }
        return response
    }

    /// Where all of the list is, on a page that is narrowed down as last time.
    func listWithoutMemory(_ call: Call) -> Href? {
        guard call.method == .get, call.query[ListMemory.parameter] == "again" else { return nil }
        return Href(call, query: [(ListMemory.parameter, "none")])
    }
}

/// What a browser remembers of one list.
struct ListMemory {
    static let parameter = "last"
    /// Longer questions are not remembered: a browser sends them with each request for the list.
    private static let longest = 1_000
    private static let name = "nameplate-list"

    /// Tells sessions apart, and nothing of them.
    private let mark: String
    private let path: String

    init(session: ID<Session>, path: String) {
        mark = String(Fingerprint.of("list \(session)".utf8), radix: 36)
        self.path = path
    }

    /// The names and values of the last question; nil where there was none in this session.
    func read(_ headers: HTTPFields) -> [(String, String)]? {
        guard let text = SessionCookie.value(cookieName, headers) else { return nil }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == mark, text.utf8.count <= Self.longest else { return nil }
        var query: [(String, String)] = []
        for pair in parts[1].split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let name = PercentCoding.decode(sides[0]),
                let value = PercentCoding.decode(sides[1])
            else { return nil }
            query.append((name, value))
        }
        return query.isEmpty ? nil : query
    }

    /// The cookie that keeps a question, or that forgets the last one; nil where nothing changes.
    func cookie(_ query: [(String, String)], isSecure: Bool, instead last: [(String, String)]?) -> String? {
        let text = mark + "." + query.map { "\(Href.encoded($0))=\(Href.encoded($1))" }.joined(separator: "&")
        let attributes = "; Path=\(path); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
        guard !query.isEmpty, text.utf8.count <= Self.longest else {
            return last == nil ? nil : "\(cookieName)=; Max-Age=0\(attributes)"
        }
        return "\(cookieName)=\(text)\(attributes)"
    }

    /// A browser sends the cookie of a path to the pages below it too, so each list has a name of its own.
    private var cookieName: String { "\(Self.name)-\(String(Fingerprint.of(path.utf8), radix: 36))" }
}

extension Href {
    /// The page that a call asked for, with another query.
    init(_ call: Call, query: [(String, String)]) {
        self = Href(local: call.path + Href([], query: query).text.dropFirst()) ?? .front
    }
}
