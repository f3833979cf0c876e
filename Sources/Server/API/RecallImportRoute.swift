import Nameplate
import Registry
import Safeguards

// Recalls as authorities publish them, made into campaigns.

extension Routes {
    static let recallImport: [Route] = [
        Route(
            method: .post, path: "\(prefix)/recalls/import", permission: .manageCampaigns,
            summary: "Make campaigns, as drafts, of the recalls of an authority's table: all of it or nothing",
            query: [.init("dryRun", .boolean, "true checks everything and writes nothing")],
            request: .json(
                ObjectSchema(
                    "RecallTable",
                    [
                        .required("authority", .word(RecallAuthority.allCases.map(\.rawValue)), "who publishes it"),
                        .required(
                            "table", .text(most: HeadedTable.mostBytes),
                            "CSV as it publishes it; docs/recalls-published.md tells the columns"),
                        .optional(
                            "summaries", .text(most: HeadedTable.mostBytes), "of the NHTSA: what documents say"),
                    ])),
            // Two tables, with what JSON puts before quotation marks and ends of lines.
            largestJSON: HeadedTable.mostBytes * 5 / 2,
            answer: .json(RecallImportJSON.schema, "what became of each recall")
        ) { call in
            let authority = call.json["authority"]?.text.flatMap(RecallAuthority.init) ?? .nhtsa
            let table = try RecallTable(
                call.json["table"]?.text ?? "", from: authority, summaries: call.json["summaries"]?.text)
            return try await call.performOrTry(status: 200) { commands, json in
                RecallImportJSON.write(table, try commands.importRecalls(table), to: &json)
            }
        }
    ]
}

enum RecallImportJSON {
    static let schema = ObjectSchema(
        "RecallImport",
        [
            .required("rows", .count, "rows of the table"),
            .required("asPublished", .count, "recalls whose units are told as they were published"),
            .required("wider", .count, "recalls whose units are told more widely"),
            .required("notExpressed", .count, "recalls whose units cannot be told"),
            .required("items", .list(.object(item), most: HeadedTable.mostRows), "the recalls, as the table has them"),
        ])
    private static let item = ObjectSchema(
        "ImportedRecall",
        [
            .required("number", .text(most: 80), "the authority's number"),
            .required("maker", .text(most: 100), "as the authority names it"),
            .required("manufacturer", .text(most: 40), "the short name that it has here"),
            .required("title", .text(most: 200), "what it is about"),
            .required("outcome", .word(ImportedRecall.Outcome.allCases.map(\.rawValue)), "what became of it"),
            .optional("campaign", .text(most: 20), "the campaign's number"),
            .required(
                "fit", .word(RecallScope.Fit.allCases.map(\.rawValue)), "how its units stand to what was published"),
            .optional("scope", .text(most: Population.Limit.characters), "its units, in the language of populations"),
            .required("remarks", .texts(most: 1_000, each: 1_000), "why they are not as published"),
        ])

    static func write(_ table: RecallTable, _ imported: [ImportedRecall], to json: inout JSONWriter) {
        let figures = table.figures
        json.object { json in
            json.field("rows", table.rowCount)
            json.field("asPublished", figures.asPublished)
            json.field("wider", figures.wider)
            json.field("notExpressed", figures.notExpressed)
            json.listField("items", imported) { json, item in
                json.object { json in
                    json.field("number", item.recall.number)
                    json.field("maker", item.recall.maker)
                    json.field("manufacturer", item.recall.manufacturer)
                    json.field("title", item.recall.title)
                    json.field("outcome", item.outcome.rawValue)
                    json.field("campaign", item.number?.text)
                    json.field("fit", item.recall.scope.fit.rawValue)
                    json.field("scope", item.recall.scope.population?.text)
                    json.field("remarks", Array(item.recall.scope.remarks.prefix(1_000)))
                }
            }
        }
    }
}
