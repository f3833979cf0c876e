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
                summary: "The pick lists of a manufacturer's places", query: PlacedRecordsPage.query("lists"),
                answer: .page("the page"), handle: pickList)
        ]
    }

    private func pickList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let page = PlacedRecordsPage(
            title: Words.text("picks.title"), lead: Words.text("picks.lead"), heading: Words.text("picks.heading"),
            empty: EmptyState(Words.text("picks.none"), text: Words.text("picks.noneText")),
            states: PickState.allCases.map { .init($0.rawValue, Words.text("pickState.\($0.rawValue)")) },
            form: Link(Words.text("editForm.pick"), .edit(slug, "picks")), href: { .picks(slug, query: $0) })
        return try await page.respond(to: call, of: manufacturer, on: self) { question in
            try await call.registry.picks(
                of: slug, at: question.location, question.state.flatMap(PickState.init), after: question.after,
                limit: question.limit, as: call.principal)
        } place: { listed in
            RecordPlace(at: listed.list.createdAt, id: listed.list.number.value)
        } table: { lists in
            Self.pickTable(lists, of: slug)
        }
    }

    private static func pickTable(_ lists: some Sequence<ListedPick>, of slug: String) -> DataTable {
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
