import Server

extension Session {
    /// Asks something of what has a number, such as a claim, as it stands now, unless somebody else changes it meanwhile.
    /// - Parameters:
    ///   - path: its address.
    ///   - name: what it is called, where an error names what was typed.
    ///   - rest: what of it is asked.
    ///   - card: how it is shown afterwards.
    ///   - document: what is sent, by what it is now; nil for nothing.
    func change(
        _ path: [String], _ name: String, _ method: APICall.Method, _ rest: [String], query: [(String, String?)] = [],
        _ card: (JSON, Terminal) -> [String], _ document: (JSON) throws -> [String: JSON]?
    ) async throws {
        let (head, body) = try await answer(to: APICall(.get, path).typing(name, path.last ?? ""))
        guard let tag = head.header("ETag") else { throw ToolError.noAnswer }
        var call = APICall(method, path + rest, query: query).with("If-Match", tag)
        if let document = try document(JSONText.decode(JSON.self, from: body)) {
            call = try call.sending(.object(document))
        }
        try await show(call) { try output.print(card($0, output.terminal)) }
    }
}
