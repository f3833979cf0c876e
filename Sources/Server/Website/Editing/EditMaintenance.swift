import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// What is to be done on units in use, and what was done on one.

extension Href {
    /// Where maintenance plans are read and set.
    package static func maintenancePlans(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["edit", "manufacturers", slug, "maintenance-plans"], query: query)
    }

    /// Where it is recorded what was maintained on a unit.
    package static func maintenanceWork(_ slug: String, _ model: String, _ serial: String) -> Href {
        .edit(slug, "models", model, "units", serial, "maintenance")
    }
}

extension Site {
    private static let plansOfManufacturer = "/manufacturers/{manufacturer}/maintenance-plans"
    private static let maintainedUnit = "/manufacturers/{manufacturer}/models/{model}/units/{serial}"

    private static let plans: EditForm = {
        var form = EditForm(
            "maintenancePlans", Routes.taking(.post, plansOfManufacturer), [.prose("plans")], subject: "plans"
        ) { call, _ in .maintenancePlans(call.values["manufacturer"] ?? "", [("done", "maintenancePlans")]) }
        form.complete = { call in
            guard let text = call.json["plans"]?.text else { return }
            call.json.set(.array(try JSONDocuments.read(text, of: "plans")), at: ["plans"])
        }
        return form
    }()
    private static let planEnd = EditForm(
        "maintenancePlanEnd", Routes.taking(.delete, "\(plansOfManufacturer)/{plan}"), in: "maintenancePlans"
    ) { call, _ in .maintenancePlans(call.values["manufacturer"] ?? "", [("done", "maintenancePlans")]) }

    private static let reminders: EditForm = {
        var form = EditForm(
            "maintenanceReminders",
            Routes.taking(.post, "/manufacturers/{manufacturer}/maintenance/reminders"),
            [.number("within"), .flag("dryRun")]
        ) { call, _ in .maintenancePlans(call.values["manufacturer"] ?? "", [("done", "maintenanceReminders")]) }
        form.shows = { answer in
            FormSection(
                "answer", Words.text("editForm.maintenanceReminders"),
                facts: [
                    Fact(Words.text("maintenance.remindersDue"), Numbers.grouped(answer["due"]?.integer ?? 0)),
                    Fact(Words.text("maintenance.remindersPosted"), Numbers.grouped(answer["posted"]?.integer ?? 0)),
                ])
        }
        return form
    }()

    static let maintenancePlanEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/maintenance-plans", permission: .editCatalogue,
        summary: "Set what is to be done on units, and when",
        query: [.init("plan", .id, "the plan to begin with")], forms: [plans, planEnd, reminders]
    ) { site, call in try await site.maintenancePlansPage(call) }

    private func maintenancePlansPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .editCatalogue, of: manufacturer.id)
        let kept = try await call.registry.maintenancePlans(of: slug, model: nil, as: call.principal)
        let items = kept.map { kept in
            let tasks = kept.plan.tasks.map(\.title).joined(separator: ", ")
            var item = FormSection.Item(
                kept.plan.title ?? kept.plan.name, note: "\(kept.plan.name), \(kept.plan.target.words): \(tasks)",
                form: card(Self.planEnd, call, ["plan": kept.id.description], isDanger: true))
            item.href = .maintenancePlans(slug, [("plan", kept.id.description)])
            return item
        }
        let chosen = kept.first { $0.id.description == call.query["plan"] }
        var section = section(Self.plans, call, ["plans": chosen?.document ?? ""], items: items)
        section.isWide = true
        return FormsPage(
            title: Words.text("editForm.maintenancePlans"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug))], here: Words.text("editForm.maintenancePlans")),
            sections: [section]
                + (Access.allows(call.principal, .manageNotices, of: manufacturer.id)
                    ? [self.section(Self.reminders, call, ["within": "14", "dryRun": "true"])] : []))
    }

    // MARK: One unit

    private static func ofUnit(_ name: String, _ path: String, _ fields: [EditForm.Field]) -> EditForm {
        EditForm(name, Routes.taking(.post, "\(maintainedUnit)\(path)"), fields) { call, _ in
            .edit(
                call.values["manufacturer"] ?? "", "models", call.values["model"] ?? "", "units",
                call.values["serial"] ?? "", "maintenance", done: name)
        }
    }
    private static let read: [EditForm.Field] =
        UsageLimit.Meter.allCases.map { .code("readings.\($0.rawValue)") } + [.code("eventTime")]
    private static let job = ofUnit(
        "maintenanceJob", "/maintenance/jobs",
        [
            .code("task"),
            .choice("outcome", MaintenanceRequests.Outcome.self) { _, word in
                Words.text("maintenance.outcome.\(word)")
            },
        ] + read + [.code("location"), .text("note")])
    private static let reading = ofUnit(
        "meterReadings", "/readings",
        read + UsageLimit.Meter.allCases.map { .code("newMeters.\($0.rawValue)") } + [.text("note")])

    static let maintaining = EditPage(
        path: "/edit/manufacturers/{manufacturer}/models/{model}/units/{serial}/maintenance", permission: .record,
        summary: "Record what was maintained on a unit, and what its meters show", forms: [job, reading]
    ) { site, call in try await site.maintainingPage(call) }

    private func maintainingPage(_ call: Call) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let answer = try await call.registry.maintenance(
            ofUnit: call.segment("serial"), model: number, of: slug, as: call.principal)
        try Access.require(call.principal, .record, of: answer.manufacturer.id)
        let (model, serial) = (answer.model.number.text, answer.serial.text)
        let tasks = answer.tasks.filter { $0.state != .finished && $0.state != .ended }.map {
            FormField.Option($0.name, $0.task.title)
        }
        let others = Self.otherMeters(of: answer)
        var job = section(Self.job, call, options: ["task": tasks], hidden: Self.hidden(["readings"], others))
        if tasks.isEmpty { job.text = Words.text("maintenance.noPlan") }
        var due = FormSection("due", Words.text("maintenance.dueTitle"))
        due.table = answer.tasks.isEmpty ? nil : DataTable(answer.tasks)
        due.isWide = true
        let reading = section(Self.reading, call, hidden: Self.hidden(["readings", "newMeters"], others))
        return FormsPage(
            title: Words.text("maintenance.recordingOf", ["what": serial]),
            eyebrow: "\(answer.manufacturer.name) \(model)",
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)), Link(model, .model(slug, model)),
                    Link(serial, .unit(slug, model, serial)),
                ], here: Words.text("maintenance.heading")),
            sections: (answer.tasks.isEmpty ? [] : [due]) + [job, reading])
    }

    /// Meters that no task of the unit goes by and that were never read; none where all are such.
    private static func otherMeters(of answer: MaintenanceAnswer) -> [UsageLimit.Meter] {
        let used = Set(
            answer.meters.map(\.meter)
                + answer.tasks.flatMap { ($0.task.first?.usage ?? []) + ($0.task.every?.usage ?? []) }.map(\.meter))
        return used.isEmpty ? [] : UsageLimit.Meter.allCases.filter { !used.contains($0) }
    }

    private static func hidden(
        _ fields: [String], _ meters: [UsageLimit.Meter]
    ) -> [(name: String, value: String)] {
        fields.flatMap { field in meters.map { ("\(field).\($0.rawValue)", "") } }
    }
}
