import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Where a file is sent, looked at, mapped and imported.
    var importRoutes: [Route] {
        func route(
            _ method: Route.Method, _ path: String, _ summary: String, _ body: Route.Body, _ answer: String,
            query: [Route.Parameter] = [], _ handle: @escaping @Sendable (Call) async throws -> Response
        ) -> Route {
            Route(
                method: method, path: PathPattern(stringLiteral: path), permission: .importFiles, summary: summary,
                query: query, request: body, answer: .page(answer), handle: handle)
        }
        let reading = ImportChoice.names.map { Route.Parameter($0, .text(most: 200), "what is said of the file") }
        return [
            route(.get, "/import", "Choose a file to import", .none, "the form") { call in
                try respond(await importForm(call), to: call)
            },
            route(
                .post, "/import", "Send a file to look at before it is imported", .upload, "303 to what it would do",
                takeFile),
            route(
                .get, "/import/{upload}", "What a file would do", .none, "row by row, nothing is written",
                query: reading,
                previewFile),
            route(
                .post, "/import/{upload}", "Import a file, or say what its columns are", .form,
                "what was done, or 303 to what it would do", decide),
            route(
                .get, "/import/{upload}/rejects", "The refused rows of a file, with what is wrong", .none, "a table",
                query: reading, rejects),
        ]
    }

    // MARK: Sending

    private func takeFile(_ call: Call) async throws -> Response {
        let (form, file) = try await call.uploadedForm()
        guard let file else {
            let notice = Notice(.bad, Words.text("form.lookAtTheField"))
            let missing = FormField.Problem(Words.text("word.chooseAFile"))
            return try respond(await importForm(call, form, notice, of: missing), to: call, status: 422)
        }
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await importForm(call, form, .aged), to: call, status: 409)
        }
        let problem: FormField.Problem
        let status: Int
        do {
            let upload = try await call.registry.keepUpload(
                file, form["syntax"] == "ndjson" ? .ndjson : .csv,
                encoding: form["encoding"].flatMap { SourceEncoding(rawValue: $0) }, as: call.principal)
            return redirect(to: .importFile(upload.id, ImportChoice(form).query))
        } catch let error as RowError {
            (problem, status) = (FormField.Problem(ErrorText(error)), 422)
        } catch let error as RegistryError where error.code == .importTooLarge {
            (problem, status) = (FormField.Problem(ErrorText(error)), 413)
        }
        let notice = Notice(.bad, Words.text("import.theFileCannotBe"))
        return try respond(await importForm(call, form, notice, of: problem), to: call, status: status)
    }

    /// - Parameter problem: What is wrong with the file.
    private func importForm(
        _ call: Call, _ form: [String: String] = [:], _ notice: Notice? = nil, of problem: FormField.Problem? = nil
    ) async throws -> FormsPage {
        let mappings = try await call.registry.mappings(as: call.principal).map(\.name)
        var card = FormCard(
            .importForm, token: tokens.token(for: Href.importForm.text, as: call.principal),
            fields: ImportChoice.fields(form, mappings: mappings, isFirst: true)
                + [
                    FormField(
                        "file", Words.text("word.file"), .file, hint: Words.text("import.csvTsvOrLines"),
                        problem: problem)
                ],
            submit: Words.text("import.lookAtIt"))
        card.isUpload = true
        let past = try await call.registry.imports(limit: 12, as: call.principal)
        var last = FormSection(
            "past", Words.text("import.theLastImports"),
            text: past.isEmpty ? Words.text("import.nothingHasBeenImported") : nil,
            table: past.isEmpty ? nil : DataTable(past))
        last.isWide = true
        last.facts = [Fact(Words.text("edit.imports"), Words.text("edit.importsText"), link: .importEditing)]
        return FormsPage(
            title: Words.text("import.import"), lead: Words.text("import.nothingIsWrittenBefore"), notice: notice,
            sections: [FormSection("new", Words.text("word.aFile"), forms: [card]), last])
    }

    // MARK: Looking at it

    private func previewFile(_ call: Call) async throws -> Response {
        let choice = ImportChoice(call.query)
        do {
            let upload = try await call.registry.upload(call.uploadID(), as: call.principal)
            let here = Href.importFile(upload.id, choice.query)
            let known = call.registry.job(key: here.text, as: call.principal)
            let job =
                if let known { known } else {
                    try await call.registry.beginImport(
                        upload.id, into: choice.table, choice.options, mapping: choice.mapping, dryRun: true,
                        key: here.text, target: here.text, as: call.principal, from: call.source)
                }
            let seen = try await call.registry.job(job.id, waiting: Self.patience, as: call.principal)
            guard case .report(let report, let verdicts) = try seen.result else {
                return try respond(jobPage(call, seen), to: call)
            }
            // Whoever looks once more wants to see what the file would do then.
            try call.registry.forgetJob(job.id, as: call.principal)
            return try respond(await preview(call, choice, upload, report, verdicts), to: call)
        } catch let error as RegistryError where [.uploadUnknown, .jobsTooMany].contains(error.code) {
            return try respond(
                await importForm(call, call.query, .refusal(error)), to: call, status: Problem(error).status)
        }
    }

    private func preview(
        _ call: Call, _ choice: ImportChoice, _ upload: Upload, _ report: ImportReport, _ verdicts: [RowVerdict]
    ) async throws -> FormsPage {
        let href = Href.importFile(upload.id)
        func card(_ what: String, _ submit: String, fields: [FormField] = []) -> FormCard {
            FormCard(
                href, token: tokens.token(for: href.text, as: call.principal),
                hidden: choice.query + [("do", what)], fields: fields, submit: submit)
        }
        var rows = FormSection(
            "rows", Words.text("import.whatItWouldDo"), text: report.sentence, table: DataTable(verdicts))
        rows.facts = report.remarks.map { Fact(Words.text("import.note"), $0.sentence) }
        rows.isWide = true
        if report.errorCount == 0, report.created + report.updated > 0 {
            rows.forms = [
                card(
                    "import",
                    Words.text(
                        "import.importRows", ["updated": Numbers.grouped(Int64(report.created + report.updated))]))
            ]
        } else if let error = report.errors.first, report.rows == 0 {
            let text = ErrorText(error)
            (rows.text, rows.particulars) = (text.sentence, text.particulars)
        } else if report.errorCount > 0 {
            rows.facts.append(
                Fact(
                    Words.text("import.refused"), Words.text("import.takeTheseRowsWith"),
                    link: .importRejects(upload.id, choice.query),
                    note: Words.text("import.correctThemAndSend")))
            if report.refused < report.rows {
                rows.forms = [
                    card(
                        "skip",
                        Words.text("import.importTheOthersLeave", ["refused": Numbers.grouped(Int64(report.refused))]))
                ]
            }
        }
        var sections = [rows]
        let mappings = try await call.registry.mappings(as: call.principal).map(\.name)
        if upload.syntax == .csv, choice.mapping == nil {
            sections.append(
                FormSection(
                    "columns", Words.text("import.whatItsColumnsAre"),
                    text: Words.text("import.keptAsAMapping"),
                    forms: [
                        card("map", Words.text("import.lookAtItSo"), fields: ColumnChoice.fields(upload, choice.table))
                    ]))
        }
        var proposed = choice.form
        if let name = report.proposedMapping { proposed["mapping"] = name }
        sections.append(
            FormSection(
                "reading", Words.text("import.howItIsRead"),
                text: report.proposedMapping.map { Words.text("import.thereIsAMapping", ["value": "\($0)"]) },
                forms: [
                    card(
                        "read", Words.text("import.lookAtItSo"),
                        fields: ImportChoice.fields(proposed, mappings: mappings))
                ]))
        return FormsPage(
            title: Words.text("import.whatTheFileWould"), eyebrow: choice.table.rawValue,
            lead: Words.text("import.nothingIsWrittenYet"),
            breadcrumb: Breadcrumb(
                [Link(Words.text("import.import"), .importForm)], here: Words.text("import.theFile")),
            sections: sections)
    }

    private func rejects(_ call: Call) async throws -> Response {
        let (id, choice) = (try call.uploadID(), ImportChoice(call.query))
        let upload = try await call.registry.upload(id, as: call.principal)
        let bytes = try await call.registry.rejects(
            of: id, into: choice.table, choice.options, mapping: choice.mapping, as: call.principal, from: call.source)
        let (type, name) =
            upload.syntax == .csv
            ? ("text/csv; charset=utf-8", "rejects.csv") : ("application/x-ndjson", "rejects.ndjson")
        var response = Response.bytes(bytes, type)
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    // MARK: Deciding

    private func decide(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        var choice = ImportChoice(form)
        let id = try call.uploadID()
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await importForm(call, form, .aged), to: call, status: 409)
        }
        do {
            switch form["do"] {
            case "map":
                let upload = try await call.registry.upload(id, as: call.principal)
                let name = "columns-of-\(choice.table.rawValue)-\(upload.id.description.suffix(6))"
                try await call.registry.keepMapping(
                    name, ColumnChoice.mapping(form, upload, choice.table), as: call.principal)
                choice.mapping = name
                if let old = call.registry.job(key: Href.importFile(id, choice.query).text, as: call.principal) {
                    try call.registry.forgetJob(old.id, as: call.principal)
                }
                return redirect(to: .importFile(id, choice.query))
            case "import", "skip":
                choice.options.skipsInvalid = form["do"] == "skip"
                let preview = Href.importFile(id, choice.query)
                let job = try await call.registry.beginImport(
                    id, into: choice.table, choice.options, mapping: choice.mapping, dryRun: false,
                    key: "import \(id)", target: preview.text, as: call.principal, from: call.source)
                let seen = try await call.registry.job(job.id, waiting: Self.patience, as: call.principal)
                guard case .report(let report, _) = try seen.result else { return redirect(to: .job(job.id)) }
                guard report.errorCount == 0 || report.leavesOut else {
                    return redirect(to: .importFile(id, choice.query))
                }
                let notice = Notice(
                    .good,
                    report.alreadyImported ? Words.text("import.thisFileWasImported") : Words.text("import.imported"),
                    text: report.sentence)
                return try respond(await importForm(call, [:], notice), to: call)
            default:
                return redirect(to: .importFile(id, choice.query))
            }
        } catch let error as RegistryError where [.uploadUnknown, .mappingInvalid, .jobsTooMany].contains(error.code) {
            return try respond(
                await importForm(call, form, .refusal(error)), to: call, status: Problem(error).status)
        }
    }
}

extension Call {
    fileprivate func uploadID() throws -> ID<Upload> { ID(Int64(try segment("upload")) ?? 0) }
}

extension DataTable {
    /// The first rows that a file would change, and those that it would be refused.
    fileprivate init?(_ verdicts: [RowVerdict]) {
        guard !verdicts.isEmpty else { return nil }
        self.init(
            caption: Words.text("import.rowsOfTheFile", ["most": Numbers.grouped(NameplateRegistry.mostVerdicts)]),
            columns: [
                .init(Words.text("import.row"), isNumber: true), .init(Words.text("import.becomes")),
                .init(Words.text("word.what")),
            ],
            rows: verdicts.map { verdict in
                let changes = verdict.changes.map {
                    "\($0.field): \($0.before ?? "nothing") → \($0.after ?? "nothing")"
                }
                let texts = verdict.errors.map { ($0.field, ErrorText($0)) }
                let errors = texts.map { [$0, $1.sentence].compactMap(\.self).joined(separator: ": ") }
                let particulars = texts.compactMap(\.1.particulars)
                return [
                    .init(Numbers.grouped(Int64(verdict.row))),
                    .init("", badge: Badge(verdict.kind.rawValue, verdict.kind == .refused ? .bad : .plain)),
                    .init(
                        (changes + errors).joined(separator: "; "),
                        particulars: particulars.isEmpty ? nil : particulars.joined(separator: " ")),
                ]
            })
    }
}
