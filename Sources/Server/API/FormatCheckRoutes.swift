import Hummingbird
import Identifiers
import Nameplate
import Registry

// What a pattern means before it is a model's format.

extension Routes {
    static let formatChecks: [Route] = [
        Route(
            method: .post, path: "\(prefix)/formats/check", permission: .look,
            summary: "Say what a pattern means: the serial numbers that it writes, or where it is wrong",
            request: .json(FormatQuestion.schema),
            answer: .json(
                FormatPreview.schema,
                "what it means, and for a model (which needs the right 'issue') where its serial numbers go on")
        ) { call in
            let question = try FormatQuestion(call.json)
            let preview: FormatPreview
            switch (call.json["manufacturer"]?.text, call.json["model"]?.text) {
            case (nil, nil): preview = FormatPreview(question)
            case (let slug?, let number?):
                preview = try await call.registry.previewFormat(question, model: number, of: slug, as: call.principal)
            case (let slug, _):
                let missing = slug == nil ? "manufacturer" : "model"
                throw RequestError(
                    .jsonMissingField, "A model is named by 'manufacturer' and 'model', or not at all.", field: missing)
            }
            return .json { preview.write(to: &$0) }
        }
    ]
}

extension FormatQuestion {
    static let schema = ObjectSchema(
        "FormatQuestion",
        [
            .required("pattern", .text(most: 1_000), "such as {plant:2}{yy}{ww}{seq:6}{check:mod37-36}"),
            .optional("plant", .text(), "the plant that is printed; made up without it"),
            .optional("line", .text(), "the line"),
            .optional("date", .date, "made on"),
            .optional(
                "count", .integer(1...Int64.max), "how many serial numbers; all that there is room for without it"),
            .optional("batch", .text(), "the number of the batch that is to be issued"),
            .optional("manufacturer", .text(), "whose model the serial numbers are for"),
            .optional("model", .text(), "the model's number"),
        ])

    init(_ json: JSONValue) throws(Problem) {
        self.init(
            pattern: json["pattern"]?.text ?? "", plant: json["plant"]?.text, line: json["line"]?.text,
            date: try json.date("date"), count: json["count"]?.integer, batch: json["batch"]?.text)
    }
}
