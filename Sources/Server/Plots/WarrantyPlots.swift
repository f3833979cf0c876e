import Foundation
import Identifiers
package import Nameplate
package import Plots
package import Quality
package import Registry
import Statistics

/// What warranty costs, drawn: the same for pages, downloads and terminals.
package enum WarrantyPlot: String, CaseIterable, Sendable {
    /// Claims of the first three months in service, by month of manufacture or sale.
    case trend = "warranty-trend"
    /// Claims of a unit by its months in service.
    case ages = "warranty-ages"
    /// Claims to come.
    case forecast
    /// The cost of these.
    case cost = "forecast-cost"

    package var title: String {
        switch self {
        case .trend: Words.text("warrantyCost.plotTrend")
        case .ages: Words.text("warrantyCost.plotAges")
        case .forecast: Words.text("warrantyCost.plotForecast")
        case .cost: Words.text("warrantyCost.plotCost")
        }
    }

    package func plot(_ answer: OutlookAnswer) -> Plot {
        var plot =
            switch self {
            case .trend: Self.trend(answer.warranty)
            case .ages: Self.ages(answer.warranty)
            case .forecast: Self.forecast(answer)
            case .cost: Self.cost(answer)
            }
        plot.subtitle = answer.warranty.subjectText
        plot.source =
            self == .forecast || self == .cost ? answer.sourceText : answer.warranty.sourceText
        plot.emptyText = Words.text("warrantyCost.noData")
        plot.words = .current
        return plot
    }

    private static func trend(_ answer: WarrantyCostAnswer) -> Plot {
        let rows = answer.table.rows.suffix(60).filter { $0.label != .unknown }
        let places = Dictionary(rows.enumerated().map { ($1.label, $0) }) { first, _ in first }
        let emphases: [PlotEmphasis] = [.first, .second, .third]
        let layers = zip(answer.trend.series, emphases).map { series, emphasis in
            PlotLayer(
                name: Words.text("warrantyCost.window", ["months": String(series.window)]),
                shape: .points(
                    series.points.compactMap { point in
                        guard let place = places[point.label], let rate = point.rate else { return nil }
                        return PlotPoint(
                            x: Double(place), y: rate.annualRate * 1_000, low: rate.limits.lower * 1_000,
                            high: rate.limits.upper.map { $0 * 1_000 },
                            label: Words.text(
                                point.isPartial ? "warrantyCost.pointPartial" : "warrantyCost.point",
                                ["claims": Numbers.grouped(point.claims)]),
                            link: answer.failures(of: point.population)?.text)
                    }), emphasis: emphasis)
        }
        return Plot(
            WarrantyPlot.trend.title,
            x: PlotAxis(label: answer.rowsTitle, scale: .categories(rows.map { $0.label.shown })),
            y: PlotAxis(label: Words.text("warrantyCost.perThousand")), layers: layers, source: "")
    }

    private static func ages(_ answer: WarrantyCostAnswer) -> Plot {
        let cells = answer.table.total.cells
        var line: [PlotPoint] = []
        for (month, cell) in cells.enumerated() {
            guard let claims = cell.claimsPerUnit else { break }
            line.append(PlotPoint(x: Double(month + 1), y: claims * 1_000))
        }
        let step = max(1, cells.count / 6)
        let counts = stride(from: 0, to: cells.count, by: step).map {
            AtRiskRow.Count(x: Double($0), count: Int(clamping: cells[$0].atRisk))
        }
        return Plot(
            WarrantyPlot.ages.title,
            x: PlotAxis(label: Words.text("warrantyCost.inService"), unit: Words.text("quality.months")),
            y: PlotAxis(label: Words.text("warrantyCost.perThousand")),
            layers: [
                PlotLayer(
                    name: Words.text("warrantyCost.claims"),
                    shape: .line(line.isEmpty ? [] : [PlotPoint(x: 0, y: 0)] + line))
            ],
            atRisk: line.isEmpty ? [] : [AtRiskRow(label: Words.text("quality.units"), counts: counts)], source: "")
    }

    private static func forecast(_ answer: OutlookAnswer) -> Plot {
        let months = (try? answer.outlook.months.get()) ?? []
        let points = months.map { month in
            PlotPoint(
                x: Double(month.month), y: month.claims.events, low: month.claims.limits.lower,
                high: month.claims.limits.upper)
        }
        return Plot(
            WarrantyPlot.forecast.title,
            x: PlotAxis(label: Words.text("warrantyCost.ahead"), unit: Words.text("quality.months")),
            y: PlotAxis(label: Words.text("warrantyCost.claims")), layers: layers(points), source: "")
    }

    private static func cost(_ answer: OutlookAnswer) -> Plot {
        let currency = answer.warranty.sample.currency ?? ""
        let unit = pow(10, Double(Money.digits(currency)))
        let points = ((try? answer.outlook.months.get()) ?? []).compactMap { month in
            month.cost.map { cost in
                PlotPoint(
                    x: Double(month.month), y: cost.cost / unit, low: cost.limits.map { $0.lower / unit },
                    high: cost.limits?.upper.map { $0 / unit })
            }
        }
        return Plot(
            WarrantyPlot.cost.title,
            x: PlotAxis(label: Words.text("warrantyCost.ahead"), unit: Words.text("quality.months")),
            y: PlotAxis(label: Words.text("warrantyCost.cost"), unit: currency), layers: layers(points), source: "")
    }

    private static func layers(_ points: [PlotPoint]) -> [PlotLayer] {
        let band = points.compactMap { point in
            point.low.flatMap { low in point.high.map { PlotBandPoint(x: point.x, low: low, high: $0) } }
        }
        return [
            PlotLayer(name: Words.text("quality.limits"), shape: .band(band, isStepped: false)),
            PlotLayer(
                name: Words.text("warrantyCost.expected"),
                shape: .line(points.map { PlotPoint(x: $0.x, y: $0.y) })),
        ]
    }
}

extension WarrantyCostAnswer {
    /// Which units.
    package var subjectText: String {
        let population = sample.question.fleet.population.population
        return manufacturer.name + (population == .everything ? "" : ": " + population.text)
    }

    /// What the rows of the table are.
    package var rowsTitle: String {
        sample.question.rows == .build ? Words.text("warrantyCost.byBuild") : Words.text("warrantyCost.bySale")
    }

    /// The failures of the only model's units in a row, as far as a population tells them apart.
    package func failures(of population: Population) -> Href? {
        guard let model else { return nil }
        return .fieldFailures(manufacturer.slug, [("model", model), ("population", population.text)])
    }

    /// What every figure rests on.
    package var sourceText: String {
        let total = table.total
        var parts = [
            Words.text(
                "warrantyCost.source",
                [
                    "claims": Numbers.grouped(total.claims), "units": Numbers.grouped(total.units),
                    "years": Numbers.fixed(total.cells.reduce(0) { $0 + $1.unitMonths } / 12, places: 1),
                    "day": sample.question.fleet.lastDay.isoText,
                ])
        ]
        func add(_ key: String, _ count: Int64) {
            if count > 0 { parts.append(Words.text(key, ["count": Numbers.grouped(count)])) }
        }
        add("warrantyCost.outside", total.outside)
        add("warrantyCost.withoutCost", total.withoutCost)
        add("warrantyCost.otherCurrency", total.otherCurrency)
        parts.append(
            Words.text("warrantyCost.lag", ["days": String(sample.question.fleet.exposure.salesLag)]))
        parts.append(Words.text("quality.position", ["position": Numbers.grouped(position)]))
        return parts.joined(separator: " · ")
    }
}

extension OutlookAnswer {
    /// What the forecast rests on.
    package var sourceText: String {
        var parts = [warranty.sourceText]
        parts.append(
            Words.text(
                "warrantyCost.inField",
                [
                    "units": Numbers.grouped(outlook.inField), "within": Numbers.grouped(outlook.underWarranty),
                ]))
        if let length {
            let months = ["months": Numbers.fixed(length.months, places: 1)]
            if case .term(let term) = length.source {
                parts.append(
                    Words.text("warrantyCost.lengthByTerm", months.merging(["term": term]) { first, _ in first }))
            } else {
                parts.append(Words.text("warrantyCost.lengthAsked", months))
            }
        } else {
            parts.append(Words.text("warrantyCost.noLength"))
        }
        parts.append(intensityText)
        return parts.joined(separator: " · ")
    }

    /// How claims come with age, or why that cannot be told.
    package var intensityText: String {
        guard let intensity = try? outlook.intensity.get() else { return Words.text("warrantyCost.noExposure") }
        switch intensity.basis {
        case .fitted(let fit):
            return Words.text(
                "warrantyCost.fitted",
                [
                    "shape": Numbers.fixed(fit.distribution.shape, places: 2), "claims": Numbers.grouped(fit.failures),
                    "months": Numbers.fixed(outlook.observedMonths, places: 1),
                ])
        case .constant(let events, _, _):
            return Words.text("warrantyCost.constant", ["claims": Numbers.grouped(events)])
        }
    }
}

extension WarrantyTrend.Series {
    /// The verdict in words.
    package var sentence: String {
        let months = String(window)
        // Without a claim in the year before there is no ratio; more than chance is told all the same.
        guard case .told(let quarter, let comparison, let change) = verdict,
            comparison?.ratio != nil || change != .notShown
        else { return Words.text("warrantyCost.cannotBeTold", ["months": months]) }
        func number(_ value: Double?) -> String { value.map { Numbers.fixed($0, places: 2) } ?? "∞" }
        let facts = [
            "months": months, "quarter": quarter, "ratio": number(comparison?.ratio),
            "lower": number(comparison?.limits.lower), "upper": number(comparison?.limits.upper),
        ]
        switch change {
        case .rose: return Words.text("warrantyCost.rose", facts)
        case .fell: return Words.text("warrantyCost.fell", facts)
        case .notShown: return Words.text("warrantyCost.notShown", facts)
        }
    }
}
