import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// Thefts and losses: reported on a unit's page, and what is done about a report on its own.

extension Href {
    /// A report, with what can be done about it.
    static func theft(_ number: TheftNumber) -> Href { Href(["edit", "thefts", number.text]) }

    /// The reports about a unit, and where one is made.
    package static func thefts(_ slug: String, _ model: String, _ serial: String, done: String? = nil) -> Href {
        .edit(slug, "models", model, "units", serial, "thefts", done: done)
    }
}

extension Site {
    static let newTheft: EditForm = {
        var form = EditForm(
            "newTheft", Routes.taking(.post, "/manufacturers/{manufacturer}/thefts"),
            [
                .choice("kind", TheftKind.self) { _, word in Words.first(["theftKind.\(word)"]) ?? word },
                .code("happenedOn"), .code("country"), .text("region"), .code("policeReference"), .prose("words"),
                .code("ownerCode"), .flag("provisional"), .code("lastSerial"), .flag("contents"),
            ], subject: "happenedOn", at: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/thefts"
        ) { call, _ in
            .thefts(
                call.values["manufacturer"] ?? "", call.values["model"] ?? "", call.values["serial"] ?? "",
                done: "newTheft")
        }
        form.complete = { call in
            for name in ["model", "serial"] { call.json.set(.text(call.values[name] ?? ""), at: [name]) }
        }
        return form
    }()
    static let theftStep = EditForm(
        "theftStep", Routes.taking(.post, "/thefts/{theft}/steps"),
        [.code("step"), .prose("note"), .code("ownerCode")], subject: "note"
    ) { call, _ in
        Href(["edit", "thefts", call.values["theft"] ?? ""], query: [("done", "theft")], fragment: "theft")
    }

    static let unitThefts = EditPage(
        path: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/thefts", permission: .handleThefts,
        summary: "Report a unit stolen or lost, and the reports about it that are for you", forms: [newTheft]
    ) { site, call in try await site.unitTheftsPage(call) }

    static let theftEditing = EditPage(
        path: "/edit/thefts/{theft}", permission: .handleThefts,
        summary: "A report of a theft or a loss, and what can be done about it", forms: [theftStep, findingAnswer]
    ) { site, call in try await site.theftPage(call) }

    // MARK: The reports about a unit

    private func unitTheftsPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let unit = try await call.registry.unit(call.segment("serial"), model: number, of: slug, as: call.principal)
        let (model, serial) = (unit.model.number.text, unit.serial.text)
        let known = try await call.registry.thefts(aboutUnit: unit, as: call.principal)
        let isStaff = Access.allows(call.principal, .handleThefts, of: unit.manufacturer.id)
        let isOwner = unit.history != nil && unit.hasOwner != nil && call.principal.grants.isEmpty
        var new = section(Self.newTheft, call, ["kind": TheftKind.stolen.rawValue])
        // Neither proves more by a code.
        new.forms[0].fields.removeAll {
            $0.name == "ownerCode" && (isStaff || isOwner) || $0.name == "provisional" && !isStaff
                || $0.name == "lastSerial" && (!isStaff || unit.model.kind != .product)
                || $0.name == "contents" && (!isStaff || unit.model.kind == .product)
        }
        var sections = [new]
        if !known.isEmpty {
            var list = FormSection("reports", Words.text("thefts.aboutThisUnit"), table: DataTable(known, slug))
            list.isWide = true
            sections.insert(list, at: 0)
        }
        return FormsPage(
            title: Words.text("thefts.report"), eyebrow: "\(unit.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(unit.manufacturer.name, .manufacturer(slug)), Link(model, .model(slug, model)),
                    Link(serial, .unit(slug, model, serial)),
                ], here: Words.text("thefts.title")),
            sections: sections)
    }

    /// Where an owner reports a product, and what is reported of it.
    func theftSections(_ unit: UnitAnswer, _ call: Call) async throws -> [FormSection] {
        let (slug, model, serial) = (unit.manufacturer.slug, unit.model.number.text, unit.serial.text)
        guard Access.allows(call.principal, .handleThefts, .anything) else { return [] }
        var report = FormSection.Item(Words.text("thefts.report"))
        report.href = .thefts(slug, model, serial)
        let known = try await call.registry.thefts(aboutUnit: unit, as: call.principal)
        var section = FormSection(
            "theft", Words.text("thefts.title"), text: Words.text("thefts.ownersText"),
            items: [report]
                + known.map { listed in
                    var item = FormSection.Item(listed.report.number.text, note: Words.theft(listed.report))
                    item.href = .theft(listed.report.number)
                    return item
                })
        if known.contains(where: { $0.report.party == nil && $0.report.state != .confirmed && $0.report.state.isOpen })
        {
            section.notice = Notice(.attention, Words.text("thefts.bySomebodyElse"))
        }
        return [section]
    }

    /// Warns on the unit's page of what is open, and leads to where it is reported.
    func addThefts(to page: inout UnitPage, of unit: UnitAnswer, _ call: Call) {
        for note in unit.thefts {
            page.notices.insert(
                Notice(
                    note.state == .confirmed ? .bad : .attention,
                    Words.text("thefts.reported", ["number": note.number.text]),
                    text: Words.theft(note.kind, note.state, note.happenedOn), link: link(to: note, of: unit, call)),
                at: 0)
        }
        if unit.warnings.contains(.stolen) {
            page.work.append(
                Link(
                    Words.text("findings.link"),
                    .found(unit.manufacturer.slug, unit.model.number.text, unit.serial.text)))
        }
        let isStaff = Access.allows(call.principal, .handleThefts, of: unit.manufacturer.id)
        guard isStaff || call.principal.grants.isEmpty && unit.model.kind == .product,
            Access.allows(call.principal, .handleThefts, .anything)
        else { return }
        page.work.append(
            Link(
                Words.text("thefts.report"),
                .thefts(unit.manufacturer.slug, unit.model.number.text, unit.serial.text)))
    }

    /// Only those follow it whom the report lets in.
    private func link(to note: TheftNote, of unit: UnitAnswer, _ call: Call) -> Link? {
        guard
            Access.allows(call.principal, .handleThefts, of: unit.manufacturer.id)
                || call.principal.grants.isEmpty && note.state != .confirmed
        else { return nil }
        return Link(note.number.text, .theft(note.number))
    }
}

extension Words {
    /// "Stolen on 14 March 2026: not confirmed yet".
    static func theft(_ kind: TheftKind, _ state: TheftState, _ day: CivilDate) -> String {
        text("theftKind.\(kind.rawValue).on", ["day": day.unbrokenText]) + ": "
            + text("theftState.\(state.rawValue)")
    }

    static func theft(_ report: TheftReport) -> String {
        theft(report.details.kind, report.state, report.details.happenedOn)
    }
}
