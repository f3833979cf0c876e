extension TextFrame {
    /// In the order of ``PlotPainter``: what is shaded lies lowest.
    mutating func draw() {
        for layer in plot.layers {
            switch layer.shape {
            case .window(let range, let label): drawWindow(range, label)
            case .level(let value, _): drawLevel(value)
            case .band(let points, let isStepped): drawBand(points, isStepped: isStepped)
            default: break
            }
        }
        drawBars()
        let curves = plot.layers.filter { layer in
            switch layer.shape {
            case .line, .steps: true
            default: false
            }
        }
        for (index, layer) in curves.enumerated() {
            switch layer.shape {
            case .line(let points): drawCurve(points, isStepped: false, layer, index, of: curves.count)
            case .steps(let points): drawCurve(points, isStepped: true, layer, index, of: curves.count)
            default: break
            }
        }
        for layer in plot.layers {
            if case .points(let points) = layer.shape { drawPoints(points, layer.emphasis) }
        }
        for layer in plot.layers {
            if case .level(let value, let label?) = layer.shape { noteLevel(value, label) }
        }
        if !plot.hasData {
            let text = fitted(plot.emptyText, to: canvas.columns)
            canvas.write(
                text, column: max(0, (canvas.columns - text.count) / 2), row: canvas.rows / 2, isOnTop: true)
        }
    }

    private mutating func drawWindow(_ range: ClosedRange<Double>, _ label: String?) {
        guard let begin = geometry.placeX(range.lowerBound), let end = geometry.placeX(range.upperBound) else { return }
        for edge in [begin, end] where edge >= -0.5 && edge <= geometry.box.right + 0.5 {
            for row in 0..<canvas.rows {
                canvas.ground(column: Int(edge.rounded()) / canvas.dotsAcross, row: row, isASCII ? ":" : "┊")
            }
        }
        guard let label, begin <= geometry.box.right, end >= 0 else { return }
        let column = Int(geometry.box.clamped(x: begin).rounded()) / canvas.dotsAcross + 1
        canvas.write(TextPlot.ascii(TextMeasure.plain(label), isASCII, 400), column: column, row: 0)
    }

    private mutating func drawLevel(_ value: Double) {
        guard let y = geometry.placeY(value), y >= -0.5, y <= geometry.box.bottom + 0.5 else { return }
        let row = Int(geometry.box.clamped(y: y).rounded()) / canvas.dotsDown
        for column in 0..<canvas.columns { canvas.ground(column: column, row: row, isASCII ? "-" : "╌") }
    }

    /// A level's label stands on its line, or beside it, where nothing is drawn; else it covers what is drawn.
    private mutating func noteLevel(_ value: Double, _ label: String) {
        guard !label.isEmpty, let y = geometry.placeY(value), y >= -0.5, y <= geometry.box.bottom + 0.5 else { return }
        let row = Int(geometry.box.clamped(y: y).rounded()) / canvas.dotsDown
        let text = " \(fitted(label, to: canvas.columns / 2)) "
        for row in [row, row - 1, row + 1] {
            for column in stride(from: canvas.columns - text.count, through: 0, by: -1)
            where canvas.isFree(row: row, columns: column..<column + text.count) {
                canvas.write(text, column: column, row: row)
                return
            }
        }
        canvas.write(text, column: canvas.columns - text.count, row: row, isOnTop: true)
    }

    private mutating func drawBand(_ points: [PlotBandPoint], isStepped: Bool) {
        for edges in geometry.bandEdges(points, isStepped: isStepped) {
            for (from, to) in zip(edges, edges.dropFirst()) {
                let begin = max(from.x, 0).rounded(.up)
                let end = min(to.x, geometry.box.right).rounded(.down)
                guard begin <= end else { continue }
                for x in Int(begin)...Int(end) {
                    let share = to.x > from.x ? (Double(x) - from.x) / (to.x - from.x) : 0
                    let top = geometry.box.clamped(y: from.top + (to.top - from.top) * share)
                    let bottom = geometry.box.clamped(y: from.bottom + (to.bottom - from.bottom) * share)
                    let rows = Int(top.rounded())...max(Int(top.rounded()), Int(bottom.rounded()))
                    // Few dots, so that lines stand out from them.
                    for y in rows where isASCII || x % 2 == 0 && y % 3 == 0 {
                        canvas.dot(x, y, ":")
                    }
                }
            }
        }
    }

    private mutating func drawCurve(
        _ points: [PlotPoint], isStepped: Bool, _ layer: PlotLayer, _ index: Int, of count: Int
    ) {
        let marker = Self.marker(layer.emphasis, isASCII: isASCII)
        let interval = Double(max(12, canvas.columns / 5) * canvas.dotsAcross)
        var next = interval * Double(2 * index + 1) / Double(2 * max(count, 1))
        for part in geometry.curves(points, isStepped: isStepped) {
            canvas.line(part, marker)
            // Series are told apart by the characters on their lines.
            guard count > 1, !isASCII else { continue }
            for (from, to) in zip(part, part.dropFirst()) {
                while next <= to.x {
                    if next >= from.x, to.x > from.x {
                        let y = from.y + (to.y - from.y) * (next - from.x) / (to.x - from.x)
                        canvas.mark(PlotPlace(x: next, y: y), marker)
                    }
                    next += interval
                }
            }
        }
    }

    private mutating func drawPoints(_ points: [PlotPoint], _ emphasis: PlotEmphasis) {
        let cloud = geometry.cloud(points, limit: 20_000, isLinked: false)
        for placed in cloud {
            guard let limits = placed.limits else { continue }
            canvas.line(
                [PlotPlace(x: placed.place.x, y: limits.top), PlotPlace(x: placed.place.x, y: limits.bottom)], "|")
        }
        let isCrowded = cloud.count > canvas.columns * 2
        for placed in cloud {
            let marker = Self.marker(emphasis, isASCII: isASCII)
            if isCrowded, emphasis != .alarm {
                canvas.dot(Int(placed.place.x.rounded()), Int(placed.place.y.rounded()), marker)
            } else {
                canvas.mark(placed.place, marker)
            }
        }
    }

    private mutating func drawBars() {
        let count = plot.barLayers.count
        guard count > 0 else { return }
        let slot = plot.barSlot
        let down = Double(canvas.dotsDown)
        for (index, points) in plot.barLayers.enumerated() {
            let fill: Character = isASCII ? ["#", "=", "%", ":"][index % 4] : ["█", "▓", "▒", "░"][index % 4]
            for bar in geometry.bars(points, slot: slot, index: index, count: count) {
                let left = Int((bar.box.left / Double(canvas.dotsAcross)).rounded())
                let right = max(left, Int((bar.box.right / Double(canvas.dotsAcross)).rounded()) - 1)
                // In cells, from the top; dots are half a dot away from the edges of cells.
                let top = bar.box.top <= 0 ? 0 : (bar.box.top + 0.5) / down
                let bottom = bar.box.bottom >= geometry.box.bottom ? Double(canvas.rows) : (bar.box.bottom + 0.5) / down
                guard bottom > top, bar.box.height > 1e-9 else { continue }
                var first = Int(top.rounded())
                let last = max(Int(bottom.rounded()), 1)
                if first >= last { first = last - 1 }
                for column in left...right {
                    for row in first..<last { canvas.fill(column: column, row: row, fill) }
                }
                guard index == 0, !isASCII, bar.box.bottom >= geometry.baseline - 1e-9, Int(top) < last else {
                    continue
                }
                // Eighths of a cell at the top.
                let eighths = Int(((Double(Int(top) + 1) - top) * 8).rounded())
                let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
                let isLow = Int(top) == last - 1
                for column in left...right {
                    canvas.fill(column: column, row: Int(top), blocks[min(max(eighths, isLow ? 1 : 0), 8)])
                }
            }
        }
    }
}
