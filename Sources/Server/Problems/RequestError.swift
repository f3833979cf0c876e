/// A request that is wrong as HTTP or as JSON, before the registry has seen it.
package struct RequestError: Error, Hashable, Sendable {
    /// Codes are part of the API: they are added, never changed.
    package enum Code: String, CaseIterable, Sendable {
        case jsonInvalid = "json.invalid"
        case jsonDuplicateField = "json.duplicateField"
        case jsonUnknownField = "json.unknownField"
        case jsonMissingField = "json.missingField"
        case jsonValue = "json.value"
        case pathUnknown = "path.unknown"
        case pathEncoding = "path.encoding"
        case methodNotAllowed = "method.notAllowed"
        case queryInvalid = "query.invalid"
        case queryUnknown = "query.unknown"
        case headerInvalid = "header.invalid"
        case bodyTooLarge = "body.tooLarge"
        case bodyTooSlow = "body.tooSlow"
        case bodyIncomplete = "body.incomplete"
        case serverBusy = "server.busy"
        case serverTimeout = "server.timeout"
        case targetTooLong = "target.tooLong"
        case mediaType = "body.mediaType"
        case hostMissing = "host.missing"
        case hostForeign = "host.foreign"
        case originForeign = "origin.foreign"
        /// A change that a browser's cookie is not enough for.
        case tokenNeeded = "access.tokenNeeded"
        case ifMatchMissing = "ifMatch.missing"
    }
    package var code: Code
    package var sentence: String
    package var field: String?
    /// The place in the field's text, or in the JSON document in bytes, from 0.
    package var position: Int?
    /// The methods that the path knows, with `method.notAllowed`.
    package var allowed: [String] = []

    package init(_ code: Code, _ sentence: String, field: String? = nil, position: Int? = nil) {
        self.code = code
        self.sentence = sentence
        self.field = field
        self.position = position
    }

    /// A word of the request in a form and length that is safe to repeat.
    static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(40).map { (0x20..<0x7F).contains($0.value) ? $0 : "?" }
        return String(String.UnicodeScalarView(scalars))
    }
}
