import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// Cases: opened on a unit's page, answered, moved on, and rated.

extension Href {
    /// A case, with what can be done about it.
    static func serviceCase(_ number: CaseNumber, done: String? = nil) -> Href { serviceCase(number.text, done: done) }

    static func serviceCase(_ number: String, done: String? = nil) -> Href {
        Href(["edit", "cases", number], query: done.map { [("done", $0)] } ?? [], fragment: done)
    }

    /// The cases about a unit, and where one is opened.
    package static func cases(_ slug: String, _ model: String, _ serial: String, done: String? = nil) -> Href {
        .edit(slug, "models", model, "units", serial, "cases", done: done)
    }
}

extension Site {
    private static let plan: [EditForm.Field] = [
        .choice("priority", CasePriority.self) { _, word in Words.first(["casePriority.\(word)"]) ?? word },
        .code("dueAt"), .code("assignee"), .code("claim"), .code("order"),
    ]

    static let newCase: EditForm = {
        var form = EditForm(
            "newCase", Routes.taking(.post, "/manufacturers/{manufacturer}/cases"),
            [
                .choice("kind", CaseKind.self) { _, word in Words.first(["caseKind.\(word)"]) ?? word },
                .choice("channel", CaseChannel.self) { _, word in Words.first(["caseChannel.\(word)"]) ?? word },
                .prose("complaint"), .text("contact"),
            ] + plan, subject: "complaint",
            at: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/cases"
        ) { call, _ in
            .cases(
                call.values["manufacturer"] ?? "", call.values["model"] ?? "", call.values["serial"] ?? "",
                done: "newCase")
        }
        form.complete = { call in
            for name in ["model", "serial"] { call.json.set(.text(call.values[name] ?? ""), at: [name]) }
        }
        return form
    }()
    static let caseHandling = EditForm(
        "caseHandling", Routes.taking(.put, "/cases/{case}"), plan, subject: "assignee"
    ) { call, _ in here(call, done: "caseHandling") }
    static let caseStep = EditForm(
        "caseStep", Routes.taking(.post, "/cases/{case}/steps"),
        [
            .code("step"), .prose("text"),
            .choice("outcome", CaseOutcome.self) { _, word in Words.first(["caseOutcome.\(word)"]) ?? word },
        ], subject: "text"
    ) { call, _ in here(call, done: "case") }
    static let caseReply = EditForm(
        "caseReply", Routes.taking(.post, "/cases/{case}/replies"), [.prose("text"), .flag("internal")],
        subject: "text"
    ) { call, _ in here(call, done: "caseReply") }
    static let caseRating = EditForm(
        "caseRating", Routes.taking(.put, "/cases/{case}/rating"), [.number("stars"), .prose("words")],
        subject: "stars"
    ) { call, _ in here(call, done: "case") }

    private static func here(_ call: Call, done: String) -> Href {
        .serviceCase(call.values["case"] ?? "", done: done)
    }

    static let unitCases = EditPage(
        path: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/cases", permission: .handleCases,
        summary: "The cases about a unit, and a new one", forms: [newCase]
    ) { site, call in try await site.unitCasesPage(call) }

    static let caseEditing = EditPage(
        path: "/edit/cases/{case}", permission: .handleCases, summary: "A case, and what can be done about it",
        forms: [caseHandling, caseStep, caseReply, caseRating]
    ) { site, call in try await site.casePage(call) }

    // MARK: The cases about a unit

    private func unitCasesPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let unit = try await call.registry.unit(call.segment("serial"), model: number, of: slug, as: call.principal)
        let (model, serial) = (unit.model.number.text, unit.serial.text)
        let cases = try await call.registry.cases(aboutUnit: unit, as: call.principal)
        var sections: [FormSection] = []
        if try await call.registry.caseOpening(unit, as: call.principal) == .desk {
            var section = section(
                Self.newCase, call,
                [
                    "kind": CaseKind.fault.rawValue, "channel": CaseChannel.call.rawValue,
                    "priority": CasePriority.normal.rawValue,
                ])
            section.facts = [try await coverFact(of: unit, call)]
            sections.append(section)
        }
        if !cases.isEmpty {
            var section = FormSection("cases", Words.text("cases.aboutThisUnit"), table: DataTable(cases, slug))
            section.isWide = true
            sections.append(section)
        }
        if sections.isEmpty { try Access.require(call.principal, .handleCases, of: unit.manufacturer.id) }
        return FormsPage(
            title: Words.text("cases.aboutThisUnit"), eyebrow: "\(unit.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(unit.manufacturer.name, .manufacturer(slug)), Link(model, .model(slug, model)),
                    Link(serial, .unit(slug, model, serial)),
                ], here: Words.text("cases.title")),
            sections: sections)
    }

    /// Whether the unit is in cover today, and until when.
    func coverFact(of unit: UnitAnswer, _ call: Call) async throws -> Fact {
        let cover = try await call.registry.warranty(of: unit, as: call.principal)
        return Fact(
            Words.text("warranty.heading"), Words.text("warranty.\(cover.state.rawValue)"),
            note: cover.verdict?.until.map { "\(Words.text("warranty.until")) \($0.text)" })
    }
}
