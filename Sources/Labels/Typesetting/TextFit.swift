/// A text set in lines of one size.
struct TextFit: Hashable, Sendable {
    struct Line: Hashable, Sendable {
        var text: String
        /// At a type size of 1.
        var width: Double
        /// How many characters of the whole text stand before it.
        var offset: Int
        /// The width of each of its characters at a type size of 1.
        var widths: [Double]
    }
    var lines: [Line]
    /// The type size in millimetres.
    var size: Double

    var height: Double { Double(lines.count) * size * Typeface.lineHeight }

    /// A size from which no further line break is needed: this part of the largest.
    private static let comfortable = 0.75

    /// Sets a text within a width, in as few lines as let it be comfortably large.
    ///
    /// - Parameters:
    ///   - paragraphs: What stands between line feeds.
    ///   - sizes: The smallest and the largest type size in millimetres.
    ///   - most: The most lines; nil for as many as the largest size takes.
    ///   - anywhere: Whether a line may end within a word.
    /// - Returns: Nil where the smallest size does not fit.
    init?(
        _ paragraphs: [MeasuredText], width: Double, sizes: ClosedRange<Double>, lines most: Int?, anywhere: Bool
    ) {
        guard width > 0 else { return nil }
        guard let most else {
            self.init(paragraphs, width: width, size: sizes.upperBound)
            return
        }
        guard paragraphs.count == 1, let text = paragraphs.first else {
            self.init(paragraphs, width: width, sizes: sizes, lines: most)
            return
        }
        var best: (lines: [Range<Int>], size: Double)?
        for count in 1...most {
            guard let found = text.balanced(count, anywhere: anywhere) else { return nil }
            let size: Double = found.width > 0 ? min(sizes.upperBound, width / found.width) : sizes.upperBound
            if size > (best?.size ?? 0) + 1e-9 { best = (found.lines, size) }
            if size >= sizes.upperBound * Self.comfortable, size >= sizes.lowerBound { break }
        }
        guard let best, best.size >= sizes.lowerBound - 1e-9 else { return nil }
        self.init(paragraphs, [best.lines], size: best.size)
    }

    /// Several paragraphs in at most so many lines, each line as full as it can be.
    private init?(_ paragraphs: [MeasuredText], width: Double, sizes: ClosedRange<Double>, lines most: Int) {
        let steps = 12
        for step in 0...steps {
            let size: Double =
                sizes.upperBound - (sizes.upperBound - sizes.lowerBound) * Double(step) / Double(steps)
            if let found = TextFit(paragraphs, width: width, size: size), found.lines.count <= most {
                self = found
                return
            }
        }
        return nil
    }

    /// Paragraphs of one size, each line as full as it can be; a word wider than a line is broken.
    private init?(_ paragraphs: [MeasuredText], width: Double, size: Double) {
        var lines: [[Range<Int>]] = []
        for paragraph in paragraphs {
            guard
                let found = paragraph.lines(width: width / size, anywhere: false)
                    ?? paragraph.lines(width: width / size, anywhere: true)
            else { return nil }
            lines.append(found)
        }
        self.init(paragraphs, lines, size: size)
    }

    private init(_ paragraphs: [MeasuredText], _ lines: [[Range<Int>]], size: Double) {
        self.size = size
        self.lines = []
        var before = 0
        for (paragraph, ranges) in zip(paragraphs, lines) {
            for range in ranges {
                self.lines.append(
                    Line(
                        text: paragraph.text(range), width: paragraph.width(range), offset: before + range.lowerBound,
                        widths: range.map { paragraph.width($0..<($0 + 1)) }))
            }
            before += paragraph.characters.count + 1
        }
    }

    /// One line with as much of a text as fits, and an ellipsis.
    init?(_ text: MeasuredText, ellipsis: MeasuredText, width: Double, size: Double) {
        let count: Int = text.shortened(to: width / size, ellipsis: ellipsis.width)
        guard count > 0 else { return nil }
        self.size = size
        lines = [
            Line(
                text: text.text(0..<count) + "…", width: text.width(0..<count) + ellipsis.width, offset: 0,
                widths: (0..<count).map { text.width($0..<($0 + 1)) } + [ellipsis.width])
        ]
    }
}
