import Hummingbird
import Nameplate
import Registry

// Many claims, filed from a table.

extension Href {
    /// Where the claims of a table are filed.
    static func claimTable(_ slug: String, done: String? = nil) -> Href { .edit(slug, "claims", done: done) }
}

extension Site {
    private static let claimTable = EditForm(
        "claimTable", Routes.taking(.post, "/manufacturers/{manufacturer}/claims/table"), [.prose("table")],
        at: "/edit/manufacturers/{manufacturer}/claims/table"
    ) { call, _ in
        .claimTable(call.values["manufacturer"] ?? "", done: "claimTable")
    }

    static let claimTableEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/claims", permission: .submitClaims,
        summary: "File the claims of a table", forms: [claimTable]
    ) { site, call in
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var section = site.section(claimTable, call)
        section.isWide = true
        return FormsPage(
            title: Words.text("editForm.claimTable"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("claims.title"), .claims(slug)),
                ], here: Words.text("editForm.claimTable")), sections: [section])
    }
}
