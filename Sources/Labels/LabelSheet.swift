/// A sheet of labels: how many, how large, and where. Lengths are millimetres.
public struct LabelSheet: Hashable, Sendable {
    /// Of the paper.
    public var width: Double
    /// Of the paper.
    public var height: Double
    /// Labels beside each other.
    public var columns: Int
    /// Labels below each other.
    public var rows: Int
    /// From the paper's left edge to the first label.
    public var left: Double
    /// From the paper's upper edge to the first label.
    public var top: Double
    /// Of a label.
    public var labelWidth: Double
    /// Of a label.
    public var labelHeight: Double
    /// Between the labels of a row.
    public var columnGap: Double = 0
    /// Between the labels of a column.
    public var rowGap: Double = 0

    /// How many labels a sheet has.
    public var places: Int { columns * rows }

    /// Sheets that shops have, by the numbers of Avery (Avery Zweckform): sizes as printed on their packages.
    public static let named: [(name: String, about: String, sheet: LabelSheet)] = [
        ("A4", "one label on a page of A4", .init(whole: 210, 297)),
        ("Letter", "one label on a page of US Letter", .init(whole: 215.9, 279.4)),
        (
            "L7160", "A4, 3 by 7 labels of 63.5 x 38.1 mm",
            .init(210, 297, 3, 7, left: 7.25, top: 15.15, 63.5, 38.1, gaps: 2.5, 0)
        ),
        (
            "L7163", "A4, 2 by 7 labels of 99.1 x 38.1 mm",
            .init(210, 297, 2, 7, left: 4.65, top: 15.15, 99.1, 38.1, gaps: 2.5, 0)
        ),
        (
            "L7165", "A4, 2 by 4 labels of 99.1 x 67.7 mm",
            .init(210, 297, 2, 4, left: 4.65, top: 13.1, 99.1, 67.7, gaps: 2.5, 0)
        ),
        (
            "L7651", "A4, 5 by 13 labels of 38.1 x 21.2 mm",
            .init(210, 297, 5, 13, left: 4.75, top: 10.7, 38.1, 21.2, gaps: 2.5, 0)
        ),
        (
            "5160", "Letter, 3 by 10 labels of 66.675 x 25.4 mm",
            .init(215.9, 279.4, 3, 10, left: 4.7625, top: 12.7, 66.675, 25.4, gaps: 3.175, 0)
        ),
        (
            "5163", "Letter, 2 by 5 labels of 101.6 x 50.8 mm",
            .init(215.9, 279.4, 2, 5, left: 3.96875, top: 12.7, 101.6, 50.8, gaps: 4.7625, 0)
        ),
    ]

    private init(
        _ width: Double, _ height: Double, _ columns: Int, _ rows: Int, left: Double, top: Double, _ labelWidth: Double,
        _ labelHeight: Double, gaps columnGap: Double, _ rowGap: Double
    ) {
        (self.width, self.height, self.columns, self.rows) = (width, height, columns, rows)
        (self.left, self.top, self.labelWidth, self.labelHeight) = (left, top, labelWidth, labelHeight)
        (self.columnGap, self.rowGap) = (columnGap, rowGap)
    }

    private init(whole width: Double, _ height: Double) {
        self.init(width, height, 1, 1, left: 0, top: 0, width, height, gaps: 0, 0)
    }

    /// Reads the name of a sheet, or `210x297 3x7 63.5x38.1 at 7.25,15.15 gap 2.5,0`: the paper, labels beside and below
    /// each other, a label's size, where the first begins, and what lies between two; without the last, nothing.
    ///
    /// - Throws: `label.sheet`.
    public init(parsing text: String) throws(LabelError) {
        if let named = Self.named.first(where: { $0.name.lowercased() == text.lowercased() }) {
            self = named.sheet
            return
        }
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 5 || words.count == 7, words[3] == "at", words.count == 5 || words[5] == "gap",
            let paper = Self.pair(words[0], "x"), let count = Self.pair(words[1], "x"),
            let label = Self.pair(words[2], "x"), let first = Self.pair(words[4], ","),
            let gap = words.count == 7 ? Self.pair(words[6], ",") : (0, 0)
        else { throw Self.unread }
        guard (1...100).contains(count.0), (1...100).contains(count.1), count.0 == count.0.rounded(),
            count.1 == count.1.rounded(), LabelSize.range.contains(paper.0), LabelSize.range.contains(paper.1),
            LabelSize.range.contains(label.0), LabelSize.range.contains(label.1)
        else { throw Self.unread }
        self.init(
            paper.0, paper.1, Int(count.0), Int(count.1), left: first.0, top: first.1, label.0, label.1, gaps: gap.0,
            gap.1)
        let right: Double = left + Double(columns) * labelWidth + Double(columns - 1) * columnGap
        let bottom: Double = top + Double(rows) * labelHeight + Double(rows - 1) * rowGap
        guard right <= width + 0.01, bottom <= height + 0.01 else {
            throw LabelError(
                .sheet,
                "The labels of this sheet end at \(Decimals.text(right)) by \(Decimals.text(bottom)) mm, beyond its "
                    + "paper; make them smaller or fewer.")
        }
    }

    private static func pair(_ text: String, _ separator: Character) -> (Double, Double)? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = LabelSize.millimetres(String(parts[0])),
            let second = LabelSize.millimetres(String(parts[1]))
        else { return nil }
        return (first, second)
    }

    private static let unread = LabelError(
        .sheet,
        "A sheet is \(named.map(\.name).joined(separator: ", ")), or paper, labels beside and below each other, a label, the "
            + "first one's corner and the gaps in millimetres: '210x297 3x7 63.5x38.1 at 7.25,15.15 gap 2.5,0'.")

    /// - Throws: `label.sheet` where a label is larger than the sheet's, or the sheet has no such place.
    func check(_ size: LabelSize, start: Int) throws(LabelError) {
        guard size.width <= labelWidth + 0.01, size.height <= labelHeight + 0.01 else {
            throw LabelError(
                .sheet,
                "A label of \(Decimals.text(size.width)) by \(Decimals.text(size.height)) mm is larger than the sheet's, which "
                    + "are \(Decimals.text(labelWidth)) by \(Decimals.text(labelHeight)) mm; say a smaller size.")
        }
        guard (1...places).contains(start) else {
            throw LabelError(.sheet, "The sheet has the places 1 to \(places); begin with one of them.")
        }
    }

    /// The upper left corner of a label in the middle of its place; places are counted along the rows.
    func corner(of place: Int, label: LabelSize) -> (x: Double, y: Double) {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns)
        return (
            left + Double(column) * (labelWidth + columnGap) + (labelWidth - label.width) / 2,
            top + Double(row) * (labelHeight + rowGap) + (labelHeight - label.height) / 2
        )
    }

    /// Half of the way from a label to its neighbour on each side, which is what it may use of it; infinite where it has
    /// none and the paper ends.
    func room(around place: Int, label: LabelSize) -> LabelDrawing.Sides {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns)
        let across: Double = max(0, columnGap + labelWidth - label.width) / 2
        let down: Double = max(0, rowGap + labelHeight - label.height) / 2
        return .init(
            left: column == 0 ? .infinity : across, top: row == 0 ? .infinity : down,
            right: column == columns - 1 ? .infinity : across, bottom: row == rows - 1 ? .infinity : down)
    }
}
