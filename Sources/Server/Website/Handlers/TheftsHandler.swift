import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// The list of reports of thefts and losses.

extension Href {
    /// The reports about a manufacturer's units.
    package static func thefts(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "thefts"], query: query)
    }
}

extension Site {
    var theftRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/thefts", permission: .handleThefts,
                summary: "The reports of thefts and losses that are for you",
                query: [
                    .init("state", .text(most: 40), "only those in this state"),
                    .init("model", .text(), "only those about units of this model"),
                    .init("ended", .text(most: 5), "true lists those that have ended"),
                    .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: theftList)
        ]
    }

    private func theftList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        var problem: RegistryError?
        var found: [ListedTheft] = []
        do {
            found = try await call.registry.thefts(
                of: slug, call.theftFilter, after: call.theftPlace(), limit: Limits.page + 1, as: call.principal)
        } catch let error as RegistryError {
            guard error.code == .modelUnknown else { throw error }
            problem = error
        }
        var page = RecordsPage(found, of: manufacturer, asked: asked, path: call.path)
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try respond(page, to: call, status: problem == nil ? 200 : 404)
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ found: [ListedTheft], of manufacturer: Manufacturer, asked: [String: String], path: String) {
        let (slug, shown) = (manufacturer.slug, found.prefix(Limits.page))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let states = TheftState.allCases.map { state in
            FormField.Option(state.rawValue, Words.text("theftState.\(state.rawValue)"))
        }
        let next = found.count > Limits.page ? shown.last : nil
        self.init(
            title: Words.text("thefts.ofMaker", ["maker": manufacturer.name]),
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("thefts.title")),
            maker: manufacturer.name, heading: Words.text("thefts.title"), lead: Words.text("thefts.lead"),
            listHeading: Words.text("thefts.heading"), action: .thefts(slug),
            fields: [
                FormField(
                    "state", Words.text("thefts.state"), .choice, value: asked["state"] ?? "",
                    options: [.init("", "–")] + states, id: "filter-state"),
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
                FormField("ended", Words.text("thefts.ended"), .flag, value: asked["ended"] ?? ""),
            ], isFiltered: !asked.isEmpty, table: shown.isEmpty ? nil : DataTable(Array(shown), slug),
            empty: shown.isEmpty ? EmptyState(Words.text("thefts.none"), text: Words.text("thefts.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    let key = "\(last.report.reportedAt) \(last.report.number.value)"
                    return .thefts(slug, query: query + [("after", Cursor.text(key, in: path))])
                }, position: ""),
            links: [
                Link(Words.text("thefts.toDecide"), .thefts(slug, query: [("state", "countered")])),
                Link(Words.text("editForm.theftFeed"), .theftFeed(slug)),
                Link(Words.text("theftState.provisional"), .thefts(slug, query: [("state", "provisional")])),
            ])
    }
}

extension DataTable {
    /// Reports, those that wait for a decision with a word and a sign.
    init(_ reports: [ListedTheft], _ slug: String) {
        self.init(
            caption: Words.text("thefts.title"),
            columns: ["number", "state", "kind", "day", "unit", "reportedAt"].map {
                Column(Words.text("thefts.\($0)"))
            },
            rows: reports.map { listed in
                let (report, model) = (listed.report, listed.model?.number.text ?? "")
                let badge: Badge? = report.state == .countered ? Badge(Words.text("thefts.decide"), .attention) : nil
                return [
                    Cell(report.number.text, href: .theft(report.number)),
                    Cell(Words.text("theftState.\(report.state.rawValue)"), badge: badge),
                    Cell(Words.text("theftKind.\(report.details.kind.rawValue)")),
                    Cell(report.details.happenedOn.unbrokenText),
                    Cell("\(model) \(report.unit.serial.text)", href: .unit(slug, model, report.unit.serial.text)),
                    Cell(Moment(microseconds: report.reportedAt).dateText),
                ]
            })
    }
}
