import FoundationEssentials

/// Shipments, holds, returns and counts of the demo's makers.
extension DemoData {
    /// Loads what a maker's list has of these, unless there are shipments already.
    static func loadLogistics(_ path: String, of maker: String, into session: Session) async throws {
        let all = ["manufacturers", maker]
        let first = APICall(.get, all + ["shipments"], query: [("limit", "1")])
        let known = try await session.answer(to: first).body
        guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { return }
        for entry in try list(path) {
            guard let records = entry.records.asText else { continue }
            let made = try await session.answer(to: try APICall(.post, all + [records]).sending(entry.document)).body
            let number = try JSONText.decode(JSON.self, from: made).number.asText ?? ""
            for step in entry.steps.asArray {
                let call = try APICall(.post, all + [records, number, step.path.asText ?? ""]).sending(step.document)
                _ = try await session.answer(to: call.with("If-Match", "*"))
            }
        }
    }
}
