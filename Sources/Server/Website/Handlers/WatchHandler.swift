import Hummingbird
import Identifiers
import Nameplate
import Quality
import Registry

// Units that somebody watches, and such as are worth it.

extension Href {
    package static func watched(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "quality", "watched"], query: query)
    }

    static func watchProposals(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "quality", "watch-proposals"], query: query)
    }
}

extension Site {
    private static let mostProposed = 20

    var watchRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/quality/watched", permission: .readQuality,
                summary: "The units that somebody watches",
                // A form sends what is not filled in too.
                query: WatchFilter.parameters.map {
                    .init($0.name, .text(most: WatchedUnit.longestReason), $0.summary)
                },
                answer: .page("the page"), handle: watchedPage),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/quality/watch-proposals", permission: .readQuality,
                summary: "Units that are worth watching",
                query: [.init("model", .text(most: 120), "of the model with this number")], answer: .page("the page"),
                handle: watchProposalsPage),
        ]
    }

    private func watchedPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let (answer, problem) = try await call.told {
            try await call.registry.watchList(
                of: slug, WatchFilter(call), limit: WatchedUnits.most, as: call.principal)
        }
        let asked = call.query.filter { !$0.value.isEmpty }
        var page = RecordsPage(watched: answer?.items ?? [], of: manufacturer, asked)
        if let problem { (page.notice, page.empty) = (Notice(.bad, problem), nil) }
        return try respond(page, to: call, status: problem == nil ? 200 : 422)
    }

    private func watchProposalsPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let model = call.query["model"] ?? ""
        let (answer, problem) = try await call.told { () throws -> WatchProposalsAnswer? in
            guard !model.isEmpty else { return nil }
            return try await call.registry.watchProposals(
                of: slug, model: model, limit: Self.mostProposed, as: call.principal)
        }
        var page = RecordsPage(proposed: answer ?? nil, of: manufacturer, model)
        if let problem { (page.notice, page.empty) = (Notice(.bad, problem), nil) }
        return try respond(page, to: call, status: problem == nil ? 200 : 422)
    }
}

extension RecordsPage {
    private static var healthColumns: [DataTable.Column] {
        [
            .init(Words.text("word.serialNumber")), .init(Words.text("health.score")),
            .init(Words.text("quality.ageInDays"), isNumber: true),
            .init(Words.text("quality.failures"), isNumber: true),
            .init(Words.text("health.siblingsMean"), isNumber: true), .init(Words.text("watch.readings")),
        ]
    }

    private static func cells(
        _ health: UnitHealth?, _ serial: SerialNumber, _ model: Model, _ slug: String
    ) -> [DataTable.Cell] {
        [
            .init(serial.text, href: .health(slug, model.number.text, serial.text)),
            .init(health == nil ? Words.text("watch.notInService") : "", badge: health?.score.badge),
            .init(health.map { Numbers.grouped($0.age) } ?? ""),
            .init(health.map { Numbers.grouped($0.failures.failures.count) } ?? ""),
            .init(health.flatMap { try? $0.failures.expected.get() }.map { Numbers.fixed($0, places: 2) } ?? ""),
            .init(health?.telling.map { ReadingName.text($0.reading) }.joined(separator: ", ") ?? ""),
        ]
    }

    private static func changes(_ changes: WatchChanges) -> String {
        var parts: [String] = []
        if changes.newFailures > 0 { parts.append(Words.text("watch.failures", count: changes.newFailures)) }
        parts += changes.risen.map { "\($0.type) \($0.then ?? "–") → \($0.now)" }
        return parts.joined(separator: ", ")
    }

    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(watched items: [WatchedUnitAnswer], of manufacturer: Manufacturer, _ asked: [String: String]) {
        let slug = manufacturer.slug
        let rows = items.map { item -> [DataTable.Cell] in
            [.init(item.model.number.text)] + Self.cells(item.health, item.watched.unit.serial, item.model, slug) + [
                .init(Moment(microseconds: item.watched.since).dateText), .init(item.watched.until?.isoText ?? ""),
                .init(item.watched.reason), .init(Self.changes(item.changes)),
            ]
        }
        self.init(
            title: "\(Words.text("watch.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("quality.title"), .quality(slug))],
                here: Words.text("watch.title")),
            maker: manufacturer.name, heading: Words.text("watch.title"), lead: Words.text("watch.lead"),
            listHeading: Words.text("watch.heading"), action: .watched(slug),
            fields: [
                FormField("model", Words.text("word.model"), .code, value: asked["model"] ?? ""),
                FormField("reason", Words.text("watch.reason"), .text, value: asked["reason"] ?? ""),
                FormField("minAge", Words.text("watch.minAge"), .number, value: asked["minAge"] ?? ""),
                FormField("maxAge", Words.text("watch.maxAge"), .number, value: asked["maxAge"] ?? ""),
            ], isFiltered: !asked.isEmpty,
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("watch.heading"),
                    columns: [.init(Words.text("word.model"))] + Self.healthColumns + [
                        .init(Words.text("watch.since")), .init(Words.text("watch.until")),
                        .init(Words.text("watch.reason")), .init(Words.text("watch.changes")),
                    ], rows: rows),
            empty: rows.isEmpty ? EmptyState(Words.text("watch.none"), text: Words.text("watch.noneText")) : nil,
            links: [Link(Words.text("watch.proposals"), .watchProposals(slug))])
    }

    fileprivate init(proposed answer: WatchProposalsAnswer?, of manufacturer: Manufacturer, _ model: String) {
        let slug = manufacturer.slug
        let rows = (answer?.items ?? []).compactMap { item in
            answer.map { Self.cells(item.health, item.unit.serial, $0.model, slug) }
        }
        self.init(
            title: "\(Words.text("watch.proposals")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [
                    Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("quality.title"), .quality(slug)),
                    Link(Words.text("watch.title"), .watched(slug)),
                ], here: Words.text("watch.proposals")),
            maker: manufacturer.name, heading: Words.text("watch.proposals"), lead: Words.text("watch.proposalsLead"),
            listHeading: Words.text("watch.heading"), action: .watchProposals(slug),
            fields: [FormField("model", Words.text("word.model"), .code, value: model)], isFiltered: !model.isEmpty,
            table: rows.isEmpty
                ? nil
                : DataTable(caption: Words.text("watch.proposals"), columns: Self.healthColumns, rows: rows),
            empty: rows.isEmpty && answer != nil
                ? EmptyState(Words.text("watch.noProposals"), text: Words.text("watch.noProposalsText")) : nil)
    }
}
