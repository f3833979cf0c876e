package import Hummingbird
package import Nameplate
import Registry

extension Call {
    /// Runs commands in one transaction and answers with the JSON that they make; under an `Idempotency-Key` at most once.
    ///
    /// Where the JSON names its own `path` and `rowVersion`, they also become `Location` and `ETag`.
    /// - Parameter bodyHash: Of a body that was not read into memory, to tell a repeated request from another.
    /// - Throws: `header.invalid`, `idempotency.mismatch`, what the commands throw.
    package func perform(
        status: Int = 201, bodyHash: [UInt8] = [],
        _ body: @escaping @Sendable (Commands, inout JSONWriter) throws -> Void
    ) async throws -> Response {
        let run: @Sendable (Commands) throws -> StoredResponse = { commands in
            StoredResponse(status: status, body: try JSONWriter.bytes { try body(commands, &$0) })
        }
        let (stored, isReplay) =
            if let request = try idempotentRequest(bodyHash) {
                try await registry.performOnce(request, as: principal, from: source, run)
            } else {
                (try await registry.perform(as: principal, from: source, run), false)
            }
        var response = Response.bytes(stored.body, "application/json", status: stored.status)
        let json = try JSONParser.parse(stored.body)
        if stored.status == 201 { response.headers[.location] = json["path"]?.text }
        if let version = json["rowVersion"]?.integer { response.headers[.eTag] = "\"\(version)\"" }
        if isReplay { response.headers[HeaderNames.idempotencyReplayed] = "true" }
        return response
    }

    private func idempotentRequest(_ bodyHash: [UInt8]) throws(RequestError) -> IdempotentRequest? {
        guard method == .post, let key = headers[HeaderNames.idempotencyKey] else { return nil }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
            throw RequestError(
                .headerInvalid, "An Idempotency-Key has 1 to 255 visible ASCII characters; a random UUID is one.",
                field: "Idempotency-Key")
        }
        let options = queries.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.joined(separator: "\n"))\n" }.joined()
        return IdempotentRequest(
            route: "\(method.rawValue) \(path)", key: key, body: Array(options.utf8) + bodyHash + bytes)
    }
}
