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
            answer: .json(LookupDocument.schema, "what was found, and what to try"), isCharged: true
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
            answer: .json(LookupDocument.schema, "what was found, and what to try"), isCharged: true
        ) { call in try await find(call.json["text"]?.text ?? "", call) },
        Route(
            method: .post, path: "\(prefix)/lookup/list", permission: .look,
            summary: "Look up a list: an entry a line, or a table with a column 'serial'",
            query: [
                .init("model", .text(), "the model of entries that name none"),
                .init("only", .text(), "the verdicts to show, with commas between; all without it"),
            ],
            request: .rows(["text/plain", "text/csv"]),
            answer: .stream(
                ["application/x-ndjson", "text/csv"],
                schema: .any([.object(ListVerdict.schema), .object(ListCounts.schema)]),
                "a verdict for each entry, in order, then a line with the report; a table where Accept asks for text/csv"
            ), isCharged: true
        ) { call in
            let isTable = call.headers[.contentType]?.lowercased().hasPrefix("text/csv") ?? false
            let asksForTable = call.headers[.accept]?.contains("text/csv") ?? false
            let stream = ListStream(form: asksForTable ? .table : .lines, only: try verdicts(call.query["only"]))
            return stream.response(
                call.registry.listLookup(model: call.query["model"], as: call.principal),
                isTable ? .table : .lines, from: call.body)
        },
    ]

    /// - Throws: `query.invalid`.
    private static func verdicts(_ text: String?) throws -> Set<ListVerdict.Verdict>? {
        guard let text else { return nil }
        return Set(
            try text.split(separator: ",").map { word in
                guard let verdict = ListVerdict.Verdict(rawValue: String(word)) else {
                    throw RequestError(
                        .queryInvalid,
                        "'only' names verdicts: \(ListVerdict.Verdict.allCases.map(\.rawValue).joined(separator: ", ")).",
                        field: "only")
                }
                return verdict
            })
    }

    private static func find(_ text: String, _ call: Call) async throws -> Response {
        let document = try await LookupDocument(call.registry.lookup(text, as: call.principal), call)
        return .json { document.write(to: &$0) }
    }
}

extension LookupDocument {
    /// An answer with the dossier of what it found.
    init(_ answer: LookupAnswer, _ call: Call) async throws {
        self.init(answer: answer)
        switch answer.outcome {
        case .unit(let found): unit = try await call.registry.dossier(of: found, as: call.principal)
        case .model(let found): model = try await call.registry.dossier(of: found, as: call.principal)
        case .choice, .unknown: break
        }
    }
}
