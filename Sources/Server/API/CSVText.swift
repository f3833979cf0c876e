/// Cells of a CSV file (RFC 4180).
enum CSVText {
    /// A cell, quoted where it must be. What a spreadsheet would run as a formula gets an apostrophe before it (OWASP,
    /// CSV Injection).
    static func cell(_ text: String) -> String {
        let guarded = "=+-@\t\r".utf8.contains(text.utf8.first ?? 0) ? "'" + text : text
        guard guarded.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return guarded }
        return "\"" + guarded.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
