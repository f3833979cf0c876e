import FoundationEssentials

/// Complaints about the products of the demo's makers, and problems of these.
extension DemoData {
    /// Searches for emerging issues, as each night does, where nobody has searched yet.
    static func searchFleets(_ session: Session) async throws {
        let makers = try await session.answer(to: APICall(.get, ["manufacturers"], query: [("limit", "100")])).body
        for maker in try JSONText.decode(JSON.self, from: makers).items.asArray.compactMap(\.slug.asText) {
            let quality = ["manufacturers", maker, "quality"]
            let known = try await session.answer(
                to: APICall(.get, quality + ["issues"], query: [("limit", "1")])
            ).body
            guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { continue }
            _ = try await session.answer(to: APICall(.post, quality + ["search"]))
        }
    }

    /// Loads what a maker's document has of these, and of what the fleet has lived through, unless there are complaints
    /// already.
    static func loadQuality(_ path: String, of maker: String, into session: Session) async throws {
        let all = ["manufacturers", maker]
        let known = try await session.answer(to: APICall(.get, all + ["complaints"], query: [("limit", "1")])).body
        guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { return }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let data = try JSONText.decode(JSON.self, from: Array(text.utf8))
        for entry in data.events.asArray {
            guard case .object(var document) = entry else { continue }
            document["manufacturer"] = .string(maker)
            _ = try await session.answer(to: try APICall(.post, ["events"]).sending(.object(document)))
        }
        var problems: [JSON] = []
        for entry in data.problems.asArray {
            let made = try await session.answer(to: try APICall(.post, all + ["problems"]).sending(entry.problem)).body
            let number = try JSONText.decode(JSON.self, from: made).number
            try await session.take(entry.steps, of: all + ["problems", number.asText ?? ""])
            problems.append(number)
        }
        let cases = try await casesByHeadline(of: maker, session)
        for entry in data.complaints.asArray {
            var call = try APICall(.post, all + ["complaints"]).sending(entry.complaint)
            if let headline = entry[dynamicMember: "case"].asText {
                guard let number = cases[headline] else { continue }
                call = try APICall(.post, ["cases", number, "complaint"])
                    .sending(.object(entry.members(["faultCodes"])))
            }
            let made = try JSONText.decode(JSON.self, from: try await session.answer(to: call).body)
            let complaint = all + ["complaints", made.number.asText ?? ""]
            if let index = entry.problem.asInteger, problems.indices.contains(Int(index)) {
                let link = try APICall(.put, complaint + ["problem"])
                    .sending(.object(["problem": problems[Int(index)]])).with("If-Match", "*")
                _ = try await session.answer(to: link)
            }
            try await session.take(entry.steps, of: complaint)
        }
    }

    /// The numbers of open cases, by the first lines of what customers say in them.
    private static func casesByHeadline(of maker: String, _ session: Session) async throws -> [String: String] {
        let call = APICall(.get, ["manufacturers", maker, "cases"], query: [("limit", "100")])
        let open = try JSONText.decode(JSON.self, from: try await session.answer(to: call).body).items.asArray
        return open.reduce(into: [:]) { numbers, item in
            if let headline = item.headline.asText { numbers[headline] = item.number.asText }
        }
    }
}

extension Session {
    /// Moves a record on, step by step.
    fileprivate func take(_ steps: JSON, of record: [String]) async throws {
        for step in steps.asArray {
            _ = try await answer(to: try APICall(.post, record + ["steps"]).sending(step).with("If-Match", "*"))
        }
    }
}
