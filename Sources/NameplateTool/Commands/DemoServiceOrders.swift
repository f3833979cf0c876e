/// Service orders of the demo's makers.
extension DemoData {
    /// Loads those of a maker's folder, unless there are some already.
    static func loadServiceOrders(of maker: String, in folder: String, into session: Session) async throws {
        let all = ["manufacturers", maker]
        let known = try await session.answer(to: APICall(.get, all + ["service-orders"], query: [("limit", "1")])).body
        guard try JSONText.decode(JSON.self, from: known).items.asArray.isEmpty else { return }
        for entry in try list("\(folder)/service-orders.json") {
            let unit = all + ["models", entry.model.asText ?? "", "units", entry.serial.asText ?? "", "service-orders"]
            let made = try await session.answer(to: try APICall(.post, unit).sending(entry.order)).body
            let path = ["service-orders", try JSONText.decode(JSON.self, from: made).number.asText ?? ""]
            for step in entry.steps.asArray { try await session.send(step, .post, path + ["steps"]) }
            if case .object(let change) = entry.change, case .object(let order) = entry.order {
                let document = order.filter { $0.key != "site" && $0.key != "receive" }.merging(change) { $1 }
                try await session.send(.object(document), .put, path)
            }
            for step in entry.last.asArray { try await session.send(step, .post, path + ["steps"]) }
        }
    }
}

extension Session {
    fileprivate func send(_ document: JSON, _ method: APICall.Method, _ path: [String]) async throws {
        _ = try await answer(to: try APICall(method, path).sending(document).with("If-Match", "*"))
    }
}
