import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// All manufacturers, a page at a time.
    func manufacturers(_ call: Call) async throws -> Response {
        let after = call.query["after"] ?? ""
        let found = try await call.registry.manufacturers(after: after, limit: Limits.page + 1, as: call.principal)
        let shown = found.prefix(Limits.page)
        let rows = shown.map { manufacturer in
            [
                DataTable.Cell(manufacturer.name, href: .manufacturer(manufacturer.slug)),
                DataTable.Cell(manufacturer.country ?? ""), DataTable.Cell(manufacturer.note ?? ""),
            ]
        }
        var page = ManufacturersPage(
            summary: "Who assigns model and serial numbers in this registry.",
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: "Manufacturers", columns: [.init("Name"), .init("Country"), .init("Remark")], rows: rows),
            empty: rows.isEmpty
                ? EmptyState(
                    "No manufacturer yet", text: "The registry is new. Import models to begin.",
                    link: Link("How programs and people do it", .api)) : nil,
            pagination: Pagination(
                of: shown.last?.slug, hasMore: found.count > Limits.page, isFirst: after.isEmpty, count: rows.count,
                at: ["manufacturers"]))
        if !rows.isEmpty {
            page.download = Link("Download as a table", .export("manufacturers"), note: "CSV, all of them")
        }
        return try respond(page, to: call)
    }

    /// A manufacturer and its models, a page at a time.
    func manufacturer(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let beginning = call.query["q"] ?? ""
        let after = call.query["after"] ?? ""
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let found = try await call.registry.models(
            of: slug, beginning: beginning, after: after, limit: Limits.page + 1, as: call.principal)
        var page = ManufacturerPage(
            manufacturer, Array(found.prefix(Limits.page)), beginning: beginning, hasMore: found.count > Limits.page,
            isFirst: after.isEmpty)
        if page.models != nil {
            page.download = Link(
                "Download as a table", .export("models", of: slug), note: "CSV, all models with their specifications")
        }
        if Access.allows(call.principal, .readModels, of: manufacturer.id) {
            page.links.append(
                Link("What is missing", .gaps(slug), note: "what the catalogue lacks of these models, or contradicts"))
            page.links.append(Link("Categories", .categories, note: "what models of each kind should tell"))
        }
        if Access.allows(call.principal, .readProduction, of: manufacturer.id) {
            page.links += Self.tables(of: slug)
            page.links.append(
                Link("Unknown plates", .plateInbox(slug), note: "probable causes of what was looked up in vain"))
            page.links.append(
                Link("Looked up in vain", .unknownPlates(slug), note: "misprints, missing models and copies, by shape"))
            page.population = Link(
                "Count and list units", .population(slug), note: "by model, batch, date, market, state and more")
        }
        if Access.allows(call.principal, .importFiles, of: manufacturer.id) {
            page.links.append(Link("Import a file", .importForm, note: "look at what it would do first"))
        }
        if Access.allows(call.principal, .readTrail, of: manufacturer.id) {
            page.links.append(Link("Audit trail", .auditTrail(slug), note: "who did or read what, when and why"))
        }
        if Access.allows(call.principal, .readOwners, of: manufacturer.id) {
            page.links.append(Link("Persons", .persons(slug), note: "give out or erase what is held about somebody"))
        }
        return try respond(page, to: call)
    }

    /// What is to be taken away for import elsewhere.
    private static func tables(of slug: String) -> [Link] {
        [
            Link("Serial formats as a table", .export("formats", of: slug)),
            Link("Batches as a table", .export("batches", of: slug)),
            Link("Units as a table", .export("units", of: slug), note: "those with a history of their own"),
            Link("Components as a table", .export("components", of: slug)),
            Link("Events as a table", .export("events", of: slug), note: "owners are withheld"),
        ]
    }
}

extension ManufacturerPage {
    /// - Parameters:
    ///   - beginning: what the reader wants the numbers to begin with.
    ///   - hasMore: models follow those of this page.
    init(_ manufacturer: Manufacturer, _ models: [Model], beginning: String, hasMore: Bool, isFirst: Bool) {
        let slug = manufacturer.slug
        let rows = models.map { model in
            [
                DataTable.Cell(model.number.text, href: .model(slug, model.number.text)),
                DataTable.Cell(model.details.name ?? ""), DataTable.Cell(model.details.category ?? ""),
                DataTable.Cell(model.details.releasedOn?.text ?? ""),
            ]
        }
        self.init(
            breadcrumb: Breadcrumb([Link("Manufacturers", .manufacturers)], here: manufacturer.name),
            name: manufacturer.name, facts: Self.facts(manufacturer),
            filter: FilterForm(action: .manufacturer(slug), label: "Number begins with", query: beginning),
            models: rows.isEmpty
                ? nil
                : DataTable(
                    caption: "Models of \(manufacturer.name)",
                    columns: [.init("Model number"), .init("Name"), .init("Category"), .init("On sale since")],
                    rows: rows),
            empty: rows.isEmpty ? Self.empty(slug, beginning: beginning) : nil,
            pagination: Pagination(
                of: models.last?.number.text, hasMore: hasMore, isFirst: isFirst, count: rows.count,
                at: ["manufacturers", slug], query: beginning.isEmpty ? [] : [("q", beginning)]))
    }

    private static func facts(_ manufacturer: Manufacturer) -> [Fact] {
        var facts: [Fact] = []
        if let note = manufacturer.note { facts.append(Fact("Remark", note)) }
        if let country = manufacturer.country { facts.append(Fact("Country", country)) }
        if !manufacturer.gs1Prefixes.isEmpty {
            facts.append(
                Fact("GS1 company prefix", manufacturer.gs1Prefixes.joined(separator: ", "), isNumber: true))
        }
        if !manufacturer.worldManufacturerIdentifiers.isEmpty {
            facts.append(
                Fact(
                    "In vehicle numbers", manufacturer.worldManufacturerIdentifiers.joined(separator: ", "),
                    isNumber: true))
        }
        return facts
    }

    private static func empty(_ slug: String, beginning: String) -> EmptyState {
        guard !beginning.isEmpty else {
            return EmptyState("No model yet", text: "Nothing of this manufacturer is on sale as far as we know.")
        }
        return EmptyState(
            "No number begins with “\(beginning)”", text: "Type the first characters of the model number.",
            link: Link("Show all models", .manufacturer(slug)))
    }
}

extension Pagination {
    /// - Parameters:
    ///   - last: the key of the last row shown.
    ///   - path: of the list, with the rest of its query.
    init?(
        of last: String?, hasMore: Bool, isFirst: Bool, count: Int, at path: [String], query: [(String, String)] = []
    ) {
        guard let last else { return nil }
        self.init(
            first: isFirst ? nil : Href(path, query: query),
            next: hasMore ? Href(path, query: query + [("after", last)]) : nil,
            position: isFirst && !hasMore ? "\(count) in all" : "\(count) on this page")
    }
}
