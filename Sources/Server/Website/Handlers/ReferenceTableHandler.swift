import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Where newer tables are put in the place of those by which numbers are read.
    var referenceEditing: [Route] {
        [
            Route(
                method: .get, path: "/edit/reference-tables", permission: .manageReferences,
                summary: "Put newer tables in the place of those in use",
                query: [.init("done", .text(most: 80), "the table that has just changed")], answer: .page("the page")
            ) { call in
                let notice = call.query["done"].map { _ in Notice(.good, Words.text("edit.done")) }
                return try respond(tablesPage(call, notice), to: call)
            },
            Route(
                method: .post, path: "/edit/reference-tables/{kind}", permission: .manageReferences,
                summary: "Put a newer file in the place of a table", request: .upload,
                answer: .page("the page, with 303, or what is wrong"), handle: replaceTable),
            Route(
                method: .post, path: "/edit/reference-tables/{kind}/reset", permission: .manageReferences,
                summary: "Use the table again that the program was built with", request: .form,
                answer: .page("the page, with 303"), handle: resetTable),
        ]
    }

    private static func table(_ kind: String, _ action: String...) -> Href {
        Href(["edit", "reference-tables", kind] + action)
    }

    private func tablesPage(_ call: Call, _ notice: Notice? = nil) throws -> FormsPage {
        let tables = try call.registry.referenceTables(as: call.principal)
        return FormsPage(
            title: Words.text("edit.referenceTables"),
            breadcrumb: Breadcrumb(
                [Link(Words.text("referenceTables.title"), .referenceTables)], here: Words.text("edit.change")),
            notice: notice,
            sections: tables.map { table in
                let kind = table.kind.rawValue
                var replace = card(
                    Self.table(kind), call,
                    fields: [
                        FormField(
                            "force", Words.text("edit.olderToo"), .flag, id: "force-\(kind)"),
                        FormField("file", Words.text("word.file"), .file, id: "file-\(kind)"),
                    ], submit: Words.text("edit.replaceTable"))
                replace.isUpload = true
                let reset = table.replacedAt.map { _ in
                    card(
                        Self.table(kind, "reset"), call, submit: Words.text("edit.resetTable"), isDanger: true)
                }
                return FormSection(
                    kind, words.referenceTable(kind), facts: [Fact(Words.text("word.version"), table.facts.version)],
                    forms: [replace] + [reset].compactMap(\.self))
            })
    }

    private func replaceTable(_ call: Call) async throws -> Response {
        let kind = try call.segment("kind")
        let (form, file) = try await call.uploadedForm()
        guard let file else {
            let error = RegistryError(.valueInvalid, Words.text("word.chooseAFile"), field: "file")
            return try respond(tablesPage(call), to: call, refusal: error, form)
        }
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(tablesPage(call, .aged), to: call, status: 409)
        }
        return try await replace(kind, file, form, call)
    }

    private func replace(
        _ kind: String, _ file: MultipartBody.File, _ form: [String: String], _ call: Call
    ) async throws -> Response {
        do {
            var bytes: [UInt8] = []
            for try await piece in file {
                guard bytes.count + piece.count <= StoredReferenceTables.mostBytes else {
                    throw RequestError(.bodyTooLarge, Words.text("edit.noTableIsAsLarge"), field: "file")
                }
                try call.bodyShare?.take(piece.count)
                bytes += piece
            }
            _ = try await call.registry.updateReferenceTable(
                kind, with: bytes, isForced: form["force"] == "true", isDryRun: false, as: call.principal,
                from: call.source)
            return redirect(to: Href(["edit", "reference-tables"], query: [("done", kind)]))
        } catch {
            guard var problem = Problem(of: error), problem.status != 403, problem.status < 500 else { throw error }
            problem.field = "file"
            var page = try tablesPage(call, Notice(.bad, Words.text("form.lookAtTheField")))
            guard let place = page.sections.firstIndex(where: { $0.id == kind }) else { throw error }
            _ = page.sections[place].forms[0].fields.tell(problem, typed: form)
            return try respond(page, to: call, status: problem.status)
        }
    }

    private func resetTable(_ call: Call) async throws -> Response {
        let kind = try call.segment("kind")
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(tablesPage(call, .aged), to: call, status: 409)
        }
        _ = try await call.registry.resetReferenceTable(kind, as: call.principal, from: call.source)
        return redirect(to: Href(["edit", "reference-tables"], query: [("done", kind)]))
    }
}
