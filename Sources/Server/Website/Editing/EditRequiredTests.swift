import Hummingbird
import Nameplate
import Registry
import SupplyChain

// The tests that units of a model must have passed before they may leave.

extension Site {
    private static let oneTest = "/manufacturers/{manufacturer}/models/{model}/required-tests/{code}"

    private static func page(_ call: Call, _ sent: [String: String], done: String) -> Href {
        Href(
            ["edit", "manufacturers", call.values["manufacturer"] ?? "", "tests"],
            query: [("model", (sent["model"] ?? "").trimmed), ("done", done)])
    }

    private static let set = EditForm(
        "requiredTest", Routes.taking(.put, oneTest),
        [.code("model"), .code("code"), .text("title"), .code("minimum"), .code("maximum"), .code("unit")],
        segments: ["model", "code"], subject: "code", at: "/edit/manufacturers/{manufacturer}/tests/set"
    ) { call, sent in page(call, sent, done: "requiredTest") }
    private static let remove = EditForm(
        "requiredTestRemoval", Routes.taking(.delete, oneTest), [.code("model"), .code("code")],
        segments: ["model", "code"], subject: "code", at: "/edit/manufacturers/{manufacturer}/tests/removed"
    ) { call, sent in page(call, sent, done: "requiredTestRemoval") }

    static let requiredTests = EditPage(
        path: "/edit/manufacturers/{manufacturer}/tests", permission: .decideRelease,
        summary: "The tests that units need before they may leave",
        query: [.init("model", .text(most: 120), "those of the model with this number")], forms: [set, remove]
    ) { site, call in try await site.requiredTestsPage(call) }

    private func requiredTestsPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .decideRelease, of: manufacturer.id)
        let model = (call.query["model"] ?? "").trimmed
        var sections = [section(Self.set, call, ["model": model])]
        if !model.isEmpty {
            let found = try await call.registry.requiredTests(of: slug, model: model, as: call.principal)
            var list = FormSection("list", Words.text("tests.of", ["model": model]))
            list.isWide = true
            if found.isEmpty {
                list.text = Words.text("tests.none")
            } else {
                list.table = DataTable(
                    caption: Words.text("tests.title"),
                    columns: [
                        .init(Words.text("field.code")), .init(Words.text("tests.name")),
                        .init(Words.text("field.minimum"), isNumber: true),
                        .init(Words.text("field.maximum"), isNumber: true), .init(Words.text("field.unit")),
                    ],
                    rows: found.map {
                        [
                            .init($0.code), .init($0.title), .init($0.minimum ?? ""), .init($0.maximum ?? ""),
                            .init($0.unit ?? ""),
                        ]
                    })
                sections.append(section(Self.remove, call, ["model": model]))
            }
            sections.insert(list, at: 0)
        }
        return FormsPage(
            title: Words.text("tests.title"), eyebrow: manufacturer.name, lead: Words.text("tests.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("holds.title"), .holds(slug))],
                here: Words.text("tests.title")), sections: sections)
    }
}
