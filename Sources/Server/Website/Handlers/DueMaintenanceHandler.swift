import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    var dueMaintenanceRoute: Route {
        Route(
            method: .get, path: "/manufacturers/{manufacturer}/models/{model}/maintenance", permission: .readUnits,
            summary: "What maintenance is due on the units of a model",
            query: [
                .init("within", .integer(0...3_660), "within so many days; 30 without it"),
                .init("site", .text(most: 200), "only units that stand there"),
            ], answer: .page("the page"), handle: dueMaintenance)
    }

    /// What is due and overdue on the units of a model.
    private func dueMaintenance(_ call: Call) async throws -> Response {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let days = Int(call.number("within") ?? 30)
        let site = (call.query["site"] ?? "").isEmpty ? nil : call.query["site"]
        let found = try await call.registry.dueMaintenance(
            of: number, slug, within: days, site: site, limit: Limits.page, as: call.principal)
        let model = try await call.registry.model(number, of: slug, as: call.principal)
        var section = FormSection(
            "due", Words.text("maintenance.within", count: days),
            text: found.isEmpty ? Words.text("maintenance.nothingDue") : nil,
            items: [30, 90, 365].filter { $0 != days }.map { days in
                var item = FormSection.Item(Words.text("maintenance.within", count: days))
                item.href = .dueMaintenance(slug, number, within: days)
                return item
            })
        section.isWide = true
        if !found.isEmpty { section.table = DataTable(found, slug, number) }
        if found.count == Limits.page { section.text = Words.text("maintenance.firstOnly", count: found.count) }
        let page = FormsPage(
            title: Words.text("maintenance.dueTitle"), eyebrow: "\(model.manufacturer.name) \(number)",
            breadcrumb: Breadcrumb(
                [
                    Link(model.manufacturer.name, .manufacturer(slug)),
                    Link(model.model.number.text, .model(slug, number)),
                ], here: Words.text("maintenance.dueTitle")),
            sections: [section])
        return try respond(page, to: call)
    }
}

extension DataTable {
    /// Units and what is due on them, by day.
    fileprivate init(_ found: [DueMaintenance], _ slug: String, _ model: String) {
        self.init(
            caption: Words.text("maintenance.dueTitle"),
            columns: [
                Column(Words.text("word.serialNumber")), Column(Words.text("maintenance.task")),
                Column(Words.text("maintenance.state")), Column(Words.text("maintenance.due")),
            ],
            rows: found.map { item in
                let unit: Cell =
                    switch item.units {
                    case .one(let serial): Cell(serial.text, href: .unit(slug, model, serial.text))
                    case .range(let first, let last, let count):
                        Cell("\(first.text) … \(last.text), \(Numbers.grouped(count))")
                    }
                var due = item.due.words
                if let expected = item.expectedOn, expected != item.due.on, item.state == .later {
                    due += ", " + Words.text("maintenance.expected", ["date": expected.text])
                }
                return [unit, Cell(item.title), Cell("", badge: item.state.badge), Cell(due)]
            })
    }
}
