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
                query: PlacedRecordsPage.query("counts"), answer: .page("the page"), handle: countList)
        ]
    }

    private func countList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let page = PlacedRecordsPage(
            title: Words.text("counts.title"), lead: Words.text("counts.lead"), heading: Words.text("counts.heading"),
            empty: EmptyState(Words.text("counts.none"), text: Words.text("counts.noneText")),
            states: CountState.allCases.map { .init($0.rawValue, Words.text("countState.\($0.rawValue)")) },
            form: Link(Words.text("editForm.count"), .edit(slug, "counts")), href: { .counts(slug, query: $0) })
        return try await page.respond(to: call, of: manufacturer, on: self) { question in
            try await call.registry.counts(
                of: slug, at: question.location, question.state.flatMap(CountState.init), after: question.after,
                limit: question.limit, as: call.principal)
        } place: { listed in
            RecordPlace(at: listed.count.openedAt, id: listed.count.number.value)
        } table: { counts in
            Self.countTable(counts, of: slug)
        }
    }

    private static func countTable(_ counts: some Sequence<ListedCount>, of slug: String) -> DataTable {
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

extension InventoryCount {
    var stateText: String { Words.text("countState.\(state.rawValue)") }

    /// How many were right of how many; nil before a round is finished.
    var accuracyText: String? {
        guard let expected, let correct, !hidesExpected else { return nil }
        return Words.text(
            "counts.ofExpected", ["correct": Numbers.grouped(correct), "expected": Numbers.grouped(expected)])
    }
}
