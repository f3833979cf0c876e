/// Thefts and losses of the demo's makers.
extension DemoData {
    /// Loads what a maker's list has of these, unless there are reports already.
    static func loadThefts(_ path: String, of maker: String, into session: Session) async throws {
        let all = ["manufacturers", maker, "thefts"]
        for ended in ["false", "true"] {
            let known = try await session.answer(to: APICall(.get, all, query: [("limit", "1"), ("ended", ended)])).body
            guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { return }
        }
        for entry in try list(path) {
            let made = try await session.answer(to: try APICall(.post, all).sending(entry.report)).body
            let number = try JSONText.decode(JSON.self, from: made).number.asText ?? ""
            for step in entry.steps.asArray {
                let call = try APICall(.post, ["thefts", number, "steps"]).sending(step).with("If-Match", "*")
                _ = try await session.answer(to: call)
            }
        }
    }
}
