import Foundation
import Plots
import TestSupport
import Testing

/// Whatever is drawn, the drawing is whole: well-formed, with finite coordinates inside its box.
@Suite("Hostile plots")
struct HostilePlotTests {
    private struct Source {
        var random: SplitMix64

        private static let numbers: [Double] = [
            .nan, .infinity, -.infinity, .signalingNaN, 0, -0.0, 1, -1, 0.5, 1e-320, .leastNonzeroMagnitude, 1e-300,
            1e-12,
            1 - 1e-16, 1e12, 1e300, -1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e308, 2, 3, 10,
            20_000,
        ]
        private static let texts: [String?] = [
            nil, "", "a", "<b a='x'>&\"", "\u{0}\u{1B}\u{FFFE}", "\u{202E}שלום עולם\u{202C}", "مرحبا بالعالم",
            "製品の寿命と故障率の推移について", "🙂👨‍👩‍👧‍👦", "]]>", "=1+1", String(repeating: "long ", count: 300),
            String(repeating: "x", count: 3_000), "a\nb\tc\u{2028}d", "e\u{301}\u{301}\u{301}",
        ]
        private static let links: [String?] = [
            nil, "/a?b=c&d", "//evil.example", "javascript:alert(1)", "/\\evil", "/a b",
        ]

        mutating func number() -> Double {
            Int.random(in: 0..<3, using: &random) == 0
                ? Self.numbers.randomElement(using: &random) ?? 0
                : Double.random(in: -5...40, using: &random)
        }
        mutating func text() -> String? { Self.texts.randomElement(using: &random) ?? nil }
        mutating func points() -> [PlotPoint] {
            let isEqual = Int.random(in: 0..<6, using: &random) == 0
            let same = PlotPoint(x: number(), y: number())
            return (0..<Int.random(in: 0...12, using: &random)).map { _ in
                isEqual
                    ? same
                    : PlotPoint(
                        x: number(), y: number(), low: Bool.random(using: &random) ? number() : nil,
                        high: Bool.random(using: &random) ? number() : nil, label: text(),
                        link: Self.links.randomElement(using: &random) ?? nil)
            }
        }
        mutating func shape() -> PlotShape {
            switch Int.random(in: 0..<7, using: &random) {
            case 0: return .line(points())
            case 1: return .steps(points())
            case 2:
                return .band(
                    points().map { PlotBandPoint(x: $0.x, low: $0.y, high: $0.high ?? $0.y) },
                    isStepped: Bool.random(using: &random))
            case 3: return .points(points())
            case 4: return .bars(points())
            case 5: return .level(number(), label: text())
            default: return .window(range() ?? 0...1, label: text())
            }
        }
        mutating func range() -> ClosedRange<Double>? {
            let ends = [number(), number()]
            return ends[0] <= ends[1] ? ends[0]...ends[1] : nil
        }
        mutating func axis() -> PlotAxis {
            let names = (0..<Int.random(in: 0...30, using: &random)).map { _ in text() ?? "" }
            let scales: [PlotScale] = [.linear, .linear, .logarithmic, .weibull, .days, .categories(names)]
            return PlotAxis(
                label: text() ?? "", unit: text(), scale: scales.randomElement(using: &random) ?? .linear,
                range: Bool.random(using: &random) ? nil : range(),
                format: Bool.random(using: &random) ? .number : .percent)
        }
        mutating func plot() -> Plot {
            let layers = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                PlotLayer(
                    name: text(), shape: shape(),
                    emphasis: PlotEmphasis.allCases.randomElement(using: &random) ?? .first)
            }
            let risk = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                AtRiskRow(
                    label: text() ?? "",
                    counts: points().map { .init(x: $0.x, count: $0.y > 3 ? Int.max : $0.y < 0 ? Int.min : 12_345) })
            }
            return Plot(
                text() ?? "", subtitle: text(), x: axis(), y: axis(), layers: layers, atRisk: risk,
                source: text() ?? "",
                emptyText: text() ?? "")
        }
    }

    @Test("SVG is well-formed and stays inside its box", arguments: 0..<120 as Range<UInt64>)
    func svg(seed: UInt64) {
        var source = Source(random: SplitMix64(seed: seed))
        let plot = source.plot()
        for (width, height) in [(720.0, 420.0), (300, 160), (source.number(), source.number())] {
            for style in [SVGStyle.page, .standalone] {
                let svg = plot.svg(style, width: width, height: height)
                let drawn = DrawnXML(svg)
                #expect(drawn.isWellFormed, "\(seed)")
                let (right, bottom) = drawn.size
                #expect(right >= 240 && bottom >= 160, "\(seed)")
                for path in drawn.all("path") {
                    for place in DrawnXML.places(path.attributes["d"] ?? "?") {
                        // Markers of points at the edge stand out by their radius.
                        let isInside = place.x >= -9 && place.x <= right + 9 && place.y >= -9 && place.y <= bottom + 9
                        #expect(isInside, "\(seed): \(place)")
                    }
                }
                for text in drawn.all("text") {
                    let x = Double(text.attributes["x"] ?? "") ?? .nan
                    let y = Double(text.attributes["y"] ?? "") ?? .nan
                    #expect(x >= 0 && x <= right && y >= 0 && y <= bottom, "\(seed): \(text)")
                }
                for link in drawn.all("a") {
                    #expect(style == .page && link.attributes["href"] == "/a?b=c&d", "\(seed)")
                }
                #expect(!svg.contains("nan") && !svg.contains("inf"), "\(seed)")
            }
        }
    }

    @Test("Text has exactly the rows and fits the columns", arguments: 0..<120 as Range<UInt64>)
    func text(seed: UInt64) {
        var source = Source(random: SplitMix64(seed: seed))
        let plot = source.plot()
        for (columns, rows) in [(80, 24), (30, 10), (137, 41), (Int.min, Int.max), (0, 0)] {
            for isASCII in [false, true] {
                let text = plot.text(columns: columns, rows: rows, ascii: isASCII)
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count == min(max(rows, 10), 200) + 1 && lines.last == "", "\(seed)")
                for line in lines {
                    // Characters are never more than cells, but for emoji, which take two of them.
                    #expect(line.count <= min(max(columns, 30), 400), "\(seed): \(line)")
                    #expect(!line.hasSuffix(" "), "\(seed)")
                    if isASCII { #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(seed): \(line)") }
                }
            }
        }
    }

    @Test("The table and CSV have a row for each point", arguments: 0..<120 as Range<UInt64>)
    func table(seed: UInt64) {
        var source = Source(random: SplitMix64(seed: seed))
        let plot = source.plot()
        let table = plot.table
        var count = plot.atRisk.reduce(0) { $0 + $1.counts.count }
        for layer in plot.layers {
            switch layer.shape {
            case .line(let points), .steps(let points), .points(let points), .bars(let points): count += points.count
            case .band(let points, _): count += points.count
            case .level: count += 1
            case .window: count += 2
            }
        }
        #expect(table.rows.count == count)
        for row in table.rows {
            #expect(row.cells.count == table.columns.count)
            for case .number(let value) in row.cells { #expect(value.isFinite) }
            #expect(row.link == nil || row.link == "/a?b=c&d")
        }
        #expect(!plot.csv.contains("\n="))
    }
}
