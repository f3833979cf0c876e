import Hummingbird
import Identifiers
import Nameplate
import Registry

// Imports that can be taken back, and mappings that one has kept.

extension Site {
    private static let undoing = EditForm("importUndoing", Routes.taking(.post, "/imports/undo/{id}"), in: "imports") {
        _, _ in Href(["edit", "imports"], query: [("done", "imports")])
    }
    private static let mappingRemoval = EditForm(
        "mappingRemoval", Routes.taking(.delete, "/import-mappings/{name}"), in: "mappings"
    ) { _, _ in Href(["edit", "imports"], query: [("done", "mappings")]) }
    private static let mapping = EditForm(
        "mapping", Routes.taking(.put, "/import-mappings/{name}"), [.prose("text")], segments: ["name"],
        in: "mappings", subject: "text", at: "/edit/imports/mappings"
    ) { _, _ in Href(["edit", "imports"], query: [("done", "mappings")]) }

    static let importEditing = EditPage(
        path: "/edit/imports", permission: .importFiles, summary: "Take an import back; look after one's mappings",
        query: [.init("mapping", .text(most: 200), "the mapping to be changed")],
        forms: [undoing, mapping, mappingRemoval]
    ) { site, call in
        let past = try await call.registry.imports(limit: 50, as: call.principal)
        let undoable = past.filter {
            $0.state == .done && $0.undoneAt == nil && $0.written.created + $0.written.updated > 0
        }
        let mappings = try await call.registry.mappings(as: call.principal)
        let chosen = mappings.first { $0.name == call.query["mapping"] }
        let imports = FormSection(
            "imports", Words.text("editForm.importUndoing"),
            text: Words.text(undoable.isEmpty ? "edit.noImport" : "editForm.importUndoing.text"),
            items: undoable.map { entry in
                FormSection.Item(
                    site.words.records(entry.table.rawValue),
                    note: [
                        Moment(microseconds: entry.startedAt).dateText, entry.principal,
                        Words.text("edit.rows", count: entry.rowsTotal),
                    ].joined(separator: ", "),
                    form: site.card(undoing, call, ["id": entry.id.description], isDanger: true))
            })
        var kept = FormSection(
            "mappings", Words.text("editForm.mapping"),
            items: mappings.map { mapping in
                // Those that the program brings are nobody's.
                var item = FormSection.Item(
                    mapping.name,
                    form: mapping.createdAt.map { _ in
                        site.card(mappingRemoval, call, ["name": mapping.name], isDanger: true)
                    })
                item.href = Href(["edit", "imports"], query: [("mapping", mapping.name)], fragment: "mappings")
                return item
            })
        kept.forms = [site.card(mapping, call, ["name": chosen?.name ?? "", "text": chosen?.text ?? ""])]
        return FormsPage(
            title: Words.text("edit.imports"),
            breadcrumb: Breadcrumb([Link(Words.text("import.import"), .importForm)], here: Words.text("edit.imports")),
            sections: [imports, kept])
    }
}
