/// Where values lie on a drawing of a certain size: the same for SVG and for text.
struct PlotGeometry {
    let x: AxisScale
    let y: AxisScale
    let box: PlotBox
    /// How wide a column is in which nothing finer is seen.
    let column: Double

    func placeX(_ value: Double) -> Double? { x.share(value).map { box.left + $0 * box.width } }
    func placeY(_ value: Double) -> Double? { y.share(value).map { box.bottom - $0 * box.height } }

    func place(_ valueX: Double, _ valueY: Double) -> PlotPlace? {
        guard let x = placeX(valueX), let y = placeY(valueY) else { return nil }
        return PlotPlace(x: x, y: y)
    }

    /// Where bars begin.
    var baseline: Double { box.bottom - y.baseShare * box.height }

    /// The parts of a line through the points, thinned and cut at the edges.
    func curves(_ points: [PlotPoint], isStepped: Bool) -> [[PlotPlace]] {
        runs(points, x: \.x) { place($0.x, $0.y) }.flatMap { run in
            let thinned = Thinning.line(run, column: column)
            return box.clipped(isStepped ? Self.stepped(thinned) : thinned)
        }
    }

    /// The parts of a band, as areas.
    func areas(_ points: [PlotBandPoint], isStepped: Bool) -> [[PlotPlace]] {
        bandEdges(points, isStepped: isStepped).compactMap { edges in
            let upper = edges.map { PlotPlace(x: $0.x, y: $0.top) }
            let lower = edges.map { PlotPlace(x: $0.x, y: $0.bottom) }
            let area = box.clipped(area: upper + lower.reversed())
            return area.count >= 3 ? area : nil
        }
    }

    /// The parts of a band, with a corner wherever it steps.
    func bandEdges(_ points: [PlotBandPoint], isStepped: Bool) -> [[BandEdge]] {
        runs(points, x: \.x) { point -> BandEdge? in
            guard let x = placeX(point.x), let low = placeY(point.low), let high = placeY(point.high) else {
                return nil
            }
            return BandEdge(x: x, top: min(low, high), bottom: max(low, high))
        }.map { run in
            let thinned = Thinning.band(run, column: column)
            guard isStepped else { return thinned }
            var corners: [BandEdge] = []
            for edge in thinned {
                if let last = corners.last { corners.append(BandEdge(x: edge.x, top: last.top, bottom: last.bottom)) }
                corners.append(edge)
            }
            return corners
        }
    }

    /// Points in order of x, in runs that end where one has no place. A gap that lies inside a column is none.
    private func runs<Point, Placed>(
        _ points: [Point], x valueX: (Point) -> Double, _ placed: (Point) -> Placed?
    ) -> [[Placed]] {
        var points = points.filter { valueX($0).isFinite }
        if !zip(points, points.dropFirst()).allSatisfy({ valueX($0) <= valueX($1) }) {
            points = points.enumerated().sorted { first, second in
                (valueX(first.element), first.offset) < (valueX(second.element), second.offset)
            }.map(\.element)
        }
        var runs: [[Placed]] = []
        var isOpen = false
        var lastColumn: Double?
        for point in points {
            guard let place = placed(point) else {
                isOpen = false
                continue
            }
            let column = placeX(valueX(point)).map { ($0 / self.column).rounded(.down) }
            if runs.isEmpty || !isOpen && column != lastColumn { runs.append([]) }
            runs[runs.count - 1].append(place)
            isOpen = true
            lastColumn = column
        }
        return runs
    }

    /// A line that keeps its height until the next point.
    private static func stepped(_ places: [PlotPlace]) -> [PlotPlace] {
        var corners: [PlotPlace] = []
        corners.reserveCapacity(places.count * 2)
        for place in places {
            if let last = corners.last, last.y != place.y, last.x != place.x {
                corners.append(PlotPlace(x: place.x, y: last.y))
            }
            corners.append(place)
        }
        return corners
    }
}
