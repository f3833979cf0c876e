extension PlotPainter {
    /// Fine lines behind the data, at the named ticks.
    mutating func paintGrid(_ geometry: PlotGeometry) {
        let box = geometry.box
        var path = PathText()
        for tick in geometry.y.ticks where tick.label != nil {
            let y = (box.bottom - tick.share * box.height).rounded() + 0.5
            path.segment(box.left, min(y, box.bottom), box.right, min(y, box.bottom))
        }
        if case .categories = plot.x.scale {
        } else {
            for tick in geometry.x.ticks where tick.label != nil {
                let x = box.clamped(x: (box.left + tick.share * box.width).rounded() + 0.5)
                path.segment(x, box.top, x, box.bottom)
            }
        }
        if !path.isEmpty { marks.append(.path("plot-grid", path)) }
    }

    /// The axes with their ticks and labels; labels that would touch are left out.
    mutating func paintAxes(_ geometry: PlotGeometry) {
        let box = geometry.box
        var path = PathText()
        path.segment(box.left, box.bottom, box.right, box.bottom)
        path.segment(box.left, box.top, box.left, box.bottom)
        let base = geometry.baseline
        if base < box.bottom - 1, !plot.barLayers.isEmpty { path.segment(box.left, base, box.right, base) }
        for tick in geometry.y.ticks {
            let y = box.bottom - tick.share * box.height
            path.segment(box.left - (tick.label == nil ? 3 : 5), y, box.left, y)
        }
        for tick in geometry.x.ticks {
            let x = box.left + tick.share * box.width
            path.segment(x, box.bottom, x, box.bottom + (tick.label == nil ? 3 : 5))
        }
        marks.append(.path("plot-axis", path))
        paintLabelsY(geometry)
        paintLabelsX(geometry)
    }

    private mutating func paintLabelsY(_ geometry: PlotGeometry) {
        let box = geometry.box
        var taken: [Double] = []
        for tick in geometry.y.ticks {
            guard let label = tick.label else { continue }
            let y = box.bottom - tick.share * box.height
            guard taken.allSatisfy({ ($0 - y).magnitude >= 14 }) else { continue }
            let text = TextMeasure.cut(label, to: box.left - Self.margin - 8, Self.textWidth)
            marks.append(.text("plot-tick", text, box.left - 8, y + 4, .end, tip: text == label ? nil : label))
            taken.append(y)
        }
    }

    /// As many names as have room for some letters.
    private static func room(for names: Int, in width: Double) -> (stride: Int, room: Double) {
        let slot = width / Double(max(names, 1))
        let stride = max(1, Int(min((38 / slot).rounded(.up), 1e6)))
        return (stride, slot * Double(stride) - 6)
    }

    /// Whether names under the x axis take two lines.
    var hasLongNames: Bool {
        guard case .categories(let names) = plot.x.scale else { return false }
        let room = Self.room(for: min(names.count, AxisScale.mostNames), in: width - 80).room
        return names.prefix(100).contains { Self.textWidth($0) > room }
    }

    private mutating func paintLabelsX(_ geometry: PlotGeometry) {
        let box = geometry.box
        var room = Double.infinity
        var stride = 1
        if case .categories = plot.x.scale {
            // As many names as have room for some letters.
            (stride, room) = Self.room(for: geometry.x.ticks.count, in: box.width)
        }
        var free = 0.0
        for (index, tick) in geometry.x.ticks.enumerated() {
            guard let label = tick.label, index % stride == 0 else { continue }
            let x = box.left + tick.share * box.width
            let lines = TextMeasure.lines(
                label, room: room, limit: hasLongNames ? 2 : 1, breaksWords: false, Self.textWidth)
            let half = (lines.map(Self.textWidth).max() ?? 0) / 2
            let middle = min(max(x, half), width - half)
            guard middle - half >= free - 0.5 else { continue }
            let tip = lines.joined(separator: " ") == label ? nil : label
            for (row, line) in lines.enumerated() {
                marks.append(.text("plot-tick", line, middle, box.bottom + 18 + Double(row) * 14, .middle, tip: tip))
            }
            free = middle + half + 6
        }
    }
}
