import Server

/// One request to the HTTP API.
struct APICall: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }
    enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Sent as it comes.
        case stream(any AsyncSequence<[UInt8], any Error> & Sendable)
    }
    var method: Method
    /// The path with its query, percent-encoded.
    var target: String
    var headers: [(name: String, value: String)] = []
    var body: Body = .none
    /// What was typed for the fields of the request, to show where the API finds one wrong.
    var typed: [String: String] = [:]

    /// - Parameters:
    ///   - segments: The parts of the path below `/api/v1`, as they read: they are encoded here.
    ///   - query: Names with their values; one without a value is left out.
    init(_ method: Method, _ segments: [String], query: [(String, String?)] = []) {
        self.method = method
        self.target =
            Href(["api", "v1"] + segments, query: query.compactMap { name, value in value.map { (name, $0) } }).text
    }

    /// The same call with a JSON body.
    func sending(_ json: JSON) throws -> APICall {
        try sending(bytes: JSONText.encode(json))
    }

    /// The same call with a JSON body that is written already.
    func sending(bytes: [UInt8]) -> APICall {
        var call = self
        call.body = .bytes(bytes)
        call.headers.append(("Content-Type", "application/json"))
        return call
    }

    /// The same call with what was typed for a field.
    func typing(_ field: String, _ text: String?) -> APICall {
        var call = self
        call.typed[field] = text
        return call
    }

    /// The same call with a header.
    func with(_ name: String, _ value: String) -> APICall {
        var call = self
        call.headers.append((name, value))
        return call
    }
}
