import Hummingbird

extension Call {
    /// The whole body of JSON or of a form, of at most ``Limits/json`` bytes.
    /// - Throws: `body.tooLarge`.
    func collectBody() async throws -> [UInt8] {
        try await collectBody(most: Limits.json, advice: "load many rows through /api/v1/imports")
    }

    /// The whole body, of at most `most` bytes.
    /// - Throws: `body.tooLarge` with the advice what to do instead.
    func collectBody(most: Int, advice: String) async throws -> [UInt8] {
        let tooLarge = RequestError(.bodyTooLarge, "The body has more than \(most) bytes; \(advice).")
        let length = headers[.contentLength].flatMap { Int($0) }
        if let length, length > most { throw tooLarge }
        var bytes: [UInt8] = []
        for try await piece in body {
            guard piece.readableBytes <= most - bytes.count else { throw tooLarge }
            bytes += piece.readableBytesView
        }
        return bytes
    }
}
