/// Pieces without serial numbers in the stock of the demo's makers.
extension DemoData {
    /// Loads what a maker's list has of these, unless there are pieces already.
    static func loadStock(_ path: String, of maker: String, into session: Session) async throws {
        let stock = ["manufacturers", maker, "stock"]
        let entries = try list(path)
        guard let model = entries.first?.model.asText else { return }
        let known = try await session.answer(to: APICall(.get, stock, query: [("model", model)])).body
        guard try JSONText.decode(JSON.self, from: known).lines.asArray.isEmpty else { return }
        for entry in entries {
            _ = try await session.answer(to: try APICall(.post, stock + ["pieces"]).sending(entry))
        }
    }
}
