import Registry

extension Route {
    /// A parameter wherever it stands, for the documentation.
    package struct DocumentedParameter: Sendable {
        package enum Place: String, Sendable {
            case path
            case query
            case header
        }
        package var name: String
        package var place: Place
        package var isRequired: Bool
        package var summary: String
        package var schema: Schema
    }

    /// The parameters of path, query and headers.
    package var parameters: [DocumentedParameter] {
        let segments = path.parameters.map { name in
            DocumentedParameter(
                name: name, place: .path, isRequired: true, summary: Self.segmentSummaries[name] ?? name,
                schema: .text())
        }
        let queries = query.map {
            DocumentedParameter(
                name: $0.name, place: .query, isRequired: false, summary: $0.summary,
                schema: $0.most > 1 ? .list($0.schema, most: $0.most) : $0.schema)
        }
        return segments + queries + headers
    }

    private var headers: [DocumentedParameter] {
        var headers: [(name: String, isRequired: Bool, summary: String)] = []
        if needsIfMatch { headers.append(("If-Match", true, "the ETag of the version that is changed")) }
        if isRepeatable {
            headers.append(
                ("Idempotency-Key", false, "names the request: sent again within a day, it gets the first answer"))
        }
        if method == .get, answer.headers.contains("ETag") {
            headers.append(("If-None-Match", false, "the ETag of the version that the caller has: 304 if it still is"))
        }
        return headers.map {
            DocumentedParameter(
                name: $0.name, place: .header, isRequired: $0.isRequired, summary: $0.summary,
                // A list of ETags may be as long as a header may.
                schema: .text(most: $0.name == "If-None-Match" ? Int.max : 255))
        }
    }

    /// Whether a repeated request gets the first one's answer: what changes the registry, but not who may do so.
    private var isRepeatable: Bool {
        method == .post && [.editCatalogue, .issue, .record, .manageKeys].contains(permission)
    }

    private static let segmentSummaries = [
        "manufacturer": "the manufacturer's short name", "model": "the model number, percent-encoded",
        "batch": "the batch's number, percent-encoded", "serial": "the serial number, percent-encoded",
        "id": "the event's id", "rule": "the name of the rule", "name": "the name of the mapping",
        "kind": "what the rows are, or which table", "category": "the category's key, percent-encoded",
        "line": "the product line, percent-encoded", "document": "the document's id",
        "count": "the count's number",
    ]
}
