/// A plot laid out: what stands where, ready to be written as SVG.
package struct PlotDrawing: Hashable, Sendable {
    package let width: Double
    package let height: Double
    /// The drawing's name, for who cannot see it.
    package let title: String
    /// What it shows, in a sentence or two.
    package let description: String
    /// In the order in which they are drawn.
    package let marks: [PlotMark]

    private let style: SVGStyle

    /// - Parameter isCaptioned: the title and the source stand around the drawing already.
    package init(_ plot: Plot, style: SVGStyle, width: Double, height: Double, isCaptioned: Bool = false) {
        func size(_ value: Double, _ range: ClosedRange<Double>, otherwise: Double) -> Double {
            value.isFinite ? min(max(value, range.lowerBound), range.upperBound).rounded() : otherwise
        }
        var painter = PlotPainter(
            plot, style: style, width: size(width, 240...4_000, otherwise: 720),
            height: size(height, 160...4_000, otherwise: 420), isCaptioned: isCaptioned)
        painter.paint()
        self.style = style
        self.width = painter.width
        self.height = painter.height
        self.marks = painter.marks
        title = TextMeasure.plain(plot.title)
        description = TextMeasure.plain(Self.described(plot))
    }

    /// The drawing's size, as `viewBox` has it.
    package var box: String { "0 0 \(PathText.number(width)) \(PathText.number(height))" }

    package var hasLinks: Bool { marks.contains { $0.link != nil } }

    private static func described(_ plot: Plot) -> String {
        var parts = [
            plot.subtitle ?? "", [plot.y.title, plot.x.title].filter { !$0.isEmpty }.joined(separator: " / "),
        ]
        if !plot.hasData { parts.append(plot.emptyText) }
        var names: [String] = []
        for case let name? in plot.layers.map(\.name) where !names.contains(name) && names.count < 20 {
            names.append(name)
        }
        parts += [names.joined(separator: ", "), plot.source]
        return parts.filter { !$0.isEmpty }.joined(separator: ". ")
    }

    /// The drawing as SVG.
    package var svg: String {
        let role = hasLinks ? "group" : "img"
        let size = "viewBox=\"\(box)\" role=\"\(role)\""
        var text = "<svg class=\"plot\" "
        switch style {
        case .page: text += "\(size)>\n"
        case .standalone:
            text =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg class=\"plot\" xmlns=\"http://www.w3.org/2000/svg\" \(size)>\n"
        }
        text += "<title>\(Self.escaped(title))</title>\n<desc>\(Self.escaped(description))</desc>\n"
        if style == .standalone {
            text += "<style>\n\(StandaloneStyle.sheet)</style>\n"
            text += "<rect class=\"plot-paper\" width=\"100%\" height=\"100%\"/>\n"
        }
        for mark in marks { text += Self.written(mark) + "\n" }
        return text + "</svg>\n"
    }

    private static func written(_ mark: PlotMark) -> String {
        let tip = mark.tip.map { "<title>\(escaped($0))</title>" } ?? ""
        var text = ""
        if let path = mark.path {
            text = "<path class=\"\(mark.classes)\" d=\"\(path)\""
            text += tip.isEmpty ? "/>" : ">\(tip)</path>"
        } else {
            text = "<text class=\"\(mark.classes)\" x=\"\(mark.x)\" y=\"\(mark.y)\""
            if mark.anchor != .start { text += " text-anchor=\"\(mark.anchor.rawValue)\"" }
            text += ">\(escaped(mark.text ?? ""))\(tip)</text>"
        }
        guard let link = mark.link else { return text }
        return "<a href=\"\(escaped(link))\" aria-label=\"\(escaped(mark.tip ?? link))\">\(text)</a>"
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
