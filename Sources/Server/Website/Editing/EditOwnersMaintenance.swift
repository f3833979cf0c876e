import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// What maintenance is due on the units of an owner, for staff who may read owners and say why.

extension Href {
    /// Where staff ask what is due on an owner's units.
    static func ownersMaintenance(_ slug: String) -> Href {
        Href(["edit", "manufacturers", slug, "persons", "maintenance"])
    }
}

extension Site {
    /// How far the page looks ahead.
    private static let ownersDays = 90

    private static let ownersMaintenance: EditForm = {
        var form = EditForm(
            "ownersMaintenance", Routes.taking(.post, "/manufacturers/{manufacturer}/persons/maintenance"),
            [.code("reference"), .text("reason")], subject: "reference"
        ) { call, _ in .ownersMaintenance(call.values["manufacturer"] ?? "") }
        form.complete = { call in call.queries["within"] = [String(ownersDays)] }
        form.shows = shown
        return form
    }()

    static let ownersMaintenancePage = EditPage(
        path: "/edit/manufacturers/{manufacturer}/persons/maintenance", permission: .readOwners,
        summary: "Ask what maintenance is due on an owner's units", forms: [ownersMaintenance]
    ) { site, call in
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .readOwners, of: manufacturer.id)
        return FormsPage(
            title: Words.text("editForm.ownersMaintenance"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("word.persons"), .persons(slug))],
                here: Words.text("editForm.ownersMaintenance")),
            sections: [site.section(ownersMaintenance, call)])
    }

    /// What the route has answered, as a table.
    private static func shown(_ answer: JSONValue) -> FormSection {
        let items = answer["items"]?.elements ?? []
        var section = FormSection("due", Words.text("maintenance.within", count: ownersDays))
        section.isWide = true
        guard !items.isEmpty else {
            section.text = Words.text("maintenance.nothingDue")
            return section
        }
        if answer["next"] != nil || answer["isCut"]?.boolean == true {
            section.text = Words.text("maintenance.firstOnly", count: items.count)
        }
        section.table = DataTable(
            caption: Words.text("maintenance.dueTitle"),
            columns: [
                .init(Words.text("ownProducts.unit")), .init(Words.text("maintenance.task")),
                .init(Words.text("maintenance.state")), .init(Words.text("maintenance.due")),
            ],
            rows: items.map { item in
                let unit = item["unit"]
                let names = ["manufacturer", "model", "serial"].map { unit?[$0]?.text ?? "" }
                let state = item["state"]?.text.flatMap(MaintenanceDue.State.init)
                let day = item["expectedOn"]?.text.flatMap { try? CivilDate(parsing: $0) }
                return [
                    .init("\(names[1]) \(names[2])", href: .unit(names[0], names[1], names[2])),
                    .init(item["title"]?.text ?? ""), .init("", badge: state?.badge), .init(day?.text ?? ""),
                ]
            })
        return section
    }
}
