/// The query of an address, read by a route's parameters.
enum QueryText {
    /// The decoded values by name, in their order.
    /// - Throws: `query.invalid`, `query.unknown`.
    static func parse(
        _ query: Substring, for parameters: [Route.Parameter]
    ) throws(RequestError) -> [String: [String]] {
        var values: [String: [String]] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plusIsSpace: true),
                let value = PercentCoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else {
                throw RequestError(
                    .queryInvalid, "The query has a broken percent-encoding; encode it as UTF-8 (RFC 3986).")
            }
            guard let parameter = parameters.first(where: { $0.name == name }) else {
                let known = parameters.map(\.name).joined(separator: ", ")
                throw RequestError(
                    .queryUnknown,
                    "There is no parameter '\(RequestError.shown(name))'"
                        + (known.isEmpty ? "; this address has none." : "; known are \(known)."),
                    field: RequestError.shown(name))
            }
            values[name, default: []].append(value)
            guard values[name, default: []].count <= parameter.most else {
                throw RequestError(
                    .queryInvalid,
                    parameter.most == 1
                        ? "The parameter '\(name)' is given twice."
                        : "The parameter '\(name)' may be given \(parameter.most) times at most.", field: name)
            }
            do {
                try parameter.schema.check(typed(value, parameter.schema), field: name)
            } catch {
                throw RequestError(.queryInvalid, error.sentence, field: name, position: error.position)
            }
        }
        return values
    }

    /// The text of a query as the JSON value that its shape asks for.
    private static func typed(_ text: String, _ schema: Schema) -> JSONValue {
        switch schema {
        case .integer where Int64(text) != nil: .number(text)
        case .boolean where text == "true" || text == "false": .boolean(text == "true")
        default: .text(text)
        }
    }
}
