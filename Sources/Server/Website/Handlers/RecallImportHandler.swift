import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

extension Href {
    /// Where recalls that an authority publishes are made into drafts.
    package static let recallImport = Href(["edit", "recalls"])
    /// Where the drafts are written.
    static let recallDrafts = Href(["edit", "recalls", "drafts"])
}

extension Site {
    var recallImportRoutes: [Route] {
        [
            Route(
                method: .get, path: "/edit/recalls", permission: .manageCampaigns,
                summary: "Choose a table of recalls that an authority publishes", answer: .page("the form")
            ) { call in try respond(recallImportPage(call), to: call) },
            Route(
                method: .post, path: "/edit/recalls", permission: .manageCampaigns,
                summary: "Show what would become of the recalls of a table", request: .upload,
                answer: .page("recall by recall, nothing is written"), handle: previewRecalls),
            Route(
                method: .post, path: "/edit/recalls/drafts", permission: .manageCampaigns,
                summary: "Write drafts of the recalls of a table", request: .form,
                answer: .page("what has become of each recall"), handle: writeRecalls),
        ]
    }

    private func previewRecalls(_ call: Call) async throws -> Response {
        let (form, file) = try await call.uploadedForm()
        guard let file else {
            let error = RegistryError(.valueInvalid, Words.text("word.chooseAFile"), field: "file")
            return try respond(recallImportPage(call, form), to: call, refusal: error, form)
        }
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(recallImportPage(call, form, .aged), to: call, status: 409)
        }
        do {
            var bytes: [UInt8] = []
            for try await piece in file {
                guard bytes.count + piece.count <= HeadedTable.mostBytes else {
                    throw RegistryError(.listInvalid, "The table has more than 4 MB; give it year by year.")
                }
                try call.bodyShare?.take(piece.count)
                bytes += piece
            }
            let sent = try await sent(String(decoding: bytes, as: UTF8.self), form, call)
            let table = try sent.read()
            let found = try await call.registry.rehearse(as: call.principal, from: call.source) {
                try $0.importRecalls(table)
            }
            var page = try recallImportPage(call, form)
            page.sections.insert(section(table, found, isWritten: false, confirming: sent, call), at: 0)
            return try respond(page, to: call)
        } catch let error as RegistryError where error.code != .forbidden {
            let refusal = RegistryError(error.code, error.sentence, field: "file")
            return try respond(recallImportPage(call, form), to: call, refusal: refusal, form)
        }
    }

    private func writeRecalls(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(recallImportPage(call, form, .aged), to: call, status: 409)
        }
        do {
            let table = try await kept(form, call).read()
            // Sent twice, it writes nothing twice: a recall that is there is not written again.
            let found = try await call.registry.perform(as: call.principal, from: call.source) {
                try $0.importRecalls(table)
            }
            var page = try recallImportPage(call, form)
            page.sections.insert(section(table, found, isWritten: true, confirming: nil, call), at: 0)
            return try respond(page, to: call)
        } catch let error as RegistryError where error.code != .forbidden {
            let refusal = RegistryError(error.code, error.sentence, field: "file")
            return try respond(recallImportPage(call, form), to: call, refusal: refusal, form)
        }
    }

    /// What a file is that was sent, which is kept until its sender has decided: a table, or, beside a table that was sent before,
    /// what the NHTSA's documents say of its campaigns.
    private func sent(_ text: String, _ form: [String: String], _ call: Call) async throws -> SentRecalls {
        let id = try await call.registry.keepRecallTable(text, as: call.principal)
        guard form["table"] != nil else {
            return SentRecalls(authority: SentRecalls.authority(form), table: (id, text))
        }
        var sent = try await kept(form, call)
        sent.summaries = (id, text)
        return sent
    }

    /// What was sent before. - Throws: `upload.unknown`.
    private func kept(_ form: [String: String], _ call: Call) async throws -> SentRecalls {
        func text(_ name: String) async throws -> SentRecalls.Text? {
            guard let given = form[name] else { return nil }
            let id = ID<Upload>(Int64(given) ?? 0)
            return (id, try await call.registry.recallTable(id, as: call.principal))
        }
        let table = try await text("table")
        return SentRecalls(
            authority: SentRecalls.authority(form), table: table ?? (ID(0), ""), summaries: try await text("summaries"))
    }

    private func recallImportPage(
        _ call: Call, _ form: [String: String] = [:], _ notice: Notice? = nil
    ) throws -> FormsPage {
        try Access.require(call.principal, .manageCampaigns, .anything)
        var card = card(
            .recallImport, call,
            fields: [
                FormField(
                    "authority", Words.text("recallImport.authority"), .choice,
                    value: form["authority"] ?? RecallAuthority.dvsa.rawValue,
                    options: RecallAuthority.allCases.map {
                        .init($0.rawValue, Words.text("recallAuthority.\($0.rawValue)"))
                    }),
                FormField(
                    "file", Words.text("word.file"), .file,
                    hint: Words.text(
                        "recallImport.fileHint", ["most": Numbers.size(Int64(HeadedTable.mostBytes))])),
            ], submit: Words.text("recallImport.look"))
        card.isUpload = true
        return FormsPage(
            title: Words.text("recallImport.title"), lead: Words.text("recallImport.lead"), notice: notice,
            sections: [FormSection("new", Words.text("recallImport.new"), forms: [card])])
    }

    // MARK: What becomes of them

    /// - Parameter sent: what the drafts are written of; nil where nothing is left to confirm.
    private func section(
        _ table: RecallTable, _ found: [ImportedRecall], isWritten: Bool, confirming sent: SentRecalls?, _ call: Call
    ) -> FormSection {
        let figures = table.figures
        var section = FormSection(
            "answer", Words.text(isWritten ? "recallImport.became" : "recallImport.wouldBe"),
            text: Words.text(
                "recallImport.text",
                [
                    "rows": Numbers.grouped(table.rowCount), "asPublished": Numbers.grouped(figures.asPublished),
                    "wider": Numbers.grouped(figures.wider), "notExpressed": Numbers.grouped(figures.notExpressed),
                ]),
            facts: ImportedRecall.Outcome.allCases.compactMap { outcome in
                let count = found.count { $0.outcome == outcome }
                guard count > 0 else { return nil }
                return Fact(Words.text("recallImportOutcome.\(outcome.rawValue)"), Numbers.grouped(count))
            })
        section.isWide = true
        section.table = found.isEmpty ? nil : DataTable(found, isWritten: isWritten)
        if found.count > Limits.page {
            section.facts.append(
                Fact(
                    Words.text("import.note"), Words.text("recallImport.more", ["count": Numbers.grouped(Limits.page)]))
            )
        }
        let writes = found.contains { $0.outcome == .added || $0.outcome == .updated }
        if let sent, writes {
            section.forms = [card(.recallDrafts, call, hidden: sent.hidden, submit: Words.text("recallImport.write"))]
        }
        if let sent, sent.authority == .nhtsa, sent.summaries == nil {
            let hint = Words.text("recallImport.summariesHint", ["most": Numbers.size(Int64(HeadedTable.mostBytes))])
            var more = card(
                .recallImport, call, hidden: sent.hidden,
                fields: [
                    FormField(
                        "file", Words.text("recallImport.summaries"), .file, hint: hint, id: "recall-summaries")
                ], submit: Words.text("recallImport.lookWith"))
            more.isUpload = true
            section.forms.append(more)
        }
        return section
    }
}

/// Tables of recalls that somebody has sent, and decides about on the next page.
private struct SentRecalls {
    typealias Text = (id: ID<Upload>, text: String)

    var authority: RecallAuthority
    var table: Text
    var summaries: Text?

    static func authority(_ form: [String: String]) -> RecallAuthority {
        form["authority"].flatMap(RecallAuthority.init) ?? .dvsa
    }

    /// What the next page sends back of it.
    var hidden: [(name: String, value: String)] {
        [("authority", authority.rawValue), ("table", table.id.description)]
            + (summaries.map { [("summaries", $0.id.description)] } ?? [])
    }

    /// - Throws: `list.invalid`.
    func read() throws(RegistryError) -> RecallTable {
        try RecallTable(table.text, from: authority, summaries: summaries?.text)
    }
}

extension DataTable {
    /// What becomes of recalls: those that are not as published come first.
    fileprivate init(_ found: [ImportedRecall], isWritten: Bool) {
        let odd = found.filter { $0.recall.scope.fit != .asPublished }
        let others = found.filter { $0.recall.scope.fit == .asPublished }
        self.init(
            caption: Words.text("recallImport.title"),
            columns: [
                .init(Words.text("campaigns.number")), .init(Words.text("recallImport.maker")),
                .init(Words.text("campaigns.about")), .init(Words.text("recallImport.outcome")),
                .init(Words.text("recallImport.units")),
            ],
            rows: (odd + others).prefix(Limits.page).map { item in
                let recall = item.recall
                // What a preview would write is nowhere yet.
                let isThere = isWritten || item.outcome != .added
                let scope = recall.scope.population.map { String($0.text.prefix(400)) }
                return [
                    .init(recall.number, href: isThere ? item.number.map { .editCampaign($0) } : nil),
                    .init(recall.maker),
                    .init(recall.title), .init(Words.text("recallImportOutcome.\(item.outcome.rawValue)")),
                    .init(([scope].compactMap(\.self) + recall.scope.remarks.prefix(5)).joined(separator: " – ")),
                ]
            })
    }
}
