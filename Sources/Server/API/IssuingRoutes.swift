import Hummingbird
import Identifiers
import Nameplate
import Registry

// Batches and their serial numbers.

extension Routes {
    private static let batches: PathPattern = "/api/v1/manufacturers/{manufacturer}/models/{model}/batches"

    static let serialParameters: [Route.Parameter] = [
        .init("from", .count, "the sequence number to begin with; the batch's first without it"),
        .init("limit", .integer(1...Int64.max), "how many at most; all without it"),
    ]

    static let issuing: [Route] = [
        Route(
            method: .get, path: batches, permission: .readProduction, summary: "List a model's batches",
            query: Route.pageParameters, answer: .json(Route.page(of: BatchAnswer.schema), "a page, by number")
        ) { call in
            let rows = try await call.registry.batches(
                of: call.segment("manufacturer"), model: call.segment("model"), after: call.after() ?? "",
                limit: call.limit + 1, as: call.principal)
            return call.page(rows, key: \.batch.number) { $1.write(to: &$0) }
        },
        Route(
            method: .post, path: batches, permission: .issue,
            summary: "Issue serial numbers: a batch, however many",
            query: [.init("dryRun", .boolean, "true shows what would be issued and writes nothing")],
            request: .json(BatchDraft.schema),
            answer: .json(
                BatchAnswer.schema, status: 201, headers: ["Location"], "the batch; 200 for a dry run")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let draft = try BatchDraft(call.json)
            let addsFormat = call.json["addFormat"]?.boolean ?? false
            if call.flag("dryRun") {
                let plan = try await call.registry.planBatch(
                    draft, addingFormat: addsFormat, model: number, of: slug, as: call.principal)
                return .json { plan.write(to: &$0) }
            }
            return try await call.perform { commands, json in
                let batch = try commands.issue(draft, addingFormat: addsFormat, of: slug, model: number)
                try commands.answer(batch, of: slug, model: number).write(to: &json)
            }
        },
        Route(
            method: .get, path: "\(batches.text)/{batch}", permission: .readProduction, summary: "Read a batch",
            answer: .json(BatchAnswer.schema, "the batch")
        ) { call in
            let answer = try await call.registry.batch(
                call.segment("batch"), model: call.segment("model"), of: call.segment("manufacturer"),
                as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .put, path: "\(batches.text)/{batch}/expiry", permission: .issue,
            summary: "Say until when the goods of a batch are good for use; without a date they do not age",
            query: [.init("dryRun", .boolean, "true checks everything and writes nothing")],
            request: .json(
                ObjectSchema(
                    "BatchExpiry",
                    [.optional("expiresOn", .date, "the last day on which they are good for use (GS1 AI 17)")])),
            answer: .json(BatchAnswer.schema, "the batch")
        ) { call in
            let (slug, model) = (try call.segment("manufacturer"), try call.segment("model"))
            let (batch, date) = (try call.segment("batch"), try call.json.date("expiresOn"))
            return try await call.performOrTry(status: 200) {
                try $0.setExpiry(date, of: batch, model: model, of: slug).write(to: &$1)
            }
        },
        Route(
            method: .get, path: "\(batches.text)/{batch}/serials", permission: .readProduction,
            summary: "Stream a batch's serial numbers, a line each",
            query: serialParameters + [
                .init("as", .word(SerialStream.Form.allCases.map(\.rawValue)), "the form; without it Accept decides")
            ],
            answer: .stream(
                SerialStream.Form.allCases.map(\.contentType),
                "the serial numbers alone, or with their sequence numbers as CSV or JSON")
        ) { call in
            let run = try await call.registry.serials(
                of: call.segment("batch"), model: call.segment("model"), of: call.segment("manufacturer"),
                as: call.principal)
            let asked = call.query["as"].flatMap(SerialStream.Form.init(rawValue:))
            let form = asked ?? SerialStream.Form(accept: call.headers[.accept] ?? "")
            return try SerialStream.response(run.writer, run.part(call), as: form)
        },
    ]
}

extension SerialRun {
    /// The sequence numbers that a call's `from` and `limit` choose.
    func part(_ call: Call) throws(RequestError) -> ClosedRange<Int64> {
        let first = call.number("from") ?? sequences.lowerBound
        guard sequences.contains(first) else {
            throw RequestError(
                .queryInvalid, "'from' must lie in the batch: \(sequences.lowerBound) to \(sequences.upperBound).",
                field: "from")
        }
        let (end, overflow) = first.addingReportingOverflow((call.number("limit") ?? .max) - 1)
        return first...(overflow ? sequences.upperBound : min(end, sequences.upperBound))
    }
}

extension BatchDraft {
    static let schema = ObjectSchema(
        "BatchDraft",
        [
            .optional("batch", .text(), "the batch's number; without one the registry makes it"),
            .required("count", .integer(1...Int64.max), "how many serial numbers"),
            .optional("firstSequence", .count, "the first sequence number; without it the next one"),
            .optional("plant", .text(), "the plant, where the format prints it or for the record"),
            .optional("line", .text(), "the line"),
            .optional("date", .date, "made on"),
            .optional("workOrder", .text(most: 64), "the order under which they are made"),
            .optional("expiresOn", .date, "the last day on which they are good for use (GS1 AI 17)"),
            .optional("market", .text(most: 2), "where they are to be sold: ISO 3166-1 alpha-2"),
            .optional("pattern", .text(), "which of the model's formats; needed where it has several"),
            .optional("addFormat", .boolean, "true gives the model this pattern as a format where it has not got it"),
        ])

    init(_ json: JSONValue) throws(Problem) {
        self.init(
            number: json["batch"]?.text, count: json["count"]?.integer ?? 0,
            firstSequence: json["firstSequence"]?.integer,
            fields: SerialFormat.Fields(
                plant: json["plant"]?.text, line: json["line"]?.text, date: try json.date("date")),
            workOrder: json["workOrder"]?.text, market: json["market"]?.text,
            pattern: json["pattern"]?.text)
        expiresOn = try json.date("expiresOn")
    }
}
