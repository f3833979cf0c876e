extension Route {
    /// A status with which a request can be refused, and what it says (RFC 9110, section 15; RFC 6585).
    package struct DocumentedProblem: Hashable, Sendable {
        package var status: Int
        package var summary: String
    }

    /// What a request of this route can get that does not go well. That the server is at fault is not among it.
    package var problems: [DocumentedProblem] {
        var statuses: Set = [400, 401, 403, 404, 408, 414, 421, 422, 429, 503]
        if needsIfMatch { statuses.formUnion([412, 428]) }
        if method != .get { statuses.formUnion([409, 507]) }
        if case .none = request {} else { statuses.formUnion([413, 415]) }
        return Self.everyProblem.filter { statuses.contains($0.status) }
    }

    /// All that any route can get, by status.
    package static let everyProblem: [DocumentedProblem] = [
        .init(status: 400, summary: "The request is not written as its media type, or as HTTP, has it"),
        .init(status: 401, summary: "The token does not hold, or one has to sign in"),
        .init(status: 403, summary: "The caller may not do this"),
        .init(status: 404, summary: "There is no such thing, or none that the caller may know of"),
        .init(status: 408, summary: "The body came too slowly"),
        .init(status: 409, summary: "It contradicts what the registry holds"),
        .init(status: 412, summary: "Somebody has changed it since the version in If-Match"),
        .init(status: 413, summary: "The body, or a list in it, is too large"),
        .init(status: 414, summary: "The address is too long"),
        .init(status: 415, summary: "The body is declared as another media type than the route takes"),
        .init(status: 421, summary: "The request is for another host"),
        .init(status: 422, summary: "A value is none that may stand there"),
        .init(status: 428, summary: "If-Match is missing"),
        .init(status: 429, summary: "There were too many requests; Retry-After says when to go on"),
        .init(status: 503, summary: "The server is busy, or a key or the database cannot be reached"),
        .init(status: 507, summary: "The disk is full"),
    ]
}
