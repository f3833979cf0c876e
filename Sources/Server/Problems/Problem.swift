package import Hummingbird

/// What went wrong with a request, as RFC 9457 tells it.
package struct Problem: Error, Hashable, Sendable {
    /// The HTTP status.
    package var status: Int
    /// The stable dotted code.
    package var code: String
    /// What to do, for people.
    package var sentence: String
    package var field: String?
    package var position: Int?
    /// The methods that the path knows, with status 405.
    package var allowed: [String] = []
    /// In how many seconds a request may be repeated that only came at a bad time.
    package var retryAfter: Int?

    package init(_ status: Int, _ code: String, _ sentence: String, field: String? = nil, position: Int? = nil) {
        self.status = status
        self.code = code
        self.sentence = sentence
        self.field = field
        self.position = position
    }

    /// The name of the status (RFC 9110, section 15; RFC 6585; RFC 4918).
    package var title: String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 503: "Service Unavailable"
        case 507: "Insufficient Storage"
        default: "Internal Server Error"
        }
    }

    static let schema = ObjectSchema(
        "Problem",
        [
            .required("type", .text(), "always about:blank: the code tells more"),
            .required("title", .text(), "the name of the status"),
            .required("status", .integer(400...599), "the HTTP status"),
            .required("code", .text(), "stable and dotted, such as serial.taken"),
            .required("detail", .text(most: 4_000), "what is wrong and what to do"),
            .optional("field", .text(), "the field of the request that is wrong"),
            .optional("position", .count, "where the field's text is wrong, in characters from 0"),
            .optional("instance", .text(), "names the request, as the header X-Request-Id does"),
        ])

    func write(to json: inout JSONWriter, requestID: String?) {
        json.object { json in
            json.field("type", "about:blank")
            json.field("title", title)
            json.field("status", status)
            json.field("code", code)
            json.field("detail", sentence)
            json.field("field", field)
            json.field("position", position)
            json.field("instance", requestID.map { "urn:nameplate:request:\($0)" })
        }
    }

    /// The bytes of the `application/problem+json` document.
    func document(requestID: String) -> [UInt8] { JSONWriter.bytes { write(to: &$0, requestID: requestID) } }

    /// The answer that the document is.
    package func response(requestID: String) -> Response {
        var response = Response.bytes(document(requestID: requestID), "application/problem+json", status: status)
        if !allowed.isEmpty { response.headers[.allow] = allowed.joined(separator: ", ") }
        if status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}

extension Response {
    /// A response whose body is ready.
    package static func bytes(_ bytes: [UInt8], _ contentType: String, status: Int = 200) -> Response {
        Response(
            status: HTTPResponse.Status(code: status), headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    package static func json(status: Int = 200, _ body: (inout JSONWriter) throws -> Void) rethrows -> Response {
        .bytes(try JSONWriter.bytes(body), "application/json", status: status)
    }
}
