import Plots
import Testing

@Suite("Plots")
struct PlotTests {
    private func plot(
        _ layers: [PlotLayer], x: PlotAxis = PlotAxis(label: "x"), y: PlotAxis = PlotAxis(label: "y")
    ) -> Plot {
        Plot("Title", x: x, y: y, layers: layers, source: "Source")
    }

    private func drawn(_ plot: Plot, _ style: SVGStyle = .page, width: Double = 720) -> DrawnXML {
        DrawnXML(plot.svg(style, width: width))
    }

    /// The labels of an axis, from the beginning.
    private func ticks(_ axis: PlotAxis, isX: Bool = false) -> [String] {
        let layer = PlotLayer(shape: .line([]))
        let drawing = drawn(isX ? plot([layer], x: axis) : plot([layer], y: axis))
        let labels = drawing.all(classed: "plot-tick").filter { ($0.attributes["text-anchor"] == "end") != isX }
        return labels.map { $0.text.replacing("\u{202F}", with: " ") }
    }

    @Test(
        "Ticks stand at 1, 2 and 5",
        arguments: [
            (0.0...1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]), (0...12, ["0", "2", "4", "6", "8", "10", "12"]),
            (-3...7, ["−2", "0", "2", "4", "6"]), (0...48_000, ["0", "10 000", "20 000", "30 000", "40 000"]),
            (1e6...1.000_01e6, ["1 000 000", "1 000 002", "1 000 004", "1 000 006", "1 000 008", "1 000 010"]),
            (0...4e12, ["0", "1·10¹²", "2·10¹²", "3·10¹²", "4·10¹²"].map { $0.replacing("1·10", with: "10") }),
            (0...5e-9, ["0", "10⁻⁹", "2·10⁻⁹", "3·10⁻⁹", "4·10⁻⁹", "5·10⁻⁹"]),
        ] as [(ClosedRange<Double>, [String])])
    func linearTicks(range: ClosedRange<Double>, expected: [String]) {
        #expect(ticks(PlotAxis(label: "", range: range)) == expected)
    }

    @Test("Shares are written in per cent")
    func percent() {
        #expect(
            ticks(PlotAxis(label: "", range: 0...0.02, format: .percent)) == [
                "0.0 %", "0.5 %", "1.0 %", "1.5 %", "2.0 %",
            ])
    }

    @Test("A logarithmic axis has decades")
    func decades() {
        #expect(
            ticks(PlotAxis(label: "", scale: .logarithmic, range: 0.01...1_000)) == [
                "0.01", "0.1", "1", "10", "100", "1000",
            ])
        #expect(ticks(PlotAxis(label: "", scale: .logarithmic, range: 1e-12...1e12)).count <= 9)
        #expect(
            ticks(PlotAxis(label: "", scale: .logarithmic, range: 0...10))
                == ticks(PlotAxis(label: "", scale: .logarithmic)))
    }

    @Test("A Weibull axis has its probabilities")
    func probabilities() {
        let axis = PlotAxis(label: "", scale: .weibull, range: 0.0001...0.99, format: .percent)
        #expect(ticks(axis) == ["0.01 %", "0.1 %", "1 %", "5 %", "10 %", "50 %", "90 %", "99 %"])
    }

    @Test(
        "An axis of days has days, months or years",
        arguments: [
            (19_723.0...19_729, "2024-01-01"), (19_723...20_088, "2024-01"), (0...20_088, "1970"),
            (-719_162...2_932_896, "2000"),
        ] as [(ClosedRange<Double>, String)])
    func days(range: ClosedRange<Double>, expected: String) {
        let ticks = ticks(PlotAxis(label: "", scale: .days, range: range), isX: true)
        #expect(ticks.count >= 2 && ticks.count <= 12)
        #expect(ticks.contains(expected), "\(ticks)")
    }

    @Test("A plot without data says so, in the caller's words")
    func emptyText() {
        let drawing = drawn(SamplePlots.empty)
        #expect(drawing.texts.contains("No failures yet"))
        #expect(SamplePlots.empty.text(columns: 60, rows: 20).contains("No failures yet"))
        #expect(SamplePlots.empty.table.rows.count == 2)
        #expect(SamplePlots.empty.csv == "Series,Age,Rate\nNone,,1\nNone,1,\n")
    }

    @Test("What has no place on its axis is left out, and lines have a gap there")
    func gaps() throws {
        let points: [PlotPoint] = [
            .init(x: 1, y: 1), .init(x: 2, y: 2), .init(x: 3, y: .nan), .init(x: 4, y: 2), .init(x: 5, y: 1),
        ]
        let drawing = drawn(plot([PlotLayer(shape: .line(points))]))
        let path = try #require(drawing.all(classed: "plot-line").first?.attributes["d"])
        #expect(path.count { $0 == "M" } == 2)
        let logarithmic = drawn(
            plot(
                [PlotLayer(shape: .points([.init(x: 0, y: 1), .init(x: 3, y: 1)]))],
                x: PlotAxis(label: "", scale: .logarithmic)))
        #expect(logarithmic.all(classed: "plot-point").count == 1)
    }

    @Test("Steps keep their height until the next point")
    func steps() throws {
        let axes = (PlotAxis(label: "", range: 0...10), PlotAxis(label: "", range: 0...10))
        let layer = PlotLayer(shape: .steps([.init(x: 0, y: 10), .init(x: 5, y: 5), .init(x: 10, y: 0)]))
        let path = try #require(
            drawn(plot([layer], x: axes.0, y: axes.1)).all(classed: "plot-line").first?.attributes["d"])
        #expect(!path.contains("L") && path.contains("H") && path.contains("V"))
        let places = DrawnXML.places(path)
        #expect(places.count == 5)
        #expect(places[0].y == places[1].y && places[1].x == places[2].x)
    }

    @Test("What lies outside of a stated range is cut off at the edge")
    func clipping() throws {
        let axes = (PlotAxis(label: "", range: 0...10), PlotAxis(label: "", range: 0...10))
        let layer = PlotLayer(shape: .line([.init(x: -10, y: -10), .init(x: 1e9, y: 1e9)]))
        let drawing = drawn(plot([layer], x: axes.0, y: axes.1))
        let line = DrawnXML.places(try #require(drawing.all(classed: "plot-line").first?.attributes["d"]))
        let frame = DrawnXML.places(try #require(drawing.all(classed: "plot-axis").first?.attributes["d"]))
        #expect(line.count == 2)
        #expect(line[0].x == frame[0].x && line[0].y == frame[0].y)
        #expect(line[1].x == frame[1].x)
    }

    @Test("A hundred thousand points keep their extremes in few bytes")
    func thinning() throws {
        var points = (0..<100_000).map { PlotPoint(x: Double($0), y: Double($0 * 7_919 % 1_000)) }
        points[54_321].y = 5_000
        points[12_345].y = -4_000
        let axis = PlotAxis(label: "", range: -4_000...5_000)
        for shape in [PlotShape.line(points), .steps(points), .points(points), .bars(points)] {
            let plot = plot([PlotLayer(shape: shape)], y: axis)
            let svg = plot.svg(.page)
            #expect(svg.utf8.count < 150_000)
            let drawing = DrawnXML(svg)
            let frame = DrawnXML.places(try #require(drawing.all(classed: "plot-axis").first?.attributes["d"]))
            let (top, bottom) = (frame.map(\.y).min() ?? 0, frame[0].y)
            let places = ["plot-line", "plot-cloud", "plot-bar"].flatMap { drawing.all(classed: $0) }
                .flatMap { DrawnXML.places($0.attributes["d"] ?? "") }
            #expect(places.map(\.y).min() == top)
            #expect(places.map(\.y).max() == bottom)
        }
    }

    @Test("Thousands of categories have as many ticks as can be seen")
    func manyCategories() {
        let names = (0..<20_000).map { "Fault \($0)" }
        let bars = PlotLayer(shape: .bars(names.indices.map { PlotPoint(x: Double($0), y: Double($0 % 97)) }))
        let svg = plot([bars], x: PlotAxis(label: "", scale: .categories(names))).svg(.page)
        #expect(svg.utf8.count < 150_000)
        #expect((2...30).contains(DrawnXML(svg).texts.count { $0.hasPrefix("Fault") }))
    }

    @Test("A line in any order is drawn from left to right")
    func order() {
        let points: [PlotPoint] = [.init(x: 1, y: 1), .init(x: 2, y: 4), .init(x: 3, y: 2)]
        let forwards = plot([PlotLayer(shape: .line(points))])
        #expect(forwards.svg(.page) == plot([PlotLayer(shape: .line(points.reversed()))]).svg(.page))
    }

    @Test(
        "Links lead to this site only, and from pages only",
        arguments: [
            ("/units?age=3", true), ("//elsewhere.example", false), ("https://elsewhere.example", false),
            ("javascript:alert(1)", false), ("/\\elsewhere.example", false), ("units", false), ("/a b", false),
            ("", false),
        ])
    func links(link: String, isKept: Bool) {
        for shape in [
            PlotShape.points([.init(x: 1, y: 1, link: link)]), .bars([.init(x: 1, y: 1, link: link)]),
            .line([.init(x: 1, y: 1, link: link)]),
        ] {
            let plot = plot([PlotLayer(shape: shape)])
            #expect(drawn(plot).all("a").map { $0.attributes["href"] } == (isKept ? [link] : []))
            #expect(drawn(plot, .standalone).all("a").isEmpty)
            #expect(plot.table.rows.map(\.link) == [isKept ? link : nil])
        }
    }

    @Test("It has a name and a description, and is an image where nothing in it can be followed")
    func accessible() throws {
        let image = drawn(SamplePlots.survival)
        #expect(image.elements.first?.attributes["role"] == "img")
        #expect(image.elements[1].name == "title" && image.elements[1].text == "Survival of AB-1200")
        #expect(image.elements[2].name == "desc" && image.elements[2].text.contains("Kaplan–Meier"))
        // The content of an image cannot be reached, so links need a group.
        let linked = drawn(SamplePlots.weibull)
        #expect(linked.elements.first?.attributes["role"] == "group")
        #expect(linked.all("a").allSatisfy { $0.attributes["aria-label"]?.isEmpty == false })
    }

    @Test("A page's drawing has no style of its own, a file's has one")
    func styles() {
        for sample in SamplePlots.all.map(\.plot) {
            let page = drawn(sample)
            #expect(page.all("style").isEmpty && page.elements.allSatisfy { $0.attributes["style"] == nil })
            #expect(sample.svg(.standalone).contains("xmlns=\"http://www.w3.org/2000/svg\""))
            let file = drawn(sample, .standalone)
            let sheet = file.all("style").first?.text ?? ""
            for name in Set(file.elements.flatMap { ($0.attributes["class"] ?? "").split(separator: " ") }) {
                // Labels of ticks and of numbers at risk are plain texts.
                #expect(
                    ["plot-tick", "plot-risk"].contains(name) || sheet.contains(".\(name) ")
                        || sheet.contains(".\(name),"), "\(name)")
            }
        }
    }

    @Test("Numbers at risk are drawn where there is room, and are always in the table")
    func atRisk() {
        let high = DrawnXML(SamplePlots.survival.svg(.page, width: 720, height: 480))
        #expect(high.texts.contains("12\u{202F}400") && high.texts.contains("At risk"))
        let low = DrawnXML(SamplePlots.survival.svg(.page, width: 720, height: 240))
        #expect(!low.texts.contains("12\u{202F}400"))
        #expect(SamplePlots.survival.csv.contains("AB-1200,200,,,,9800"))
    }

    @Test("The legend names what shares a name once")
    func legend() {
        #expect(drawn(SamplePlots.survival).all(classed: "plot-legend").map(\.text) == ["AB-1200", "AB-900"])
    }

    @Test("CSV has every digit, and no formulas")
    func csv() {
        let plot = Plot(
            "", x: PlotAxis(label: "=x"), y: PlotAxis(label: "a,\"b\""),
            layers: [
                PlotLayer(
                    name: "@n",
                    shape: .points([
                        .init(x: 0.1, y: 1.0 / 3, label: "'=1"), .init(x: -5, y: 1e300, label: "-2\n3"),
                        .init(x: 100, y: 2, label: "'a"),
                    ]))
            ], source: "")
        #expect(
            plot.csv == """
                Series,'=x,"a,""b\""",Note
                '@n,0.1,0.3333333333333333,''=1
                '@n,-5,1e+300,"'-2
                3"
                '@n,100,2,'a

                """)
        #expect(SamplePlots.control.csv.contains("Rate,2024-01-01,0.02"))
        #expect(SamplePlots.bars.csv.contains("2023,Motor will not start,17,,"))
    }

    @Test("Numbers follow the reader's language")
    func words() {
        var plot = plot([PlotLayer(shape: .points([.init(x: 1.5, y: 12_345.5)]))])
        plot.words = PlotWords(decimalSign: ",", thousands: ".", series: "Reihe")
        let table = plot.table
        #expect(table.columns[0].title == "Reihe")
        #expect(zip(table.rows[0].cells, table.columns).map { table.shown($0, in: $1) } == ["", "1,5", "12.345,5"])
        #expect(plot.csv == "Reihe,x,y\n,1.5,12345.5\n")
    }

    @Test("Long and right-to-left titles stay inside")
    func titles() {
        var plot = SamplePlots.bars
        plot.title = String(repeating: "word ", count: 100)
        #expect(drawn(plot).all(classed: "plot-title").count == 2)
        #expect(drawn(plot).all(classed: "plot-title").last?.text.hasSuffix("…") == true)
        plot.title = "\u{202E}שלום עולם"
        #expect(drawn(plot).all(classed: "plot-title").map(\.text) == ["שלום עולם"])
    }

    @Test("Alarms and series differ by form, not by colour alone")
    func forms() {
        let paths = PlotEmphasis.allCases.map { emphasis in
            drawn(plot([PlotLayer(shape: .points([.init(x: 1, y: 1)]), emphasis: emphasis)]))
                .all(classed: "plot-point").first?.attributes["d"]
        }
        #expect(Set(paths).count == PlotEmphasis.allCases.count)
        let text = SamplePlots.control.text(columns: 70, rows: 20)
        #expect(text.contains("!"))
    }
}
