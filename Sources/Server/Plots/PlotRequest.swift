import Hummingbird
import Plots

/// In which form a figure is asked for.
enum PlotRequest {
    static let parameters: [Route.Parameter] = [
        .init("columns", .integer(30...400), "the width of a text"),
        .init("rows", .integer(10...200), "its lines"),
        .init("ascii", .boolean, "true for a text without other characters"),
        .init("format", .word(["svg", "csv", "text"]), "in the place of Accept"),
    ]
}

extension Call {
    /// A figure in the form that is asked for.
    func drawn(_ plot: Plot) -> Response {
        let accept = headers[.accept] ?? ""
        switch query["format"]
            ?? (accept.contains("text/csv") ? "csv" : accept.contains("text/plain") ? "text" : "svg")
        {
        case "csv": return .bytes(Array(plot.csv.utf8), "text/csv; charset=utf-8; header=present")
        case "text":
            let text = plot.text(
                columns: Int(number("columns") ?? 100), rows: Int(number("rows") ?? 24), ascii: query["ascii"] == "true"
            )
            return .bytes(Array(text.utf8), "text/plain; charset=utf-8")
        default: return .bytes(Array(plot.svg(.standalone).utf8), "image/svg+xml")
        }
    }
}
