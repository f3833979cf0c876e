import Hummingbird
import Identifiers
import Nameplate
import Registry

// Models side by side, by line and by likeness.

extension Routes {
    /// Which models are compared, and how.
    static let compared: [Route.Parameter] = [
        .init(
            "model", .text(), most: NameplateRegistry.mostComparedModels,
            "a model as manufacturer/number, or its number alone where that is enough; given 2 to \(NameplateRegistry.mostComparedModels) times"
        ),
        .init("all", .boolean, "true: also what all of them tell alike"),
        .init(
            "units", .word(UnitOfMeasure.System.allCases.map(\.rawValue)),
            "the units that the reader is used to; those of the category without it"),
    ]

    static let comparison: [Route] = [
        Route(
            method: .get, path: "\(prefix)/compare", permission: .look, summary: "Compare models",
            query: compared + [
                .init("format", .word(["json", "csv"]), "csv answers with a table, as Accept: text/csv does")
            ],
            answer: .jsonOrCSV(ComparisonAnswer.schema, "what differs, or all of it")
        ) { call in
            let answer = try await call.comparison(of: try await call.comparedNames())
            let isAll = call.flag("all")
            if call.wantsCSV { return call.table(of: answer, all: isAll) }
            return .json { answer.write(all: isAll, to: &$0) }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/similar", permission: .look,
            summary: "Find models that resemble one, and what replaces it",
            query: [.init("limit", .integer(1...50), "how many at most; 10 without it")],
            answer: .json(SimilarAnswer.schema, "the models")
        ) { call in
            let answer = try await call.registry.similar(
                to: call.segment("model"), of: call.segment("manufacturer"),
                limit: call.number("limit").map { Int($0) } ?? 10, as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/lines/{line}", permission: .look,
            summary: "Tell the models of a product line apart", answer: .json(LineAnswer.schema, "the line")
        ) { call in
            let answer = try await call.registry.line(
                call.segment("line"), of: call.segment("manufacturer"), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
    ]
}

extension Call {
    /// The models that the query names.
    /// - Throws: `model.unknown`, `value.invalid`.
    func comparedNames() async throws -> [ModelName] {
        var names: [ModelName] = []
        for text in queries["model", default: []] {
            names.append(try await registry.modelName(text, as: principal))
        }
        return names
    }

    func comparison(of names: [ModelName]) async throws -> ComparisonAnswer {
        try await registry.compare(
            names, in: query["units"].flatMap { UnitOfMeasure.System(rawValue: $0) }, as: principal)
    }

    /// A comparison for spreadsheets.
    func table(of answer: ComparisonAnswer, all: Bool) -> Response {
        let names = answer.models.map { ModelName($0.manufacturer.slug, $0.model.number.text).text }
        let (columns, rows) = (all ? answer.comparison : answer.comparison.differences).table(
            of: names, words: .english)
        return .bytes(
            CSVRow.bytes(columns) + rows.flatMap { CSVRow.bytes($0) }, "text/csv; charset=utf-8; header=present")
    }
}
