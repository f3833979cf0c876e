/// A drawing of numbers: axes, what is drawn between them, and what is said around it.
///
/// Arrays in; SVG, text for a terminal, a table and CSV out. What is not finite, or has no place on its axis, is left out of
/// the drawing; the table has an empty cell there. Any number of points is drawn with what a pixel can show of them.
public struct Plot: Hashable, Sendable {
    /// What the plot shows: "Survival of WD40EFRX".
    public var title: String
    /// A second line under the title.
    public var subtitle: String?
    /// The axis from left to right.
    public var x: PlotAxis
    /// The axis from bottom to top.
    public var y: PlotAxis
    /// What is drawn. Shaded parts and bands lie below lines, and lines below points; else later ones lie on earlier ones.
    public var layers: [PlotLayer]
    /// Numbers at risk under the x axis, drawn where there is room; the table has them all.
    public var atRisk: [AtRiskRow]
    /// The small print beneath: method, exposure, data cut.
    public var source: String
    /// What an empty plot says.
    public var emptyText: String
    /// Signs of numbers and titles of the table in the reader's language.
    public var words: PlotWords

    /// A plot of layers between two axes.
    public init(
        _ title: String, subtitle: String? = nil, x: PlotAxis, y: PlotAxis, layers: [PlotLayer],
        atRisk: [AtRiskRow] = [], source: String, emptyText: String = "No data", words: PlotWords = .english
    ) {
        self.title = title
        self.subtitle = subtitle
        self.x = x
        self.y = y
        self.layers = layers
        self.atRisk = atRisk
        self.source = source
        self.emptyText = emptyText
        self.words = words
    }

    /// The plot as SVG.
    ///
    /// - Parameters:
    ///   - style: for a page of the site, or a file of its own.
    ///   - width: of the drawing, in pixels, 240 to 4,000; the drawing scales, having a `viewBox` only.
    ///   - height: of the drawing, 160 to 4,000. A drawing that has to say more than fits grows higher.
    public func svg(_ style: SVGStyle, width: Double = 720, height: Double = 420) -> String {
        PlotDrawing(self, style: style, width: width, height: height).svg
    }

    /// The plot for a terminal.
    ///
    /// - Parameters:
    ///   - columns: the greatest width of a line, 30 to 400.
    ///   - rows: the number of lines, 10 to 200.
    ///   - ascii: ASCII characters only, for terminals without braille.
    public func text(columns: Int, rows: Int, ascii: Bool = false) -> String {
        TextPlot(self, columns: columns, rows: rows, isASCII: ascii).text
    }

    /// All that is drawn, as a table.
    public var table: PlotTable { PlotTable(self) }

    /// The table as CSV (RFC 4180, UTF-8, line feeds): numbers with all their digits and `.`, texts that spreadsheets might
    /// take for formulas with an apostrophe before them.
    public var csv: String { table.csv }
}

/// Where a drawing is shown.
public enum SVGStyle: Hashable, Sendable {
    /// In a page of the site, whose style sheet has the classes; links are kept.
    case page
    /// As a file of its own, with a style sheet and a white ground; without links.
    case standalone
}
