import Nameplate
import Registry

// Models that are found by words and conditions.

extension Routes {
    /// Which models are found, and in which order.
    static let foundModels: [Route.Parameter] = [
        .init(
            "q", .text(most: 400),
            "words that a model must have in its numbers, name, line, brand, category or manufacturer, as beginnings"),
        .init(
            "where", .text(most: ModelCondition.Limit.characters),
            "a condition such as: category = Refrigerator and capacity >= 300 L"),
        .init(
            "sort", .text(most: 100),
            "relevance, number, name, released or a specification; after a minus sign the other way round"),
        .init("facets", .boolean, "true: also how the models differ, with counts"),
        .init("number", .text(), "the model number, exactly; without any of the above"),
    ]
}

extension Call {
    /// The models that the query asks for.
    /// - Throws: `query.invalid`, and what ``NameplateRegistry/findModels(_:where:order:after:limit:facets:as:)`` says.
    func foundModels() async throws -> FoundModelsAnswer {
        guard let number = query["number"] else {
            return try await registry.findModels(
                query["q"] ?? "", where: query["where"] ?? "", order: ModelOrder(parsing: query["sort"] ?? ""),
                after: try after(), limit: limit, facets: flag("facets"), as: principal)
        }
        guard ["q", "where", "sort", "facets"].allSatisfy({ query[$0] == nil }) else {
            throw RequestError(
                .queryInvalid, "A number is looked for alone; leave out the others, or write number = … in 'where'.",
                field: "number")
        }
        return FoundModelsAnswer(try await registry.models(numbered: number, as: principal))
    }

    /// Where the next page begins.
    func cursor(of answer: FoundModelsAnswer) -> String? { answer.next.map { Cursor.text($0.cursor, in: path) } }
}

extension FoundModelsAnswer {
    static let schema = ObjectSchema(
        "FoundModels",
        [
            .required("items", .list(.object(Model.schema), most: Limits.largestPage), "the models"),
            .optional(
                "next", .text(most: 1_000),
                "the cursor of the next page; absent on the last one. A page may be short and still lead on"),
            .required("count", .count, "how many there are; at least so many where it is not exact"),
            .required("countIsExact", .boolean, "whether there are no more"),
            .required(
                "corrections",
                .list(
                    .object(
                        ObjectSchema(
                            "WordCorrection",
                            [
                                .required("asked", .text(), "a word of the question"),
                                .required("found", .text(), "the word that was taken for it"),
                            ])), most: ModelText.mostAsked), "where nothing is written as it was asked for"),
            .required(
                "facets", .list(.object(facetSchema), most: 300), "how the models differ, where it was asked for"),
            .required(
                "without",
                .list(
                    .object(
                        ObjectSchema(
                            "LeftOutCondition",
                            [
                                .required("left", .text(most: 2_000), "the condition that is left out"),
                                .required("rest", .text(most: 3_000), "what remains of the conditions"),
                                .required("count", .count, "how many models there are then"),
                                .required("countIsExact", .boolean, "whether there are no more"),
                            ])), most: 10), "where nothing is found: what would be without one of the conditions"),
        ])

    private static let facetSchema = ObjectSchema(
        "ModelFacet",
        [
            .required("field", .text(), "the field as conditions name it"),
            .required("exact", .boolean, "whether the counts are exact, or at least so many"),
            .required(
                "parts",
                .list(
                    .object(
                        ObjectSchema(
                            "ModelFacetPart",
                            [
                                .required("label", .text(), "for people"),
                                .required("condition", .text(most: 1_000), "what the models of this part meet"),
                                .required("count", .count, "how many models"),
                            ])), most: 12), "the most frequent first; numbers in ascending ranges"),
        ])

    func write(cursor: String?, to json: inout JSONWriter) {
        json.object { json in
            json.listField("items", items) { $1.model.write(of: $1.manufacturer, to: &$0) }
            json.field("next", cursor)
            json.field("count", count)
            json.field("countIsExact", isCountExact)
            json.listField("corrections", corrections) { json, correction in
                json.object { json in
                    json.field("asked", correction.asked)
                    json.field("found", correction.found)
                }
            }
            json.listField("facets", facets) { json, facet in
                json.object { json in
                    json.field("field", facet.field)
                    json.field("exact", facet.isExact)
                    json.listField("parts", facet.parts) { json, part in
                        json.object { json in
                            json.field("label", part.label)
                            json.field("condition", part.condition)
                            json.field("count", part.count)
                        }
                    }
                }
            }
            json.listField("without", without) { json, without in
                json.object { json in
                    json.field("left", without.left)
                    json.field("rest", without.rest)
                    json.field("count", without.count)
                    json.field("countIsExact", without.isCountExact)
                }
            }
        }
    }
}
