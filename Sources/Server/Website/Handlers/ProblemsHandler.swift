import Hummingbird
import Identifiers
import Nameplate
import Quality
import Registry

// What is wrong with a manufacturer's products, and what is done about it.

extension Href {
    package static func problems(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "problems"], query: query)
    }

    package static func problem(_ slug: String, _ number: String, done: String? = nil) -> Href {
        Href(["manufacturers", slug, "problems", number], query: done.map { [("done", $0)] } ?? [], fragment: done)
    }
}

extension Site {
    var problemRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/problems", permission: .readQuality,
                summary: "The problems of a manufacturer's products",
                query: [
                    .init("open", .text(most: 5), "true lists only those that are not at an end"),
                    .init("state", .text(most: 40), "only those in this state"),
                    .init("model", .text(), "only those of this model"),
                    .init("owner", .text(), "only those that this account sees to"), ListPages.parameter,
                ], answer: .page("the page"), handle: problemList)
        ]
    }

    private func problemList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let (found, problem) = try await call.told {
            try await call.registry.problems(
                of: slug, call.problemFilter, after: call.recordPlace(), limit: Limits.page + 1, as: call.principal)
        }
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        var page = RecordsPage(found ?? [], of: manufacturer, asked: asked, path: call.path)
        if let problem { (page.notice, page.empty) = (Notice(.bad, problem), nil) }
        return try respond(page, to: call, status: problem == nil ? 200 : 422)
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(
        _ found: [ListedProblem], of manufacturer: Manufacturer, asked: [String: String], path: String
    ) {
        let (slug, shown) = (manufacturer.slug, Array(found.prefix(Limits.page)))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let states = ProblemState.allCases.map { state in
            FormField.Option(state.rawValue, Words.text("problemState.\(state.rawValue)"))
        }
        let next = found.count > Limits.page ? shown.last : nil
        self.init(
            title: "\(Words.text("problems.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("quality.title"), .quality(slug))],
                here: Words.text("problems.title")),
            maker: manufacturer.name, heading: Words.text("problems.title"), lead: Words.text("problems.lead"),
            listHeading: Words.text("problems.heading"), action: .problems(slug),
            fields: [
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
                FormField(
                    "state", Words.text("word.state"), .choice, value: asked["state"] ?? "",
                    options: [.init("", "–")] + states, id: "filter-state"),
                FormField("owner", Words.text("problems.owner"), .text, value: asked["owner"] ?? ""),
                FormField("open", Words.text("problems.open"), .flag, value: asked["open"] ?? ""),
            ], isFiltered: !asked.isEmpty,
            table: shown.isEmpty ? nil : DataTable(shown, of: slug),
            empty: shown.isEmpty ? EmptyState(Words.text("problems.none"), text: Words.text("problems.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    let key = RecordPlace(at: last.problem.openedAt, id: last.problem.number.value).text
                    return .problems(slug, query: query + [("after", Cursor.text(key, in: path))])
                }, position: ""),
            links: [Link(Words.text("complaints.title"), .complaints(slug))])
    }
}

extension DataTable {
    /// Problems, with their states as badges.
    init(_ problems: [ListedProblem], of slug: String) {
        self.init(
            caption: Words.text("problems.title"),
            columns: [
                Column(Words.text("problems.number")), Column(Words.text("problems.what")),
                Column(Words.text("word.state")), Column(Words.text("word.model")),
                Column(Words.text("problems.severity"), isNumber: true), Column(Words.text("problems.dueOn")),
                Column(Words.text("problems.owner")),
            ],
            rows: problems.map { listed in
                let problem = listed.problem
                let late = listed.isOverdue ? Badge(Words.text("problems.overdue"), .bad) : nil
                return [
                    Cell(problem.number.text, href: .problem(slug, problem.number.text)),
                    Cell(problem.details.title), Cell("", badge: problem.state.badge),
                    Cell(listed.models.map(\.number.text).joined(separator: ", ")),
                    Cell(problem.details.severity.map { Numbers.grouped($0) } ?? ""),
                    Cell(problem.details.dueOn?.isoText ?? "", badge: late), Cell(problem.details.owner ?? ""),
                ]
            })
    }
}

extension ProblemState {
    var badge: Badge {
        let tone: Tone =
            switch self {
            case .open, .contained, .causeFound: .attention
            case .reopened: .bad
            case .corrected, .closed: .plain
            case .verified: .good
            }
        return Badge(Words.text("problemState.\(rawValue)"), tone)
    }
}
