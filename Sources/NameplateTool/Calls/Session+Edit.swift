extension Session {
    /// Replaces what is at a path, unless somebody else has changed it meanwhile.
    /// - Parameter change: Makes the new document from the present one.
    /// - Returns: It as it now is, in JSON.
    func edit(_ path: [String], _ change: (JSON) -> [String: JSON]) async throws -> [UInt8] {
        let (head, body) = try await answer(to: APICall(.get, path))
        guard let tag = head.header("ETag") else { throw ToolError.noAnswer }
        let document = change(try JSONText.decode(JSON.self, from: body))
        let call = try APICall(.put, path).sending(.object(document)).with("If-Match", tag)
        return try await answer(to: call).body
    }
}
