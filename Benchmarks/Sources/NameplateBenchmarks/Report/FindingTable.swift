/// The findings as a table in Markdown, padded so that it also reads well in a terminal.
struct FindingTable: CustomStringConvertible {
    private var rows: [[String]] = [["what", "target", "measured", "ratio: median (lowest–highest)", ""]]

    mutating func add(_ finding: Finding) {
        rows.append([
            finding.subject, finding.target, finding.measured, finding.ratio, finding.isMet ? "met" : "missed",
        ])
    }

    var description: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in line(zip(row, widths).map { $0 + padding($1 - $0.count, " ") }) }
        lines.insert(line(widths.map { padding($0, "-") }), at: 1)
        return lines.joined(separator: "\n")
    }

    private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    private func padding(_ count: Int, _ character: Character) -> String { String(repeating: character, count: count) }
}
