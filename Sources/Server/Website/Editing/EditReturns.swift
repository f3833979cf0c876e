import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Units that customers buy and send back.

extension Href {
    static func returns(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "returns"], query: query)
    }

    static func goodsReturn(_ slug: String, _ number: String, done: String? = nil) -> Href {
        Href(["manufacturers", slug, "returns", number], query: done.map { [("done", $0)] } ?? [])
    }
}

extension Site {
    private static let all = "/manufacturers/{manufacturer}/returns"

    private static let authorize = EditForm(
        "return", Routes.taking(.post, all),
        [
            .code("unit"),
            .choice("reason", GoodsReturn.Reason.self) { _, word in Words.text("returnReason.\(word)") },
            .code("reference"),
        ], subject: "unit"
    ) { call, _ in
        Href(["manufacturers", call.values["manufacturer"] ?? "", "returns"], query: [("done", "return")])
    }
    private static let move = EditForm(
        "returnMove", Routes.taking(.post, "\(all)/{return}/steps"),
        [
            .choice("step", ReturnStep.self) { _, word in Words.text("returnStep.\(word)") }, .code("location"),
            .text("note"),
        ], subject: "step"
    ) { call, _ in
        .goodsReturn(call.values["manufacturer"] ?? "", call.values["return"] ?? "", done: "returnMove")
    }

    static let returnWriting = EditPage(
        path: "/manufacturers/{manufacturer}/returns", permission: .readStock,
        summary: "Units that customers send back",
        query: [
            .init("closed", .boolean, "true: those that have come to an end"),
            .init("location", .text(most: 120), "only those that came in at this place"), ListPages.parameter,
        ], forms: [authorize]
    ) { site, call in try await site.returnsPage(call) }

    static let returnEditing = EditPage(
        path: "/manufacturers/{manufacturer}/returns/{return}", permission: .readStock,
        summary: "What became of a unit that a customer sends back", forms: [move]
    ) { site, call in try await site.returnPage(call) }

    private func returnsPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var question = ReturnQuestion()
        question.isClosed = call.flag("closed")
        question.location = call.query["location"].flatMap { $0.isEmpty ? nil : $0 }
        let place = question.location.map { [("location", $0)] } ?? []
        let closed = [("closed", "true")]
        let pages = ListPages(place + (question.isClosed ? closed : [])) { .returns(slug, query: $0) }
        let found = try await call.registry.returns(
            of: slug, question, after: pages.place(call), limit: Limits.page + 1, as: call.principal)
        let shown = Array(found.prefix(Limits.page))
        var list = FormSection("list", Words.text(question.isClosed ? "returns.closed" : "returns.open"))
        list.isWide = true
        if shown.isEmpty { list.text = Words.text("returns.none") } else { list.table = Self.table(shown, of: slug) }
        var other = FormSection.Item(Words.text(question.isClosed ? "returns.open" : "returns.closed"))
        other.href = .returns(slug, query: place + (question.isClosed ? [] : closed))
        list.items =
            pages.next(after: found.count > Limits.page ? shown.last?.entry.number.text : nil) + [other]
        var sections = [list]
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            sections.append(section(Self.authorize, call, [:]))
        }
        return FormsPage(
            title: Words.text("returns.title"), eyebrow: manufacturer.name, lead: Words.text("returns.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: Words.text("returns.title")), sections: sections)
    }

    private static func table(_ found: [ReturnAnswer], of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("returns.title"),
            columns: [
                .init(Words.text("returns.number")), .init(Words.text("returns.state")),
                .init(Words.text("returns.unit")), .init(Words.text("returns.reason")),
                .init(Words.text("returns.since")), .init(Words.text("unit.place")),
            ],
            rows: found.map { answer in
                let entry = answer.entry
                return [
                    .init(entry.number.text, href: .goodsReturn(slug, entry.number.text)),
                    .init(Words.text("returnState.\(entry.state.rawValue)")),
                    .init(
                        "\(answer.unit.model) \(answer.unit.serial)",
                        href: .unit(slug, answer.unit.model, answer.unit.serial)),
                    .init(Words.text("returnReason.\(entry.reason.rawValue)")),
                    .init(Moment(microseconds: entry.authorizedAt).dateText),
                    .init(answer.location?.details.name ?? entry.location ?? ""),
                ]
            })
    }

    private func returnPage(_ call: Call) async throws -> FormsPage {
        let answer = try await call.registry.goodsReturn(
            call.segment("return"), of: call.segment("manufacturer"), as: call.principal)
        let (entry, slug) = (answer.entry, answer.manufacturer.slug)
        var facts = [
            Fact(
                Words.text("returns.unit"), "\(answer.unit.model) \(answer.unit.serial)",
                link: .unit(slug, answer.unit.model, answer.unit.serial)),
            Fact(Words.text("returns.state"), Words.text("returnState.\(entry.state.rawValue)")),
            Fact(Words.text("returns.reason"), Words.text("returnReason.\(entry.reason.rawValue)")),
            Fact(Words.text("returns.since"), Moment(microseconds: entry.authorizedAt).dateText),
        ]
        if let reference = entry.reference { facts.append(Fact(Words.text("field.return.reference"), reference)) }
        if let place = answer.location?.details.name ?? entry.location {
            facts.append(Fact(Words.text("unit.place"), place))
        }
        var sections = [FormSection("about", Words.text("returns.about"), facts: facts)]
        if !answer.steps.isEmpty {
            var steps = FormSection("steps", Words.text("returns.steps"))
            steps.items = answer.steps.map { step in
                FormSection.Item(
                    Words.text("returnStep.\(step.step.rawValue)"),
                    note: [Moment(microseconds: step.at).dateText, step.note].compactMap(\.self)
                        .joined(separator: " · "))
            }
            sections.append(steps)
        }
        if !answer.possible.isEmpty {
            var form = section(
                Self.move, call, ["return": entry.number.text], hidden: [("rowVersion", String(entry.rowVersion))])
            form.text = Words.text(
                "returns.possible",
                [
                    "steps": answer.possible.map { Words.text("returnStep.\($0.rawValue)") }
                        .joined(separator: ", ")
                ])
            sections.append(form)
        }
        return FormsPage(
            title: entry.number.text, eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("returns.title"), .returns(slug)),
                ], here: entry.number.text), sections: sections)
    }
}
