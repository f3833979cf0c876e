/// A place on the drawing, in its units, y downwards.
struct PlotPlace: Hashable {
    var x: Double
    var y: Double
}

/// A box on the drawing.
struct PlotBox: Hashable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }

    func contains(_ place: PlotPlace) -> Bool {
        place.x >= left - 1e-6 && place.x <= right + 1e-6 && place.y >= top - 1e-6 && place.y <= bottom + 1e-6
    }

    func clamped(x: Double) -> Double { min(max(x, left), right) }
    func clamped(y: Double) -> Double { min(max(y, top), bottom) }

    /// The parts of a line that lie inside (Liang, Barsky: A new concept and method for line clipping, 1984).
    func clipped(_ line: [PlotPlace]) -> [[PlotPlace]] {
        guard let first = line.first else { return [] }
        if line.count == 1 { return contains(first) ? [line] : [] }
        var parts: [[PlotPlace]] = []
        var part: [PlotPlace] = []
        for (from, to) in zip(line, line.dropFirst()) {
            guard let ends = clipped(from, to) else {
                if !part.isEmpty { parts.append(part) }
                part = []
                continue
            }
            if part.last != ends.from {
                if !part.isEmpty { parts.append(part) }
                part = [ends.from]
            }
            part.append(ends.to)
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }

    private func clipped(_ from: PlotPlace, _ to: PlotPlace) -> (from: PlotPlace, to: PlotPlace)? {
        let dx = to.x - from.x
        let dy = to.y - from.y
        var begin = 0.0
        var end = 1.0
        for (step, room) in [
            (-dx, from.x - left), (dx, right - from.x), (-dy, from.y - top), (dy, bottom - from.y),
        ] {
            if step == 0 {
                if room < 0 { return nil }
            } else if step < 0 {
                begin = max(begin, room / step)
            } else {
                end = min(end, room / step)
            }
        }
        guard begin <= end else { return nil }
        func place(_ share: Double) -> PlotPlace {
            share == 0
                ? from
                : share == 1 ? to : PlotPlace(x: clamped(x: from.x + share * dx), y: clamped(y: from.y + share * dy))
        }
        return (place(begin), place(end))
    }

    /// The part of an area that lies inside (Sutherland, Hodgman: Reentrant polygon clipping, 1974).
    func clipped(area: [PlotPlace]) -> [PlotPlace] {
        var area = area
        let edges: [(isInside: (PlotPlace) -> Bool, cut: (PlotPlace, PlotPlace) -> PlotPlace)] = [
            ({ $0.x >= left }, { Self.cut($0, $1, x: left) }), ({ $0.x <= right }, { Self.cut($0, $1, x: right) }),
            ({ $0.y >= top }, { Self.cut($0, $1, y: top) }), ({ $0.y <= bottom }, { Self.cut($0, $1, y: bottom) }),
        ]
        for edge in edges {
            guard var previous = area.last else { return [] }
            var kept: [PlotPlace] = []
            for place in area {
                if edge.isInside(place) != edge.isInside(previous) { kept.append(edge.cut(previous, place)) }
                if edge.isInside(place) { kept.append(place) }
                previous = place
            }
            area = kept
        }
        return area
    }

    private static func cut(_ from: PlotPlace, _ to: PlotPlace, x: Double) -> PlotPlace {
        PlotPlace(x: x, y: from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x))
    }

    private static func cut(_ from: PlotPlace, _ to: PlotPlace, y: Double) -> PlotPlace {
        PlotPlace(x: from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y), y: y)
    }
}
