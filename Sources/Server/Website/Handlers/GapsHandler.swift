import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// What the catalogue lacks of a manufacturer's models, for whoever looks after them.
    func gaps(_ call: Call) async throws -> Response {
        let after = call.query["after"] ?? ""
        let found = try await call.gaps(after: after, limit: Limits.page)
        return try respond(
            GapsPage(found, kinds: call.queries["kind", default: []], isFirst: after.isEmpty, words: words), to: call)
    }
}

extension GapsPage {
    /// - Parameter kinds: the only ones that are shown; all where it is empty.
    init(_ page: ModelGapsPage, kinds: [String], isFirst: Bool, words: Words) {
        let slug = page.manufacturer.slug
        let rows = page.models.flatMap { answer in
            answer.gaps.map { gap in
                [
                    DataTable.Cell(answer.model.number.text, href: .model(slug, answer.model.number.text)),
                    DataTable.Cell(words.gap(gap.kind.rawValue)), DataTable.Cell(gap.sentence),
                ]
            }
        }
        let chosen = kinds.map { words.gap($0) }.joined(separator: ", ")
        self.init(
            breadcrumb: Breadcrumb(
                [
                    Link(Words.text("word.manufacturers"), .manufacturers),
                    Link(page.manufacturer.name, .manufacturer(slug)),
                ],
                here: Words.text("gaps.title")),
            maker: page.manufacturer.name,
            kinds: [Link(Words.text("gaps.all"), .gaps(slug, query: [(ListMemory.parameter, "none")]))]
                + ModelGap.Kind.allCases.map { kind in
                    Link(words.gap(kind.rawValue), .gaps(slug, query: [("kind", kind.rawValue)]))
                },
            heading: chosen.isEmpty ? Words.text("gaps.allGaps") : chosen,
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("gaps.gapsOfTheModels", ["manufacturer": page.manufacturer.name]),
                    columns: [
                        .init(Words.text("word.model")), .init(Words.text("word.kind")),
                        .init(Words.text("gaps.whatIsWrong")),
                    ], rows: rows),
            empty: rows.isEmpty
                ? EmptyState(Words.text("gaps.nothingIsMissing"), text: Words.text("gaps.asFarAsThese")) : nil,
            pagination: Pagination(
                of: page.next ?? page.models.last?.model.number.text, hasMore: page.next != nil, isFirst: isFirst,
                count: page.models.count, at: ["manufacturers", slug, "gaps"], query: kinds.map { ("kind", $0) }))
    }
}
