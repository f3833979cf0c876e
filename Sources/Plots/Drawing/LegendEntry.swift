/// What the legend says of layers that share a name.
struct LegendEntry {
    /// A sample of a shape.
    enum Swatch: Int {
        case window, band, bar, level, line, point

        init(_ shape: PlotShape) {
            switch shape {
            case .line, .steps: self = .line
            case .band: self = .band
            case .points: self = .point
            case .bars: self = .bar
            case .level: self = .level
            case .window: self = .window
            }
        }

        func mark(_ emphasis: PlotEmphasis, left: Double, middle: Double) -> PlotMark {
            var path = PathText()
            let kind: String
            switch self {
            case .line, .level:
                kind = self == .line ? "plot-line" : "plot-level"
                path.segment(left + 1, middle, left + 21, middle)
            case .band, .window:
                kind = self == .band ? "plot-band" : "plot-window"
                path.box(PlotBox(left: left, top: middle - 6, right: left + 22, bottom: middle + 6))
            case .bar:
                kind = "plot-bar"
                path.box(PlotBox(left: left + 5, top: middle - 6, right: left + 17, bottom: middle + 6))
            case .point:
                kind = "plot-point"
                path.marker(emphasis, PlotPlace(x: left + 11, y: middle), 4)
            }
            return .path("\(kind) plot-\(emphasis.rawValue)", path)
        }
    }

    var name: String
    var emphasis: PlotEmphasis
    var swatches: [Swatch]

    /// In the order of the layers, 20 at most.
    static func entries(of plot: Plot) -> [LegendEntry] {
        var entries: [LegendEntry] = []
        for layer in plot.layers {
            guard let name = layer.name, !name.isEmpty else { continue }
            let swatch = Swatch(layer.shape)
            if let index = entries.firstIndex(where: { $0.name == name && $0.emphasis == layer.emphasis }) {
                if !entries[index].swatches.contains(swatch) { entries[index].swatches.append(swatch) }
            } else if entries.count < 20 {
                entries.append(LegendEntry(name: name, emphasis: layer.emphasis, swatches: [swatch]))
            }
        }
        return entries.map { entry in
            LegendEntry(
                name: entry.name, emphasis: entry.emphasis,
                swatches: entry.swatches.sorted { $0.rawValue < $1.rawValue })
        }
    }
}
