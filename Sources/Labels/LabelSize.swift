/// The size of a label.
public struct LabelSize: Hashable, Sendable {
    /// Label printers of '203 dpi' print eight dots a millimetre; those of '300' and '600' about twelve and twenty-four.
    /// Labels are drawn in whole dots of the coarsest, so that there a module is as wide as its neighbour.
    public static let dotsPerMillimetre = 8

    /// What a side may have, in millimetres.
    public static let range: ClosedRange<Int> = 15...300

    /// In millimetres.
    public let width: Int
    /// In millimetres.
    public let height: Int

    /// 80 mm by 40 mm: the two numbers and a code, legible from an arm's length.
    public static let plate = LabelSize(uncheckedWidth: 80, height: 40)

    private init(uncheckedWidth width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// - Throws: `label.size` where a side is not within ``range``.
    public init(width: Int, height: Int) throws(LabelError) {
        guard Self.range.contains(width), Self.range.contains(height) else { throw Self.wrong }
        self.init(uncheckedWidth: width, height: height)
    }

    /// Reads a size such as `80x40`: width and height in whole millimetres.
    ///
    /// - Throws: `label.size`.
    public init(parsing text: some StringProtocol) throws(LabelError) {
        let sides: [Int?] = text.split(separator: "x", omittingEmptySubsequences: false).map { side in
            side.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(side) : nil
        }
        guard sides.count == 2, let width = sides[0], let height = sides[1] else { throw Self.wrong }
        try self.init(width: width, height: height)
    }

    private static let wrong = LabelError(
        .size,
        "A label's size is its width and height in whole millimetres from \(range.lowerBound) to \(range.upperBound), "
            + "such as 80x40.")

    var dotsWide: Int { width * Self.dotsPerMillimetre }
    var dotsHigh: Int { height * Self.dotsPerMillimetre }
}
