import Foundation
import Identifiers
package import Nameplate
package import Plots
package import Quality
import Registry
package import Statistics

/// The figures of a fleet, drawn: the same for pages, downloads and terminals.
package enum FleetPlot: String, CaseIterable, Sendable {
    case rates, chart, survival, weibull, hazard, repairs, faults

    package var title: String { Words.text("quality.plot.\(rawValue)") }

    /// - Parameter curves: of the whole fleet.
    package func plot(_ answer: FleetAnswer, _ curves: FleetCurves) -> Plot {
        var plot =
            switch self {
            case .rates: Self.rates(answer)
            case .chart: Self.chart(answer)
            case .survival: Self.survival(answer, curves)
            case .weibull: Self.weibull(answer, curves)
            case .hazard: Self.hazard(curves)
            case .repairs: Self.repairs(answer, curves)
            case .faults: Self.faults(answer)
            }
        plot.subtitle = answer.subjectText
        plot.source = answer.sourceText
        plot.emptyText = Words.text(self == .chart ? "quality.noGroups" : "quality.noData")
        plot.words = .current
        return plot
    }

    private static let years = 365.0

    /// Where hardly anybody is at risk, limits would hide all the rest: they end at three times the greatest rate that more than
    /// one failure tells of. Tables have them whole.
    private static func cut(_ points: [PlotPoint]) -> [PlotPoint] {
        let told = points.filter { point in point.low.map { $0 > 0 && point.y < $0 * 10 } ?? false }.map(\.y)
        guard let most = (told.max() ?? points.map(\.y).max()).map({ $0 * 3 }), most > 0 else { return points }
        return points.map { point in
            var point = point
            point.high = point.high.map { min($0, max(most, point.y)) }
            return point
        }
    }

    private static func axis(_ key: String, _ unit: String?, _ scale: PlotScale = .linear) -> PlotAxis {
        PlotAxis(label: Words.text(key), unit: unit.map { Words.text($0) }, scale: scale)
    }

    private static func share(_ key: String, _ scale: PlotScale = .linear) -> PlotAxis {
        PlotAxis(label: Words.text(key), scale: scale, format: .percent)
    }

    // MARK: One plot each

    private static func rates(_ answer: FleetAnswer) -> Plot {
        let groups = answer.sample.groups
        let slug = answer.manufacturer.slug
        let points = groups.enumerated().compactMap { index, group -> PlotPoint? in
            guard let rate = group.tally.rate() else { return nil }
            return PlotPoint(
                x: Double(index), y: rate.annualRate, low: rate.limits.lower, high: rate.limits.upper,
                label: Words.text("quality.point", ["failures": Numbers.grouped(group.tally.failures)]),
                link: Href.population(slug, group.population.text).text)
        }
        var layers = [PlotLayer(name: Words.text("quality.rate"), shape: .points(cut(points)))]
        if let rate = answer.sample.whole.rate() {
            layers.append(
                PlotLayer(
                    name: Words.text("quality.allTogether"), shape: .level(rate.annualRate, label: nil),
                    emphasis: .muted))
        }
        return Plot(
            FleetPlot.rates.title,
            x: axis("quality.cut", nil, .categories(groups.map { $0.label.shown })), y: share("quality.ratePerYear"),
            layers: layers, source: "")
    }

    private static func survival(_ answer: FleetAnswer, _ curves: FleetCurves) -> Plot {
        let points = (try? curves.survival.get().points) ?? []
        let table = try? answer.sample.whole.lifeTable()
        let last = table?.ages.last ?? 0
        let start = points.isEmpty ? [] : [PlotPoint(x: 0, y: 1)]
        let line = start + points.map { PlotPoint(x: $0.age, y: $0.survival) }
        let band = points.compactMap { point in
            point.limits.map { PlotBandPoint(x: point.age, low: $0.lower, high: $0.upper ?? 1) }
        }
        let ages = (0...5).map { Double($0) * last / 5 }
        let counts = ages.compactMap { age in table.map { AtRiskRow.Count(x: age, count: $0.atRisk(at: max(age, 1))) } }
        return Plot(
            FleetPlot.survival.title, x: axis("quality.age", "quality.days"),
            y: share("quality.surviving"),
            layers: [
                PlotLayer(name: Words.text("quality.limits"), shape: .band(band, isStepped: true)),
                PlotLayer(
                    name: Words.text("quality.kaplanMeier"),
                    shape: .steps(line.isEmpty ? [] : line + [PlotPoint(x: last, y: line.last?.y ?? 1)])),
            ],
            atRisk: points.isEmpty ? [] : [AtRiskRow(label: Words.text("quality.units"), counts: counts)], source: "")
    }

    private static func weibull(_ answer: FleetAnswer, _ curves: FleetCurves) -> Plot {
        let points = ((try? curves.survival.get().points) ?? []).filter {
            $0.survival < 1 && $0.survival > 0 && $0.age > 0
        }
        var layers = [
            PlotLayer(
                name: Words.text("quality.kaplanMeier"),
                shape: .points(points.map { PlotPoint(x: $0.age, y: 1 - $0.survival) }),
                emphasis: .second)
        ]
        if let fit = try? curves.weibull.get(), let first = points.first?.age, let last = points.last?.age, first < last
        {
            let ages = (0...60).map { first * exp(Double($0) / 60 * log(last / first)) }
            let line = ages.map { PlotPoint(x: $0, y: 1 - fit.distribution.survival(at: $0)) }
            let band = ages.compactMap { age -> PlotBandPoint? in
                guard let limits = try? fit.survivalLimits(at: age) else { return nil }
                return PlotBandPoint(x: age, low: 1 - (limits.upper ?? 1), high: 1 - limits.lower)
            }
            layers =
                [
                    PlotLayer(name: Words.text("quality.limits"), shape: .band(band, isStepped: false)),
                    PlotLayer(name: fit.shown, shape: .line(line)),
                ] + layers
        }
        return Plot(
            FleetPlot.weibull.title, x: axis("quality.age", "quality.days", .logarithmic),
            y: share("quality.failed", .weibull), layers: layers, source: "")
    }

    private static func hazard(_ curves: FleetCurves) -> Plot {
        let points = curves.months.compactMap { month -> PlotPoint? in
            guard let rate = month.rate() else { return nil }
            return PlotPoint(
                x: Double(month.month) + 0.5, y: rate.annualRate, low: rate.limits.lower, high: rate.limits.upper,
                label: Words.text("quality.point", ["failures": Numbers.grouped(month.failures)]))
        }
        return Plot(
            FleetPlot.hazard.title, x: axis("quality.age", "quality.months"),
            y: share("quality.ratePerYear"),
            layers: [PlotLayer(name: Words.text("quality.rate"), shape: .points(cut(points)))], source: "")
    }

    private static func repairs(_ answer: FleetAnswer, _ curves: FleetCurves) -> Plot {
        let points = (try? curves.repairs.get().points) ?? []
        let band = points.compactMap { point in
            point.limits.map { PlotBandPoint(x: point.age, low: $0.lower, high: $0.upper ?? point.mean) }
        }
        let line = points.isEmpty ? [] : [PlotPoint(x: 0, y: 0)] + points.map { PlotPoint(x: $0.age, y: $0.mean) }
        return Plot(
            FleetPlot.repairs.title, x: axis("quality.age", "quality.days"),
            y: axis("quality.failuresPerUnit", nil),
            layers: [
                PlotLayer(name: Words.text("quality.limits"), shape: .band(band, isStepped: true)),
                PlotLayer(name: Words.text("quality.mean"), shape: .steps(line)),
            ], source: "")
    }

    private static func faults(_ answer: FleetAnswer) -> Plot {
        let faults = answer.faults.prefix(25)
        return Plot(
            FleetPlot.faults.title,
            x: axis("quality.fault", nil, .categories(faults.map(\.code))), y: axis("quality.failures", nil),
            layers: [
                PlotLayer(
                    name: Words.text("quality.failures"),
                    shape: .bars(
                        faults.enumerated().map {
                            PlotPoint(
                                x: Double($0), y: Double($1.failures),
                                label: answer.titles[$1.code]?.title(in: Words.current.language))
                        }))
            ], source: "")
    }
}

extension FleetAnswer {
    /// Which units.
    package var subjectText: String {
        let population = sample.question.population.population
        return manufacturer.name + (population == .everything ? "" : ": " + population.text)
    }

    /// What every figure rests on.
    package var sourceText: String {
        let whole = sample.whole
        var parts = [
            Words.text(
                "quality.source",
                [
                    "units": Numbers.grouped(whole.units),
                    "years": Numbers.fixed(Double(whole.unitDays) / 365, places: 1),
                    "failures": Numbers.grouped(whole.failures), "day": sample.question.lastDay.isoText,
                ])
        ]
        parts += ServiceLife.Basis.allCases.compactMap { basis in
            guard let count = whole.bases[basis], count > 0 else { return nil }
            return Words.text(
                "quality.basis.\(basis.rawValue)",
                ["count": Numbers.grouped(count), "days": String(sample.question.exposure.salesLag)])
        }
        parts += ServiceLife.Leaving.allCases.compactMap { leaving in
            guard let count = whole.leavings[leaving], count > 0 else { return nil }
            return Words.text("quality.leaving.\(leaving.rawValue)", ["count": Numbers.grouped(count)])
        }
        switch sample.question.exposure.until {
        case .automatic where whole.observed > 0:
            parts.append(Words.text("quality.untilReport", ["count": Numbers.grouped(whole.observed)]))
        case .lastReport: parts.append(Words.text("quality.untilReportAll"))
        default: break
        }
        if whole.unseenFailures > 0 {
            parts.append(Words.text("quality.unseen", ["count": Numbers.grouped(whole.unseenFailures)]))
        }
        parts.append(Words.text("quality.position", ["position": Numbers.grouped(position)]))
        return parts.joined(separator: " · ")
    }
}

extension FleetLabel {
    /// What stands for it on an axis.
    package var shown: String {
        switch self {
        case .whole: Words.text("quality.allTogether")
        case .named(let text): text
        case .unknown: Words.text("quality.unknown")
        }
    }
}

extension WeibullFit {
    /// "Weibull, shape 1.32, scale 3,210 d".
    package var shown: String {
        Words.text(
            "quality.weibullFit",
            [
                "shape": Numbers.fixed(distribution.shape, places: 2),
                "scale": Numbers.grouped(Int64(clamping: Int(min(distribution.scale, 1e15)))),
            ])
    }
}
