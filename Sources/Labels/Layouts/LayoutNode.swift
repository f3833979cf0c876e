/// An element of a layout. Lengths are millimetres.
enum LayoutNode: Hashable, Sendable {
    case group(Group)
    case text(Text)
    case code(Code)
    case line(thickness: Double)
    /// Nothing: of so many millimetres, or as much as there is.
    case space(Double?)
    case picture(Picture)

    enum Alignment: String, CaseIterable, Sendable {
        case left, center, right
    }

    /// How the elements of a row stand beside each other.
    enum RowAlignment: String, CaseIterable, Sendable {
        case top, middle, bottom
    }

    /// Elements beside each other, or one below the other.
    struct Group: Hashable, Sendable {
        var isRow: Bool
        var gap: Double = 0
        /// In a row: its width, or a share of what is left.
        var width: Double?
        /// In a column: takes what height is left.
        var fills = false
        var alignment = RowAlignment.top
        /// Between the frame and the elements.
        var padding: Double = 0
        /// How thick its frame is; 0 for none.
        var frame: Double = 0
        var radius: Double = 0
        /// White on black.
        var isReversed = false
        var children: [LayoutNode] = []
    }

    struct Text: Hashable, Sendable {
        var content: FieldText
        /// Of the type.
        var sizes: ClosedRange<Double> = LayoutNode.points(8)...LayoutNode.points(8)
        var typeface = Typeface()
        /// The most lines; nil for as many as it takes.
        var lines: Int? = 1
        var alignment = Alignment.left
        /// Whether its end may be left away.
        var isCut = false
        /// Whether it is left out where one of its fields is empty.
        var isOptional = false
        var width: Double?
    }

    struct Code: Hashable, Sendable {
        var symbology: Symbology
        var content: FieldText
        var modules: ClosedRange<Double>
        /// Of the bars, where it is linear.
        var height: Double = 10
        var correction = QRCode.Correction.medium
        /// The size of the type of what people read below it; nil for nothing.
        var readable: Double?
        var alignment = Alignment.left
        var isOptional = false
    }

    struct Picture: Hashable, Sendable {
        var picture: EmbeddedPicture
        var height: Double = 10
        var alignment = Alignment.left

        var width: Double { height * Double(picture.width) / Double(picture.height) }
    }

    /// Points (1/72 inch) in millimetres.
    static func points(_ points: Double) -> Double { points * 25.4 / 72 }
}
