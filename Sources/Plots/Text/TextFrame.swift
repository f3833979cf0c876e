/// The drawing of a plot in a terminal with its axes.
struct TextFrame {
    let plot: Plot
    let columns: Int
    let isASCII: Bool
    let numbers: PlotNumbers
    /// The cells left of the drawing, with the axis.
    let margin: Int
    var canvas: TextCanvas
    let geometry: PlotGeometry

    /// - Parameters:
    ///   - columns: with the labels of the y axis.
    ///   - rows: of the drawing alone.
    ///   - riskRows: rows of numbers at risk that will stand beneath.
    init(_ plot: Plot, columns: Int, rows: Int, riskRows: Int, isASCII: Bool, numbers: PlotNumbers) {
        self.plot = plot
        self.columns = columns
        self.isASCII = isASCII
        self.numbers = numbers
        let scaleY = plot.scaleY(target: max(2, rows / 3), numbers)
        let labels = scaleY.ticks.compactMap(\.label).map { TextMeasure.cells(TextMeasure.plain($0)) }
        let names = plot.atRisk.prefix(riskRows).map { row in
            // The first number is wider than its place.
            let first = row.counts.min { $0.x < $1.x }.map { TextMeasure.cells(numbers.count($0.count)) / 2 } ?? 0
            return min(TextMeasure.cells(row.label), columns / 5) + first
        }
        margin = min(max(labels.max() ?? 1, names.max() ?? 1), columns / 3) + 2
        canvas = TextCanvas(columns: columns - margin, rows: max(rows, 1), isASCII: isASCII)
        let scaleX = plot.scaleX(target: max(2, (columns - margin) / (plot.x.scale == .days ? 13 : 9)), numbers)
        geometry = PlotGeometry(x: scaleX, y: scaleY, box: canvas.box, column: 1)
        draw()
    }

    static func marker(_ emphasis: PlotEmphasis, isASCII: Bool) -> Character {
        switch emphasis {
        case .first: isASCII ? "*" : "●"
        case .second: isASCII ? "#" : "■"
        case .third: isASCII ? "^" : "▲"
        case .fourth: isASCII ? "o" : "◆"
        case .fifth: isASCII ? "v" : "▼"
        case .sixth: isASCII ? "x" : "✕"
        case .muted: isASCII ? "." : "∙"
        case .alarm: "!"
        }
    }

    private static let bars: [Character] = ["█", "▓", "▒", "░"]
    private static let asciiBars: [Character] = ["#", "=", "%", ":"]

    private static func bar(_ index: Int, isASCII: Bool) -> Character {
        isASCII ? asciiBars[index % 4] : bars[index % 4]
    }

    /// How an entry of the legend looks.
    static func sample(_ entry: LegendEntry, _ plot: Plot, isASCII: Bool) -> String {
        let marker = marker(entry.emphasis, isASCII: isASCII)
        switch entry.swatches.last {
        case .line: return isASCII ? "-\(marker)-" : "⠒\(marker)⠒"
        case .bar:
            let layers = plot.layers.filter { if case .bars = $0.shape { true } else { false } }
            let index = layers.firstIndex { $0.name == entry.name && $0.emphasis == entry.emphasis } ?? 0
            return String(bar(index, isASCII: isASCII))
        case .band: return isASCII ? "::" : "⡁⡁"
        case .level: return isASCII ? "--" : "╌╌"
        case .window: return isASCII ? ": :" : "┊ ┊"
        case .point, nil: return String(marker)
        }
    }

    /// The drawing with the y axis.
    var lines: [String] {
        var labels: [Int: String] = [:]
        for tick in geometry.y.ticks {
            guard let label = tick.label else { continue }
            let row = Int(((1 - tick.share) * geometry.box.bottom).rounded()) / canvas.dotsDown
            if labels[row] == nil { labels[row] = label }
        }
        return (0..<canvas.rows).map { row in
            let label = labels[row].map { fitted($0, to: margin - 2) } ?? ""
            let space = String(repeating: " ", count: max(0, margin - 1 - TextMeasure.cells(label) - 1))
            let axis = label.isEmpty ? (isASCII ? "|" : "│") : isASCII ? "+" : "┤"
            return space + label + " " + axis + canvas.row(row)
        }
    }

    func fitted(_ text: String, to room: Int) -> String {
        TextPlot.fitted(text, to: room, isASCII: isASCII)
    }

    private func column(_ share: Double) -> Int { Int((share * geometry.box.right).rounded()) / canvas.dotsAcross }

    /// The x axis and its labels.
    var axisLines: [String] {
        var axis = Array(repeating: Character(isASCII ? "-" : "─"), count: canvas.columns)
        var labels = Row(columns: columns)
        var room = columns
        var stride = 1
        if case .categories(let names) = plot.x.scale, !names.isEmpty {
            let slot = max(1, canvas.columns / names.count)
            stride = max(1, (5 + slot) / slot)
            if slot >= 5 { stride = 1 }
            room = max(1, slot * stride - 1)
        }
        for (index, tick) in geometry.x.ticks.enumerated() {
            guard let label = tick.label else { continue }
            let column = column(min(max(tick.share, 0), 1))
            if axis.indices.contains(column) { axis[column] = isASCII ? "+" : "┬" }
            if index % stride == 0 { labels.put(fitted(label, to: room), around: margin + column) }
        }
        let corner = String(repeating: " ", count: margin - 1) + (isASCII ? "+" : "└")
        return [corner + String(axis), labels.text]
    }

    /// Numbers at risk, below the ticks.
    var riskLines: [String] {
        plot.atRisk.prefix(6).map { row in
            var line = Row(columns: columns)
            line.put(fitted(row.label, to: min(columns / 5, margin - 1)), at: 0)
            for count in row.counts.prefix(10_000).sorted(by: { $0.x < $1.x }) {
                guard let share = geometry.x.share(count.x), (-1e-9...1 + 1e-9).contains(share) else { continue }
                line.put(TextPlot.ascii(numbers.count(count.count), isASCII, columns), around: margin + column(share))
            }
            return line.text
        }
    }

    /// A line on which texts keep clear of each other.
    private struct Row {
        let columns: Int
        var text = ""
        private var end: Int { TextMeasure.cells(text) }

        init(columns: Int) { self.columns = columns }

        mutating func put(_ text: String, around column: Int) {
            let length = TextMeasure.cells(text)
            put(text, at: min(max(column - length / 2, 0), columns - length))
        }

        mutating func put(_ text: String, at column: Int) {
            let end = end
            guard !text.isEmpty, column >= (end == 0 ? 0 : end + 1), column + TextMeasure.cells(text) <= columns else {
                return
            }
            self.text += String(repeating: " ", count: column - end) + text
        }
    }
}
