import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Which units stand at a place.

extension Href {
    package static func stockUnits(_ slug: String, query: [(String, String)]) -> Href {
        Href(["manufacturers", slug, "stock", "units"], query: query)
    }
}

extension Site {
    var stockUnitRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/stock/units", permission: .readStock,
                summary: "The units that stand at a place, one by one and as parts of batches",
                query: [
                    .init("location", .text(most: 120), "the place, by any name of it, with what stands in it"),
                    .init("model", .text(most: 120), "only of the model with this number"),
                    .init("state", .text(most: 20), "only those in this state"),
                    .init("after", .text(most: StockUnitText.longestCursor), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: stockUnitsPage)
        ]
    }

    private func stockUnitsPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var problem: RegistryError?
        var answer: StockUnitsAnswer?
        do {
            if call.query["location"]?.isEmpty == false {
                answer = try await call.registry.stockUnits(
                    of: slug, StockUnitsQuestion(call), from: StockUnitPlace(call), limit: Limits.page,
                    as: call.principal)
            }
        } catch let error as RegistryError where [.locationUnknown, .modelUnknown].contains(error.code) {
            problem = error
        }
        var page = RecordsPage(
            answer, of: manufacturer, asked: call.query.filter { !$0.value.isEmpty && $0.key != "after" },
            path: call.path)
        if let location = answer?.location {
            page.links.append(Link(location.details.name, .location(slug, location.code)))
        }
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try respond(page, to: call, status: problem == nil ? 200 : 404)
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(
        _ answer: StockUnitsAnswer?, of manufacturer: Manufacturer, asked: [String: String], path: String
    ) {
        let slug = manufacturer.slug
        var state = FormField(
            "state", Words.text("word.state"), .choice, value: asked["state"] ?? "",
            options: [.init("", "–")]
                + [StockState.available, .reserved, .held].map {
                    .init($0.rawValue, Words.text("stockState.\($0.rawValue)"))
                })
        state.id = "filter-state"
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let lines = answer?.lines ?? []
        self.init(
            title: "\(Words.text("stockUnits.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: Words.text("stockUnits.title")),
            maker: manufacturer.name,
            heading: answer.map { Words.text("stockUnits.at", ["place": $0.location.details.name]) }
                ?? Words.text("stockUnits.title"),
            lead: Words.text("stockUnits.lead"), listHeading: Words.text("stockUnits.title"),
            action: .stockUnits(slug, query: []),
            fields: [
                FormField("location", Words.text("stock.place"), .code, value: asked["location"] ?? ""),
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""), state,
            ], isFiltered: !asked.isEmpty, table: lines.isEmpty ? nil : Self.table(lines, of: slug),
            empty: lines.isEmpty
                ? EmptyState(
                    Words.text("stockUnits.none"),
                    text: Words.text(answer == nil ? "stockUnits.choose" : "stockUnits.noneText")) : nil,
            pagination: Pagination(
                next: answer?.next.map { place in
                    .stockUnits(slug, query: query + [("after", Cursor.text(place.text, in: path))])
                }, position: ""))
    }

    private static func table(_ lines: [StockUnitLine], of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("stockUnits.title"),
            columns: [
                .init(Words.text("word.model")), .init(Words.text("stockUnits.serials")),
                .init(Words.text("stockUnits.count"), isNumber: true), .init(Words.text("word.state")),
                .init(Words.text("stock.place")), .init(Words.text("stockUnits.in")),
                .init(Words.text("stockUnits.since")),
            ],
            rows: lines.map { line in
                let serials =
                    line.unit.map { unit in
                        DataTable.Cell(unit.serial, href: .unit(slug, line.model.number.text, unit.serial))
                    }
                    ?? .init(line.serials.map { "\($0.first) … \($0.last)" } ?? line.batch ?? "")
                return [
                    .init(line.model.number.text, href: .stock(slug, model: line.model.number.text)), serials,
                    .init(Numbers.grouped(line.count)),
                    .init("", badge: line.disposition.map { Badge($0, words: Words.current) }),
                    .init(line.location?.details.name ?? line.place),
                    .init(line.container?.serial ?? ""), .init(Moment(microseconds: line.since).dateText),
                ]
            })
    }
}
