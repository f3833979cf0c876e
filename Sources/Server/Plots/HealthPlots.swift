import Identifiers
package import Nameplate
package import Plots
package import Quality
import Registry
package import Statistics

/// The figures of one unit against its siblings: the same for pages, downloads and terminals.
package enum HealthPlot: String, CaseIterable, Sendable {
    /// Its failures by age, against the mean of its siblings.
    case failures
    /// What share of the siblings reads less.
    case readings
    /// What fails within a year, by fault code.
    case next

    package var title: String { Words.text("health.plot.\(rawValue)") }

    package func plot(_ answer: UnitHealthAnswer) -> Plot {
        var plot =
            switch self {
            case .failures: Self.failures(answer.health)
            case .readings: Self.readings(answer.health)
            case .next: Self.next(answer.health, answer)
            }
        plot.subtitle = "\(answer.manufacturer.name) \(answer.model.number.text), \(answer.serial.text)"
        plot.source = answer.sourceText
        plot.emptyText = Words.text(answer.health == nil ? "health.notInService" : "health.nothing.\(rawValue)")
        plot.words = .current
        return plot
    }

    private static func failures(_ health: UnitHealth?) -> Plot {
        let points = health?.failures.curve?.points ?? []
        let last = Double(health?.age ?? 0)
        let shown = points.filter { $0.age <= max(last * 1.25, 30) }
        let band = shown.compactMap { point in
            point.limits.map { PlotBandPoint(x: point.age, low: $0.lower, high: $0.upper ?? point.mean) }
        }
        let mean = shown.isEmpty ? [] : [PlotPoint(x: 0, y: 0)] + shown.map { PlotPoint(x: $0.age, y: $0.mean) }
        var own: [PlotPoint] = []
        if let health {
            own = [PlotPoint(x: Double(health.from), y: 0)]
            for (index, failure) in health.failures.failures.enumerated() {
                own.append(PlotPoint(x: Double(failure.age), y: Double(index + 1), label: failure.code))
            }
            own.append(PlotPoint(x: last, y: Double(health.failures.failures.count)))
        }
        let ages = (0...4).map { Double($0) * last / 4 }
        let counts = UnitCounts(health)
        return Plot(
            HealthPlot.failures.title,
            x: PlotAxis(label: Words.text("quality.age"), unit: Words.text("quality.days")),
            y: PlotAxis(label: Words.text("quality.failuresPerUnit")),
            layers: [
                PlotLayer(name: Words.text("quality.limits"), shape: .band(band, isStepped: true)),
                PlotLayer(name: Words.text("health.siblingsMean"), shape: .steps(mean)),
                PlotLayer(name: Words.text("health.thisUnit"), shape: .steps(own), emphasis: .second),
            ],
            atRisk: health == nil || last == 0
                ? []
                : [
                    AtRiskRow(
                        label: Words.text("health.siblings"),
                        counts: ages.map { AtRiskRow.Count(x: $0, count: counts.at($0)) })
                ], source: "")
    }

    private static func readings(_ health: UnitHealth?) -> Plot {
        let known = health?.readings.filter { $0.rank != nil } ?? []
        return Plot(
            HealthPlot.readings.title,
            x: PlotAxis(
                label: Words.text("health.reading"), scale: .categories(known.map { ReadingName.text($0.reading) })),
            y: PlotAxis(label: Words.text("health.rank"), range: 0...1, format: .percent),
            layers: known.isEmpty
                ? []
                : [
                    PlotLayer(
                        name: Words.text("health.thisUnit"),
                        shape: .bars(
                            known.enumerated().map { index, standing in
                                PlotPoint(
                                    x: Double(index), y: standing.rank ?? 0, label: standing.reading.last.value)
                            })),
                    PlotLayer(
                        name: Words.text("health.ninetieth"), shape: .level(0.9, label: nil), emphasis: .muted),
                ], source: "")
    }

    private static func next(_ health: UnitHealth?, _ answer: UnitHealthAnswer) -> Plot {
        let codes = ((try? health?.next.get())?.codes ?? []).prefix(25)
        return Plot(
            HealthPlot.next.title,
            x: PlotAxis(label: Words.text("quality.fault"), scale: .categories(codes.map(\.code))),
            y: PlotAxis(label: Words.text("health.chance"), format: .percent),
            layers: codes.isEmpty
                ? []
                : [
                    PlotLayer(
                        name: Words.text("health.chanceLimits"),
                        shape: .points(
                            codes.enumerated().map { index, known in
                                PlotPoint(
                                    x: Double(index), y: known.chance.probability, low: known.chance.limits.lower,
                                    high: known.chance.limits.upper,
                                    label: answer.titles[known.code]?.title(in: Words.current.language))
                            }))
                ], source: "")
    }

    /// Siblings at risk by age.
    private struct UnitCounts {
        private let table: LifeTable?

        init(_ health: UnitHealth?) { table = try? health?.siblings.lifeTable() }

        func at(_ age: Double) -> Int { table?.atRisk(at: max(age, 1)) ?? 0 }
    }
}

/// A type of reading as people know it: `smart_5`, or `power_on_hours [HUR]`.
enum ReadingName {
    static func text(_ reading: UnitReading) -> String {
        reading.unit.map { "\(reading.type) [\($0)]" } ?? reading.type
    }
}
