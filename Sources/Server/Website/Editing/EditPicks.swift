import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// A pick list: what is set aside, a field that takes what a scanner types, and its end; and new ones.

extension Site {
    private static let allPicks = "/manufacturers/{manufacturer}/picks"
    private static let mostItems = 200

    private static func pickForm(_ name: String, _ path: String, _ fields: [EditForm.Field]) -> EditForm {
        EditForm(name, Routes.taking(.post, "\(allPicks)/{pick}/\(path)"), fields, subject: fields.first?.name) {
            call, _ in .pick(call.values["manufacturer"] ?? "", call.values["pick"] ?? "", done: name)
        }
    }

    private static let newPick: EditForm = {
        var form = EditForm(
            "pick", Routes.taking(.post, allPicks),
            [
                .code("location"), .rows("lines", PickedGoods.line), .code("reference"), .text("for"), .flag("partial"),
                .flag("takeContained"),
            ], subject: "lines"
        ) { call, _ in .picks(call.values["manufacturer"] ?? "") }
        form.shows = { answer in
            let number = answer["number"]?.text ?? ""
            var item = FormSection.Item(Words.text("picks.one", ["number": number]))
            item.href = answer["manufacturer"]?["slug"]?.text.map { .pick($0, number) }
            return FormSection("reserved", Words.text("edit.done"), items: [item])
        }
        return form
    }()

    private static let pickScan: EditForm = {
        var form = pickForm("pickScan", "scans", [.code("text"), .number("quantity")])
        // The route takes many; a scanner that types sends one, and the next.
        form.complete = { call in call.json = .object(["scans": .array([call.json])]) }
        form.shows = { answer in
            let scan = answer["scans"]?.elements.first
            let unit = [scan?["unit"]?["model"]?.text, scan?["unit"]?["serial"]?.text].compactMap(\.self)
            let what = unit.isEmpty ? scan?["model"]?.text ?? scan?["text"]?.text : unit.joined(separator: " ")
            return FormSection("scanned", Words.text("pickResult.\(scan?["result"]?.text ?? "")"), text: what)
        }
        return form
    }()
    private static let pickStep = pickForm(
        "pickStep", "steps", [.choice("step", PickStep.self) { _, word in Words.text("pickStep.\(word)") }])

    static let pickWriting = EditPage(
        path: "/edit/manufacturers/{manufacturer}/picks", permission: .handleStock, summary: "A new pick list",
        query: [.init("location", .text(most: 120), "the place")], forms: [newPick]
    ) { site, call in try await site.newPickPage(call) }

    static let pickEditing = EditPage(
        path: "/manufacturers/{manufacturer}/picks/{pick}", permission: .readStock,
        summary: "A pick list: what is set aside, picked and gone", forms: [pickScan, pickStep]
    ) { site, call in try await site.pickPage(call) }

    private func newPickPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .handleStock, .somewhere(manufacturer.id))
        var section = section(Self.newPick, call, ["location": call.query["location"] ?? ""])
        section.isWide = true
        return FormsPage(
            title: Words.text("editForm.pick"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("picks.title"), .picks(slug))],
                here: Words.text("editForm.pick")), sections: [section])
    }

    private func pickPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("pick"))
        let answer = try await call.registry.pick(number, of: slug, as: call.principal)
        let items = try await call.registry.items(
            ofPick: number, of: slug, limit: Self.mostItems, as: call.principal)
        var sections: [FormSection] = []
        if answer.mayScan {
            var scanning = section(Self.pickScan, call)
            if !scanning.forms.isEmpty, !scanning.forms[0].fields.isEmpty {
                scanning.forms[0].fields[0].isFocused = true
            }
            sections.append(scanning)
        }
        sections += [Self.about(answer), Self.table(answer.lines)]
        if !items.isEmpty { sections.append(Self.table(items)) }
        if !answer.possible.isEmpty {
            let steps = answer.possible.map { FormField.Option($0.rawValue, Words.text("pickStep.\($0.rawValue)")) }
            sections.append(
                section(
                    Self.pickStep, call, options: ["step": steps],
                    hidden: [(name: "rowVersion", value: String(answer.list.rowVersion))]))
        }
        return FormsPage(
            title: Words.text("picks.one", ["number": answer.list.number.text]), eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)), Link(Words.text("picks.title"), .picks(slug)),
                ], here: answer.list.number.text), sections: sections)
    }

    private static func about(_ answer: PickAnswer) -> FormSection {
        let list = answer.list
        let facts: [Fact?] = [
            Fact(
                Words.text("stock.place"), answer.location.details.name,
                link: .location(answer.manufacturer.slug, answer.location.code)),
            Fact(Words.text("word.state"), Words.text("pickState.\(list.state.rawValue)")),
            list.reference.map { Fact(Words.text("picks.reference"), $0) },
            list.recipient.map { Fact(Words.text("picks.recipient"), $0) },
            Fact(Words.text("picks.since"), Moment(microseconds: list.createdAt).dateText),
            list.closedAt.map { Fact(Words.text("picks.closed"), Moment(microseconds: $0).dateText) },
        ]
        return FormSection("about", Words.text("picks.about"), facts: facts.compactMap(\.self))
    }

    private static func table(_ lines: [PickAnswer.Line]) -> FormSection {
        var section = FormSection(
            "lines", Words.text("picks.lines"),
            table: DataTable(
                caption: Words.text("picks.lines"),
                columns: [
                    .init(Words.text("picks.what")), .init(Words.text("picks.wanted"), isNumber: true),
                    .init(Words.text("picks.reserved"), isNumber: true),
                    .init(Words.text("picks.picked"), isNumber: true), .init(Words.text("picks.gone"), isNumber: true),
                    .init(Words.text("picks.shortage"), isNumber: true), .init(Words.text("picks.containers")),
                ],
                rows: lines.map { line in
                    let what = [line.model?.number.text, line.unit?.serial ?? line.batch].compactMap(\.self)
                    let progress = line.progress
                    return [.init(what.joined(separator: " "))]
                        + [line.line.quantity, progress.reserved, progress.picked, progress.gone, line.shortage]
                        .map { .init(Numbers.grouped($0)) } + [.init(line.containers.joined(separator: ", "))]
                }))
        section.isWide = true
        return section
    }

    private static func table(_ items: [PickedItem]) -> FormSection {
        var section = FormSection(
            "items", Words.text("picks.items"),
            table: DataTable(
                caption: Words.text("picks.items"),
                columns: [
                    .init(Words.text("picks.what")), .init(Words.text("picks.count"), isNumber: true),
                    .init(Words.text("word.state")), .init(Words.text("stock.place")),
                    .init(Words.text("picks.containers")),
                ],
                rows: items.map { told in
                    let range = told.serials.map { " \($0.first) … \($0.last)" } ?? told.batch.map { " \($0)" } ?? ""
                    let what: DataTable.Cell =
                        told.unit.map {
                            .init("\($0.model) \($0.serial)", href: .unit($0.manufacturer, $0.model, $0.serial))
                        } ?? .init("\(told.model?.number.text ?? "")\(range)")
                    return [
                        what, .init(Numbers.grouped(told.item.count)),
                        .init(Words.text("pickItem.\(told.item.state.rawValue)")),
                        .init(told.location?.details.name ?? told.item.place),
                        .init(told.item.container?.serial.text ?? ""),
                    ]
                }))
        section.isWide = true
        return section
    }
}

/// What somebody writes of goods: `2 × FJ-320`, or what the label of a unit says.
enum PickedGoods {
    @Sendable static func line(_ text: String) -> JSONValue {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count).drop { $0 == " " }
        guard let quantity = Int64(digits), let mark = rest.first, mark == "×" || mark == "x" || mark == "X",
            rest.dropFirst().first == " "
        else { return .object(["serial": .text(text)]) }
        return .object(["model": .text(String(rest.dropFirst()).trimmed), "quantity": .number(String(quantity))])
    }
}
