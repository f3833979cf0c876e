import Hummingbird
import Identifiers
import Nameplate
import Registry

// Manufacturers: who they are, how they build model numbers, their keys.

extension Href {
    /// Where a manufacturer is added.
    package static let newManufacturer = Href(["edit", "manufacturers"])

    /// Where something is changed: a manufacturer, a model, a unit; or a place on that page.
    package static func edit(_ path: String..., done: String? = nil) -> Href {
        Href(["edit", "manufacturers"] + path, query: done.map { [("done", $0)] } ?? [], fragment: done)
    }
}

extension Routes {
    /// A route of the API, for a form that sends what it takes.
    static func taking(_ method: Route.Method, _ path: String) -> Route {
        guard let route = api.first(where: { $0.method == method && $0.path.text == prefix + path }) else {
            preconditionFailure("\(method.rawValue) \(path) is a route of the API.")
        }
        return route
    }
}

extension Site {
    private static let manufacturerFields: [EditForm.Field] = [
        .text("name"), .code("country"), .text("note"), .lines("gs1Prefixes"), .lines("wmis"),
    ]
    private static let creation = EditForm(
        "newManufacturer", Routes.taking(.post, "/manufacturers"), [.code("slug")] + manufacturerFields
    ) { _, sent in .edit(sent["slug"] ?? "", done: "manufacturer") }
    private static let change = EditForm(
        "manufacturer", Routes.taking(.put, "/manufacturers/{manufacturer}"), manufacturerFields,
        next: again("manufacturer"))
    private static let newModel = EditForm(
        "newModel", Routes.taking(.post, "/manufacturers/{manufacturer}/models"),
        [.code("number"), .text("name"), .text("line"), .text("category"), .code("releasedOn")]
    ) { call, sent in .edit(call.values["manufacturer"] ?? "", "models", sent["number"] ?? "", done: "model") }
    private static let nomenclature = EditForm(
        "nomenclature", Routes.taking(.put, "/manufacturers/{manufacturer}/nomenclatures/{nomenclature}"),
        [.prose("text"), .flag("published")], segments: ["nomenclature"], subject: "text",
        next: again("nomenclature"))
    private static let nomenclatureRemoval = EditForm(
        "nomenclatureRemoval",
        Routes.taking(.delete, "/manufacturers/{manufacturer}/nomenclatures/{nomenclature}"),
        in: "nomenclature", next: again("nomenclature"))
    private static let newKey = EditForm(
        "key", Routes.taking(.post, "/manufacturers/{manufacturer}/keys"),
        [.choice("purpose", SecretKey.Purpose.self) { words, word in Words.first(["keyPurpose.\(word)"]) ?? word }],
        next: again("key"))

    /// Back to the page of the manufacturer.
    private static func again(_ done: String) -> @Sendable (Call, [String: String]) -> Href {
        { call, _ in .edit(call.values["manufacturer"] ?? "", done: done) }
    }

    static let newManufacturer = EditPage(
        path: "/edit/manufacturers", permission: .editCatalogue, summary: "Add a manufacturer", forms: [creation]
    ) { site, call in
        FormsPage(
            title: Words.text("editForm.newManufacturer"),
            breadcrumb: Breadcrumb(
                [Link(Words.text("word.manufacturers"), .manufacturers)], here: Words.text("editForm.newManufacturer")),
            sections: [site.section(creation, call)], isNarrow: true)
    }

    static let manufacturerEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}", permission: .editCatalogue,
        summary: "Change a manufacturer, and add models",
        query: [.init("nomenclature", .text(most: 80), "the nomenclature to be changed")],
        forms: [change, newModel, nomenclature, nomenclatureRemoval, newKey]
    ) { site, call in try await site.manufacturerPage(call) }

    private func manufacturerPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .editCatalogue, of: manufacturer.id)
        var sections = [
            section(
                Self.change, call,
                [
                    "name": manufacturer.name, "country": manufacturer.country ?? "", "note": manufacturer.note ?? "",
                    "gs1Prefixes": manufacturer.gs1Prefixes.joined(separator: "\n"),
                    "wmis": manufacturer.worldManufacturerIdentifiers.joined(separator: "\n"),
                ], hidden: [("rowVersion", String(manufacturer.rowVersion))]),
            section(Self.newModel, call),
            try await nomenclatureSection(slug, call),
        ]
        if Access.allows(call.principal, .manageKeys, of: manufacturer.id) {
            sections.append(try await keySection(slug, call))
        }
        return FormsPage(
            title: Words.text("edit.title", ["what": manufacturer.name]), eyebrow: Words.text("manufacturer.eyebrow"),
            breadcrumb: Breadcrumb(
                [
                    Link(Words.text("word.manufacturers"), .manufacturers),
                    Link(manufacturer.name, .manufacturer(slug)),
                ], here: Words.text("edit.change")),
            sections: sections)
    }

    private func nomenclatureSection(_ slug: String, _ call: Call) async throws -> FormSection {
        let all = try await call.registry.nomenclatures(of: slug, as: call.principal)
        let chosen = all.first { $0.name == call.query["nomenclature"] }
        let items = all.map { item in
            var shown = FormSection.Item(
                item.name, note: item.nomenclature.pattern,
                form: card(Self.nomenclatureRemoval, call, ["nomenclature": item.name], isDanger: true))
            shown.href = Href(
                ["edit", "manufacturers", slug], query: [("nomenclature", item.name)], fragment: "nomenclature")
            return shown
        }
        return section(
            Self.nomenclature, call,
            [
                "nomenclature": chosen?.name ?? "", "text": chosen?.nomenclature.text ?? "",
                "published": chosen?.isPublished == true ? "true" : "",
            ], items: items)
    }

    private func keySection(_ slug: String, _ call: Call) async throws -> FormSection {
        var section = section(Self.newKey, call)
        section.items = try await call.registry.keys(of: slug, as: call.principal).map { key in
            let made = Moment(microseconds: key.createdAt).dateText
            let state =
                key.secret == nil
                ? Words.text("edit.keyUnreadable")
                : key.retiredAt == nil ? Words.text("edit.keyInUse") : Words.text("edit.keyRetired")
            return FormSection.Item(
                Words.first(["keyPurpose.\(key.purpose.rawValue)"]) ?? key.purpose.rawValue,
                note: "\(key.id) · \(made) · \(state)")
        }
        return section
    }
}
