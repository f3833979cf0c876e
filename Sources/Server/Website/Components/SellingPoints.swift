/// Whom a model is made for, and what speaks for it.
package struct SellingPoints: Component {
    package var segment: String?
    package var points: [String]

    package init(segment: String? = nil, points: [String]) {
        self.segment = segment
        self.points = points
    }

    package var mustache: [String: any Sendable] {
        let items: [[String: any Sendable]] = points.map { ["text": $0] }
        return [
            "segment": shown(segment),
            "points": items.isEmpty ? false as any Sendable : ["items": items] as [String: any Sendable],
        ]
    }
}
