/// One line of the report: what was measured, against what, and whether it is good enough.
struct Finding {
    let subject: String
    let target: String
    let measured: String
    /// Median and ends where it was measured in pairs, as text.
    let ratio: String
    let isMet: Bool

    /// - Parameter ratio: nil where the target is not a ratio.
    init(_ subject: String, target: String, measured: String, ratio: Spread? = nil, isMet: Bool) {
        self.subject = subject
        self.target = target
        self.measured = measured
        self.ratio = ratio.map(Figures.spread) ?? ""
        self.isMet = isMet
    }
}
