import Hummingbird
import Nameplate
import Registry
import SupplyChain

// The rules by which stock is replenished.

extension Site {
    private static let rule = EditForm(
        "replenishmentRule", Routes.taking(.post, "/manufacturers/{manufacturer}/replenishment/rules"),
        [
            .code("location"), .code("model"), .code("serviceLevel"), .number("reviewWeeks"), .number("leadDays"),
            .number("smallest"), .number("multiple"), .code("source"),
        ], subject: "location"
    ) { call, _ in .edit(call.values["manufacturer"] ?? "", "replenishment") }

    static let replenishmentRules = EditPage(
        path: "/edit/manufacturers/{manufacturer}/replenishment", permission: .handleStock,
        summary: "The rules by which stock is replenished",
        query: [
            .init("location", .text(most: 120), "the place of the rule"),
            .init("model", .text(most: 120), "the model of the rule"),
        ], forms: [rule]
    ) { site, call in try await site.replenishmentRulesPage(call) }

    private func replenishmentRulesPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .handleStock, .somewhere(manufacturer.id))
        let rules = try await call.registry.replenishmentRules(of: slug, as: call.principal)
        let (place, model) = (call.query["location"] ?? "", call.query["model"] ?? "")
        let own = rules.first { ($0.location?.code ?? "", $0.model ?? "") == (place, model) }
        var values = ["location": place, "model": model, "source": own?.source ?? ""]
        if let terms = own?.terms {
            values["serviceLevel"] = terms.serviceLevel.map { "\(ReplenishmentText.share($0))" } ?? ""
            for (name, value) in [
                ("reviewWeeks", terms.reviewWeeks), ("leadDays", terms.leadDays), ("smallest", terms.smallest),
                ("multiple", terms.multiple),
            ] { values[name] = value.map { String($0) } ?? "" }
        }
        var form = section(Self.rule, call, values)
        form.isWide = true
        var sections = [form]
        if !rules.isEmpty {
            var list = FormSection("rules", Words.text("replenishment.rules"), table: Self.table(rules, of: slug))
            list.isWide = true
            sections.append(list)
        }
        return FormsPage(
            title: Words.text("editForm.replenishmentRule"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("replenishment.title"), .replenishment(slug)),
                ], here: Words.text("editForm.replenishmentRule")), sections: sections)
    }

    private static func table(_ rules: [ReplenishmentRuleAnswer], of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("replenishment.rules"),
            columns: [
                .init(Words.text("stock.place")), .init(Words.text("word.model")),
                .init(Words.text("field.serviceLevel"), isNumber: true),
                .init(Words.text("field.reviewWeeks"), isNumber: true),
                .init(Words.text("field.leadDays"), isNumber: true),
                .init(Words.text("field.smallest"), isNumber: true),
                .init(Words.text("field.multiple"), isNumber: true), .init(Words.text("field.source")),
            ],
            rows: rules.map { rule in
                func number(_ value: Int64?) -> DataTable.Cell { .init(value.map { Numbers.grouped($0) } ?? "") }
                let query = [("location", rule.location?.code), ("model", rule.model)].compactMap { name, value in
                    value.map { (name, $0) }
                }
                return [
                    .init(
                        rule.location?.details.name ?? Words.text("replenishment.all"),
                        href: Href(["edit", "manufacturers", slug, "replenishment"], query: query)),
                    .init(rule.model ?? Words.text("replenishment.all")),
                    .init(rule.terms.serviceLevel.map { Numbers.percent(Double($0) / 100) } ?? ""),
                    number(rule.terms.reviewWeeks), number(rule.terms.leadDays), number(rule.terms.smallest),
                    number(rule.terms.multiple), .init(rule.source ?? ""),
                ]
            })
    }
}
