/// What a plot says of itself, and its signs of numbers, in the reader's language.
public struct PlotWords: Hashable, Sendable {
    /// Stands before decimal places.
    public var decimalSign: String
    /// Stands between thousands.
    public var thousands: String
    /// The title of the table's column of names.
    public var series: String
    /// The title of the column of lower limits.
    public var low: String
    /// The title of the column of upper limits.
    public var high: String
    /// The title of the column of numbers at risk, and of their rows under the plot.
    public var atRisk: String
    /// The title of the column of what is said of points.
    public var label: String

    /// Words of a language; English where left out.
    public init(
        decimalSign: String = ".", thousands: String = "\u{202F}", series: String = "Series", low: String = "Low",
        high: String = "High", atRisk: String = "At risk", label: String = "Note"
    ) {
        self.decimalSign = decimalSign
        self.thousands = thousands
        self.series = series
        self.low = low
        self.high = high
        self.atRisk = atRisk
        self.label = label
    }

    /// English, with narrow spaces between thousands.
    public static let english = PlotWords()
}
