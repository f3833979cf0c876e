import Plots
import Testing

@testable import Server

@Suite("Figures with plots")
struct PlotFigureTests {
    private let plot = Plot(
        "Claims <by> age", x: PlotAxis(label: "Age", unit: "days"), y: PlotAxis(label: "Claims"),
        layers: [
            PlotLayer(
                name: "AB-1200",
                shape: .points([
                    .init(x: 1, y: 2_500, low: 1, high: 3_000, link: "/claims?age=1"),
                    .init(x: 2, y: 1.5, link: "//elsewhere"),
                ]))
        ], source: "Ledger")

    private func cells(_ figure: PlotFigure) -> [[[String: any Sendable]]] {
        let table = figure.mustache["table"] as? [String: any Sendable]
        let rows = table?["rows"] as? [[String: any Sendable]] ?? []
        return rows.map { $0["cells"] as? [[String: any Sendable]] ?? [] }
    }

    @Test("The table has the reader's signs and the points' links to this site")
    func table() {
        let cells = cells(PlotFigure(plot, csv: nil, svg: nil))
        #expect(
            cells.map { $0.map { $0["text"] as? String ?? "" } } == [
                ["AB-1200", "1", "2500", "1", "3000"], ["AB-1200", "2", "1.5", "", ""],
            ])
        #expect(
            cells.map { $0.map { $0["href"] as? String ?? "" } } == [
                ["", "/claims?age=1", "", "", ""], ["", "", "", "", ""],
            ])
    }

    @Test("Rows beyond the limit are left to the CSV, and the figure says so")
    func limit() {
        let figure = PlotFigure(plot, csv: .front, svg: nil, mostRows: 1)
        #expect(cells(figure).count == 1)
        #expect((figure.mustache["more"] as? String)?.contains("CSV") == true)
        #expect(PlotFigure(plot, csv: .front, svg: nil).mustache["more"] as? Bool == false)
    }

    @Test("It is drawn for a desk and for a phone, with the title outside of the drawing")
    func drawings() throws {
        let mustache = PlotFigure(plot, csv: nil, svg: nil).mustache
        for (name, width) in [("wide", "0 0 720 "), ("narrow", "0 0 340 ")] {
            let drawing = try #require(mustache[name] as? [String: any Sendable])
            #expect((drawing["box"] as? String)?.hasPrefix(width) == true)
            #expect(drawing["role"] as? String == "group")
            let marks = try #require(drawing["marks"] as? [[String: any Sendable]])
            #expect(!marks.contains { $0["classes"] as? String == "plot-title" })
            #expect(marks.count { $0["link"] as? String == "/claims?age=1" } == 1)
        }
    }

    @Test("The page's style sheet has the class of everything that a plot draws")
    func classes() throws {
        let sheet = String(decoding: try #require(try Website().asset(named: "nameplate.css")).bytes, as: UTF8.self)
        var classes: Set<Substring> = []
        let points = [PlotPoint(x: 1, y: 2, low: 1, high: 3, link: "/"), PlotPoint(x: 4, y: 2)]
        let many = (0..<2_000).map { PlotPoint(x: Double($0), y: Double($0 * 37 % 101)) }
        let band = points.map { PlotBandPoint(x: $0.x, low: 1, high: $0.y) }
        for emphasis in PlotEmphasis.allCases {
            let shapes: [PlotShape] = [
                .line(points), .steps(points), .points(points), .points(many), .bars(points),
                .band(band, isStepped: true),
                .level(2, label: "Mean"), .window(1...2, label: "Window"),
            ]
            for shape in shapes + [.points([])] {
                var plot = plot
                plot.subtitle = "Subtitle"
                plot.layers = [PlotLayer(name: "n", shape: shape, emphasis: emphasis)]
                plot.atRisk = [AtRiskRow(label: "n", counts: [.init(x: 1, count: 2)])]
                for mark in PlotDrawing(plot, style: .page, width: 720, height: 480).marks {
                    classes.formUnion(mark.classes.split(separator: " "))
                }
            }
        }
        #expect(classes.count > 25)
        for name in classes.subtracting(["plot-tick", "plot-risk"]) {
            #expect(sheet.contains(".\(name) ") || sheet.contains(".\(name),"), "\(name)")
        }
    }
}
