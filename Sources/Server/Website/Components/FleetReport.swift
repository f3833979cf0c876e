/// How the units of a model have fared, as counted.
package struct FleetReport: Component {
    package var figures: [Fact]
    /// "1.09 %", or why no rate can be told.
    package var rate: String
    /// "between 0.98 % and 1.21 %".
    package var limits: String?
    package var bar: IntervalBar?
    /// What was counted, from when to when, and by whom.
    package var note: String?

    package init(figures: [Fact], rate: String, limits: String? = nil, bar: IntervalBar? = nil, note: String? = nil) {
        self.figures = figures
        self.rate = rate
        self.limits = limits
        self.bar = bar
        self.note = note
    }

    package var mustache: [String: any Sendable] {
        [
            "figures": shown(figures), "rate": rate, "limits": shown(limits), "bar": shown(bar), "note": shown(note),
        ]
    }
}
