import Hummingbird
import Nameplate
import Registry

extension Site {
    /// What is done with rows that somebody has chosen in a list.
    var selected: Route {
        Route(
            method: .get, path: "/selected", permission: .look, summary: "Take away the chosen rows of a list",
            query: [
                .init("kind", .word(Selection.Kind.allCases.map(\.rawValue)), "what the rows are"),
                .init(
                    "row", .text(most: 4_000), most: Selection.most,
                    "a row: the manufacturer, the model and the batch or serial number, each percent-encoded, with slashes "
                        + "between them"),
                .init("do", .word(["csv", "ndjson", "labels"]), "a table, JSON lines, or labels of units"),
            ], answer: .stream(["text/csv", "application/x-ndjson"], "the rows; 303 to the labels"),
            handle: selected(_:))
    }

    private func selected(_ call: Call) async throws -> Response {
        let kind = call.query["kind"].flatMap(Selection.Kind.init(rawValue:)) ?? .models
        let rows = call.queries["row"] ?? []
        guard !rows.isEmpty else {
            throw RequestError(.queryInvalid, Words.text("selection.none"), field: "row")
        }
        let names = try rows.map { row in
            guard let names = Selection.names(in: row), names.count == (kind == .models ? 2 : 3) else {
                throw RequestError(.queryInvalid, Words.text("selection.unreadable"), field: "row")
            }
            return names
        }
        let form = call.query["do"].flatMap { ExportForm(rawValue: $0) }
        switch kind {
        case .models:
            let keys = names.map { ExportQuestion.Key(manufacturer: $0[0], model: $0[1]) }
            return try await export(.models, keys, form ?? .csv, call)
        case .batches:
            let keys = names.map { ExportQuestion.Key(manufacturer: $0[0], model: $0[1], batch: $0[2]) }
            return try await export(.batches, keys, form ?? .csv, call)
        case .units:
            return try await units(names, form, call)
        }
    }

    /// A table of these rows.
    func export(
        _ table: ImportTable, _ keys: [ExportQuestion.Key], _ form: ExportForm, _ call: Call
    ) async throws -> Response {
        var question = ExportQuestion(table)
        question.only = keys
        return try await ExportStream.response(question, form, call)
    }

    /// Units by their names: those of one manufacturer are a population.
    /// - Parameter form: nil for labels.
    private func units(_ names: [[String]], _ form: ExportForm?, _ call: Call) async throws -> Response {
        let slugs = Set(names.map { $0[0] })
        guard let slug = slugs.first, slugs.count == 1 else {
            throw RequestError(.queryInvalid, Words.text("selection.unreadable"), field: "row")
        }
        let models = Dictionary(grouping: names, by: { $0[1] })
        guard let form else {
            guard let model = models.first, models.count == 1 else {
                throw RequestError(.queryInvalid, Words.text("selection.oneModel"), field: "row")
            }
            return redirect(to: .labels(slug, model.key, units: model.value.map { $0[2] }))
        }
        let parts = models.sorted { $0.key < $1.key }.map { model, names in
            Population.conjunction([
                .test(.oneOf(.model, [model], isNegated: false)),
                .test(.oneOf(.serial, Array(Set(names.map { $0[2] })).sorted(), isNegated: false)),
            ])
        }
        let question = PopulationQuestion(
            WrittenPopulation(Population.disjunction(parts)), of: slug, on: call.registry.today)
        return try await PopulationStream(
            registry: call.registry, question: question, format: form == .ndjson ? .ndjson : .csv,
            principal: call.principal
        ).response(after: nil, limit: nil)
    }
}
