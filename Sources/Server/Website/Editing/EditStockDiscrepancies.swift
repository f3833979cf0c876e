import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// What came or stands otherwise than was announced or known: who looks into it, and how it was settled.

extension Href {
    static func stockDiscrepancies(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "discrepancies"], query: query)
    }

    static func stockDiscrepancy(_ slug: String, _ id: ID<StockDiscrepancy>, done: String? = nil) -> Href {
        Href(["manufacturers", slug, "discrepancies", id.description], query: done.map { [("done", $0)] } ?? [])
    }
}

extension Site {
    private static let one = "/manufacturers/{manufacturer}/discrepancies/{discrepancy}"

    private static func form(_ name: String, _ route: Route, _ fields: [EditForm.Field]) -> EditForm {
        EditForm(name, route, fields, subject: fields.first?.name) { call, _ in
            .stockDiscrepancy(
                call.values["manufacturer"] ?? "", ID(Int64(call.values["discrepancy"] ?? "") ?? 0), done: name)
        }
    }

    private static let owner = form(
        "discrepancyOwner", Routes.taking(.put, "\(one)/owner"), [.code("owner")])
    private static let resolution = form(
        "discrepancyResolution", Routes.taking(.put, "\(one)/resolution"),
        [
            .choice("resolution", StockDiscrepancy.Resolution.self) { _, word in
                Words.text("discrepancyResolution.\(word)")
            }, .text("reason"),
        ])

    static let stockDiscrepancyList = EditPage(
        path: "/manufacturers/{manufacturer}/discrepancies", permission: .readStock,
        summary: "What came or stands otherwise than was announced",
        query: [.init("all", .boolean, "true: settled ones, too"), ListPages.parameter], forms: []
    ) { site, call in try await site.stockDiscrepanciesPage(call) }

    static let stockDiscrepancyEditing = EditPage(
        path: "/manufacturers/{manufacturer}/discrepancies/{discrepancy}", permission: .readStock,
        summary: "Who looks into a discrepancy, and how it was settled", forms: [owner, resolution]
    ) { site, call in try await site.stockDiscrepancyPage(call) }

    private func stockDiscrepanciesPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var filter = DiscrepancyFilter()
        filter.showsResolved = call.flag("all")
        let all = [("all", "true")]
        let pages = ListPages(filter.showsResolved ? all : []) { .stockDiscrepancies(slug, query: $0) }
        let found = try await call.registry.discrepancies(
            of: slug, filter, after: pages.place(call).flatMap { RecordPlace($0) }, limit: Limits.page,
            as: call.principal)
        var list = FormSection(
            "list", Words.text(filter.showsResolved ? "stockDiscrepancies.all" : "stockDiscrepancies.open"))
        list.isWide = true
        if found.items.isEmpty {
            list.text = Words.text("stockDiscrepancies.none")
        } else {
            list.table = StockDiscrepancy.table(found.items, of: slug)
        }
        var other = FormSection.Item(
            Words.text(filter.showsResolved ? "stockDiscrepancies.open" : "stockDiscrepancies.all"))
        other.href = .stockDiscrepancies(slug, query: filter.showsResolved ? [] : all)
        list.items = pages.next(after: found.next?.text) + [other]
        return FormsPage(
            title: Words.text("stockDiscrepancies.title"), eyebrow: manufacturer.name,
            lead: Words.text("stockDiscrepancies.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("shipments.title"), .shipments(slug))],
                here: Words.text("stockDiscrepancies.title")), sections: [list])
    }

    private func stockDiscrepancyPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        guard let number = Int64(try call.segment("discrepancy")), number > 0 else { throw StockDiscrepancies.unknown }
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let line = try await call.registry.discrepancy(ID(number), of: slug, as: call.principal)
        let one = line.discrepancy
        func fact(_ key: String, _ value: String?) -> Fact? { value.map { Fact(Words.text(key), $0) } }
        let facts: [Fact?] = [
            fact("stockDiscrepancies.kind", Words.text("discrepancyKind.\(one.kind.rawValue)")),
            fact("stockDiscrepancies.what", line.what),
            fact("stockDiscrepancies.expected", Numbers.grouped(one.expected)),
            fact("stockDiscrepancies.actual", Numbers.grouped(one.actual)),
            fact("unit.place", one.place), fact("stockDiscrepancies.other", one.otherPlace),
            one.shipment.map {
                Fact(Words.text("shipments.number"), $0.text, link: .shipment(slug, $0.text))
            },
            fact("stockDiscrepancies.since", Moment(microseconds: one.openedAt).dateText),
            fact("stockDiscrepancies.owner", line.ownerName),
            fact(
                "stockDiscrepancies.resolution",
                one.resolution.map { Words.text("discrepancyResolution.\($0.rawValue)") }),
            fact("stockDiscrepancies.reason", one.reason),
        ]
        var sections = [
            FormSection("about", Words.text("stockDiscrepancies.about"), facts: facts.compactMap(\.self))
        ]
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            let (values, hidden) = (["discrepancy": String(number)], [("rowVersion", String(one.rowVersion))])
            sections.append(
                section(
                    Self.resolution, call, values.merging(["reason": one.reason ?? ""]) { first, _ in first },
                    hidden: hidden))
            sections.append(
                section(
                    Self.owner, call, values.merging(["owner": line.ownerName ?? ""]) { first, _ in first },
                    hidden: hidden))
        }
        return FormsPage(
            title: Words.text("discrepancyKind.\(one.kind.rawValue)"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("stockDiscrepancies.title"), .stockDiscrepancies(slug)),
                ], here: Words.text("discrepancyKind.\(one.kind.rawValue)")), sections: sections)
    }
}

extension DiscrepancyLine {
    /// What it is about, in a text.
    var what: String {
        unit.map { "\($0.model) \($0.serial)" } ?? model?.number.text ?? discrepancy.text ?? ""
    }
}

extension StockDiscrepancy {
    static func table(_ lines: [DiscrepancyLine], of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("stockDiscrepancies.title"),
            columns: [
                .init(Words.text("stockDiscrepancies.kind")), .init(Words.text("stockDiscrepancies.what")),
                .init(Words.text("stockDiscrepancies.expected"), isNumber: true),
                .init(Words.text("stockDiscrepancies.actual"), isNumber: true), .init(Words.text("unit.place")),
                .init(Words.text("stockDiscrepancies.owner")), .init(Words.text("stockDiscrepancies.resolution")),
            ],
            rows: lines.map { line in
                let one = line.discrepancy
                return [
                    .init(Words.text("discrepancyKind.\(one.kind.rawValue)"), href: .stockDiscrepancy(slug, one.id)),
                    .init(line.what), .init(Numbers.grouped(one.expected)), .init(Numbers.grouped(one.actual)),
                    .init([one.otherPlace, one.place].compactMap(\.self).joined(separator: " → ")),
                    .init(line.ownerName ?? ""),
                    .init(one.resolution.map { Words.text("discrepancyResolution.\($0.rawValue)") } ?? ""),
                ]
            })
    }
}
