package import Hummingbird
package import Registry

/// One door of the HTTP face: everything that is said of it, and what it does. The table of routes, the OpenAPI
/// document, the page about the API and the tests of permissions come from these values.
package struct Route: Sendable {
    package enum Method: String, CaseIterable, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }
    package var method: Method
    package var path: PathPattern
    /// What the caller must be allowed to do. The façade asks for it too, for the manufacturer concerned.
    package var permission: Permission
    /// What it does, in one line.
    package var summary: String
    package var query: [Parameter] = []
    package var request: Body = .none
    /// Bytes of a request in JSON, at most.
    package var largestJSON = Limits.json
    package var answer: Answer
    /// Whether a stale or missing `If-Match` refuses it.
    package var needsIfMatch = false
    /// Whether it tells of units, so that it is charged to the budget of whoever has one.
    package var isCharged = false
    package var handle: @Sendable (Call) async throws -> Response

    /// A parameter of the query. Each may be given once, or as often as it says.
    package struct Parameter: Sendable {
        package var name: String
        package var summary: String
        package var schema: Schema
        /// How often it may be given.
        package var most: Int

        package init(_ name: String, _ schema: Schema, most: Int = 1, _ summary: String) {
            self.name = name
            self.summary = summary
            self.schema = schema
            self.most = most
        }
    }

    /// What the request carries.
    package enum Body: Sendable {
        case none
        /// JSON of this shape, of at most ``Route/largestJSON`` bytes.
        case json(ObjectSchema)
        /// A form of a page, `application/x-www-form-urlencoded`.
        case form
        /// A form of a page with a file, `multipart/form-data`, read as it comes.
        case upload
        /// Rows in one of these media types, read as they come.
        case rows([String])
        /// A file, `application/octet-stream`, of at most so many bytes.
        case file(most: Int)
        /// A photo, read whole, in one of ``ContentType/photos``.
        case photo
    }

    /// What a request gets that goes well.
    package struct Answer: Sendable {
        package var status: Int
        package var summary: String
        package var contentTypes: [String]
        package var schema: Schema?
        package var headers: [String]

        package static func json(
            _ schema: ObjectSchema, status: Int = 200, headers: [String] = [], _ summary: String
        ) -> Answer {
            Answer(
                status: status, summary: summary, contentTypes: ["application/json"], schema: .object(schema),
                headers: headers)
        }

        /// JSON of this shape, or a table where `Accept` asks for `text/csv`.
        package static func jsonOrCSV(_ schema: ObjectSchema, _ summary: String) -> Answer {
            var answer = json(schema, summary)
            answer.contentTypes.append("text/csv")
            return answer
        }

        package static func stream(_ contentTypes: [String], schema: Schema? = nil, _ summary: String) -> Answer {
            Answer(status: 200, summary: summary, contentTypes: contentTypes, schema: schema, headers: [])
        }

        /// Nothing but another address.
        package static func redirect(_ summary: String) -> Answer {
            Answer(status: 303, summary: summary, contentTypes: [], schema: nil, headers: ["Location"])
        }

        /// A page or another document for browsers.
        package static func page(_ summary: String) -> Answer {
            Answer(status: 200, summary: summary, contentTypes: ["text/html"], schema: nil, headers: [])
        }
    }

    /// Whether its answers may name people: then no browser keeps them.
    package var isPersonal: Bool { [.readOwners, .readTrail, .erase, .audit].contains(permission) }

    /// Whether programs call it: it is documented, and its problems are RFC 9457 documents.
    package var isAPI: Bool { path.segments.first == .literal("api") && path.segments.count > 1 }
}

/// The path of a route: `/api/v1/manufacturers/{manufacturer}`.
package struct PathPattern: Hashable, Sendable, ExpressibleByStringInterpolation {
    package enum Segment: Hashable, Sendable {
        case literal(String)
        /// Any text but an empty one; the call gets it decoded under this name.
        case parameter(String)
    }
    package let text: String
    package let segments: [Segment]

    package init(stringLiteral text: String) {
        self.text = text
        self.segments = text.split(separator: "/").map { segment in
            segment.hasPrefix("{") && segment.hasSuffix("}")
                ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    package var parameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }
}
