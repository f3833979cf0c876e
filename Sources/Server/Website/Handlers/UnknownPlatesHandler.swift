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
                DataTable.Cell(item.shape.isEmpty ? Words.text("unknownPlates.allOtherShapes") : item.shape),
                DataTable.Cell(Numbers.grouped(item.lookups)),
                DataTable.Cell(item.reason == .rest ? "" : words.unknownPlate(item.reason.rawValue)),
                DataTable.Cell(
                    item.model?.number.text ?? "", href: item.model.map { .model(slug, $0.number.text) }),
            ]
        }
        self.init(
            breadcrumb: Breadcrumb(
                [Link(Words.text("word.manufacturers"), .manufacturers), Link(maker, .manufacturer(slug))],
                here: Words.text("unknownPlates.title")),
            maker: maker, month: answer.month.text,
            months: answer.months.filter { $0 != answer.month }.map {
                Link($0.text, .unknownPlates(slug, query: [("month", $0.isoText)]))
            },
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("unknownPlates.shapesLookedUpIn", ["month": answer.month.text]),
                    columns: [
                        .init(Words.text("unknownPlates.shape")),
                        .init(Words.text("unknownPlates.times"), isNumber: true),
                        .init(Words.text("unknownPlates.whyItIsNot")),
                        .init(Words.text("unknownPlates.modelNamed")),
                    ], rows: rows),
            empty: rows.isEmpty
                ? EmptyState(
                    Words.text("unknownPlates.nothing"), text: Words.text("unknownPlates.everythingThatWasLooked"),
                    link: Link(Words.text("word.checkAList"), .checkList)) : nil,
            download: rows.isEmpty
                ? nil
                : Link(
                    Words.text("word.downloadAsCsv"),
                    .unknownPlates(slug, query: [("month", answer.month.isoText), ("as", "csv")])))
    }
}
