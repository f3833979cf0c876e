import Hummingbird

extension Call {
    /// The whole body.
    /// - Parameter advice: What to do with more than `most` bytes.
    /// - Throws: `body.tooLarge`, `server.busy`.
    func collectBody(
        most: Int = Limits.json, advice: String = "load many rows through /api/v1/imports"
    ) async throws -> [UInt8] {
        let tooLarge = RequestError(.bodyTooLarge, "The body has more than \(most) bytes; \(advice).")
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > most { throw tooLarge }
        var bytes: [UInt8] = []
        for try await piece in body {
            guard bytes.count + piece.readableBytes <= most else { throw tooLarge }
            try bodyShare?.take(piece.readableBytes)
            bytes += piece.readableBytesView
        }
        return bytes
    }
}
