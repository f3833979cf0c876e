package import Hummingbird
package import Nameplate
package import Registry

/// A request that has found its route: decoded, checked against the route's shapes, and asked by somebody.
package struct Call: Sendable {
    package let registry: NameplateRegistry
    package let caller: Caller
    /// Where the public finds the website; nil where it finds it nowhere.
    package let publicAddress: PublicAddress?
    /// How the request came in.
    package let door: Door
    /// Whom budgets are kept for; `local` where no network was in between.
    package let asker: Asker
    package internal(set) var method: Route.Method
    /// The path as it came, without its query.
    package let path: String
    package internal(set) var headers: HTTPFields
    /// Names the request in the log and in problems.
    package let requestID: String
    /// The decoded parameters of the path.
    var values: [String: String]
    /// The decoded parameters of the query; of one that may be given several times the first.
    package var query: [String: String] { queries.compactMapValues(\.first) }
    /// All values of each parameter of the query.
    package internal(set) var queries: [String: [String]]
    /// The document of a route that takes JSON; it has the route's shape. `null` elsewhere.
    package internal(set) var json = JSONValue.null
    /// The bytes of that document.
    package internal(set) var bytes: [UInt8] = []
    /// What the body takes of the memory for bodies; nil where that is not counted.
    let bodyShare: BodyShare?
    /// What a route that takes rows or a form reads itself.
    package let body: RequestBody

    package var principal: Principal { caller.principal }

    /// A parameter of the route's path. - Throws: `path.unknown` where the route has none of that name.
    package func segment(_ name: String) throws(RequestError) -> String {
        guard let value = values[name] else {
            throw RequestError(.pathUnknown, "The address lacks its part '\(name)'.", field: name)
        }
        return value
    }

    /// Whether the request came over TLS, to this process or to a proxy that vouches for it.
    package var isSecure: Bool { asker.isSecure }
    /// Where the call comes from, for the audit trail.
    package var source: RequestSource {
        RequestSource(network: door.isForBrowsers ? asker.network : nil, requestID: requestID)
    }

    /// A flag of the query, such as `dryRun`.
    package func flag(_ name: String) -> Bool { query[name] == "true" }

    /// A whole number of the query; the route's shape has checked it.
    package func number(_ name: String) -> Int64? { query[name].flatMap { Int64($0) } }
}

/// What a request may hold at most.
package enum Limits {
    /// Bytes of a JSON document or form.
    package static let json = 1 << 20
    /// Values of a JSON document, each of which takes some forty times the bytes that it is written with.
    package static let jsonValues = 100_000
    /// Bytes of the address with its query.
    package static let target = 32 * 1024
    /// Rows of a page when nobody asks for a number, and at most.
    package static let page = 50
    package static let largestPage = 500
}
