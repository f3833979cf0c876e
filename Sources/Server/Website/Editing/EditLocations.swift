import Hummingbird
import Identifiers
import Nameplate
import Registry
import SupplyChain

// A place where goods can stand, and new ones.

extension Site {
    private static let all = "/manufacturers/{manufacturer}/locations"
    private static let details: [EditForm.Field] = [
        .text("name"),
        .choice("level", LocationLevel.self) { _, word in Words.text("locationLevel.\(word)") },
        .choice("kind", LocationKind.self) { _, word in Words.text("locationKind.\(word)") },
        .code("parent"), .code("gln"), .code("glnExtension"), .code("country"), .number("capacityVolume"),
        .number("capacityWeight"),
    ]

    private static let new = EditForm(
        "location", Routes.taking(.post, all), [.code("code")] + details, subject: "code"
    ) { call, sent in
        .location(call.values["manufacturer"] ?? "", (sent["code"] ?? "").trimmed, done: "locationChange")
    }
    private static let change = EditForm(
        "locationChange", Routes.taking(.put, "\(all)/{location}"), details + [.flag("retired")], subject: "parent"
    ) { call, _ in
        .location(
            call.values["manufacturer"] ?? "", call.values["location"] ?? "", done: "locationChange")
    }

    static let locationWriting = EditPage(
        path: "/edit/manufacturers/{manufacturer}/locations", permission: .handleStock,
        summary: "A new place for goods",
        query: [.init("parent", .text(most: 120), "what it is to stand in")], forms: [new]
    ) { site, call in try await site.newLocationPage(call) }

    static let locationEditing = EditPage(
        path: "/manufacturers/{manufacturer}/locations/{location}", permission: .readStock,
        summary: "A place where goods can stand", forms: [change]
    ) { site, call in try await site.locationPage(call) }

    private func newLocationPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .handleStock, .somewhere(manufacturer.id))
        var section = section(Self.new, call, ["parent": call.query["parent"] ?? ""])
        section.isWide = true
        return FormsPage(
            title: Words.text("editForm.location"), eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("locations.title"), .locations(slug))],
                here: Words.text("editForm.location")), sections: [section])
    }

    private func locationPage(_ call: Call) async throws -> FormsPage {
        let answer = try await call.registry.location(
            call.segment("location"), of: call.segment("manufacturer"), as: call.principal)
        let (location, slug) = (answer.location, answer.manufacturer.slug)
        var sections = [Self.about(answer)]
        if !answer.below.isEmpty { sections.append(Self.below(answer)) }
        if answer.mayChange { sections.append(changing(location, call)) }
        return FormsPage(
            title: location.details.name, eyebrow: "\(answer.manufacturer.name) \(location.code)",
            breadcrumb: Breadcrumb(
                [
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(Words.text("locations.title"), .locations(slug)),
                ]
                    + answer.above.map { Link($0.details.name, .location(slug, $0.code)) },
                here: location.details.name),
            notice: location.details.isRetired ? Notice(.plain, Words.text("locations.isRetired")) : nil,
            sections: sections)
    }

    private static func about(_ answer: LocationAnswer) -> FormSection {
        let (location, slug) = (answer.location, answer.manufacturer.slug)
        let details = location.details
        func fact(_ key: String, _ value: String?) -> Fact? { value.map { Fact(Words.text(key), $0) } }
        let facts: [Fact?] = [
            Fact(Words.text("field.code"), location.code, isNumber: true),
            fact("field.level", location.levelText), fact("word.kind", location.kindText),
            answer.above.last.map { Fact(Words.text("locations.in"), $0.code, link: .location(slug, $0.code)) },
            details.number.map { Fact(Words.text("locations.gln"), $0.text, isNumber: true) },
            fact("field.country", details.country),
            fact("locations.room", details.capacityVolume.map { "\(Numbers.grouped($0)) cm³" }),
            fact("locations.load", details.capacityWeight.map { "\(Numbers.grouped($0)) g" }),
        ]
        var section = FormSection("about", Words.text("locations.about"), facts: facts.compactMap(\.self))
        var links = [
            ("stock.title", Href.stock(slug, location: location.code)),
            ("stockUnits.title", .stockUnits(slug, query: [("location", location.code)])),
            ("storageUse.title", .storageUse(slug, location: location.code)),
        ]
        if answer.mayChange, !details.isRetired {
            links.append(
                (
                    "locations.addHere",
                    Href(["edit", "manufacturers", slug, "locations"], query: [("parent", location.code)])
                ))
        }
        section.items = links.map { word, href in
            var item = FormSection.Item(Words.text(word))
            item.href = href
            return item
        }
        return section
    }

    private static func below(_ answer: LocationAnswer) -> FormSection {
        var section = FormSection(
            "below", Words.text("locations.below"),
            table: Location.table(
                answer.below, of: answer.manufacturer.slug, from: answer.location.path.depth + 1))
        section.isWide = true
        return section
    }

    private func changing(_ location: Location, _ call: Call) -> FormSection {
        let details = location.details
        var section = section(
            Self.change, call,
            [
                "location": location.code, "name": details.name, "level": details.level.rawValue,
                "kind": details.kind.rawValue, "parent": details.parent ?? "",
                "gln": details.number?.gln.text ?? "", "glnExtension": details.number?.suffix ?? "",
                "country": details.country ?? "", "capacityVolume": details.capacityVolume.map(String.init) ?? "",
                "capacityWeight": details.capacityWeight.map(String.init) ?? "",
                "retired": details.isRetired ? "true" : "",
            ], hidden: [("rowVersion", String(location.rowVersion))])
        section.isWide = true
        return section
    }
}
