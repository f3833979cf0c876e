import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// Where a manufacturer's goods can stand.

extension Href {
    package static func locations(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "locations"], query: query)
    }

    package static func location(_ slug: String, _ code: String, done: String? = nil) -> Href {
        Href(["manufacturers", slug, "locations", code], query: done.map { [("done", $0)] } ?? [], fragment: done)
    }
}

extension Site {
    var locationRoutes: [Route] {
        [
            Route(
                method: .get, path: "/manufacturers/{manufacturer}/locations", permission: .readStock,
                summary: "Where a manufacturer's goods can stand",
                query: [
                    .init("within", .text(most: 120), "only this place and what stands in it"),
                    .init("level", .text(most: 40), "only those of this level"),
                    .init("kind", .text(most: 40), "only those of this kind"),
                    .init("retired", .text(most: 5), "true: those that are not used any more, too"),
                    .init("after", .text(most: 1_000), "the cursor 'next' of the page before"),
                ], answer: .page("the page"), handle: locationList)
        ]
    }

    private func locationList(_ call: Call) async throws -> Response {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        var problem: RegistryError?
        var found: [Location] = []
        do {
            found = try await call.registry.locations(
                of: slug, within: call.query["within"].flatMap { $0.isEmpty ? nil : $0 }, LocationQuestion(call),
                after: call.after().map { LocationPath(text: $0) }, limit: Limits.page + 1, as: call.principal)
        } catch let error as RegistryError where error.code == .locationUnknown {
            problem = error
        }
        let asked = call.query.filter { !$0.value.isEmpty && $0.key != "after" }
        var page = RecordsPage(found, of: manufacturer, asked: asked, path: call.path)
        if Access.allows(call.principal, .handleStock, .somewhere(manufacturer.id)) {
            page.links.append(Link(Words.text("packing.title"), .edit(slug, "packing")))
            page.links.append(Link(Words.text("editForm.location"), .edit(slug, "locations")))
        }
        page.links.append(Link(Words.text("word.downloadAsCsv"), .export("locations", of: slug)))
        if let problem { page.notice = Notice(.bad, ErrorText(code: problem.code.rawValue, ofPage: problem.sentence)) }
        return try respond(page, to: call, status: problem == nil ? 200 : 404)
    }
}

extension Location {
    var levelText: String { Words.text("locationLevel.\(details.level.rawValue)") }
    var kindText: String { Words.text("locationKind.\(details.kind.rawValue)") }

    /// A table of locations, each as deep as it stands.
    /// - Parameter top: the depth of those that are not set in.
    static func table(_ locations: some Sequence<Location>, of slug: String, from top: Int) -> DataTable {
        DataTable(
            caption: Words.text("locations.title"),
            columns: [
                .init(Words.text("field.code")), .init(Words.text("word.name")), .init(Words.text("field.level")),
                .init(Words.text("word.kind")), .init(Words.text("locations.gln")),
            ],
            rows: locations.map { location in
                let depth = max(0, location.path.depth - top)
                return [
                    .init(
                        String(repeating: "– ", count: depth) + location.code, href: .location(slug, location.code)),
                    .init(
                        location.details.name,
                        badge: location.details.isRetired ? Badge(Words.text("locations.retired"), .plain) : nil),
                    .init(location.levelText), .init(location.kindText), .init(location.details.number?.text ?? ""),
                ]
            })
    }
}

extension LocationNumber {
    /// The GLN, and its extension after a dot.
    var text: String { [gln.text, suffix].compactMap(\.self).joined(separator: " · ") }
}

extension RecordsPage {
    /// - Parameter asked: what narrows the list, by the names of the query.
    fileprivate init(_ found: [Location], of manufacturer: Manufacturer, asked: [String: String], path: String) {
        let (slug, shown) = (manufacturer.slug, found.prefix(Limits.page))
        let query = asked.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        func choice(_ name: String, _ label: String, _ words: [(String, String)]) -> FormField {
            var field = FormField(
                name, Words.text(label), .choice, value: asked[name] ?? "",
                options: [.init("", "–")] + words.map { .init($0.0, Words.text($0.1)) })
            field.id = "filter-\(name)"
            return field
        }
        let next = found.count > Limits.page ? shown.last : nil
        self.init(
            title: "\(Words.text("locations.title")): \(manufacturer.name)",
            breadcrumb: Breadcrumb([Link(manufacturer.name, .manufacturer(slug))], here: Words.text("locations.title")),
            maker: manufacturer.name, heading: Words.text("locations.title"), lead: Words.text("locations.lead"),
            listHeading: Words.text("locations.heading"), action: .locations(slug),
            fields: [
                FormField("within", Words.text("locations.within"), .code, value: asked["within"] ?? ""),
                choice(
                    "level", "field.level",
                    LocationLevel.allCases.map { ($0.rawValue, "locationLevel.\($0.rawValue)") }),
                choice(
                    "kind", "word.kind", LocationKind.allCases.map { ($0.rawValue, "locationKind.\($0.rawValue)") }),
                choice("retired", "locations.showRetired", [("true", "locations.retiredToo")]),
            ], isFiltered: !asked.isEmpty,
            table: shown.isEmpty
                ? nil : Location.table(shown, of: slug, from: shown.map(\.path.depth).min() ?? 0),
            empty: shown.isEmpty
                ? EmptyState(Words.text("locations.none"), text: Words.text("locations.noneText")) : nil,
            pagination: Pagination(
                next: next.map { last in
                    .locations(slug, query: query + [("after", Cursor.text(last.path.text, in: path))])
                }, position: ""))
    }
}
