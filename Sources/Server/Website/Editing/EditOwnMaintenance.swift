import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Registry

// What maintenance is due on an owner's units, and the calendars that tell it to programs of theirs.

extension Href {
    /// What is due on the units of whoever asks.
    package static func myMaintenance(_ query: [(String, String)] = []) -> Href {
        Href(["my", "maintenance"], query: query)
    }
}

extension Site {
    private static let calendar: String = "/manufacturers/{manufacturer}/calendars"

    private static let ownCalendar: EditForm = {
        var form = EditForm(
            "ownCalendar", Routes.taking(.post, calendar), in: "calendars", at: "/my/calendars/{manufacturer}"
        ) { _, _ in .myMaintenance() }
        form.shows = { answer in
            FormSection(
                "address", Words.text("maintenance.calendar"), text: Words.text("maintenance.calendarMade"),
                secrets: [answer["address"]?.text ?? ""])
        }
        return form
    }()
    private static let ownCalendarEnd = EditForm(
        "ownCalendarEnd", Routes.taking(.delete, "\(calendar)/{calendar}"), in: "calendars",
        at: "/my/calendars/{manufacturer}/{calendar}/end"
    ) { _, _ in .myMaintenance([("done", "calendars")]) }

    static let ownMaintenancePage = EditPage(
        path: "/my/maintenance", permission: .ownAccount, summary: "See what maintenance is due on one's own units",
        query: [Routes.dueWithin, .init("after", .text(most: 1_000), "the cursor of the page before")],
        forms: [ownCalendar, ownCalendarEnd]
    ) { site, call in
        FormsPage(
            title: Words.text("maintenance.dueTitle"), eyebrow: Words.text("ownProducts.title"),
            breadcrumb: Breadcrumb(
                [Link(Words.text("ownProducts.title"), .myProducts)], here: Words.text("maintenance.dueTitle")),
            sections: [
                try await site.ownDueSection(call), try await site.ownCalendarSection(call),
            ])
    }

    /// A part of the page of one's own products: what comes first, and where there is more.
    func dueSection(_ call: Call) async throws -> FormSection {
        let found = try await call.registry.ownMaintenance(within: 90, limit: 10, as: call.principal)
        var section = FormSection("maintenance", Words.text("maintenance.within", count: 90))
        if found.items.isEmpty {
            section.text = Words.text("maintenance.nothingDue")
        } else {
            section.table = DataTable(found.items)
            section.isWide = true
        }
        var more = FormSection.Item(Words.text("maintenance.ownMore"))
        more.href = .myMaintenance()
        section.items = [more]
        return section
    }

    private func ownDueSection(_ call: Call) async throws -> FormSection {
        // A form of this page is sent elsewhere; the list then begins anew.
        let days = call.number("within").map { Int($0) } ?? 90
        let path = Href.myMaintenance().text
        let place = call.query["after"].flatMap { Cursor.key(of: $0, in: path) }
            .flatMap { OwnedMaintenance.Place(text: $0) }
        let found = try await call.registry.ownMaintenance(
            within: days, after: place, limit: Limits.page + 1, as: call.principal)
        let shown = Array(found.items.prefix(Limits.page))
        var section = FormSection("due", Words.text("maintenance.within", count: days))
        if found.isCut { section.text = Words.text("maintenance.ownCut") }
        if shown.isEmpty { section.text = Words.text("maintenance.nothingDue") }
        if !shown.isEmpty { section.table = DataTable(shown) }
        section.isWide = true
        func link(_ text: String, _ query: [(String, String)]) {
            var item = FormSection.Item(text)
            item.href = .myMaintenance(query)
            section.items.append(item)
        }
        if found.items.count > Limits.page, let last = shown.last {
            link(
                Words.text("maintenance.ownNext"),
                [("within", String(days)), ("after", Cursor.text(last.place.text, in: path))])
        }
        for other in [30, 90, 365] where other != days {
            link(Words.text("maintenance.within", count: other), [("within", String(other))])
        }
        return section
    }

    /// The calendars of whoever asks, and a new one of each manufacturer that knows them.
    private func ownCalendarSection(_ call: Call) async throws -> FormSection {
        var section = FormSection(
            "calendars", Words.text("maintenance.calendar"), text: Words.text("maintenance.ownCalendarText"))
        for (manufacturer, calendars) in try await call.registry.ownCalendars(as: call.principal) {
            let maker = ["manufacturer": manufacturer.slug]
            for calendar in calendars {
                section.items.append(
                    FormSection.Item(
                        manufacturer.name, note: Moment(microseconds: calendar.madeAt).dateText,
                        form: card(
                            Self.ownCalendarEnd, call,
                            maker.merging(["calendar": calendar.id.description]) { $1 }, isDanger: true)))
            }
            var form = card(Self.ownCalendar, call, maker)
            form.text = manufacturer.name
            section.forms.append(form)
        }
        return section
    }
}

extension DataTable {
    /// Units of an owner and what is due on them, by day.
    fileprivate init(_ found: [OwnedMaintenance]) {
        self.init(
            caption: Words.text("maintenance.dueTitle"),
            columns: [
                Column(Words.text("ownProducts.unit")), Column(Words.text("maintenance.task")),
                Column(Words.text("maintenance.state")), Column(Words.text("maintenance.due")),
            ],
            rows: found.map { item in
                [
                    Cell("\(item.unit.model) \(item.unit.serial)", href: .myProduct(item.unit)),
                    Cell(item.due.task.title), Cell("", badge: item.due.state.badge),
                    Cell(item.due.due.words(expectedOn: item.due.expectedOn, in: item.due.state)),
                ]
            })
    }
}
