import FoundationEssentials

/// Fault codes, labour times and claims of the demo's makers.
extension DemoData {
    /// Loads what a maker's folder has of these, unless there are claims already.
    static func loadClaims(of maker: String, in folder: String, into session: Session) async throws {
        let all = ["manufacturers", maker]
        let known = try await session.answer(to: APICall(.get, all + ["claims"], query: [("limit", "1")])).body
        guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { return }
        if let codes = try? String(contentsOfFile: "\(folder)/faults.csv", encoding: .utf8) {
            let call = try APICall(.post, all + ["fault-codes", "table"]).sending(.object(["table": .string(codes)]))
            _ = try await session.answer(to: call)
        }
        for time in try list("\(folder)/labour.json") {
            let document = JSON.object(time.members(["title", "minutes", "for", "target"]))
            let call = try APICall(.put, all + ["labour-times", time.code.asText ?? ""]).sending(document)
            _ = try await session.answer(to: call)
        }
        for entry in try list("\(folder)/claims.json") {
            let unit = all + ["models", entry.model.asText ?? "", "units", entry.serial.asText ?? "", "claims"]
            let made = try await session.answer(to: try APICall(.post, unit).sending(entry.claim)).body
            let number = try JSONText.decode(JSON.self, from: made).number.asText ?? ""
            for step in entry.steps.asArray {
                let call = try APICall(.post, ["claims", number, "decisions"]).sending(step).with("If-Match", "*")
                _ = try await session.answer(to: call)
            }
        }
    }

    static func list(_ path: String) throws -> [JSON] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return try JSONText.decode(JSON.self, from: Array(text.utf8)).asArray
    }
}
