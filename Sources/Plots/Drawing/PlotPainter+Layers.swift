extension PlotPainter {
    /// Most points that are drawn of a layer, and most that are things of their own, with a text or a link.
    private static let mostPoints = 3_000
    private static let mostSinglePoints = 500

    private var hasLinks: Bool { style == .page }

    /// What is shaded lies lowest; points lie on top.
    mutating func paintLayers(_ geometry: PlotGeometry) {
        for layer in plot.layers {
            if case .window(let range, let label) = layer.shape { paintWindow(range, label, layer, geometry) }
        }
        for layer in plot.layers {
            if case .band(let points, let isStepped) = layer.shape {
                paint(geometry.areas(points, isStepped: isStepped), layer)
            }
        }
        paintBars(geometry)
        for layer in plot.layers {
            if case .level(let value, let label) = layer.shape { paintLevel(value, label, layer, geometry) }
        }
        for layer in plot.layers {
            switch layer.shape {
            case .line(let points): paintCurve(points, isStepped: false, layer, geometry)
            case .steps(let points): paintCurve(points, isStepped: true, layer, geometry)
            default: break
            }
        }
        for layer in plot.layers {
            if case .points(let points) = layer.shape { paintPoints(points, layer, geometry) }
        }
        paintNotes(geometry)
    }

    /// What is said of levels and windows, on top of everything.
    private mutating func paintNotes(_ geometry: PlotGeometry) {
        for layer in plot.layers {
            switch layer.shape {
            case .level(let value, let label?): noteLevel(value, label, geometry)
            case .window(let range, let label?): noteWindow(range, label, geometry)
            default: break
            }
        }
    }

    private func classes(_ kind: String, _ layer: PlotLayer) -> String { "\(kind) plot-\(layer.emphasis.rawValue)" }

    private mutating func paint(_ areas: [[PlotPlace]], _ layer: PlotLayer) {
        var path = PathText()
        for area in areas { path.area(area) }
        if !path.isEmpty { marks.append(.path(classes("plot-band", layer), path, tip: layer.name)) }
    }

    private mutating func paintCurve(
        _ points: [PlotPoint], isStepped: Bool, _ layer: PlotLayer, _ geometry: PlotGeometry
    ) {
        var path = PathText()
        for part in geometry.curves(points, isStepped: isStepped) { path.polyline(part) }
        if !path.isEmpty { marks.append(.path(classes("plot-line", layer), path, tip: layer.name)) }
        // Points of a line that lead somewhere can be hit.
        guard hasLinks else { return }
        let linked = points.filter { $0.localLink != nil }
        guard !linked.isEmpty else { return }
        for placed in geometry.cloud(linked, limit: 150, isLinked: true) {
            var path = PathText()
            path.marker(layer.emphasis, placed.place, 3.5)
            marks.append(
                .path(
                    classes("plot-point", layer), path, link: placed.point.localLink, tip: tip(placed.point, layer)))
        }
    }

    private mutating func paintPoints(_ points: [PlotPoint], _ layer: PlotLayer, _ geometry: PlotGeometry) {
        let cloud = geometry.cloud(points, limit: Self.mostPoints, isLinked: hasLinks)
        var errors = PathText()
        let cap = cloud.count > 200 ? 0.0 : 4
        for placed in cloud { Self.add(placed.limits, at: placed.place.x, cap: cap, to: &errors) }
        if !errors.isEmpty { marks.append(.path(classes("plot-error", layer), errors)) }
        guard cloud.count <= Self.mostSinglePoints else {
            paintCloud(cloud, layer)
            return
        }
        for placed in cloud {
            var path = PathText()
            path.marker(layer.emphasis, placed.place, cloud.count > 120 ? 3 : 4)
            marks.append(
                .path(
                    classes("plot-point", layer), path, link: hasLinks ? placed.point.localLink : nil,
                    tip: tip(placed.point, layer)))
        }
    }

    /// Many points as one path; those with links lie on top of it, as far as they can be hit.
    private mutating func paintCloud(_ cloud: [PlacedPoint], _ layer: PlotLayer) {
        var path = PathText()
        for placed in cloud {
            if layer.emphasis == .alarm {
                path.marker(.alarm, placed.place, 2.5)
            } else {
                path.polyline([placed.place])
            }
        }
        marks.append(
            .path(classes(layer.emphasis == .alarm ? "plot-point" : "plot-cloud", layer), path, tip: layer.name))
        guard hasLinks else { return }
        let linked = cloud.filter { $0.point.localLink != nil }
        for placed in Thinning.cloud(linked, limit: Self.mostSinglePoints, place: \.place, goesFirst: { _ in true }) {
            var path = PathText()
            path.marker(layer.emphasis, placed.place, 2.5)
            marks.append(
                .path(classes("plot-point", layer), path, link: placed.point.localLink, tip: tip(placed.point, layer)))
        }
    }

    private mutating func paintBars(_ geometry: PlotGeometry) {
        let count = plot.barLayers.count
        guard count > 0 else { return }
        let slot = plot.barSlot
        var index = 0
        for layer in plot.layers {
            guard case .bars(let points) = layer.shape else { continue }
            let bars = geometry.bars(points, slot: slot, index: index, count: count)
            index += 1
            let isSingle = bars.count <= Self.mostSinglePoints
            var together = PathText()
            var errors = PathText()
            for bar in bars {
                var path = PathText()
                path.box(bar.box)
                if isSingle {
                    marks.append(
                        .path(
                            classes("plot-bar", layer), path, link: hasLinks ? bar.point.localLink : nil,
                            tip: tip(bar.point, layer)))
                } else {
                    together.box(bar.box)
                }
                Self.add(
                    bar.limits, at: (bar.box.left + bar.box.right) / 2, cap: min(4, bar.box.width / 3), to: &errors)
            }
            if !together.isEmpty { marks.append(.path(classes("plot-bar", layer), together, tip: layer.name)) }
            // An edge of the ground's colour, so that it stands out from the bar too.
            if !errors.isEmpty { marks += [.path("plot-halo", errors), .path("plot-bar-error", errors)] }
        }
    }

    private static func add(
        _ limits: (top: Double, bottom: Double)?, at x: Double, cap: Double, to path: inout PathText
    ) {
        guard let limits else { return }
        path.segment(x, limits.bottom, x, limits.top)
        guard cap > 0.5 else { return }
        path.segment(x - cap, limits.top, x + cap, limits.top)
        path.segment(x - cap, limits.bottom, x + cap, limits.bottom)
    }

    private mutating func paintLevel(_ value: Double, _ label: String?, _ layer: PlotLayer, _ geometry: PlotGeometry) {
        let box = geometry.box
        guard let y = geometry.placeY(value), y >= box.top - 0.5, y <= box.bottom + 0.5 else { return }
        var path = PathText()
        path.segment(box.left, y, box.right, y)
        marks.append(.path(classes("plot-level", layer), path, tip: label ?? layer.name))
    }

    /// A level's label stands above its line at the end where less is drawn.
    private mutating func noteLevel(_ value: Double, _ label: String, _ geometry: PlotGeometry) {
        let box = geometry.box
        guard !label.isEmpty, let y = geometry.placeY(value), y >= box.top - 0.5, y <= box.bottom + 0.5 else { return }
        let text = TextMeasure.cut(label, to: box.width - 8, Self.textWidth)
        let length = Self.textWidth(text)
        let base = y - box.top < 18 ? y + 14 : y - 5
        func drawn(from left: Double) -> Int {
            let room = PlotBox(left: left - 4, top: base - 14, right: left + length + 4, bottom: base + 6)
            return plot.layers.reduce(0) { sum, layer in
                switch layer.shape {
                case .line(let points), .steps(let points), .points(let points), .bars(let points):
                    sum + points.count { geometry.place($0.x, $0.y).map(room.contains) ?? false }
                default: sum
                }
            }
        }
        let isRight = drawn(from: box.right - length - 4) <= drawn(from: box.left + 4)
        marks.append(
            .text("plot-note", text, isRight ? box.right - 4 : box.left + 4, base, isRight ? .end : .start))
    }

    private mutating func paintWindow(
        _ range: ClosedRange<Double>, _ label: String?, _ layer: PlotLayer, _ geometry: PlotGeometry
    ) {
        let box = geometry.box
        guard let begin = geometry.placeX(range.lowerBound), let end = geometry.placeX(range.upperBound),
            end >= box.left, begin <= box.right
        else { return }
        let left = box.clamped(x: begin)
        let right = box.clamped(x: end)
        var path = PathText()
        path.box(PlotBox(left: left, top: box.top, right: max(right, left), bottom: box.bottom))
        marks.append(.path(classes("plot-window", layer), path, tip: label ?? layer.name))
        var edges = PathText()
        for (edge, isSeen) in [(begin, begin >= box.left), (end, end <= box.right)] where isSeen {
            edges.segment(edge, box.top, edge, box.bottom)
        }
        if !edges.isEmpty { marks.append(.path(classes("plot-edge", layer), edges)) }
    }

    private mutating func noteWindow(_ range: ClosedRange<Double>, _ label: String, _ geometry: PlotGeometry) {
        let box = geometry.box
        guard !label.isEmpty, let begin = geometry.placeX(range.lowerBound),
            let end = geometry.placeX(range.upperBound),
            end >= box.left, begin <= box.right
        else { return }
        let left = box.clamped(x: begin)
        let right = box.clamped(x: end)
        // The text stands in the window, or beside it on the side that has room.
        let isRight = right - left < Self.textWidth(label) + 8 && box.right - left < left - box.left
        let x = isRight ? right - 4 : left + 4
        let room = isRight ? x - box.left : box.right - x
        let text = TextMeasure.cut(label, to: room, Self.textWidth)
        marks.append(.text("plot-note", text, x, box.top + 14, isRight ? .end : .start))
    }

    /// "label: x, y (low–high)".
    private func tip(_ point: PlotPoint, _ layer: PlotLayer) -> String {
        var text = [layer.name, point.label].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
        if !text.isEmpty { text += ": " }
        let x = PlotTable.shown(point.x, on: plot.x, numbers)
        text += "\(x); \(PlotTable.shown(point.y, on: plot.y, numbers))"
        if let low = point.low, let high = point.high, low.isFinite, high.isFinite {
            let limits = [low, high].map { PlotTable.shown($0, on: plot.y, numbers) }
            text += " (\(limits[0])–\(limits[1]))"
        }
        return TextMeasure.plain(text)
    }
}
