import FoundationEssentials

extension DemoData {
    /// Makes campaigns of the recalls that an authority has published, and opens those that are new.
    static func loadRecalls(_ path: String, from authority: String, into session: Session) async throws {
        let table = try String(contentsOfFile: path, encoding: .utf8)
        let call = try APICall(.post, ["recalls", "import"])
            .sending(.object(["authority": .string(authority), "table": .string(table)]))
        let answer = try JSONText.decode(JSON.self, from: try await session.answer(to: call).body)
        for item in answer.items.asArray where item.outcome.asText == "added" {
            let campaign = ["campaigns", item.campaign.asText ?? ""]
            let (head, _) = try await session.answer(to: APICall(.get, campaign))
            guard let tag = head.header("ETag") else { throw ToolError.noAnswer }
            let step = try APICall(.post, campaign + ["steps"]).with("If-Match", tag)
                .sending(.object(["step": .string("open")]))
            _ = try await session.answer(to: step)
        }
    }
}
