/// A label as it is drawn: what stands where, for a printer of a given resolution. Lengths are millimetres from its upper
/// left corner, codes are in whole dots.
public struct LabelDrawing: Hashable, Sendable {
    enum Element: Hashable, Sendable {
        case text(TextRun)
        case code(PlacedCode)
        case fill(Box, isBlack: Bool)
        case frame(Box, thickness: Double, radius: Double)
        case picture(EmbeddedPicture, Box)
    }
    struct Box: Hashable, Sendable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        func inset(_ by: Double) -> Box {
            Box(x: x + by, y: y + by, width: max(0, width - 2 * by), height: max(0, height - 2 * by))
        }
    }
    /// A line of text.
    struct TextRun: Hashable, Sendable {
        var text: String
        var x: Double
        var baseLine: Double
        /// The type size.
        var size: Double
        var width: Double
        var typeface: Typeface
        var isWhite = false
        /// The field that it is, and where in the field's value it begins.
        var field: String?
        var offset = 0
        /// Of each character, at a type size of 1.
        var widths: [Double] = []
    }
    /// The dark modules of a code, in dots.
    struct PlacedCode: Hashable, Sendable {
        struct Bar: Hashable, Sendable {
            var x: Int
            var y: Int
            var width: Int
            var height: Int
        }
        var bars: [Bar]
        /// With its quiet zone.
        var area: Bar
    }

    /// Its size.
    public let size: LabelSize
    /// The printer's.
    public let resolution: PrintResolution
    /// What a screen reader says in place of it.
    public let title: String
    /// What its codes say.
    public internal(set) var description = ""
    var elements: [Element] = []

    var dotsWide: Int { resolution.dots(size.width) }
    var dotsHigh: Int { resolution.dots(size.height) }

    init(size: LabelSize, resolution: PrintResolution, title: String) {
        self.size = size
        self.resolution = resolution
        self.title = title
    }
}
