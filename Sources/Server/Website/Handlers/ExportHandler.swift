import Hummingbird
import Nameplate
import Registry

extension Site {
    /// Where a table is taken away as a file, also one that takes long.
    var exportRoutes: [Route] {
        [
            Route(
                method: .get, path: "/export", permission: .ownAccount, summary: "Choose a table to take away",
                query: ["kind", "manufacturer", "model"].map {
                    .init($0, .text(most: 200), "what the form says at first")
                }, answer: .page("the form"),
                handle: { call in try await exportForm(call, call.query) }),
            Route(
                method: .post, path: "/export", permission: .ownAccount, summary: "Make a file of a table",
                request: .form, answer: .page("303 to the file, or how far it is"), handle: export(_:)),
        ]
    }

    private func exportForm(
        _ call: Call, _ form: [String: String], _ notice: Notice? = nil, refusal: RegistryError? = nil,
        status: Int = 200
    ) async throws -> Response {
        let manufacturers = try await call.registry.manufacturers(limit: Limits.largestPage, as: call.principal)
        func choice(_ name: String, _ options: [FormField.Option], first: String) -> FormField {
            FormField(
                name, Words.text("export.\(name)"), .choice, value: form[name] ?? first,
                options: options)
        }
        let fields = [
            choice(
                "kind", ImportTable.allCases.map { .init($0.rawValue, words.records($0.rawValue)) },
                first: ImportTable.models.rawValue),
            choice(
                "manufacturer",
                [.init("", Words.text("export.allManufacturers"))] + manufacturers.map { .init($0.slug, $0.name) },
                first: ""),
            FormField(
                "model", Words.text("export.model"), .code, value: form["model"] ?? "",
                hint: Words.text("export.modelHint")),
            choice(
                "format", ExportForm.allCases.map { .init($0.rawValue, Words.text("export.\($0.rawValue)")) },
                first: ExportForm.csv.rawValue),
        ]
        let card = FormCard(
            .exportForm, token: tokens.token(for: Href.exportForm.text, as: call.principal), fields: fields,
            submit: Words.text("export.submit"))
        let page = FormsPage(
            title: Words.text("export.title"), lead: Words.text("export.lead"), notice: notice,
            sections: [FormSection("table", Words.text("export.table"), forms: [card])], isNarrow: true)
        if let refusal { return try respond(page, to: call, refusal: refusal, form) }
        return try respond(page, to: call, status: status)
    }

    private func export(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try await exportForm(call, form, .aged, status: 409)
        }
        func said(_ name: String) -> String? {
            form[name].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        }
        let question = ExportQuestion(
            form["kind"].flatMap { ImportTable(rawValue: $0) } ?? .models, manufacturer: said("manufacturer"),
            model: said("model"))
        let format = form["format"].flatMap { ExportForm(rawValue: $0) } ?? .csv
        do {
            // What is wrong with the question is told here.
            let pages = try await call.registry.export(
                question, asTable: format != .ndjson, as: call.principal, from: call.source)
            let subject = [words.records(question.table.rawValue), question.manufacturer, question.model]
                .compactMap(\.self).joined(separator: " · ")
            let job = try call.registry.begin(
                .export, subject, key: "export \(question) \(format)", target: Href.exportForm.text, as: call.principal
            ) { run in
                let name = ExportStream.fileName(question, format)
                return .file(
                    try await run.file(named: name, format.contentType) { take in
                        var rows: Int64 = 0
                        var pieces = ExportPieces(pages, format)
                        while let piece = try await pieces.next() {
                            rows += Int64(piece.rows)
                            run.report(JobProgress(phase: .writing, items: rows))
                            try await take(piece.bytes)
                        }
                    })
            }
            _ = try await call.registry.job(job.id, waiting: Self.patience, as: call.principal)
            return redirect(to: .job(job.id))
        } catch let error as RegistryError where error.code != .forbidden {
            return try await exportForm(call, form, refusal: error)
        }
    }
}
