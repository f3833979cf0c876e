/// Leaves of many points what a column of pixels can show.
enum Thinning {
    /// Of the points of a line in order of x, the first, the lowest, the highest and the last of each column: the line that
    /// joins them covers the same pixels (Jugel et al.: M4, a visualization-oriented time series data aggregation, 2014).
    static func line(_ places: [PlotPlace], column: Double) -> [PlotPlace] {
        thinned(places, column: column, x: \.x) { group in
            guard group.count > 4 else { return Array(group) }
            var lowest = group.startIndex
            var highest = group.startIndex
            for index in group.indices {
                if group[index].y > group[lowest].y { lowest = index }
                if group[index].y < group[highest].y { highest = index }
            }
            let kept = Set([group.startIndex, lowest, highest, group.endIndex - 1])
            return kept.sorted().map { group[$0] }
        }
    }

    /// Of a band in order of x, its greatest extent in each column.
    static func band(_ edges: [BandEdge], column: Double) -> [BandEdge] {
        thinned(edges, column: column, x: \.x) { group in
            guard group.count > 2, let first = group.first, let last = group.last else { return Array(group) }
            let top = group.reduce(first.top) { min($0, $1.top) }
            let bottom = group.reduce(first.bottom) { max($0, $1.bottom) }
            return [BandEdge(x: first.x, top: top, bottom: bottom), BandEdge(x: last.x, top: top, bottom: bottom)]
        }
    }

    /// A single point of each cell of a grid so coarse that at most `limit` are left; those with links go first. The points
    /// that lie farthest out are always kept.
    static func cloud<Element>(
        _ elements: [Element], limit: Int, place: (Element) -> PlotPlace, goesFirst: (Element) -> Bool
    ) -> [Element] {
        guard elements.count > limit, !elements.isEmpty else { return elements }
        let places = elements.map(place)
        var outermost: Set<Int> = []
        for isBefore: (PlotPlace, PlotPlace) -> Bool in [
            { $0.x < $1.x }, { $0.x > $1.x }, { $0.y < $1.y }, { $0.y > $1.y },
        ] {
            let found = places.indices.min { isBefore(places[$0], places[$1]) }
            if let found { outermost.insert(found) }
        }
        let order =
            elements.indices.filter { goesFirst(elements[$0]) } + elements.indices.filter { !goesFirst(elements[$0]) }
        var cell = 1.0
        while true {
            var taken: Set<PlotPlace> = []
            var kept = outermost
            for index in order {
                let at = PlotPlace(x: (places[index].x / cell).rounded(), y: (places[index].y / cell).rounded())
                if taken.insert(at).inserted { kept.insert(index) }
                if kept.count > limit + 4, cell < 1_024 { break }
            }
            if kept.count <= limit + 4 || cell >= 1_024 { return kept.sorted().map { elements[$0] } }
            cell *= 1.5
        }
    }

    private static func thinned<Element>(
        _ elements: [Element], column: Double, x: (Element) -> Double, keep: (ArraySlice<Element>) -> [Element]
    ) -> [Element] {
        guard elements.count > 4 else { return elements }
        var kept: [Element] = []
        var begin = elements.startIndex
        while begin < elements.endIndex {
            let here = (x(elements[begin]) / column).rounded(.down)
            var end = begin + 1
            while end < elements.endIndex, (x(elements[end]) / column).rounded(.down) == here { end += 1 }
            kept += keep(elements[begin..<end])
            begin = end
        }
        return kept
    }
}

/// A band at one place, on the drawing.
struct BandEdge: Hashable {
    var x: Double
    var top: Double
    var bottom: Double
}
