import FoundationEssentials

/// Cases at the support desks of the demo's makers.
extension DemoData {
    /// Loads what a maker's list has of these, unless there are cases already.
    static func loadCases(_ path: String, of maker: String, into session: Session) async throws {
        let all = ["manufacturers", maker, "cases"]
        let known = try await session.answer(to: APICall(.get, all, query: [("limit", "1")])).body
        guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { return }
        let list = try String(contentsOfFile: path, encoding: .utf8)
        for entry in try JSONText.decode(JSON.self, from: Array(list.utf8)).asArray {
            guard case .object(var document) = entry[dynamicMember: "case"] else { continue }
            (document["model"], document["serial"]) = (entry.model, entry.serial)
            // So that one is overdue as soon as somebody looks.
            if let seconds = entry.dueInSeconds.asInteger {
                let due = Date(timeIntervalSinceNow: Double(seconds) + 1)
                document["dueAt"] = .string(due.formatted(.iso8601))
            }
            let made = try await session.answer(to: APICall(.post, all).sending(.object(document))).body
            let number = try JSONText.decode(JSON.self, from: made).number.asText ?? ""
            for reply in entry.replies.asArray {
                _ = try await session.answer(to: try APICall(.post, ["cases", number, "replies"]).sending(reply))
            }
            for step in entry.steps.asArray {
                let call = try APICall(.post, ["cases", number, "steps"]).sending(step).with("If-Match", "*")
                _ = try await session.answer(to: call)
            }
        }
    }
}
