import Identifiers
import Nameplate
import Plots
import Quality
import Registry
import Statistics

extension FleetPlot {
    /// The sum at which the CUSUM alarms: that the rate has doubled is then a hundred times as likely as that it is the expected one.
    private static let cusumThreshold = 4.61
    private static let cusumRatio = 2.0

    /// A control chart of failed units over those expected at their ages, group by group in their order: the limits of three standard
    /// deviations, exact where few are expected, and where a CUSUM for twice the expected rate alarms.
    static func chart(_ answer: FleetAnswer) -> Plot {
        let slug = answer.manufacturer.slug
        // A group of which nothing is expected has no place on a chart.
        let groups = zip(answer.sample.groups, answer.comparisons).filter { ($0.1.expected ?? 0) > 0 }
        let counts = groups.map { Int(clamping: $0.1.observed) }
        let expected = groups.map { $0.1.expected ?? 0 }
        let chart = try? RateChart(counts: counts, exposures: expected, centre: 1)
        let cusum = try? PoissonCUSUM(
            counts: counts, expected: expected, ratio: cusumRatio, threshold: cusumThreshold)
        var points: [PlotPoint] = []
        var band: [PlotBandPoint] = []
        for (index, group) in groups.enumerated() {
            guard let point = chart?.points[index], let rate = point.rate else { continue }
            points.append(
                PlotPoint(
                    x: Double(index), y: rate,
                    label: Words.text(
                        "quality.chartPoint",
                        [
                            "failed": Numbers.grouped(group.1.observed),
                            "expected": Numbers.fixed(expected[index], places: 1),
                        ]),
                    link: Href.population(slug, group.0.population.text).text))
            if let lower = point.lower, let upper = point.upper {
                band.append(PlotBandPoint(x: Double(index), low: lower, high: upper))
            }
        }
        func marked(_ indices: [Int]) -> [PlotPoint] {
            let places = Set(indices.map(Double.init))
            return points.filter { places.contains($0.x) }
        }
        var layers = [
            PlotLayer(name: Words.text("quality.controlLimits"), shape: .band(band, isStepped: false)),
            PlotLayer(name: Words.text("quality.failedOverExpected"), shape: .points(points)),
        ]
        if let alarms = chart?.alarms, !alarms.isEmpty {
            layers.append(
                PlotLayer(name: Words.text("quality.beyondLimits"), shape: .points(marked(alarms)), emphasis: .second))
        }
        if let alarms = cusum?.alarms, !alarms.isEmpty {
            layers.append(
                PlotLayer(name: Words.text("quality.cusum"), shape: .line(marked(alarms)), emphasis: .muted))
        }
        return Plot(
            FleetPlot.chart.title,
            x: PlotAxis(
                label: Words.text("quality.cut"), scale: .categories(groups.map { $0.0.label.shown })),
            y: PlotAxis(label: Words.text("quality.failedOverExpected")), layers: layers, source: "")
    }
}
