import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// What was looked up in vain of a manufacturer's plates, for whoever looks after its products.
    func unknownPlates(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let month = try call.query["month"].map { try CivilDate(parsing: $0) }
        let answer = try await call.registry.unknownPlates(of: slug, in: month, as: call.principal)
        if call.query["as"] == "csv" {
            var response = Response.bytes(answer.csv, "text/csv; charset=utf-8; header=present")
            response.headers[.contentDisposition] =
                "attachment; filename=\"unknown-plates-\(answer.month.isoText).csv\""
            return response
        }
        return try respond(UnknownPlatesPage(answer, slug: slug, words: words), to: call)
    }
}

extension UnknownPlatesPage {
    init(_ answer: UnknownPlatesAnswer, slug: String, words: Words) {
        let maker = answer.manufacturer?.name ?? ""
        let rows = answer.items.map { item in
            [
                DataTable.Cell(item.shape.isEmpty ? "All other shapes" : item.shape),
                DataTable.Cell(Numbers.grouped(item.lookups)),
                DataTable.Cell(item.reason == .rest ? "" : words.unknownPlate(item.reason.rawValue)),
                DataTable.Cell(
                    item.model?.number.text ?? "", href: item.model.map { .model(slug, $0.number.text) }),
            ]
        }
        self.init(
            breadcrumb: Breadcrumb(
                [Link("Manufacturers", .manufacturers), Link(maker, .manufacturer(slug))], here: "Looked up in vain"),
            maker: maker, month: answer.month.text,
            months: answer.months.filter { $0 != answer.month }.map {
                Link($0.text, .unknownPlates(slug, query: [("month", $0.isoText)]))
            },
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: "Shapes looked up in vain in \(answer.month.text)",
                    columns: [
                        .init("Shape"), .init("Times", isNumber: true), .init("Why it is not known"),
                        .init("Model named"),
                    ], rows: rows),
            empty: rows.isEmpty
                ? EmptyState(
                    "Nothing", text: "Everything that was looked up of these products in this month is known.",
                    link: Link("Check a list", .checkList)) : nil,
            download: rows.isEmpty
                ? nil
                : Link(
                    "Download as CSV", .unknownPlates(slug, query: [("month", answer.month.isoText), ("as", "csv")])))
    }
}
