import AfterSales
import Hummingbird
import Identifiers
import Nameplate
import Plots
import Quality
import Registry
import Statistics

// What warranty costs, and what is to come.

extension Href {
    package static func warrantyCosts(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "quality", "warranty"], query: query)
    }

    fileprivate static func warrantyPlot(
        _ slug: String, _ plot: WarrantyPlot, _ format: String, _ query: [(String, String)]
    ) -> Href {
        Href(
            ["api", "v1", "manufacturers", slug, "quality", "plots", plot.rawValue],
            query: query + [("format", format)])
    }

    fileprivate static func warrantyTable(_ slug: String, _ query: [(String, String)]) -> Href {
        Href(
            ["api", "v1", "manufacturers", slug, "quality", "warranty"], query: query + [("format", "csv")])
    }
}

extension Site {
    var warrantyCostRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/quality/warranty", permission: .readQuality,
                summary: "What claims cost, and what is to come",
                query: WarrantyCostPage.parameters + [.init("figure", .text(most: 20), "which figure is drawn")],
                answer: .page("the page"), handle: warrantyCostPage)
        ]
    }

    private func warrantyCostPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let asked = WarrantyCostPage.parameters.flatMap { parameter in
            (call.queries[parameter.name] ?? []).filter { !$0.isEmpty }.map { (parameter.name, $0) }
        }
        let (answer, problem) = try await call.told {
            try await call.registry.warrantyOutlook(of: slug, OutlookInquiry(call), as: call.principal)
        }
        let ageing = try await call.registry.claimsAgeing(of: slug, as: call.principal)
        var page = WarrantyCostPage(manufacturer: manufacturer, asked: asked).page(
            answer, ageing, call.query["figure"].flatMap(WarrantyPlot.init))
        if let problem {
            page.notice = Notice(.bad, problem)
        } else if let behind = answer?.warranty.behind, behind > 0 {
            page.notice = Notice(.plain, Words.text("stock.behind", ["count": Numbers.grouped(behind)]))
        }
        return try respond(page, to: call, status: problem == nil ? 200 : 422)
    }
}

/// The page *Warranty cost*: the table, one figure, what is to come and how long claims wait.
private struct WarrantyCostPage {
    /// So much of the table is shown; CSV has all.
    private static let mostRows = 24
    private static let mostMonths = 12

    static let parameters: [Route.Parameter] =
        FleetInquiry.parameters.filter { $0.name != "by" } + OutlookInquiry.parameters

    var manufacturer: Manufacturer
    /// The question as it was filled in.
    var asked: [(String, String)]

    private var slug: String { manufacturer.slug }

    func page(_ answer: OutlookAnswer?, _ ageing: ClaimAgeingAnswer, _ figure: WarrantyPlot?) -> RecordsPage {
        let hasUnits = (answer?.warranty.table.total.units ?? 0) > 0
        let title = Words.text("warrantyCost.title")
        var page = RecordsPage(
            title: "\(title): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("quality.title"), .quality(slug))],
                here: title),
            maker: manufacturer.name, heading: title, lead: Words.text("warrantyCost.lead"),
            listHeading: Words.text("warrantyCost.table"), action: .warrantyCosts(slug), fields: fields,
            isFiltered: !asked.isEmpty, table: hasUnits ? answer.map { table($0.warranty) } : nil,
            empty: hasUnits || answer == nil
                ? nil : EmptyState(Words.text("quality.none"), text: Words.text("quality.noneText")),
            links: [Link(Words.text("quality.title"), .quality(slug))])
        guard let answer, hasUnits else { return page }
        let series = answer.warranty.trend.series
        let sentences = [series.first?.sentence, Self.reserve(answer), Self.waiting(ageing)].compactMap(\.self)
        page.lead = ([page.lead] + sentences).joined(separator: " ")
        let drawn = figure ?? .trend
        page.figures = [
            PlotFigure(
                drawn.plot(answer), csv: .warrantyPlot(slug, drawn, "csv", asked),
                svg: .warrantyPlot(slug, drawn, "svg", asked), mostRows: 30)
        ]
        // One at a time, so that a page stays light.
        page.links += WarrantyPlot.allCases.filter { $0 != drawn }.map {
            Link($0.title, .warrantyCosts(slug, asked + [("figure", $0.rawValue)]))
        }
        page.links.append(
            Link(
                Words.text("warrantyCost.download"),
                .warrantyTable(slug, asked.filter { !["months", "warrantyMonths", "plannedSales"].contains($0.0) })))
        return page
    }

    private var fields: [FormField] {
        func value(_ name: String) -> String { asked.first { $0.0 == name }?.1 ?? "" }
        return [
            FormField("model", Words.text("word.model"), .code, value: value("model")),
            FormField("population", Words.text("quality.population"), .code, value: value("population")),
            FormField(
                "rowsBy", Words.text("quality.by"), .choice, value: value("rowsBy"),
                options: [
                    .init("build", Words.text("warrantyCost.byBuild")),
                    .init("sale", Words.text("warrantyCost.bySale")),
                ]),
            FormField("fault", Words.text("quality.fault"), .code, value: value("fault")),
            FormField("until", Words.text("quality.until"), .date, value: value("until")),
            FormField("warrantyMonths", Words.text("warrantyCost.length"), .code, value: value("warrantyMonths")),
        ]
    }

    /// The newest rows and the first months in service.
    private func table(_ answer: WarrantyCostAnswer) -> DataTable {
        let (table, currency) = (answer.table, answer.sample.currency)
        let months = min(table.months, Self.mostMonths)
        func number(_ title: String) -> DataTable.Column { .init(title, isNumber: true) }
        func cells(_ row: WarrantyTable.Row, _ label: String, isTotal: Bool) -> [DataTable.Cell] {
            let href = isTotal ? nil : answer.failures(of: row.population)
            func money(_ amount: Double?) -> String {
                guard let amount, let currency, amount.magnitude < 9e15 else { return "" }
                return Money.shown(Int64(amount.rounded()), currency)
            }
            var shown: [DataTable.Cell] = [
                .init(label, href: isTotal ? nil : .population(slug, row.population.text)),
                .init(Numbers.grouped(row.units)), .init(Numbers.grouped(row.claims), href: href),
                .init(row.claimsPerUnitSold.map { Numbers.fixed($0 * 1_000, places: 1) } ?? ""),
                .init(money(Double(row.cost))), .init(money(row.costPerUnitSold)),
            ]
            for month in 0..<months {
                guard row.cells.indices.contains(month) else {
                    shown.append(.init(""))
                    continue
                }
                let cell = row.cells[month]
                let text = Numbers.grouped(cell.claims) + (cell.isPartial ? " …" : "")
                shown.append(.init(text, href: cell.claims > 0 ? href : nil, badge: Self.badge(cell.alarm)))
            }
            return shown
        }
        var rows = table.rows.suffix(Self.mostRows).map { cells($0, $0.label.shown, isTotal: false) }
        if table.rows.count > 1 { rows.append(cells(table.total, Words.text("quality.allTogether"), isTotal: true)) }
        return DataTable(
            caption: Words.text("warrantyCost.table"),
            columns: [
                .init(answer.rowsTitle), number(Words.text("quality.units")), number(Words.text("warrantyCost.claims")),
                number(Words.text("warrantyCost.perThousand")), number(Words.text("warrantyCost.cost")),
                number(Words.text("warrantyCost.costPerUnit")),
            ] + (0..<months).map { number(Words.text("warrantyCost.month", ["month": String($0 + 1)])) }, rows: rows)
    }

    private static func badge(_ alarm: WarrantyTable.Alarm) -> Badge? {
        switch alarm {
        case .caution: Badge(Words.text("warrantyCost.caution"), .attention)
        case .critical: Badge(Words.text("warrantyCost.critical"), .bad)
        case .fine, .untested: nil
        }
    }

    private static func reserve(_ answer: OutlookAnswer) -> String {
        guard let reserve = try? answer.outlook.reserve.get() else { return Words.text("warrantyCost.noReserve") }
        let claims = Numbers.fixed(reserve.claims.events, places: 1)
        let upper = reserve.claims.limits.upper.map { Numbers.fixed($0, places: 0) } ?? "∞"
        guard let cost = reserve.cost, let currency = answer.warranty.sample.currency, cost.cost < 9e15 else {
            return Words.text("warrantyCost.reserveClaims", ["claims": claims, "upper": upper])
        }
        let most = cost.limits?.upper.map { min($0, 9e15) }
        return Words.text(
            most == nil ? "warrantyCost.reserveCost" : "warrantyCost.reserve",
            [
                "claims": claims, "upper": upper, "cost": Money.shown(Int64(cost.cost.rounded()), currency),
                "most": Money.shown(Int64((most ?? 0).rounded()), currency),
            ])
    }

    private static func waiting(_ ageing: ClaimAgeingAnswer) -> String? {
        let count = ageing.sums.reduce(Int64(0)) { $0.addingSaturated($1.count) }
        guard count > 0, let oldest = ageing.sums.map(\.oldest).min() else { return nil }
        let old = ageing.sums.filter { $0.bucket == .older }.reduce(Int64(0)) { $0.addingSaturated($1.count) }
        return Words.text(
            "warrantyCost.waiting",
            [
                "count": Numbers.grouped(count), "old": Numbers.grouped(old),
                "day": CivilDate(microseconds: oldest).isoText,
            ])
    }
}
