import Hummingbird

extension Call {
    /// The whole body, of at most ``Limits/json`` bytes.
    /// - Throws: `body.tooLarge`.
    func collectBody() async throws -> [UInt8] {
        let tooLarge = RequestError(
            .bodyTooLarge, "The body has more than \(Limits.json) bytes; load many rows through /api/v1/imports.")
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > Limits.json { throw tooLarge }
        var bytes: [UInt8] = []
        for try await piece in body {
            guard bytes.count + piece.readableBytes <= Limits.json else { throw tooLarge }
            bytes += piece.readableBytesView
        }
        return bytes
    }
}
