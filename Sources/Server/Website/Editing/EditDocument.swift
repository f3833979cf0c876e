import Hummingbird
import Identifiers
import Nameplate
import Registry

// What is said of a document; its file or link stays.

extension Site {
    private static let ofDocument = "/manufacturers/{manufacturer}/documents/{document}"
    private static let said = EditForm(
        "document", Routes.taking(.put, ofDocument),
        [
            .choice("kind", Document.Kind.self) { $0.documentKind($1) }, .text("title"), .code("number"),
            .code("language"), .flag("original"), .text("version"), .code("issuedOn"), .prose("appliesTo"),
            .choice("audience", Document.Audience.self) { $0.audience($1) }, .lines("faultCodes"), .lines("models"),
        ], subject: "models"
    ) { call, _ in
        Href(
            ["edit", "manufacturers", call.values["manufacturer"] ?? "", "documents", call.values["document"] ?? ""],
            query: [("done", "document")])
    }

    static let documentEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/documents/{document}", permission: .editCatalogue,
        summary: "Change what is said of a document", forms: [said]
    ) { site, call in
        let slug = try call.segment("manufacturer")
        let answer = try await call.registry.document(call.documentID(), of: slug, as: call.principal)
        try Access.require(call.principal, .editCatalogue, of: answer.manufacturer.id)
        let details = answer.document.details
        let models = answer.models.map(\.number.text)
        var trail = [Link(answer.manufacturer.name, .manufacturer(slug))]
        if let model = models.first { trail.append(Link(model, .documents(slug, model))) }
        return FormsPage(
            title: Words.text("edit.title", ["what": details.title]), eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(trail, here: Words.text("edit.change")),
            sections: [
                site.section(
                    said, call,
                    [
                        "kind": details.kind.rawValue, "title": details.title, "number": details.number ?? "",
                        "language": details.language?.text ?? "", "original": details.isOriginal ? "true" : "",
                        "version": details.version ?? "", "issuedOn": details.issuedOn?.isoText ?? "",
                        "appliesTo": answer.population ?? "", "audience": details.audience.rawValue,
                        "faultCodes": details.faultCodes.joined(separator: "\n"),
                        "models": models.joined(separator: "\n"),
                    ], hidden: [("rowVersion", String(answer.document.rowVersion))])
            ])
    }
}
