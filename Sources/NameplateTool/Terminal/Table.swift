/// Rows under headings, in columns that fit a terminal.
struct Table {
    struct Column {
        var heading: String
        /// Numbers stand at the right.
        var isNumber = false
        /// Never cut: what somebody copies, such as a serial number.
        var isWhole = false
    }
    let columns: [Column]
    private var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// A row of one text for each column.
    mutating func add(_ row: [String]) {
        rows.append(row.map { $0.harmless() })
    }

    /// The lines of the table, without those columns that are empty throughout.
    func lines(for terminal: Terminal) -> [String] {
        let shown = columns.indices.filter { index in rows.contains { !$0[index].isEmpty } }
        var widths = shown.map { index in
            rows.reduce(columns[index].heading.displayWidth) { max($0, $1[index].displayWidth) }
        }
        if let width = terminal.width { shrink(&widths, of: shown, to: width) }
        func line(_ texts: [String], _ style: Style?) -> String {
            var line = ""
            for (place, index) in shown.enumerated() {
                let text = texts[index].fitted(to: widths[place])
                let padded = text.padded(to: widths[place], right: columns[index].isNumber)
                line += (place == 0 ? "" : "  ") + padded
            }
            while line.last == " " { line.removeLast() }
            return terminal.styled(line, style)
        }
        return [line(columns.map(\.heading), .strong)] + rows.map { line($0, nil) }
    }

    /// Takes columns from the widest until the table fits.
    private func shrink(_ widths: inout [Int], of shown: [Int], to width: Int) {
        let narrowest = 6
        var excess = widths.reduce(0, +) + 2 * max(0, widths.count - 1) - width
        while excess > 0 {
            let candidates = widths.indices.filter { widths[$0] > narrowest && !columns[shown[$0]].isWhole }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }
}
