/// A point on the drawing, with its limits.
struct PlacedPoint {
    var point: PlotPoint
    var place: PlotPlace
    /// The ends of its error bar, cut at the edges; nil where it has none.
    var limits: (top: Double, bottom: Double)?
}

/// A bar on the drawing.
struct PlacedBar {
    var point: PlotPoint
    var box: PlotBox
    var limits: (top: Double, bottom: Double)?
}

extension PlotGeometry {
    /// The points that lie inside, thinned to at most about `limit`.
    func cloud(_ points: [PlotPoint], limit: Int, isLinked: Bool) -> [PlacedPoint] {
        let placed: [PlacedPoint] = points.compactMap { point in
            guard let place = place(point.x, point.y), box.contains(place) else { return nil }
            return PlacedPoint(point: point, place: place, limits: limits(of: point))
        }
        return Thinning.cloud(placed, limit: limit, place: \.place) { isLinked && $0.point.localLink != nil }
    }

    private func limits(of point: PlotPoint) -> (top: Double, bottom: Double)? {
        let low = point.low.flatMap(placeY)
        let high = point.high.flatMap(placeY)
        guard low != nil || high != nil, let own = placeY(point.y) else { return nil }
        let ends = [low ?? own, high ?? own].map(box.clamped(y:))
        return (min(ends[0], ends[1]), max(ends[0], ends[1]))
    }

    /// The bars of one of several layers, at most one for each column.
    ///
    /// - Parameters:
    ///   - slot: the distance on the x axis that all bars at a value share.
    ///   - index: of the layer among the `count` that have bars.
    func bars(_ points: [PlotPoint], slot: Double, index: Int, count: Int) -> [PlacedBar] {
        let room = x.share(ofDistance: slot) * box.width * 0.76
        let width = max(room / Double(max(count, 1)), min(column, 1))
        var bars: [PlacedBar] = []
        for point in points.filter({ $0.x.isFinite }).sorted(by: { $0.x < $1.x }) {
            guard let place = place(point.x, point.y) else { continue }
            let left = place.x - room / 2 + Double(index) * width
            guard left + width > box.left, left < box.right else { continue }
            let end = box.clamped(y: place.y)
            let bar = PlacedBar(
                point: point,
                box: PlotBox(
                    left: box.clamped(x: left), top: min(end, baseline), right: box.clamped(x: left + width),
                    bottom: max(end, baseline)),
                limits: limits(of: point))
            // Of bars that lie on one another the longest is seen.
            if let last = bars.last, (last.box.left / column).rounded(.down) == (bar.box.left / column).rounded(.down) {
                if bar.box.height > last.box.height { bars[bars.count - 1] = bar }
            } else {
                bars.append(bar)
            }
        }
        return bars
    }
}

extension Plot {
    /// The bars of all layers that have some.
    var barLayers: [[PlotPoint]] {
        layers.compactMap { layer in
            if case .bars(let points) = layer.shape { points } else { nil }
        }
    }

    /// The least distance of two bars on the x axis: what the bars at a value share.
    var barSlot: Double {
        if case .categories = x.scale { return 1 }
        let values = barLayers.joined().compactMap { AxisScale.transformed($0.x, x.scale) }.sorted()
        let least = zip(values, values.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min()
        guard let least else {
            // A single place.
            return x.scale == .days ? 1 : max((values.first?.magnitude ?? 0) * 0.05, 0.1)
        }
        return least
    }

    /// The axis from left to right, as wide as the data.
    func scaleX(target: Int, _ numbers: PlotNumbers) -> AxisScale {
        var extent = Extent(x.scale)
        for layer in layers {
            switch layer.shape {
            case .line(let points), .steps(let points), .points(let points):
                for point in points where isOnY(point.y) { extent.add(point.x) }
            case .bars(let points):
                let half = barSlot / 2
                for point in points where isOnY(point.y) {
                    extent.add(point.x, margin: half)
                }
            case .band(let points, _):
                for point in points where isOnY(point.low) && isOnY(point.high) { extent.add(point.x) }
            case .level: break
            case .window(let range, _):
                extent.add(range.lowerBound)
                extent.add(range.upperBound)
            }
        }
        return AxisScale(x, extent: extent.range, isSnug: true, target: target, numbers: numbers)
    }

    /// The axis from bottom to top, as high as the data.
    func scaleY(target: Int, _ numbers: PlotNumbers) -> AxisScale {
        var extent = Extent(y.scale)
        for layer in layers {
            switch layer.shape {
            case .line(let points), .steps(let points), .points(let points), .bars(let points):
                for point in points where AxisScale.transformed(point.x, x.scale) != nil {
                    extent.add(point.y)
                    if let low = point.low { extent.add(low) }
                    if let high = point.high { extent.add(high) }
                }
            case .band(let points, _):
                for point in points where AxisScale.transformed(point.x, x.scale) != nil {
                    extent.add(point.low)
                    extent.add(point.high)
                }
            case .level(let value, _): extent.add(value)
            case .window: break
            }
        }
        return AxisScale(
            y, extent: extent.range, hasBars: !barLayers.allSatisfy(\.isEmpty), target: target, numbers: numbers)
    }

    private func isOnY(_ value: Double) -> Bool { AxisScale.transformed(value, y.scale) != nil }

    /// Whether anything but levels and windows has a place.
    var hasData: Bool {
        func isPlaced(_ valueX: Double, _ valueY: Double) -> Bool {
            AxisScale.transformed(valueX, x.scale) != nil && isOnY(valueY)
        }
        return layers.contains { layer in
            switch layer.shape {
            case .line(let points), .steps(let points), .points(let points), .bars(let points):
                points.contains { isPlaced($0.x, $0.y) }
            case .band(let points, _): points.contains { isPlaced($0.x, $0.low) && isOnY($0.high) }
            case .level, .window: false
            }
        }
    }
}

/// The least and the greatest of transformed values.
private struct Extent {
    let scale: PlotScale
    private(set) var range: ClosedRange<Double>?

    init(_ scale: PlotScale) { self.scale = scale }

    mutating func add(_ value: Double, margin: Double = 0) {
        guard let place = AxisScale.transformed(value, scale) else { return }
        let range = range ?? place - margin...place + margin
        self.range = min(range.lowerBound, place - margin)...max(range.upperBound, place + margin)
    }
}
