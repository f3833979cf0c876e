import Hummingbird
import Identifiers
import Nameplate
import Registry
import Statistics
import SupplyChain

// What to order, send elsewhere or get rid of.

extension Href {
    package static func replenishment(_ slug: String, location: String? = nil) -> Href {
        Href(
            ["manufacturers", slug, "replenishment"],
            query: [("location", location)].compactMap { name, value in value.map { (name, $0) } })
    }

    package static func replenishment(_ slug: String, _ location: String, _ model: String) -> Href {
        Href(["manufacturers", slug, "replenishment", location, model])
    }
}

extension Site {
    var replenishmentRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/replenishment", permission: .readStock,
                summary: "What to order, send elsewhere or get rid of",
                query: [
                    .init("location", .text(most: 120), "only for this place and what stands in it"),
                    .init("class", .text(most: 20), "only those that matter so much"),
                    .init("only", .text(most: 20), "only those of which this is suggested"),
                    .init("serviceLevel", .text(most: 20), "a share, such as 0.98, to try"),
                ], answer: .page("the page"), handle: replenishmentPage),
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/replenishment/{location}/{model}",
                permission: .readStock, summary: "What is suggested for a model at a place, and why",
                query: [.init("serviceLevel", .text(most: 20), "a share, such as 0.98, to try")],
                answer: .page("the page"), handle: suggestionPage),
        ]
    }

    private func replenishmentPage(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var problem: RegistryError?
        var answer: ReplenishmentAnswer?
        do {
            answer = try await call.registry.replenishment(
                of: slug, ReplenishmentQuestion(call), as: call.principal)
        } catch let error as RegistryError where [.locationUnknown, .valueInvalid].contains(error.code) {
            problem = error
        }
        var page = RecordsPage(answer, of: manufacturer, asked: call.query.filter { !$0.value.isEmpty })
        if let problem {
            page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence))
        } else if let answer, answer.behind > 0 {
            page.notice = Notice(.plain, Words.text("stock.behind", ["count": Numbers.grouped(answer.behind)]))
        }
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            page.links.append(Link(Words.text("editForm.replenishmentRule"), .edit(slug, "replenishment")))
        }
        page.links.append(Link(Words.text("stock.title"), .stock(slug)))
        let status = problem.map { $0.code == .locationUnknown ? 404 : 400 } ?? 200
        return try respond(page, to: call, status: status)
    }

    private func suggestionPage(_ call: Call) async throws -> Response {
        let (slug, model) = (try call.segment("manufacturer"), try call.segment("model"))
        var question = try ReplenishmentQuestion(call)
        (question.location, question.model) = (try call.segment("location"), model)
        let answer = try await call.registry.replenishment(of: slug, question, as: call.principal)
        let manufacturer = answer.manufacturer
        let place = answer.location?.details.name ?? ""
        let breadcrumb = Breadcrumb(
            [
                Link(manufacturer.name, .manufacturer(slug)),
                Link(Words.text("replenishment.title"), .replenishment(slug)),
                Link(place, .replenishment(slug, location: answer.location?.code)),
            ], here: model)
        var page = FormsPage(
            title: "\(model), \(place)", eyebrow: "\(manufacturer.name) \(Words.text("replenishment.title"))",
            breadcrumb: breadcrumb, sections: [])
        guard let suggestion = answer.suggestions.first else {
            page.sections = [
                FormSection(
                    "none", Words.text("replenishment.none"), text: Words.text("replenishment.noneText"))
            ]
            return try respond(page, to: call)
        }
        page.lead = suggestion.sentence
        page.sections = suggestion.sections(answer.value)
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            var item = FormSection.Item(Words.text("editForm.replenishmentRule"))
            item.href = Href(
                ["edit", "manufacturers", slug, "replenishment"],
                query: [("location", suggestion.location.code), ("model", suggestion.model.number.text)])
            page.sections[0].items = [item]
        }
        return try respond(page, to: call)
    }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ answer: ReplenishmentAnswer?, of manufacturer: Manufacturer, asked: [String: String]) {
        let slug = manufacturer.slug
        func choice(_ name: String, _ label: String, _ words: [(String, String)]) -> FormField {
            var field = FormField(
                name, Words.text(label), .choice, value: asked[name] ?? "",
                options: [.init("", "–")] + words.map { .init($0.0, $0.1) })
            field.id = "filter-\(name)"
            return field
        }
        let suggestions = answer?.suggestions ?? []
        self.init(
            title: "\(Words.text("replenishment.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug))], here: Words.text("replenishment.title")),
            maker: manufacturer.name, heading: Words.text("replenishment.title"),
            lead: Words.text("replenishment.lead"), listHeading: Words.text("replenishment.heading"),
            action: .replenishment(slug),
            fields: [
                FormField("location", Words.text("locations.within"), .code, value: asked["location"] ?? ""),
                choice(
                    "only", "replenishment.action",
                    ReplenishmentAction.allCases.map { ($0.rawValue, $0.text) }),
                choice("class", "replenishment.class", ABCClass.allCases.map { ($0.rawValue, $0.rawValue) }),
                FormField(
                    "serviceLevel", Words.text("replenishment.tryLevel"), .code, value: asked["serviceLevel"] ?? ""),
            ], isFiltered: !asked.isEmpty,
            table: suggestions.isEmpty ? nil : Self.table(suggestions, of: slug),
            empty: suggestions.isEmpty
                ? EmptyState(
                    Words.text("replenishment.nothing"),
                    text: Words.text(asked.isEmpty ? "replenishment.nothingText" : "replenishment.nothingSoText")) : nil
        )
    }

    private static func table(_ suggestions: [ReplenishmentSuggestion], of slug: String) -> DataTable {
        DataTable(
            caption: Words.text("replenishment.heading"),
            columns: [
                .init(Words.text("word.model")), .init(Words.text("stock.place")),
                .init(Words.text("replenishment.action")), .init(Words.text("replenishment.quantity"), isNumber: true),
                .init(Words.text("stockState.available"), isNumber: true),
                .init(Words.text("replenishment.perWeek"), isNumber: true),
                .init(Words.text("replenishment.cover"), isNumber: true),
                .init(Words.text("replenishment.reorderPoint"), isNumber: true),
                .init(Words.text("replenishment.orderUpTo"), isNumber: true),
                .init(Words.text("replenishment.class")),
            ],
            rows: suggestions.map { one in
                func number(_ value: Double?) -> DataTable.Cell {
                    .init(value.map { Numbers.fixed($0, places: 1) } ?? "–")
                }
                return [
                    .init(
                        one.model.number.text, href: .replenishment(slug, one.location.code, one.model.number.text)),
                    .init(one.location.details.name),
                    .init(
                        one.source.map { Words.text("replenishment.from", ["place": $0.details.name]) } ?? "",
                        badge: Badge(one.action.text, one.action.tone)),
                    .init(one.quantity > 0 ? Numbers.grouped(one.quantity) : ""),
                    .init(Numbers.grouped(one.item.available)), number(one.figures?.perWeek), number(one.cover),
                    number(one.figures?.reorderPoint), number(one.figures?.orderUpTo),
                    .init(one.abc.rawValue + (one.xyz?.rawValue ?? "")),
                ]
            })
    }
}
