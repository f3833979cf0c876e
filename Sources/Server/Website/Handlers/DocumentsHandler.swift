import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Where documents of a model are added and changed.
    var documentRoutes: [Route] {
        let model = "/manufacturers/{manufacturer}/models/{model}/documents"
        func route(
            _ method: Route.Method, _ path: String, _ summary: String, _ body: Route.Body,
            _ handle: @escaping @Sendable (Call) async throws -> Response
        ) -> Route {
            Route(
                method: method, path: PathPattern(stringLiteral: path), permission: .editCatalogue, summary: summary,
                request: body, answer: .page("the page, with 303 after a change"), handle: handle)
        }
        return [
            route(.get, model, "The documents of a model, to be changed", .none) { call in
                try respond(await documentsPage(call), to: call)
            },
            route(.post, model, "Add a document with its file", .upload, uploadDocument),
            route(.post, "\(model)/links", "Add a document that lies elsewhere", .form, linkDocument),
            route(.post, "\(model)/{document}", "Withdraw or remove a document", .form, changeDocument),
        ]
    }

    // MARK: Handlers

    private func uploadDocument(_ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let registry = call.registry
        let (form, file) = try await call.uploadedForm()
        guard let file else {
            let error = RegistryError(.valueInvalid, Words.text("word.chooseAFile"), field: "file")
            return try respond(await documentsPage(call, form: form), to: call, refusal: error, form)
        }
        return try await change(call, form) { key in
            let details = try DocumentDetails(form)
            let replaced = try Self.replaced(form)
            try await registry.receivingFile(file, of: slug, as: call.principal) { file in
                try await call.addOnce(file, key: key) { commands in
                    _ = try commands.addDocument(
                        details, .file(file, registry.files.limits), of: [number], slug, replacing: replaced)
                }
            }
        }
    }

    private func linkDocument(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        return try await change(call, form) { key in
            let details = try DocumentDetails(form)
            let replaced = try Self.replaced(form)
            let request = IdempotentRequest(
                route: "POST \(call.path)", key: key, body: Array((form["link"] ?? "").utf8))
            _ = try await call.registry.performOnce(request, as: call.principal, from: call.source) { commands in
                _ = try commands.addDocument(
                    details, .link(form["link"] ?? ""), of: [number], slug, replacing: replaced)
                return StoredResponse(status: 303, body: [])
            }
        }
    }

    private func changeDocument(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let slug = try call.segment("manufacturer")
        return try await change(call, form) { _ in
            let id = try call.documentID()
            switch form["do"] {
            case "withdraw":
                let reason = form["reason"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
                _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
                    try commands.withdrawDocument(id, because: reason, of: slug)
                }
            case "remove":
                try await call.registry.removeDocument(id, of: slug, as: call.principal, from: call.source)
            default: throw RegistryError(.valueInvalid, Words.text("documents.chooseWhatToDo"), field: "do")
            }
        }
    }

    private static func replaced(_ form: [String: String]) throws -> ID<Document>? {
        guard let text = form["replaces"], !text.isEmpty else { return nil }
        guard let id = Int64(text) else { throw Documents.unknown }
        return ID(id)
    }

    /// Does what a form asks for, and shows the page again; or says on it why not.
    /// - Parameter body: Gets the key of the one request that the form stands for.
    private func change(
        _ call: Call, _ form: [String: String], _ body: (_ key: String) async throws -> Void
    ) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        guard let key = tokens.requestKey(of: form["token"], for: call.path, as: call.principal) else {
            return try respond(await documentsPage(call, form: form, notice: .aged), to: call, status: 409)
        }
        do {
            try await body(key)
            return redirect(to: .documents(slug, number))
        } catch let error as RegistryError where ![.forbidden, .modelUnknown].contains(error.code) {
            return try respond(await documentsPage(call, form: form), to: call, refusal: error, form)
        }
    }

    // MARK: The page

    private func documentsPage(
        _ call: Call, form: [String: String] = [:], notice: Notice? = nil
    ) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let answer = try await call.registry.documents(of: number, slug, showsAll: true, as: call.principal)
        try Access.require(call.principal, .editCatalogue, of: answer.manufacturer.id)
        let model = answer.model.number.text
        let current = answer.documents.filter(\.document.isCurrent)
        let (upload, link) = (Href.documents(slug, model), Href.documents(slug, model, "links"))
        func token(_ href: Href) -> String { tokens.token(for: href.text, as: call.principal) }
        var add = FormCard(
            upload, token: token(upload),
            fields: fields(form, current, id: "file")
                + [
                    FormField(
                        "file", Words.text("word.file"), .file,
                        hint: Words.text("documents.fileHint", ["size": Numbers.size(call.registry.files.limits.file)]))
                ], submit: Words.text("documents.addIt"))
        add.isUpload = true
        let elsewhere = FormCard(
            link, token: token(link),
            fields: [
                FormField(
                    "link", Words.text("documents.address"), .code, value: form["link"] ?? "",
                    hint: Words.text("documents.beginsWithHttps"))
            ]
                + fields(form, current, id: "link"), submit: Words.text("documents.addIt"))
        return FormsPage(
            title: Words.text("documents.documents"), eyebrow: "\(answer.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [Link(answer.manufacturer.name, .manufacturer(slug)), Link(model, .model(slug, model))],
                here: Words.text("documents.documents")),
            notice: notice,
            sections: [
                FormSection(
                    "documents", Words.text("documents.whatThereIs"),
                    text: answer.documents.isEmpty ? Words.text("documents.nothingYet") : nil,
                    items: answer.documents.map { item($0, slug, model, token) }),
                FormSection("add", Words.text("word.aFile"), forms: [add]),
                FormSection("link", Words.text("documents.aDocumentAtAnother"), forms: [elsewhere]),
            ])
    }

    private func item(
        _ answer: DocumentAnswer, _ slug: String, _ model: String, _ token: (Href) -> String
    ) -> FormSection.Item {
        let document = answer.document
        let href = Href.documents(slug, model, document.id.description)
        let isWithdrawn = document.withdrawal != nil
        let facts = [
            words.documentKind(document.details.kind.rawValue), Badge(document)?.text.lowercased(),
            document.withdrawal?.reason, DocumentSection.Item(answer, words: words)?.facts,
        ]
        let form = FormCard(
            href, token: token(href), hidden: [("do", isWithdrawn ? "remove" : "withdraw")],
            fields: isWithdrawn
                ? [] : [FormField("reason", Words.text("documents.whyItMustNot"), id: "reason-\(document.id)")],
            submit: isWithdrawn ? Words.text("documents.removeIt") : Words.text("documents.withdrawIt"), isDanger: true)
        var item = FormSection.Item(
            document.details.title, note: facts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", "),
            form: form)
        item.href = .edit(slug, "documents", document.id.description)
        return item
    }

    private func fields(_ form: [String: String], _ current: [DocumentAnswer], id: String) -> [FormField] {
        let kinds = Document.Kind.allCases.map { FormField.Option($0.rawValue, words.documentKind($0.rawValue)) }
        let audiences = Document.Audience.allCases.map { FormField.Option($0.rawValue, words.audience($0.rawValue)) }
        let replaced = current.map { FormField.Option($0.document.id.description, $0.document.details.title) }
        func field(
            _ name: String, _ label: String, _ kind: FormField.Kind = .text, hint: String? = nil,
            options: [FormField.Option] = []
        ) -> FormField {
            FormField(name, label, kind, value: form[name] ?? "", hint: hint, options: options, id: "\(id)-\(name)")
        }
        return [
            field("kind", Words.text("word.whatItIs"), .choice, options: kinds),
            field("title", Words.text("documents.title")),
            field("language", Words.text("documents.language"), .code, hint: Words.text("documents.dePtBrEmpty")),
            field("version", Words.text("word.version")), field("issuedOn", Words.text("documents.dateOfIssue"), .date),
            field("audience", Words.text("documents.for"), .choice, options: audiences),
            field(
                "appliesTo", Words.text("documents.onlyForSomeUnits"), .code,
                hint: "serial from TR2410001207Y to TR2410001299A"),
            field(
                "faultCodes", Words.text("field.faultCodes"), .lines, hint: Words.text("hint.faultCodes")),
            field(
                "replaces", Words.text("documents.inThePlaceOf"), .choice,
                options: [FormField.Option("", Words.text("documents.nothing"))] + replaced),
        ]
    }
}
