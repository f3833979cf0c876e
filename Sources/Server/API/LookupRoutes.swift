import Hummingbird
import Nameplate
import Registry

// What a text from a plate means.

extension Routes {
    static let lookup: [Route] = [
        Route(
            method: .get, path: "\(prefix)/lookup", permission: .look,
            summary: "Say which model and which unit a text from a plate means",
            query: [.init("text", .text(most: NameplateRegistry.longestLookup), "what stands on the plate")],
            answer: .json(LookupDocument.schema, "what was found, and what to try")
        ) { call in
            guard let text = call.query["text"] else {
                throw RequestError(.queryInvalid, "Say in 'text' what stands on the plate.", field: "text")
            }
            return try await find(text, call)
        },
        Route(
            method: .post, path: "\(prefix)/lookup", permission: .look,
            summary: "The same, with the text where no log keeps it",
            request: .json(
                ObjectSchema(
                    "LookupText",
                    [.required("text", .text(most: NameplateRegistry.longestLookup), "what stands on the plate")])),
            answer: .json(LookupDocument.schema, "what was found, and what to try")
        ) { call in try await find(call.json["text"]?.text ?? "", call) },
    ]

    private static func find(_ text: String, _ call: Call) async throws -> Response {
        var document = LookupDocument(answer: try call.registry.lookup(text, as: call.principal))
        switch document.answer.outcome {
        case .unit(let found): document.unit = try await call.registry.dossier(of: found, as: call.principal)
        case .model(let found): document.model = try await call.registry.dossier(of: found, as: call.principal)
        case .choice, .unknown: break
        }
        return .json { document.write(to: &$0) }
    }
}
