import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// The pick lists of a manufacturer's places.

extension Href {
    package static func picks(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "picks"], query: query)
    }

    package static func pick(_ slug: String, _ number: String, done: String? = nil) -> Href {
        Href(["manufacturers", slug, "picks", number], query: done.map { [("done", $0)] } ?? [], fragment: done)
    }
}

extension Site {
    var pickRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/picks", permission: .readStock,
                summary: "The pick lists of a manufacturer's places",
                query: [
                    .init("location", .text(most: 120), "only lists of this place, by any name of it"),
                    .init("state", .text(most: 20), "only those in this state"),
                    .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: pickList)
        ]
    }

    private func pickList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var problem: RegistryError?
        var found: [ListedPick] = []
        do {
            found = try await call.registry.picks(
                of: slug, at: call.query["location"].flatMap { $0.isEmpty ? nil : $0 },
                call.query["state"].flatMap(PickState.init), after: call.recordPlace(), limit: Limits.page + 1,
                as: call.principal)
        } catch let error as RegistryError where error.code == .locationUnknown {
            problem = error
        }
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        var page = RecordsPage(found, of: manufacturer, asked: asked, path: call.path)
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            page.links.append(Link(Words.text("editForm.pick"), .edit(slug, "picks")))
        }
        page.links.append(Link(Words.text("stock.title"), .stock(slug)))
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try respond(page, to: call, status: problem == nil ? 200 : 404)
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ found: [ListedPick], of manufacturer: Manufacturer, asked: [String: String], path: String) {
        let (slug, shown) = (manufacturer.slug, found.prefix(Limits.page))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let next = found.count > Limits.page ? shown.last?.list : nil
        var state = FormField(
            "state", Words.text("word.state"), .choice, value: asked["state"] ?? "",
            options: [.init("", "–")]
                + PickState.allCases.map { .init($0.rawValue, Words.text("pickState.\($0.rawValue)")) })
        state.id = "filter-state"
        self.init(
            title: "\(Words.text("picks.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: Words.text("picks.title")),
            maker: manufacturer.name, heading: Words.text("picks.title"), lead: Words.text("picks.lead"),
            listHeading: Words.text("picks.heading"), action: .picks(slug),
            fields: [FormField("location", Words.text("stock.place"), .code, value: asked["location"] ?? ""), state],
            isFiltered: !asked.isEmpty, table: shown.isEmpty ? nil : Self.table(shown, of: slug),
            empty: shown.isEmpty ? EmptyState(Words.text("picks.none"), text: Words.text("picks.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    .picks(
                        slug,
                        query: query + [
                            (
                                "after",
                                Cursor.text(RecordPlace(at: last.createdAt, id: last.number.value).text, in: path)
                            )
                        ]
                    )
                }, position: ""))
    }

    private static func table(_ lists: some Sequence<ListedPick>, of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("picks.heading"),
            columns: [
                .init(Words.text("picks.number")), .init(Words.text("picks.reference")),
                .init(Words.text("picks.recipient")), .init(Words.text("stock.place")), .init(Words.text("word.state")),
                .init(Words.text("picks.since")),
            ],
            rows: lists.map { listed in
                let list = listed.list
                return [
                    .init(list.number.text, href: .pick(slug, list.number.text)), .init(list.reference ?? ""),
                    .init(list.recipient ?? ""), .init(listed.location?.details.name ?? list.location),
                    .init(Words.text("pickState.\(list.state.rawValue)")),
                    .init(CivilDate(microseconds: list.createdAt).isoText),
                ]
            })
    }
}
