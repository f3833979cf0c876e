import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// A count: what was scanned, what differs and what becomes of that; and new ones.

extension Site {
    private static let allCounts = "/manufacturers/{manufacturer}/counts"

    private static func countForm(_ name: String, _ path: String, _ fields: [EditForm.Field]) -> EditForm {
        EditForm(name, Routes.taking(.post, "\(allCounts)/{count}/\(path)"), fields, subject: fields.first?.name) {
            call, _ in .count(call.values["manufacturer"] ?? "", call.values["count"] ?? "", done: name)
        }
    }

    private static let newCount: EditForm = {
        var form = EditForm(
            "count", Routes.taking(.post, allCounts),
            [
                .code("location"), .choice("kind", CountKind.self) { _, word in Words.text("countKind.\(word)") },
                .code("model"), .flag("blind"),
            ], subject: "location"
        ) { call, _ in .counts(call.values["manufacturer"] ?? "") }
        form.shows = { answer in
            let number = answer["number"]?.text ?? ""
            var item = FormSection.Item(Words.text("counts.one", ["number": number]))
            item.href = answer["manufacturer"]?["slug"]?.text.map { .count($0, number) }
            return FormSection("opened", Words.text("edit.done"), items: [item])
        }
        return form
    }()

    private static let countScan: EditForm = {
        var form = countForm("countScan", "scans", [.code("text"), .number("quantity")])
        // The route takes many; a scanner that types sends one, and the next.
        form.complete = { call in call.json = .object(["items": .array([call.json])]) }
        form.shows = { answer in
            let scan = answer["items"]?.elements.first
            let result = scan?["result"]?.text ?? ""
            let unit = [scan?["unit"]?["model"]?.text, scan?["unit"]?["serial"]?.text].compactMap(\.self)
            return FormSection(
                "scanned", Words.text("scanResult.\(result)"),
                text: unit.isEmpty ? scan?["text"]?.text : unit.joined(separator: " "))
        }
        return form
    }()
    private static let countStep = countForm(
        "countStep", "steps", [.choice("step", CountStep.self) { _, word in Words.text("countStep.\(word)") }])
    private static let countAdjustment = countForm(
        "countAdjustment", "adjustments",
        [
            .choice("reason", CountReason.self) { _, word in Words.text("countReason.\(word)") },
            .rows("differences") { Int64($0.trimmed) == nil ? .text($0) : .number($0.trimmed) }, .text("note"),
            .flag("noteOnly"),
        ])

    static let countWriting = EditPage(
        path: "/edit/manufacturers/{manufacturer}/counts", permission: .handleStock, summary: "A new count",
        query: [.init("location", .text(most: 120), "the place")], forms: [newCount]
    ) { site, call in try await site.newCountPage(call) }

    static let countEditing = EditPage(
        path: "/manufacturers/{manufacturer}/counts/{count}", permission: .readStock,
        summary: "A count of what stands at a place", forms: [countScan, countStep, countAdjustment]
    ) { site, call in try await site.countPage(call) }

    private func newCountPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .handleStock, .somewhere(manufacturer.id))
        var section = section(Self.newCount, call, ["location": call.query["location"] ?? ""])
        section.isWide = true
        return FormsPage(
            title: Words.text("editForm.count"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("counts.title"), .counts(slug))],
                here: Words.text("editForm.count")), sections: [section])
    }

    private func countPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("count"))
        let answer = try await call.registry.count(number, of: slug, as: call.principal)
        let differences = try await call.registry.differences(
            inCount: number, of: slug, limit: Limits.largestPage, as: call.principal)
        var sections: [FormSection] = []
        let version = [(name: "rowVersion", value: String(answer.count.rowVersion))]
        let mayHandle = !answer.possible.isEmpty
        if mayHandle, answer.count.state == .open {
            var scanning = section(Self.countScan, call)
            if !scanning.forms.isEmpty, !scanning.forms[0].fields.isEmpty {
                scanning.forms[0].fields[0].isFocused = true
            }
            sections.append(scanning)
        }
        sections.append(Self.about(answer))
        if !differences.isEmpty { sections.append(Self.table(differences)) }
        if mayHandle, answer.count.state == .counted, answer.open > 0 {
            sections.append(section(Self.countAdjustment, call, hidden: version))
        }
        if mayHandle {
            let steps = answer.possible.map { FormField.Option($0.rawValue, Words.text("countStep.\($0.rawValue)")) }
            sections.append(section(Self.countStep, call, options: ["step": steps], hidden: version))
        }
        return FormsPage(
            title: Words.text("counts.one", ["number": answer.count.number.text]), eyebrow: answer.manufacturer.name,
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("counts.title"), .counts(slug)),
                ], here: answer.count.number.text), sections: sections)
    }

    private static func about(_ answer: CountAnswer) -> FormSection {
        let count = answer.count
        func fact(_ key: String, _ value: String?) -> Fact? { value.map { Fact(Words.text(key), $0) } }
        let facts: [Fact?] = [
            Fact(
                Words.text("stock.place"), answer.location.details.name,
                link: .location(answer.manufacturer.slug, answer.location.code)),
            fact("word.kind", Words.text("countKind.\(count.kind.rawValue)")),
            fact("word.model", answer.model?.number.text), fact("word.state", count.stateText),
            fact("counts.round", Numbers.grouped(count.round)), fact("counts.scanned", Numbers.grouped(answer.scanned)),
            fact("counts.right", count.accuracyText),
            answer.open > 0 ? fact("counts.open", Numbers.grouped(answer.open)) : nil,
        ]
        return FormSection("about", Words.text("counts.about"), facts: facts.compactMap(\.self))
    }

    private static func table(_ lines: [CountDifferenceLine]) -> FormSection {
        var section = FormSection(
            "differences", Words.text("counts.differences"),
            table: DataTable(
                caption: Words.text("counts.differences"),
                columns: [
                    .init(Words.text("counts.line"), isNumber: true), .init(Words.text("counts.what")),
                    .init(Words.text("counts.how")), .init(Words.text("counts.expected"), isNumber: true),
                    .init(Words.text("counts.found"), isNumber: true), .init(Words.text("counts.believed")),
                    .init(Words.text("counts.resolution")),
                ], rows: lines.map(\.cells)))
        section.isWide = true
        return section
    }
}

extension CountDifferenceLine {
    fileprivate var cells: [DataTable.Cell] {
        let what: DataTable.Cell
        if let unit {
            what = .init("\(unit.model) \(unit.serial)", href: .unit(unit.manufacturer, unit.model, unit.serial))
        } else if case .text(let text) = difference.subject {
            what = .init(text)
        } else {
            let range = serials.map { " \($0.first) … \($0.last)" } ?? ""
            what = .init("\(model?.number.text ?? "")\(range)")
        }
        let resolution = Words.text("countResolution.\(difference.resolution.rawValue)")
        let reason = difference.reason.map { Words.text("countReason.\($0.rawValue)") }
        let (ordinal, resolved) = (
            DataTable.Cell(Numbers.grouped(difference.ordinal)),
            DataTable.Cell([resolution, reason].compactMap(\.self).joined(separator: ": "))
        )
        guard !isSubjectOnly else {
            return [ordinal, what, .init(""), .init(""), .init(""), .init(""), resolved]
        }
        let place =
            difference.believed == ""
            ? Words.text("stock.onTheWay") : believed?.details.name ?? difference.believed ?? ""
        return [
            ordinal, what, .init(Words.text("countDifference.\(difference.kind.rawValue)")),
            .init(Numbers.grouped(difference.expected)), .init(Numbers.grouped(difference.found)),
            .init([place, difference.container].compactMap(\.self).joined(separator: " · ")), resolved,
        ]
    }
}
