import Hummingbird
import Nameplate
import Registry

// Packing, unpacking and moving goods: scan what is at hand, one a line.

extension Site {
    private static func form(_ name: String, _ path: String, _ fields: [EditForm.Field]) -> EditForm {
        var form = EditForm(name, Routes.taking(.post, "/manufacturers/{manufacturer}/\(path)"), fields) { call, _ in
            .edit(call.values["manufacturer"] ?? "", "packing", done: name)
        }
        form.subject = "items"
        form.shows = { answer in
            let container = answer["sscc"]?.text
            var facts = [Fact(Words.text("packing.count"), answer["count"]?.text ?? "")]
            if let container { facts.insert(Fact(Words.text("packing.container"), container, isNumber: true), at: 0) }
            if let place = answer["location"]?["name"]?.text { facts.append(Fact(Words.text("unit.place"), place)) }
            var section = FormSection("packed", Words.text("edit.done"), facts: facts)
            if let unit = answer["container"], let slug = unit["manufacturer"]?.text, let model = unit["model"]?.text,
                let serial = unit["serial"]?.text
            {
                var item = FormSection.Item(Words.text("packing.contents"))
                item.href = .unit(slug, model, serial)
                section.items = [item]
            }
            return section
        }
        return form
    }

    private static let said: [EditForm.Field] = [.code("eventTime"), .lines("notes")]
    private static let pack = form("pack", "packings", [.code("container"), .lines("items"), .code("location")] + said)
    private static let unpack = form(
        "unpack", "unpackings", [.code("container"), .lines("items"), .code("location")] + said)
    private static let move = form("moveGoods", "moves", [.lines("items"), .code("location")] + said)
    private static let sell = form(
        "sell", "sales", [.lines("items"), .code("location"), .code("invoice"), .code("pick"), .code("market")] + said)

    static let packing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/packing", permission: .handleStock,
        summary: "Pack, unpack and move goods",
        query: [.init("location", .text(most: 120), "where it is done")], forms: [pack, unpack, move, sell]
    ) { site, call in try await site.packingPage(call) }

    private func packingPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .handleStock, .somewhere(manufacturer.id))
        let values = ["location": call.query["location"] ?? ""]
        return FormsPage(
            title: Words.text("packing.title"), eyebrow: manufacturer.name, lead: Words.text("packing.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("locations.title"), .locations(slug))],
                here: Words.text("packing.title")),
            sections: [
                section(Self.pack, call, values), section(Self.unpack, call, values),
                section(Self.move, call, values), section(Self.sell, call, values),
            ])
    }
}
