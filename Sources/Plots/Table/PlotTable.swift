/// All that a plot draws, in rows: for a table beside it, and as CSV.
public struct PlotTable: Hashable, Sendable {
    /// What stands in a cell.
    public enum Cell: Hashable, Sendable {
        /// Nothing, or a number that is not finite.
        case empty
        /// A text.
        case text(String)
        /// A number.
        case number(Double)
        /// A number of things.
        case count(Int)
    }

    /// A column, with how its numbers are shown.
    public struct Column: Hashable, Sendable {
        /// "Age (days)".
        public var title: String
        /// How numbers are shown to people; CSV has them as they are.
        public var format: PlotNumberFormat
        /// Whether it holds numbers.
        public var isNumber: Bool
    }

    /// A row: a point, or the numbers at risk at a place.
    public struct Row: Hashable, Sendable {
        /// In the order of the columns.
        public var cells: [Cell]
        /// The point's path on this site.
        public var link: String?
    }

    /// The titles: the series, the two axes, limits, numbers at risk, and what is said of points. Limits, numbers and notes
    /// are there only where a row has some.
    public private(set) var columns: [Column]
    /// Layer by layer, in the order of the points given; then numbers at risk.
    public private(set) var rows: [Row]
    private let words: PlotWords

    init(_ plot: Plot) {
        words = plot.words
        columns = [
            Column(title: plot.words.series, format: .number, isNumber: false),
            Column(title: plot.x.title, format: plot.x.format, isNumber: Self.isNumeric(plot.x.scale)),
            Column(title: plot.y.title, format: plot.y.format, isNumber: Self.isNumeric(plot.y.scale)),
            Column(title: plot.words.low, format: plot.y.format, isNumber: true),
            Column(title: plot.words.high, format: plot.y.format, isNumber: true),
            Column(title: plot.words.atRisk, format: .number, isNumber: true),
            Column(title: plot.words.label, format: .number, isNumber: false),
        ]
        rows = []
        for layer in plot.layers { add(layer, of: plot) }
        for row in plot.atRisk {
            for count in row.counts {
                let cells = [
                    .text(row.label), Self.cell(count.x, on: plot.x), .empty, .empty, .empty, .count(count.count),
                ]
                rows.append(Row(cells: cells + [Cell.empty]))
            }
        }
        for index in columns.indices.dropFirst(3).reversed() where rows.allSatisfy({ $0.cells[index] == .empty }) {
            columns.remove(at: index)
            for row in rows.indices { rows[row].cells.remove(at: index) }
        }
    }

    private static func isNumeric(_ scale: PlotScale) -> Bool {
        if case .categories = scale { false } else { true }
    }

    private mutating func add(_ layer: PlotLayer, of plot: Plot) {
        func add(_ name: String?, _ x: Cell, _ y: Cell, _ low: Cell, _ high: Cell, _ point: PlotPoint? = nil) {
            let text: Cell = point?.label.map { .text($0) } ?? .empty
            rows.append(Row(cells: [.text(name ?? ""), x, y, low, high, .empty, text], link: point?.localLink))
        }
        switch layer.shape {
        case .line(let points), .steps(let points), .points(let points), .bars(let points):
            for point in points {
                add(
                    layer.name, Self.cell(point.x, on: plot.x), Self.cell(point.y, on: plot.y),
                    Self.cell(point.low, on: plot.y), Self.cell(point.high, on: plot.y), point)
            }
        case .band(let points, _):
            for point in points {
                add(
                    layer.name, Self.cell(point.x, on: plot.x), .empty, Self.cell(point.low, on: plot.y),
                    Self.cell(point.high, on: plot.y))
            }
        case .level(let value, let label):
            add(label ?? layer.name, .empty, Self.cell(value, on: plot.y), .empty, .empty)
        case .window(let range, let label):
            add(label ?? layer.name, Self.cell(range.lowerBound, on: plot.x), .empty, .empty, .empty)
            add(label ?? layer.name, Self.cell(range.upperBound, on: plot.x), .empty, .empty, .empty)
        }
    }

    private static func cell(_ value: Double?, on axis: PlotAxis) -> Cell {
        guard let value, value.isFinite else { return .empty }
        switch axis.scale {
        case .categories(let names):
            guard let index = Int(exactly: value) else { return .number(value) }
            return names.indices.contains(index) ? .text(names[index]) : .empty
        case .days:
            guard let day = Int(exactly: value), CivilDate.range.contains(value) else { return .number(value) }
            return .text(CivilDate(days: day).text)
        default: return .number(value)
        }
    }

    /// A cell as people read it, with six digits at most.
    public func shown(_ cell: Cell, in column: Column) -> String {
        let numbers = PlotNumbers(words: words)
        switch cell {
        case .empty: return ""
        case .text(let text): return text
        case .number(let value): return numbers.general(value, column.format)
        case .count(let value): return numbers.count(value)
        }
    }

    /// A value of an axis as people read it.
    static func shown(_ value: Double, on axis: PlotAxis, _ numbers: PlotNumbers) -> String {
        switch cell(value, on: axis) {
        case .text(let text): text
        case .number(let value): numbers.general(value, axis.format)
        case .count, .empty: ""
        }
    }

    var csv: String {
        var text = columns.map { Self.field($0.title) }.joined(separator: ",") + "\n"
        for row in rows { text += row.cells.map(Self.field).joined(separator: ",") + "\n" }
        return text
    }

    private static func field(_ cell: Cell) -> String {
        switch cell {
        case .empty: return ""
        case .text(let text): return field(text)
        case .count(let count): return String(count)
        case .number(let value):
            let text = "\(value)"
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
    }

    /// A text as a field: what spreadsheets take for a formula gets an apostrophe before it (OWASP, "CSV Injection"), also
    /// after apostrophes, so that one can be taken away again.
    private static func field(_ text: String) -> String {
        let mark = text.utf8.first { $0 != UInt8(ascii: "'") }
        let isDangerous = mark.map { "=+-@\t\r".utf8.contains($0) } ?? false
        let text = isDangerous ? "'" + text : text
        guard text.utf8.contains(where: { ",;\"\t\n\r".utf8.contains($0) }) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
