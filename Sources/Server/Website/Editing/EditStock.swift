import Hummingbird
import Nameplate
import Registry
import SupplyChain

// Pieces without serial numbers that come, go and move.

extension Site {
    private static let pieces = EditForm(
        "pieces", Routes.taking(.post, "/manufacturers/{manufacturer}/stock/pieces"),
        [
            .code("model"), .number("quantity"), .code("from"), .code("to"),
            .choice("disposition", Disposition.self) { $0.disposition($1) },
            .choice("fromDisposition", Disposition.self) { $0.disposition($1) },
            .text("note"),
        ], subject: "model"
    ) { call, sent in
        .stock(call.values["manufacturer"] ?? "", model: (sent["model"] ?? "").trimmed)
    }

    static let stockWriting = EditPage(
        path: "/edit/manufacturers/{manufacturer}/stock", permission: .handleStock,
        summary: "Pieces that come, go and move",
        query: [
            .init("model", .text(most: 120), "what they are of"), .init("from", .text(most: 120), "where they are now"),
        ], forms: [pieces]
    ) { site, call in try await site.piecesPage(call) }

    private func piecesPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .handleStock, .somewhere(manufacturer.id))
        var section = section(
            Self.pieces, call, ["model": call.query["model"] ?? "", "from": call.query["from"] ?? ""])
        section.isWide = true
        return FormsPage(
            title: Words.text("editForm.pieces"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: Words.text("editForm.pieces")), sections: [section])
    }
}
