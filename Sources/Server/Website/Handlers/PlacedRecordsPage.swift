import Hummingbird
import Nameplate
import Registry
import SupplyChain

/// A list of what is kept of a manufacturer's places, such as counts and pick lists: by place and state, the newest first.
struct PlacedRecordsPage {
    /// Of all lists of the kind.
    var title: String
    var lead: String
    var heading: String
    var empty: EmptyState
    /// The states by which the list is narrowed.
    var states: [FormField.Option]
    /// What makes a new one.
    var form: Link
    var href: (_ query: [(String, String)]) -> Href

    /// What is asked for in the query.
    struct Question {
        var location: String?
        var state: String?
        var after: RecordPlace?
        /// One more than a page has: it tells that there is a next one.
        var limit = Limits.page + 1
    }

    static func query(_ records: String) -> [Route.Parameter] {
        [
            .init("location", .text(most: 120), "only \(records) of this place, by any name of it"),
            .init("state", .text(most: 20), "only those in this state"),
            .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
        ]
    }

    /// Answers a request.
    /// - Parameters:
    ///   - find: the records that are asked for.
    ///   - place: where one stands in the list.
    ///   - table: those of one page.
    func respond<Record>(
        to call: Call, of manufacturer: Manufacturer, on site: Site, find: (Question) async throws -> [Record],
        place: (Record) -> RecordPlace, table: (ArraySlice<Record>) -> DataTable
    ) async throws -> Response {
        var problem: RegistryError?
        var found: [Record] = []
        do {
            found = try await find(
                Question(
                    location: call.query["location"].flatMap { $0.isEmpty ? nil : $0 }, state: call.query["state"],
                    after: call.recordPlace()))
        } catch let error as RegistryError where error.code == .locationUnknown {
            problem = error
        }
        let shown = found.prefix(Limits.page)
        let next = found.count > Limits.page ? shown.last.map(place) : nil
        var page = page(
            of: manufacturer, asked: call.query.filter { !$0.value.isEmpty && $0.key != "after" },
            table: shown.isEmpty ? nil : table(shown), next: next.map { Cursor.text($0.text, in: call.path) })
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) { page.links.append(form) }
        page.links.append(Link(Words.text("stock.title"), .stock(manufacturer.slug)))
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try site.respond(page, to: call, status: problem == nil ? 200 : 404)
    }

    /// - Parameter asked: what narrows the list, by the names of the query.
    private func page(
        of manufacturer: Manufacturer, asked: [String: String], table: DataTable?, next: String?
    ) -> RecordsPage {
        let slug = manufacturer.slug
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        var state = FormField(
            "state", Words.text("word.state"), .choice, value: asked["state"] ?? "",
            options: [.init("", "–")] + states)
        state.id = "filter-state"
        return RecordsPage(
            title: "\(title): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("stock.title"), .stock(slug))],
                here: title),
            maker: manufacturer.name, heading: title, lead: lead, listHeading: heading, action: href([]),
            fields: [FormField("location", Words.text("stock.place"), .code, value: asked["location"] ?? ""), state],
            isFiltered: !asked.isEmpty, table: table, empty: table == nil ? empty : nil,
            pagination: Pagination(next: next.map { href(query + [("after", $0)]) }, position: ""))
    }
}
