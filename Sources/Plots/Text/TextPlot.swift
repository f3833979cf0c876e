/// Lays out a plot for a terminal.
struct TextPlot {
    private let plot: Plot
    private let columns: Int
    private let rows: Int
    private let isASCII: Bool
    private let numbers: PlotNumbers

    init(_ plot: Plot, columns: Int, rows: Int, isASCII: Bool) {
        self.plot = plot
        self.columns = min(max(columns, 30), 400)
        self.rows = min(max(rows, 10), 200)
        self.isASCII = isASCII
        numbers = PlotNumbers(words: plot.words, isASCII: isASCII)
    }

    /// As many lines as rows, none wider than the columns, without spaces at the end.
    var text: String {
        var head = [fitted(plot.title)]
        var foot: [String] = []
        let legend = legendLines()
        let subtitle = plot.subtitle.map { [fitted($0)] } ?? []
        let titleY = plot.y.title.isEmpty ? [] : [fitted(plot.y.title)]
        let source = wrapped(plot.source, limit: rows >= 18 ? 2 : 1)
        let hasTitleX = !plot.x.title.isEmpty
        // The axis and its labels take two lines; the rest as far as the drawing keeps half of the rows.
        var left = rows - 3 - max(4, rows / 2)
        func take(_ lines: Int) -> Bool {
            guard lines > 0, lines <= left else { return false }
            left -= lines
            return true
        }
        let shownLegend = legend.prefix(take(legend.count) ? legend.count : take(1) ? 1 : 0)
        let shownTitleY = take(titleY.count) ? titleY : []
        let isTitleXShown = hasTitleX && take(1)
        let shownSource = take(source.count) ? source : []
        let riskCount = min(plot.atRisk.count, 6)
        let hasRisk = riskCount > 0 && take(riskCount + 1)
        if take(subtitle.count) { head += subtitle }
        head += shownLegend + shownTitleY
        let footLines = 2 + (isTitleXShown ? 1 : 0) + (hasRisk ? riskCount + 1 : 0) + shownSource.count
        let frame = TextFrame(
            plot, columns: columns, rows: rows - head.count - footLines, riskRows: hasRisk ? riskCount : 0,
            isASCII: isASCII, numbers: numbers)
        foot += frame.axisLines
        if isTitleXShown { foot.append(centred(plot.x.title, from: frame.margin)) }
        if hasRisk { foot += [fitted(plot.words.atRisk)] + frame.riskLines }
        foot += shownSource
        return (head + frame.lines + foot).map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n") + "\n"
    }

    private func fitted(_ text: String) -> String {
        Self.fitted(text, to: columns, isASCII: isASCII)
    }

    private func wrapped(_ text: String, limit: Int) -> [String] {
        // In ASCII an ellipsis takes three cells.
        TextMeasure.lines(
            TextMeasure.plain(text), room: Double(isASCII ? columns - 2 : columns), limit: limit, Self.width
        ).map { Self.ascii($0, isASCII, columns) }
    }

    private func centred(_ text: String, from margin: Int) -> String {
        let text = fitted(text)
        let free = columns - TextMeasure.cells(text)
        let wanted = margin + (columns - margin - TextMeasure.cells(text)) / 2
        return String(repeating: " ", count: max(0, min(free, wanted))) + text
    }

    private func legendLines() -> [String] {
        var lines: [String] = []
        var line = ""
        for entry in LegendEntry.entries(of: plot) {
            let sample = TextFrame.sample(entry, plot, isASCII: isASCII)
            let text = Self.fitted("\(sample) \(entry.name)", to: columns, isASCII: isASCII)
            if !line.isEmpty, TextMeasure.cells(line) + 3 + TextMeasure.cells(text) > columns {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? text : "   " + text
        }
        if !line.isEmpty { lines.append(line) }
        return lines.count <= 3 ? lines : Array(lines.prefix(3))
    }

    static func width(_ text: String) -> Double { Double(TextMeasure.cells(text)) }

    /// The text on one line, cut where it is too long.
    static func fitted(_ text: String, to room: Int, isASCII: Bool) -> String {
        let plain = TextMeasure.plain(text)
        let isCut = isASCII && width(plain) > Double(room)
        return ascii(TextMeasure.cut(plain, to: Double(isCut ? room - 2 : room), width), isASCII, room)
    }

    /// The text in ASCII where that is asked for, no longer than the room.
    static func ascii(_ text: String, _ isASCII: Bool, _ room: Int) -> String {
        guard isASCII else { return text }
        var ascii = ""
        for character in text {
            switch character {
            case "–", "—", "−", "‑": ascii += "-"
            case "\u{202F}", "\u{A0}", "\u{2009}": ascii += " "
            case "…": ascii += "..."
            case "’", "‘": ascii += "'"
            case "“", "”", "„": ascii += "\""
            case _ where character.isASCII: ascii.append(character)
            default: ascii += "?"
            }
        }
        return ascii.count <= room ? ascii : String(ascii.prefix(room))
    }
}
