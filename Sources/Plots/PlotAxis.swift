/// An axis: what it measures, and how.
public struct PlotAxis: Hashable, Sendable {
    /// What is measured: "Age".
    public var label: String
    /// In what: "days".
    public var unit: String?
    /// How values are spread over the axis.
    public var scale: PlotScale
    /// From where to where; nil for round numbers around the data. A range without a place on the scale counts as nil.
    public var range: ClosedRange<Double>?
    /// How its values are written.
    public var format: PlotNumberFormat

    /// An axis, linear unless stated.
    public init(
        label: String, unit: String? = nil, scale: PlotScale = .linear, range: ClosedRange<Double>? = nil,
        format: PlotNumberFormat = .number
    ) {
        self.label = label
        self.unit = unit
        self.scale = scale
        self.range = range
        self.format = format
    }

    /// "Age (days)".
    var title: String {
        guard let unit, !unit.isEmpty else { return label }
        return label.isEmpty ? unit : "\(label) (\(unit))"
    }
}

/// How values are spread over an axis.
public enum PlotScale: Hashable, Sendable {
    /// Evenly.
    case linear
    /// By their logarithm; what is not above 0 has no place.
    case logarithmic
    /// ln(−ln(1−F)) of a share F: the points of a Weibull distribution lie on a line. 0, 1 and what lies beyond have no place.
    case weibull
    /// One place for each text; the value is its index.
    case categories([String])
    /// Days since 1970-01-01, with ticks at days, months or years.
    case days
}

/// How values are written.
public enum PlotNumberFormat: Hashable, Sendable {
    /// As numbers.
    case number
    /// In per cent: 0.021 as 2.1 %.
    case percent
}
