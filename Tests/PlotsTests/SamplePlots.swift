import Plots

/// Plots of made-up numbers, one of each kind.
enum SamplePlots {
    static let all: [(name: String, plot: Plot)] = [
        ("survival", survival), ("weibull", weibull), ("bars", bars), ("control", control), ("empty", empty),
    ]

    private static let ages: [Double] = [0, 100, 200, 300, 400, 500, 600]
    private static let curve: [PlotPoint] = ages.map { PlotPoint(x: $0, y: 1 - $0 * 0.000_18) }
    private static let limits: [PlotBandPoint] = ages.map {
        PlotBandPoint(x: $0, low: 1 - $0 * 0.000_25, high: 1 - $0 * 0.000_12)
    }
    private static let weeks: [PlotPoint] = (0..<26).map { (week: Int) -> PlotPoint in
        let claims = 20 + week * 7 % 5 * 2
        return PlotPoint(x: Double(19_723 + week * 7), y: Double(claims) / 1_000)
    }

    static let survival = Plot(
        "Survival of AB-1200", subtitle: "Share still running, by age",
        x: PlotAxis(label: "Age", unit: "days"), y: PlotAxis(label: "Still running", range: 0.8...1, format: .percent),
        layers: [
            PlotLayer(name: "AB-1200", shape: .band(limits, isStepped: true)),
            PlotLayer(name: "AB-1200", shape: .steps(curve)),
            PlotLayer(
                name: "AB-900", shape: .steps([.init(x: 0, y: 1), .init(x: 250, y: 0.97), .init(x: 550, y: 0.9)]),
                emphasis: .second),
            PlotLayer(shape: .window(365...395, label: "Warranty ends"), emphasis: .muted),
        ],
        atRisk: [
            AtRiskRow(
                label: "AB-1200",
                counts: [.init(x: 0, count: 12_400), .init(x: 200, count: 9_800), .init(x: 400, count: 5_210)])
        ],
        source: "Kaplan–Meier, 95 % limits; ledger as of 2024-12-31")

    static let weibull = Plot(
        "Weibull plot", x: PlotAxis(label: "Age", unit: "days", scale: .logarithmic),
        y: PlotAxis(label: "Failed", scale: .weibull, format: .percent),
        layers: [
            PlotLayer(
                name: "Failures",
                shape: .points([
                    .init(x: 30, y: 0.002, low: 0.000_5, high: 0.01, label: "24K0001207", link: "/failures?age=30"),
                    .init(x: 300, y: 0.04, low: 0.02, high: 0.08), .init(x: 2_100, y: 0.55, low: 0.5, high: 0.62),
                ])),
            PlotLayer(name: "Fit", shape: .line([.init(x: 20, y: 0.001), .init(x: 4_000, y: 0.9)]), emphasis: .second),
        ], source: "Greatest likelihood")

    static let bars = Plot(
        "Claims by fault", x: PlotAxis(label: "Fault", scale: .categories(["Noise", "Motor will not start", "Other"])),
        y: PlotAxis(label: "Claims"),
        layers: [
            PlotLayer(
                name: "2023",
                shape: .bars([
                    .init(x: 0, y: 42, low: 36, high: 49, link: "/claims?fault=noise"), .init(x: 1, y: 17),
                    .init(x: 2, y: 3),
                ])),
            PlotLayer(
                name: "2024", shape: .bars([.init(x: 0, y: 30), .init(x: 1, y: 21), .init(x: 2, y: 0)]),
                emphasis: .second),
        ], source: "Decided claims")

    static let control = Plot(
        "Claims of each week's production", x: PlotAxis(label: "Produced", scale: .days),
        y: PlotAxis(label: "Claims per unit", format: .percent),
        layers: [
            PlotLayer(
                name: "Rate",
                shape: .line(weeks)),
            PlotLayer(
                name: "Alarm", shape: .points([.init(x: 19_786, y: 0.036, label: "3 in a row")]), emphasis: .alarm),
            PlotLayer(shape: .level(0.024, label: "Mean"), emphasis: .muted),
        ], source: "EWMA")

    static let empty = Plot(
        "Nothing <yet> & \"more\"", x: PlotAxis(label: "Age"), y: PlotAxis(label: "Rate", format: .percent),
        layers: [PlotLayer(name: "None", shape: .points([.init(x: .nan, y: 1), .init(x: 1, y: .infinity)]))],
        source: "",
        emptyText: "No failures yet")
}
