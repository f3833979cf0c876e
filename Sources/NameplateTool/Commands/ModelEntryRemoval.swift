import Server

extension Session {
    /// Removes the entry of a model's list that somebody means.
    func removeEntry(from path: [String], _ isMeant: (JSON) -> Bool) async throws {
        let answer = try JSONText.decode(JSON.self, from: try await answer(to: APICall(.get, path)).body)
        guard let id = answer.items.asArray.first(where: isMeant)?.id.asText else {
            throw ToolError("There is no such entry; list them with 'list'.", "entry.unknown")
        }
        try await show(APICall(.delete, path + [id])) { _ in try output.print("It is taken back.") }
    }
}
