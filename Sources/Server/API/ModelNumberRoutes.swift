import Hummingbird
import Identifiers
import Nameplate
import Registry

/// What models are called beside their numbers, and texts that stand for several numbers.
extension Routes {
    private static let newNumber = ObjectSchema(
        "OtherModelNumber",
        [
            .required("number", .text(most: ModelNumber.largestLength), "such as FJ-320W, or RF28*SR for several"),
            .optional("kind", .word(OtherNumber.Kind.allCases.map(\.rawValue)), "variant where absent"),
        ])
    private static let onlyNumber = ObjectSchema(
        "ModelNumberOnly", [.required("number", .text(most: ModelNumber.largestLength), "the number")])

    static let modelNumbers: [Route] = [
        changeNumbers("numbers", "Give a model another number beside its own", newNumber) {
            commands, json, slug, model in
            let kind = OtherNumber.Kind(rawValue: json["kind"]?.text ?? "") ?? .variant
            return try commands.addNumber(json["number"]?.text ?? "", kind, to: model, of: slug)
        },
        changeNumbers("numbers/removed", "Take another number from a model", onlyNumber) {
            commands, json, slug, model in
            try commands.removeNumber(json["number"]?.text ?? "", from: model, of: slug)
        },
        changeNumbers(
            "renumber", "Give a model a new number; the old one keeps leading to it", onlyNumber
        ) { commands, json, slug, model in
            try commands.renumberModel(model, to: json["number"]?.text ?? "", of: slug)
        },
        Route(
            method: .get, path: "\(prefix)/model-number", permission: .look,
            summary: "Explain a text that stands for several model numbers",
            query: [
                .init("text", .text(most: ModelNumberFamily.longestText), "as the manufacturer prints it"),
                .init("number", .text(most: ModelNumber.largestLength), "whether this is one of them"),
            ],
            answer: .json(explanation, "which numbers it stands for")
        ) { call in
            let text = call.query["text"] ?? ""
            let family = ModelNumberFamily(text)
            return .json { json in
                json.object { json in
                    json.field("text", text)
                    json.field("isFamily", family != nil)
                    json.field("numbers", family?.numbers() ?? [])
                    json.field("isOpen", family.map { $0.numbers() == nil } ?? false)
                    if let number = call.query["number"] {
                        json.field(
                            "matches", family?.matches(number) ?? (FindKey.fold(number) == FindKey.fold(text)))
                    }
                }
            }
        },
    ]

    private static let explanation = ObjectSchema(
        "ModelNumberExplanation",
        [
            .required("text", .text(most: ModelNumberFamily.longestText), "as given"),
            .required("isFamily", .boolean, "whether it stands for several numbers"),
            .required("numbers", .texts(most: 200, each: ModelNumberFamily.longestText), "all, where they can be told"),
            .required("isOpen", .boolean, "whether there are more than can be told"),
            .optional("matches", .boolean, "whether the number asked about is one of them"),
        ])

    private static func changeNumbers(
        _ path: String, _ summary: String, _ request: ObjectSchema,
        _ body: @escaping @Sendable (Commands, JSONValue, String, String) throws -> ModelAnswer
    ) -> Route {
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/\(path)",
            permission: .editCatalogue, summary: summary,
            request: .json(request), answer: .json(ModelAnswer.schema, "the model")
        ) { call in
            let (slug, number, json) = (try call.segment("manufacturer"), try call.segment("model"), call.json)
            return try await call.perform(status: 200) { commands, answer in
                try body(commands, json, slug, number).write(to: &answer)
            }
        }
    }
}

extension OtherNumber {
    static let schema = ObjectSchema(
        "OtherNumber",
        [
            .required("number", .text(most: ModelNumber.largestLength), "the number, or a text for several"),
            .required(
                "kind", .word(Kind.allCases.map(\.rawValue)), "former: it was the model's own; variant: beside it"),
        ])
}
