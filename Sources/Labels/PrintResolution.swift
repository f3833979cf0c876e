/// How many dots a printer has on a millimetre. Codes are drawn in whole dots, so that each module is as wide as its
/// neighbour.
public enum PrintResolution: Int, CaseIterable, Hashable, Sendable {
    /// Eight dots a millimetre: what most label printers have.
    case dpi203 = 203
    /// About twelve.
    case dpi300 = 300
    /// About twenty-four.
    case dpi600 = 600

    /// Dots on a millimetre. Printers of '203 dpi' have 8, of '300' 300/25.4 and of '600' 600/25.4.
    public var dotsPerMillimetre: Double { self == .dpi203 ? 8 : Double(rawValue) / 25.4 }

    /// Reads `203`, `300` or `600`.
    ///
    /// - Throws: `label.resolution`.
    public init(parsing text: some StringProtocol) throws(LabelError) {
        guard let found = Self.allCases.first(where: { String($0.rawValue) == text }) else {
            throw LabelError(.resolution, "A printer's resolution is 203, 300 or 600 dots an inch.")
        }
        self = found
    }

    /// A length in whole dots.
    func dots(_ millimetres: Double) -> Int { Int((millimetres * dotsPerMillimetre).rounded()) }

    /// The whole number of dots that lies within a range of lengths, the largest; nil where none does.
    func dots(within range: ClosedRange<Double>) -> ClosedRange<Int>? {
        // A hair's breadth less: 0.375 mm are 3 dots of 1/8 mm, whatever the last binary digit says.
        let least = Int((range.lowerBound * dotsPerMillimetre - 1e-6).rounded(.up))
        let most = Int((range.upperBound * dotsPerMillimetre + 1e-6).rounded(.down))
        return max(1, least) <= most ? max(1, least)...most : nil
    }
}
