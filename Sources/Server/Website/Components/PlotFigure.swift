package import Plots

/// A plot with its source, a table of all that it shows, and what can be taken away.
///
/// It is drawn twice, for a desk and for a phone, so that letters keep their size; the style sheet shows one of them. Each
/// point's link stands in the table too.
package struct PlotFigure: Component {
    /// More rows than these are left to the CSV.
    package static let mostRows = 200

    private let plot: Plot
    private let csv: Href?
    private let svg: Href?
    private let mostRows: Int

    /// - Parameters:
    ///   - plot: what is drawn; its words are the reader's.
    ///   - csv: where the whole table is.
    ///   - svg: where the drawing is as a file.
    ///   - mostRows: of the table.
    package init(_ plot: Plot, csv: Href?, svg: Href?, mostRows: Int = PlotFigure.mostRows) {
        self.plot = plot
        self.csv = csv
        self.svg = svg
        self.mostRows = mostRows
    }

    package var mustache: [String: any Sendable] {
        var plot = plot
        plot.words = .current
        let table = plot.table
        let more =
            table.rows.count > mostRows
            ? Words.text(
                "plot.theFirstOfAre",
                ["most": Numbers.grouped(mostRows), "all": Numbers.grouped(table.rows.count)]) : nil
        return [
            "title": plot.title, "subtitle": shown(plot.subtitle), "source": shown(plot.source),
            "wide": drawing(plot, width: 720, height: 420), "narrow": drawing(plot, width: 340, height: 320),
            "csv": shown(csv?.text), "svg": shown(svg?.text), "table": shownTable(table, of: plot).mustache,
            "more": shown(more),
        ]
    }

    private func drawing(_ plot: Plot, width: Double, height: Double) -> [String: any Sendable] {
        let drawing = PlotDrawing(plot, style: .page, width: width, height: height, isCaptioned: true)
        let marks: [[String: any Sendable]] = drawing.marks.map { mark in
            [
                "classes": mark.classes, "path": shown(mark.path), "text": shown(mark.text), "x": mark.x, "y": mark.y,
                "anchor": mark.anchor.rawValue, "link": shown(mark.link), "tip": shown(mark.tip),
            ]
        }
        return [
            // What is in an image cannot be reached, so one with links is a group.
            "role": drawing.hasLinks ? "group" : "img", "title": drawing.title, "description": drawing.description,
            "box": drawing.box, "marks": marks,
        ]
    }

    private func shownTable(_ table: PlotTable, of plot: Plot) -> DataTable {
        DataTable(
            caption: plot.title,
            columns: table.columns.map { DataTable.Column($0.title, isNumber: $0.isNumber) },
            rows: table.rows.prefix(mostRows).map { row in
                zip(row.cells, table.columns).enumerated().map { place, pair in
                    // The place on the x axis leads where the point does.
                    DataTable.Cell(
                        table.shown(pair.0, in: pair.1), href: place == 1 ? row.link.flatMap(Href.init(local:)) : nil)
                }
            })
    }
}

extension PlotWords {
    /// The words and signs of the reader's language.
    package static var current: PlotWords {
        PlotWords(
            decimalSign: Words.current.decimalSign, thousands: Numbers.thousands, series: Words.text("plot.series"),
            low: Words.text("plot.low"), high: Words.text("plot.high"), atRisk: Words.text("plot.atRisk"),
            label: Words.text("plot.label"))
    }
}
