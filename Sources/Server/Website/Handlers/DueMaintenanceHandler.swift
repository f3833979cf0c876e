import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    var dueMaintenanceRoutes: [Route] {
        let path = "/manufacturers/{manufacturer}/models/{model}/maintenance"
        return [
            Route(
                method: .get, path: PathPattern(stringLiteral: path), permission: .readUnits,
                summary: "What maintenance is due on the units of a model",
                query: [
                    .init("within", .integer(0...3_660), "within so many days; 30 without it"),
                    .init("site", .text(most: 200), "only units that stand there"),
                ], answer: .page("the page")
            ) { call in try respond(await duePage(call), to: call) },
            Route(
                method: .post, path: PathPattern(stringLiteral: path + "/calendar"), permission: .readUnits,
                summary: "Make a calendar of what is due at a site", request: .form,
                answer: .page("the page, with the calendar's address"), handle: makeCalendar),
            Route(
                method: .post, path: PathPattern(stringLiteral: path + "/calendar/end"), permission: .readUnits,
                summary: "End a calendar", request: .form, answer: .page("the page, with 303"), handle: endCalendar),
        ]
    }

    private func makeCalendar(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await duePage(call, site: form["shown"], notice: .aged), to: call, status: 409)
        }
        do {
            let made = try await call.makeCalendar(site: form["site"] ?? "")
            let page = try await duePage(call, site: form["site"], made: call.address(of: made))
            var response = try respond(page, to: call)
            response.headers[.cacheControl] = "no-store"
            return response
        } catch let error as RegistryError where error.code == .valueInvalid {
            return try respond(await duePage(call, site: form["shown"]), to: call, refusal: error, form)
        }
    }

    private func endCalendar(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            return try respond(await duePage(call, site: form["shown"], notice: .aged), to: call, status: 409)
        }
        let (slug, id) = (try call.segment("manufacturer"), Int64(form["calendar"] ?? "") ?? 0)
        _ = try await call.registry.perform(as: call.principal, from: call.source) { commands in
            try commands.endCalendar(ID(id), of: slug)
        }
        return redirect(to: .dueMaintenance(slug, try call.segment("model"), site: form["shown"]))
    }

    /// What is due and overdue on the units of a model, and the calendars that tell it.
    private func duePage(
        _ call: Call, site: String? = nil, made address: String? = nil, notice: Notice? = nil
    ) async throws -> FormsPage {
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let days = Int(call.number("within") ?? 30)
        // Whoever may look at one site only asks for that.
        let site = (site ?? call.query["site"]).flatMap { $0.isEmpty ? nil : $0 }
        let found = try await call.registry.dueMaintenance(
            of: number, slug, within: days, site: site, limit: Limits.page, as: call.principal)
        let model = try await call.registry.model(number, of: slug, as: call.principal)
        var section = FormSection(
            "due", Words.text("maintenance.within", count: days),
            text: found.isEmpty ? Words.text("maintenance.nothingDue") : nil,
            items: [30, 90, 365].filter { $0 != days }.map { days in
                var item = FormSection.Item(Words.text("maintenance.within", count: days))
                item.href = .dueMaintenance(slug, number, within: days, site: site)
                return item
            })
        section.isWide = true
        if !found.isEmpty { section.table = DataTable(found, slug, number) }
        if found.count == Limits.page { section.text = Words.text("maintenance.firstOnly", count: found.count) }
        let calendars = try await calendarSection(call, slug, number, shown: site, made: address)
        return FormsPage(
            title: Words.text("maintenance.dueTitle"), eyebrow: "\(model.manufacturer.name) \(number)",
            breadcrumb: Breadcrumb(
                [
                    Link(model.manufacturer.name, .manufacturer(slug)),
                    Link(model.model.number.text, .model(slug, number)),
                ], here: Words.text("maintenance.dueTitle")),
            notice: notice, sections: [section, calendars])
    }

    /// Calendars of sites: those that hold, and a new one.
    private func calendarSection(
        _ call: Call, _ slug: String, _ number: String, shown: String?, made address: String?
    ) async throws -> FormSection {
        let path = ["manufacturers", slug, "models", number, "maintenance", "calendar"]
        var section = FormSection(
            "calendar", Words.text("maintenance.calendar"), text: Words.text("maintenance.calendarText"))
        if let address {
            section.notice = Notice(.good, Words.text("maintenance.calendarMade"))
            section.secrets = [address]
        }
        for calendar in try await call.registry.calendars(of: slug, as: call.principal) {
            guard case .site(let site) = calendar.subject else { continue }
            let end = card(
                Href(path + ["end"]), call, hidden: [("calendar", calendar.id.description), ("shown", shown ?? "")],
                submit: Words.text("maintenance.calendarEnd"), isDanger: true)
            section.items.append(
                FormSection.Item(site, note: Moment(microseconds: calendar.madeAt).dateText, form: end))
        }
        section.forms = [
            card(
                Href(path), call, hidden: [("shown", shown ?? "")],
                fields: [FormField("site", Words.text("maintenance.calendarSite"), .code)],
                submit: Words.text("maintenance.calendarMake"))
        ]
        return section
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
                let due = item.due.words(expectedOn: item.expectedOn, in: item.state)
                return [unit, Cell(item.title), Cell("", badge: item.state.badge), Cell(due)]
            })
    }
}
