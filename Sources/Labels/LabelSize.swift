/// The size of a label.
public struct LabelSize: Hashable, Sendable {
    /// What a side may have, in millimetres.
    public static let range: ClosedRange<Double> = 5...500

    /// In millimetres.
    public let width: Double
    /// In millimetres.
    public let height: Double

    /// 80 mm by 40 mm: the two numbers and a code, legible from an arm's length.
    public static let plate = LabelSize(uncheckedWidth: 80, height: 40)

    private init(uncheckedWidth width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// - Throws: `label.size` where a side is not within ``range``.
    public init(width: Double, height: Double) throws(LabelError) {
        guard Self.range.contains(width), Self.range.contains(height) else { throw Self.wrong }
        self.init(uncheckedWidth: width, height: height)
    }

    /// Reads a size such as `80x40` or `99.1x38.1`: width and height in millimetres.
    ///
    /// - Throws: `label.size`.
    public init(parsing text: some StringProtocol) throws(LabelError) {
        let sides: [Double?] = text.split(separator: "x", omittingEmptySubsequences: false).map {
            Self.millimetres(String($0))
        }
        guard sides.count == 2, let width = sides[0], let height = sides[1] else { throw Self.wrong }
        try self.init(width: width, height: height)
    }

    /// As ``init(parsing:)`` reads it, such as `99.1x38.1`.
    public var text: String { "\(Decimals.text(width))x\(Decimals.text(height))" }

    /// Digits, and after a point one to three more: neither signs nor exponents.
    static func millimetres(_ text: String) -> Double? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...6).contains(parts[0].utf8.count),
            parts.count == 1 || (1...3).contains(parts[1].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return Double(text)
    }

    private static let wrong = LabelError(
        .size,
        "A label's size is its width and height in millimetres from \(Int(range.lowerBound)) to "
            + "\(Int(range.upperBound)), such as 80x40.")
}

extension LabelSize: CustomStringConvertible {
    /// Such as `99.1 x 38.1 mm`.
    public var description: String { "\(Decimals.text(width)) x \(Decimals.text(height)) mm" }
}
