/// A thing on a drawing: a path or a text. All of a plot is made of these, so that a template can write it escaped.
package struct PlotMark: Hashable, Sendable {
    /// Where a text is held.
    package enum Anchor: String, Hashable, Sendable {
        case start, middle, end
    }

    /// The classes of the style sheet.
    package var classes: String
    /// The path's `d`; nil for a text.
    package var path: String?
    /// The text; nil for a path.
    package var text: String?
    /// Where the text stands, as written.
    package var x = ""
    /// The text's base line, as written.
    package var y = ""
    package var anchor = Anchor.start
    /// A path on this site.
    package var link: String?
    /// What is said where one points at it.
    package var tip: String?

    static func path(_ classes: String, _ path: PathText, link: String? = nil, tip: String? = nil) -> PlotMark {
        PlotMark(classes: classes, path: path.text, link: link, tip: tip.map(TextMeasure.plain))
    }

    static func text(
        _ classes: String, _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, tip: String? = nil
    ) -> PlotMark {
        PlotMark(
            classes: classes, text: TextMeasure.plain(text), x: PathText.number(x), y: PathText.number(y),
            anchor: anchor,
            tip: tip.map(TextMeasure.plain))
    }
}

/// Writes the `d` of a path, in tenths of a pixel.
struct PathText {
    private(set) var text = ""

    var isEmpty: Bool { text.isEmpty }

    /// A coordinate with one decimal place at most.
    static func number(_ value: Double) -> String {
        let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }

    private mutating func add(_ command: String, _ numbers: Double...) {
        text += command
        for (index, number) in numbers.enumerated() {
            if index > 0 { text += " " }
            text += Self.number(number)
        }
    }

    mutating func move(_ x: Double, _ y: Double) { add("M", x, y) }
    mutating func line(_ x: Double, _ y: Double) { add("L", x, y) }
    mutating func close() { text += "Z" }

    mutating func segment(_ fromX: Double, _ fromY: Double, _ toX: Double, _ toY: Double) {
        move(fromX, fromY)
        if Self.number(fromX) == Self.number(toX) {
            add("V", toY)
        } else if Self.number(fromY) == Self.number(toY) {
            add("H", toX)
        } else {
            line(toX, toY)
        }
    }

    /// A line through places; a dot where there is only one.
    mutating func polyline(_ places: [PlotPlace]) {
        guard let first = places.first else { return }
        move(first.x, first.y)
        var last = (Self.number(first.x), Self.number(first.y))
        if places.count == 1 { text += "h0" }
        for place in places.dropFirst() {
            let next = (Self.number(place.x), Self.number(place.y))
            if next.0 == last.0, next.1 == last.1 { continue }
            text += next.1 == last.1 ? "H\(next.0)" : next.0 == last.0 ? "V\(next.1)" : "L\(next.0) \(next.1)"
            last = next
        }
        if !text.isEmpty, places.count > 1, last == (Self.number(first.x), Self.number(first.y)) { text += "h0" }
    }

    mutating func area(_ places: [PlotPlace]) {
        polyline(places)
        close()
    }

    mutating func box(_ box: PlotBox) {
        move(box.left, box.top)
        add("H", box.right)
        add("V", box.bottom)
        add("H", box.left)
        close()
    }

    mutating func circle(_ centre: PlotPlace, _ radius: Double) {
        move(centre.x - radius, centre.y)
        add("a", radius, radius, 0, 1, 0, radius * 2, 0)
        add("a", radius, radius, 0, 1, 0, -radius * 2, 0)
        close()
    }

    /// The form of a series' points, by which one tells it apart without colours.
    mutating func marker(_ emphasis: PlotEmphasis, _ centre: PlotPlace, _ radius: Double) {
        func polygon(_ corners: [(Double, Double)]) {
            for (index, corner) in corners.enumerated() {
                let x = centre.x + corner.0 * radius
                let y = centre.y + corner.1 * radius
                if index == 0 { move(x, y) } else { line(x, y) }
            }
            close()
        }
        switch emphasis {
        case .first: circle(centre, radius)
        case .second: polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
        case .third: polygon([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)])
        case .fourth: polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
        case .fifth: polygon([(0, 1.2), (1.1, -0.8), (-1.1, -0.8)])
        case .sixth:
            let arm = 0.4
            polygon([
                (-arm, -1.2), (arm, -1.2), (arm, -arm), (1.2, -arm), (1.2, arm), (arm, arm), (arm, 1.2), (-arm, 1.2),
                (-arm, arm), (-1.2, arm), (-1.2, -arm), (-arm, -arm),
            ])
        case .muted: circle(centre, radius * 0.8)
        case .alarm:
            // A ring around the point.
            circle(centre, radius * 0.9)
            circle(centre, radius * 2)
            circle(centre, radius * 1.6)
        }
    }
}
