import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// The counts of what stands at a manufacturer's places.

extension Href {
    package static func counts(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "counts"], query: query)
    }

    package static func count(_ slug: String, _ number: String, done: String? = nil) -> Href {
        Href(["manufacturers", slug, "counts", number], query: done.map { [("done", $0)] } ?? [], fragment: done)
    }
}

extension Site {
    var countRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/counts", permission: .readStock,
                summary: "The counts of what stands at a manufacturer's places",
                query: [
                    .init("location", .text(most: 120), "only counts of this place, by any name of it"),
                    .init("state", .text(most: 20), "only those in this state"),
                    .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: countList)
        ]
    }

    private func countList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var problem: RegistryError?
        var found: [ListedCount] = []
        do {
            found = try await call.registry.counts(
                of: slug, at: call.query["location"].flatMap { $0.isEmpty ? nil : $0 },
                call.query["state"].flatMap(CountState.init), after: call.recordPlace(), limit: Limits.page + 1,
                as: call.principal)
        } catch let error as RegistryError where error.code == .locationUnknown {
            problem = error
        }
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        var page = RecordsPage(found, of: manufacturer, asked: asked, path: call.path)
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            page.links.append(Link(Words.text("editForm.count"), .edit(slug, "counts")))
        }
        page.links.append(Link(Words.text("stock.title"), .stock(slug)))
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try respond(page, to: call, status: problem == nil ? 200 : 404)
    }
}

extension InventoryCount {
    var stateText: String { Words.text("countState.\(state.rawValue)") }

    /// How many were right of how many; nil before a round is finished.
    var accuracyText: String? {
        guard let expected, let correct, !hidesExpected else { return nil }
        return Words.text(
            "counts.ofExpected", ["correct": Numbers.grouped(correct), "expected": Numbers.grouped(expected)])
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ found: [ListedCount], of manufacturer: Manufacturer, asked: [String: String], path: String) {
        let (slug, shown) = (manufacturer.slug, found.prefix(Limits.page))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let next = found.count > Limits.page ? shown.last?.count : nil
        var state = FormField(
            "state", Words.text("word.state"), .choice, value: asked["state"] ?? "",
            options: [.init("", "–")]
                + CountState.allCases.map { .init($0.rawValue, Words.text("countState.\($0.rawValue)")) })
        state.id = "filter-state"
        self.init(
            title: "\(Words.text("counts.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: Words.text("counts.title")),
            maker: manufacturer.name, heading: Words.text("counts.title"), lead: Words.text("counts.lead"),
            listHeading: Words.text("counts.heading"), action: .counts(slug),
            fields: [FormField("location", Words.text("stock.place"), .code, value: asked["location"] ?? ""), state],
            isFiltered: !asked.isEmpty, table: shown.isEmpty ? nil : Self.table(shown, of: slug),
            empty: shown.isEmpty ? EmptyState(Words.text("counts.none"), text: Words.text("counts.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    .counts(
                        slug,
                        query: query + [
                            ("after", Cursor.text(RecordPlace(at: last.openedAt, id: last.number.value).text, in: path))
                        ]
                    )
                }, position: ""))
    }

    private static func table(_ counts: some Sequence<ListedCount>, of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("counts.heading"),
            columns: [
                .init(Words.text("counts.number")), .init(Words.text("stock.place")), .init(Words.text("word.kind")),
                .init(Words.text("word.state")), .init(Words.text("counts.opened")), .init(Words.text("counts.right")),
            ],
            rows: counts.map { listed in
                let count = listed.count
                return [
                    .init(count.number.text, href: .count(slug, count.number.text)),
                    .init(listed.location?.details.name ?? count.location),
                    .init(Words.text("countKind.\(count.kind.rawValue)")), .init(count.stateText),
                    .init(CivilDate(microseconds: count.openedAt).isoText), .init(count.accuracyText ?? ""),
                ]
            })
    }
}
