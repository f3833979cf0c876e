import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Goods that are held back: those there are, why, and what is decided.

extension Href {
    static func holds(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "holds"], query: query)
    }

    static func hold(_ slug: String, _ number: String, done: String? = nil) -> Href {
        Href(["manufacturers", slug, "holds", number], query: done.map { [("done", $0)] } ?? [])
    }
}

extension Site {
    private static let all = "/manufacturers/{manufacturer}/holds"
    private static let mostItems = 200

    private static let place = EditForm(
        "hold", Routes.taking(.post, all),
        [
            .choice("reason", Hold.Reason.self) { _, word in Words.text("holdReason.\(word)") },
            .text("note"), .lines("items"), .code("model"), .code("batch"), .code("firstSerial"), .code("lastSerial"),
        ], subject: "items"
    ) { call, _ in Href(["manufacturers", call.values["manufacturer"] ?? "", "holds"], query: [("done", "hold")]) }
    private static let decide = EditForm(
        "holdDecision", Routes.taking(.post, "\(all)/{hold}/decisions"),
        [
            .choice("decision", Hold.Decision.self) { _, word in Words.text("holdDecision.\(word)") }, .text("note"),
        ], subject: "decision"
    ) { call, _ in
        .hold(call.values["manufacturer"] ?? "", call.values["hold"] ?? "", done: "holdDecision")
    }

    static let holdWriting = EditPage(
        path: "/manufacturers/{manufacturer}/holds", permission: .readStock, summary: "Goods that are held back",
        query: [.init("all", .boolean, "true: also what has been decided about"), ListPages.parameter],
        forms: [place]
    ) { site, call in try await site.holdsPage(call) }

    static let holdEditing = EditPage(
        path: "/manufacturers/{manufacturer}/holds/{hold}", permission: .readStock,
        summary: "Why goods are held back, and what was decided", forms: [decide]
    ) { site, call in try await site.holdPage(call) }

    private func holdsPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let showsAll = call.flag("all")
        let all = [("all", "true")]
        let pages = ListPages(showsAll ? all : []) { .holds(slug, query: $0) }
        let found = try await call.registry.holds(
            of: slug, open: !showsAll, after: pages.place(call), limit: Limits.page + 1, as: call.principal)
        let shown = Array(found.prefix(Limits.page))
        var list = FormSection("list", Words.text(showsAll ? "holds.all" : "holds.open"))
        list.isWide = true
        if shown.isEmpty { list.text = Words.text("holds.none") } else { list.table = Self.table(shown, of: slug) }
        var other = FormSection.Item(Words.text(showsAll ? "holds.open" : "holds.all"))
        other.href = .holds(slug, query: showsAll ? [] : all)
        var tests = FormSection.Item(Words.text("tests.title"))
        tests.href = .edit(slug, "tests")
        list.items =
            pages.next(after: found.count > Limits.page ? shown.last?.number.text : nil) + [other, tests]
        var sections = [list]
        if Access.allows(call.principal, .holdGoods, .somewhere(manufacturer.id)) {
            var section = section(Self.place, call, [:])
            section.isWide = true
            sections.append(section)
        }
        return FormsPage(
            title: Words.text("holds.title"), eyebrow: manufacturer.name, lead: Words.text("holds.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: Words.text("holds.title")), sections: sections)
    }

    private static func table(_ holds: [Hold], of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("holds.title"),
            columns: [
                .init(Words.text("holds.number")), .init(Words.text("holds.since")),
                .init(Words.text("holds.reason")), .init(Words.text("holds.units"), isNumber: true),
                .init(Words.text("holds.decision")), .init(Words.text("holds.what")),
            ],
            rows: holds.map { hold in
                [
                    .init(hold.number.text, href: .hold(slug, hold.number.text)),
                    .init(Moment(microseconds: hold.placedAt).dateText),
                    .init(Words.text("holdReason.\(hold.reason.rawValue)")), .init(Numbers.grouped(hold.unitCount)),
                    .init(hold.outcome.map { Words.text("holdDecision.\($0.decision.rawValue)") } ?? ""),
                    .init(hold.note),
                ]
            })
    }

    private func holdPage(_ call: Call) async throws -> FormsPage {
        let answer = try await call.registry.hold(
            call.segment("hold"), of: call.segment("manufacturer"), as: call.principal)
        let (hold, slug) = (answer.hold, answer.manufacturer.slug)
        var facts = [
            Fact(Words.text("holds.reason"), Words.text("holdReason.\(hold.reason.rawValue)")),
            Fact(Words.text("holds.what"), hold.note),
            Fact(Words.text("holds.units"), Numbers.grouped(hold.unitCount)),
            Fact(Words.text("holds.since"), Moment(microseconds: hold.placedAt).dateText),
        ]
        if let outcome = hold.outcome {
            facts += [
                Fact(Words.text("holds.decision"), Words.text("holdDecision.\(outcome.decision.rawValue)")),
                Fact(Words.text("holds.why"), outcome.note),
                Fact(Words.text("holds.decided"), Moment(microseconds: outcome.at).dateText),
            ]
        }
        var items = FormSection("items", Words.text("holds.items"))
        items.items = answer.items.prefix(Self.mostItems).map { item in
            switch item {
            case .unit(let unit):
                var line = FormSection.Item("\(unit.model) \(unit.serial)")
                line.href = .unit(unit.manufacturer, unit.model, unit.serial)
                return line
            case .units(let units):
                var line = FormSection.Item("\(units.model) \(units.firstSerial) – \(units.lastSerial)")
                line.href = units.batch.map { .batch(units.manufacturer, units.model, $0) }
                return line
            }
        }
        var sections = [FormSection("about", Words.text("holds.about"), facts: facts), items]
        if answer.mayDecide {
            sections.append(
                section(
                    Self.decide, call, ["hold": hold.number.text],
                    hidden: [("rowVersion", String(hold.rowVersion))]))
        }
        return FormsPage(
            title: hold.number.text, eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("holds.title"), .holds(slug)),
                ], here: hold.number.text), sections: sections)
    }
}
