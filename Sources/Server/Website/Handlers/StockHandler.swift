import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// What stands where.

extension Href {
    package static func stock(_ slug: String, location: String? = nil, model: String? = nil) -> Href {
        Href(
            ["manufacturers", slug, "stock"],
            query: [("location", location), ("model", model)].compactMap { name, value in value.map { (name, $0) } })
    }
}

extension Site {
    var stockRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/stock", permission: .readStock,
                summary: "What stands where, now or at any time",
                query: [
                    .init("location", .text(most: 120), "only at this place and what stands in it"),
                    .init("model", .text(most: 120), "only of the model with this number"),
                    .init("by", .text(most: 20), "a line for each place, each model or each version of the model"),
                    .init("on", .text(most: 10), "what stood where at the end of this day (UTC)"),
                ], answer: .page("the page"), handle: stockPage)
        ]
    }

    private func stockPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var problem: RegistryError?
        var answer: StockAnswer?
        do {
            answer = try await call.registry.stock(of: slug, StockQuestion(ofPage: call), as: call.principal)
        } catch let error as RegistryError where [.locationUnknown, .modelUnknown, .valueInvalid].contains(error.code) {
            problem = error
        }
        var page = RecordsPage(answer, of: manufacturer, asked: call.query.filter { !$0.value.isEmpty })
        if let problem {
            page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence))
        } else if let answer, answer.behind > 0 {
            page.notice = Notice(.plain, Words.text("stock.behind", ["count": Numbers.grouped(answer.behind)]))
        }
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            page.links.append(Link(Words.text("editForm.pieces"), .edit(slug, "stock")))
        }
        if call.query["on", default: ""].isEmpty {
            let asked = [("location", answer?.location?.code), ("model", answer?.model?.number.text)]
            let query = asked.compactMap { name, value in value.map { (name, $0) } }
            page.links.append(Link(Words.text("stockUnits.title"), .stockUnits(slug, query: query)))
        }
        page.links.append(Link(Words.text("storageUse.title"), .storageUse(slug, location: answer?.location?.code)))
        page.links.append(Link(Words.text("counts.title"), .counts(slug), note: Words.text("counts.link")))
        page.links.append(Link(Words.text("picks.title"), .picks(slug), note: Words.text("picks.link")))
        page.links.append(Link(Words.text("locations.title"), .locations(slug)))
        page.links.append(Link(Words.text("shipments.title"), .shipments(slug)))
        if Access.allows(call.principal, .readStock, of: manufacturer.id) {
            page.links.append(Link(Words.text("holds.title"), .holds(slug)))
            page.links.append(Link(Words.text("returns.title"), .returns(slug)))
        }
        return try respond(page, to: call, status: problem.map { $0.code == .valueInvalid ? 422 : 404 } ?? 200)
    }
}

extension StockQuestion {
    /// - Throws: `query.invalid` for a day that is none.
    fileprivate init(ofPage call: Call) throws {
        self.init()
        location = call.query["location"].flatMap { $0.isEmpty ? nil : $0 }
        model = call.query["model"].flatMap { $0.isEmpty ? nil : $0 }
        grouping = call.query["by"].flatMap(Grouping.init)
        // The last moment of the day.
        time = try call.endOfQueryDay("on")
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ answer: StockAnswer?, of manufacturer: Manufacturer, asked: [String: String]) {
        let slug = manufacturer.slug
        var by = FormField(
            "by", Words.text("stock.by"), .choice, value: asked["by"] ?? "",
            options: [
                .init("", "–"), .init("location", Words.text("stock.byLocation")),
                .init("model", Words.text("stock.byModel")), .init("version", Words.text("stock.byVersion")),
            ])
        by.id = "filter-by"
        self.init(
            title: "\(Words.text("stock.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("stock.title")),
            maker: manufacturer.name, heading: Words.text("stock.title"), lead: Words.text("stock.lead"),
            listHeading: Words.text("stock.heading"), action: .stock(slug),
            fields: [
                FormField("location", Words.text("locations.within"), .code, value: asked["location"] ?? ""),
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
                by, FormField("on", Words.text("stock.on"), .date, value: asked["on"] ?? ""),
            ], isFiltered: !asked.isEmpty,
            table: answer.flatMap { $0.lines.isEmpty ? nil : $0.table(of: slug) },
            empty: answer?.lines.isEmpty ?? true
                ? EmptyState(Words.text("stock.none"), text: Words.text("stock.noneText")) : nil)
    }
}

extension StockVersion {
    fileprivate var shownText: String {
        switch self {
        case .version(let name): name
        case .unnamed: Words.text("stockVersion.unnamed")
        case .untold(let reason): Words.text("stockVersion.\(reason.rawValue)")
        }
    }
}

extension StockAnswer {
    private static let headings: [StockQuestion.Grouping: String] = [.model: "word.model", .version: "word.version"]

    fileprivate func table(of slug: String) -> DataTable {
        let numbers: [StockState?] = [.available, .reserved, .held, .inTransit, nil]
        return DataTable(
            caption: Words.text("stock.heading"),
            columns: [
                .init(Words.text(Self.headings[grouping, default: "stock.place"])), .init(Words.text("word.name")),
            ]
                + numbers.map {
                    .init(Words.text($0.map { "stockState.\($0.rawValue)" } ?? "stock.total"), isNumber: true)
                },
            rows: lines.map { line in
                let first: DataTable.Cell
                if let version = line.version {
                    first = .init(version.shownText)
                } else if let model = line.model {
                    first = .init(
                        model.number.text, href: .stock(slug, location: location?.code, model: model.number.text))
                } else if let place = line.place, !place.isEmpty {
                    first = .init(
                        place,
                        href: line.location == nil ? nil : .stock(slug, location: place, model: model?.number.text))
                } else {
                    first = .init(Words.text("stock.onTheWay"))
                }
                return [first, .init(line.location?.details.name ?? line.model?.details.name ?? "")]
                    + numbers.map { state in .init(Numbers.grouped(state.map { line[$0] } ?? line.total)) }
            })
    }
}
