/// Recalls of the demo's makers.
extension DemoData {
    /// Loads those of a maker's folder, unless there are some already.
    static func loadRecalls(of maker: String, in folder: String, into session: Session) async throws {
        let all = ["manufacturers", maker, "campaigns"]
        let known = try await session.answer(to: APICall(.get, all, query: [("limit", "1")])).body
        guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { return }
        for entry in try list("\(folder)/recalls.json") {
            let made = try await session.answer(to: try APICall(.post, all).sending(entry.campaign)).body
            let path = ["campaigns", try JSONText.decode(JSON.self, from: made).number.asText ?? ""]
            for step in entry.steps.asArray {
                _ = try await session.answer(
                    to: try APICall(.post, path + ["steps"]).sending(step).with("If-Match", "*"))
            }
            for remedy in entry.remedies.asArray {
                _ = try await session.answer(to: try APICall(.post, path + ["remedies"]).sending(remedy))
            }
        }
    }
}
