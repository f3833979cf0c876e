/// Lays out a plot and draws it, from the title down to the small print.
struct PlotPainter {
    static let textSize = 12.0
    static let sourceSize = 11.0
    static let titleSize = 16.0
    static let margin = 8.0

    let plot: Plot
    let style: SVGStyle
    let width: Double
    private(set) var height: Double
    let isCaptioned: Bool
    let numbers: PlotNumbers
    var marks: [PlotMark] = []

    /// How far down it is full.
    private var y = 0.0

    init(_ plot: Plot, style: SVGStyle, width: Double, height: Double, isCaptioned: Bool) {
        self.plot = plot
        self.style = style
        self.width = width
        self.height = height
        self.isCaptioned = isCaptioned
        numbers = PlotNumbers(words: plot.words)
    }

    static func textWidth(_ text: String) -> Double { TextMeasure.width(text, size: textSize) }

    mutating func paint() {
        y = Self.margin
        if !isCaptioned { paintTitle() }
        paintLegend()
        if !plot.y.title.isEmpty {
            let text = TextMeasure.cut(plot.y.title, to: width - 2 * Self.margin, Self.textWidth)
            marks.append(.text("plot-label", text, Self.margin, y + 13))
            y += 18
        }
        y += 6
        let sourceLines = isCaptioned ? [] : lines(plot.source, size: Self.sourceSize, limit: 4)
        let tickHeight = hasLongNames ? 34.0 : 20
        let foot =
            tickHeight + (plot.x.title.isEmpty ? 0 : 18)
            + (sourceLines.isEmpty ? 4 : Double(sourceLines.count) * 15 + 12)
        let riskHeight = plot.atRisk.isEmpty ? 0 : Double(min(plot.atRisk.count, 12)) * 16 + 22
        let hasRisk = riskHeight > 0 && height - y - foot - riskHeight >= 110
        let bottom = max(height - foot - (hasRisk ? riskHeight : 0), y + 90)
        height = bottom + foot + (hasRisk ? riskHeight : 0)

        let scaleY = plot.scaleY(target: Int((bottom - y) / 42), numbers)
        let left = leftEdge(scaleY, hasRisk: hasRisk)
        var box = PlotBox(left: left, top: y, right: max(width - 18, left + 80), bottom: bottom)
        let scaleX = plot.scaleX(target: Int(box.width / (plot.x.scale == .days ? 80 : 72)), numbers)
        if let label = scaleX.ticks.last(where: { $0.label != nil && $0.share > 0.99 })?.label {
            // The last label must not stand out over the edge.
            box.right = max(min(box.right, width - min(Self.textWidth(label) / 2, 60) - 4), left + 80)
        }
        let geometry = PlotGeometry(x: scaleX, y: scaleY, box: box, column: 1)
        paintGrid(geometry)
        paintLayers(geometry)
        if !plot.hasData {
            let text = TextMeasure.cut(plot.emptyText, to: box.width, Self.textWidth)
            marks.append(
                .text("plot-nothing", text, (box.left + box.right) / 2, (box.top + box.bottom) / 2 + 5, .middle))
        }
        paintAxes(geometry)
        y = bottom + tickHeight
        if !plot.x.title.isEmpty {
            let text = TextMeasure.cut(plot.x.title, to: width - 2 * Self.margin, Self.textWidth)
            let half = Self.textWidth(text) / 2
            let middle = min(max((box.left + box.right) / 2, half + Self.margin), max(width - half - Self.margin, half))
            marks.append(.text("plot-label", text, middle, y + 13, .middle))
            y += 18
        }
        if hasRisk { paintAtRisk(geometry) }
        y += 8
        for line in sourceLines {
            y += 15
            marks.append(.text("plot-source", line, Self.margin, y - 2))
        }
    }

    private func lines(_ text: String, size: Double, limit: Int) -> [String] {
        TextMeasure.lines(text, room: width - 2 * Self.margin, limit: limit) { TextMeasure.width($0, size: size) }
    }

    private mutating func paintTitle() {
        // Bold letters are wider.
        for line in lines(plot.title, size: Self.titleSize * 1.2, limit: 2) {
            y += 20
            marks.append(.text("plot-title", line, Self.margin, y - 4))
        }
        for line in lines(plot.subtitle ?? "", size: Self.textSize, limit: 2) {
            y += 16
            marks.append(.text("plot-subtitle", line, Self.margin, y - 3))
        }
        y += 4
    }

    private mutating func paintLegend() {
        let entries = LegendEntry.entries(of: plot)
        guard !entries.isEmpty else { return }
        var x = Self.margin
        for entry in entries {
            let text = TextMeasure.cut(entry.name, to: width - 2 * Self.margin - 32, Self.textWidth)
            let length = 30 + Self.textWidth(text)
            if x > Self.margin, x + length > width - Self.margin {
                x = Self.margin
                y += 18
            }
            for swatch in entry.swatches { marks.append(swatch.mark(entry.emphasis, left: x, middle: y + 9)) }
            marks.append(.text("plot-legend", text, x + 28, y + 13, tip: text == entry.name ? nil : entry.name))
            x += length + 16
        }
        y += 24
    }

    /// The labels of the y axis, and of numbers at risk where they are not much longer, stand left of it.
    private func leftEdge(_ scale: AxisScale, hasRisk: Bool) -> Double {
        let labels = scale.ticks.compactMap(\.label).map { min(Self.textWidth($0), width * 0.3) }
        let most = min(width * 0.24, 150)
        let names = plot.atRisk.prefix(hasRisk ? 12 : 0).map { row -> Double in
            // The first number is wider than its place.
            let first = row.counts.min { $0.x < $1.x }.map { Self.textWidth(numbers.count($0.count)) / 2 + 4 }
            return min(Self.textWidth(row.label), most) + (first ?? 0)
        }
        return Self.margin + max(labels.max() ?? 0, names.max() ?? 0, 12) + 9
    }

    private mutating func paintAtRisk(_ geometry: PlotGeometry) {
        y += 4
        marks.append(.text("plot-label", plot.words.atRisk, Self.margin, y + 13))
        y += 18
        for row in plot.atRisk.prefix(12) {
            let name = TextMeasure.cut(row.label, to: geometry.box.left - Self.margin - 9, Self.textWidth)
            marks.append(.text("plot-risk", name, Self.margin, y + 12, tip: name == row.label ? nil : row.label))
            var free = Self.margin + Self.textWidth(name) + 8
            for count in row.counts.prefix(10_000).sorted(by: { $0.x < $1.x }) {
                guard let x = geometry.placeX(count.x), x >= geometry.box.left - 0.5, x <= geometry.box.right + 0.5
                else {
                    continue
                }
                let text = numbers.count(count.count)
                let half = Self.textWidth(text) / 2
                guard x - half >= free, x + half <= width else { continue }
                marks.append(.text("plot-risk", text, x, y + 12, .middle))
                free = x + half + 8
            }
            y += 16
        }
    }
}
