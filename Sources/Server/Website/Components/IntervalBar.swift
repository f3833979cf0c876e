/// A rate with its limits on a line from zero, drawn as SVG.
package struct IntervalBar: Component {
    /// The drawing is this wide; the style sheet scales it.
    private static let width = 400.0
    private static let margin = 10.0

    private let low: Double
    private let point: Double
    private let high: Double
    private let end: Double
    private let label: String

    /// - Parameters:
    ///   - low: the lower limit, in per cent.
    ///   - point: the rate, in per cent.
    ///   - high: the upper limit, in per cent.
    ///   - label: the drawing in words, for who cannot see it.
    /// - Returns: nil where the three are not finite numbers from zero upwards in this order.
    package init?(low: Double, point: Double, high: Double, label: String) {
        guard low.isFinite, point.isFinite, high.isFinite, low >= 0, low <= point, point <= high, high > 0,
            high <= 1e9
        else { return nil }
        self.low = low
        self.point = point
        self.high = high
        self.label = label
        self.end = Self.axisEnd(above: high)
    }

    /// The first of 1, 2, 5 times a power of ten that leaves some air.
    private static func axisEnd(above value: Double) -> Double {
        var power = 1e-6
        while true {
            for step in [1.0, 2.0, 5.0] where step * power >= value * 1.1 {
                return step * power
            }
            power *= 10
        }
    }

    package var mustache: [String: any Sendable] {
        func x(_ value: Double) -> Double {
            Self.margin + value / end * (Self.width - 2 * Self.margin)
        }
        func text(_ value: Double) -> String {
            Numbers.fixed(value, places: 1, separator: "", decimalSign: ".")
        }
        let ticks: [[String: any Sendable]] = [0, end / 2, end].map { value in
            ["x": text(x(value)), "text": Numbers.exact(value) + " %"]
        }
        return [
            "label": label, "low": text(x(low)), "point": text(x(point)), "high": text(x(high)),
            "span": text(Swift.max(x(high) - x(low), 1)), "ticks": ticks,
        ]
    }
}
