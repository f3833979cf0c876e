import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

// What finders write and are answered, and what a manufacturer publishes.

extension Href {
    /// Where a finder writes to whoever has reported a unit.
    static func found(_ slug: String, _ model: String, _ serial: String) -> Href {
        Href(["found"], query: [("manufacturer", slug), ("model", model), ("serial", serial)])
    }

    static func theftFeed(_ slug: String, done: String? = nil) -> Href {
        Href(["edit", "manufacturers", slug, "theft-feed"], query: done.map { [("done", $0)] } ?? [], fragment: done)
    }
}

extension Site {
    private static let finding: EditForm = {
        var form = EditForm(
            "finding", Routes.taking(.post, "/manufacturers/{manufacturer}/models/{model}/units/{serial}/findings"),
            [.prose("text"), .code("email")], segments: ["manufacturer", "model", "serial"], subject: "serial",
            at: "/found"
        ) { _, _ in Href(["found"]) }
        form.shows = { answer in
            FormSection(
                "code", Words.text("findings.sent"), text: Words.text("findings.keepTheCode"),
                secrets: [answer["code"]?.text ?? ""])
        }
        return form
    }()
    private static let findingCheck: EditForm = {
        var form = EditForm(
            "findingCheck", Routes.taking(.post, "/findings/check"), [.code("code")], at: "/found/check"
        ) { _, _ in Href(["found"]) }
        form.shows = { shown($0) }
        return form
    }()
    private static let findingReply: EditForm = {
        var form = EditForm(
            "findingReply", Routes.taking(.post, "/findings/replies"), [.code("code"), .prose("text")],
            subject: "text", at: "/found/reply"
        ) { _, _ in Href(["found"]) }
        form.shows = { shown($0) }
        return form
    }()
    static let findingAnswer = EditForm(
        "findingAnswer", Routes.taking(.post, "/thefts/{theft}/messages/{thread}"), [.prose("text")], in: "theftStep",
        subject: "text"
    ) { call, _ in Href(["edit", "thefts", call.values["theft"] ?? ""], query: [("done", "theft")]) }
    private static let theftFeed = EditForm(
        "theftFeed", Routes.taking(.put, "/manufacturers/{manufacturer}/theft-feed"), [.flag("published")],
        subject: "published"
    ) { call, _ in .theftFeed(call.values["manufacturer"] ?? "", done: "theftFeed") }

    static let foundPage = EditPage(
        path: "/found", permission: .look, summary: "Write to whoever has reported a product that you have found",
        query: [
            .init("manufacturer", .text(), "who made the unit"), .init("model", .text(), "its model"),
            .init("serial", .text(most: 64), "its serial number"),
        ], forms: [finding, findingCheck, findingReply]
    ) { site, call in
        FormsPage(
            title: Words.text("findings.title"), lead: Words.text("findings.lead"),
            sections: [
                site.section(Self.finding, call, call.query), site.section(Self.findingCheck, call),
                site.section(Self.findingReply, call),
            ])
    }

    static let theftFeedPage = EditPage(
        path: "/edit/manufacturers/{manufacturer}/theft-feed", permission: .handleThefts,
        summary: "Say whether confirmed thefts and losses are published", forms: [theftFeed]
    ) { site, call in
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let isOn = try await call.registry.publishesThefts(slug, as: call.principal)
        var section = site.section(Self.theftFeed, call, ["published": isOn ? "true" : ""])
        if isOn {
            section.items = ["theft-feed", "theft-feed/atom"].map { name in
                var item = FormSection.Item(name == "theft-feed" ? "JSON Feed" : "Atom")
                item.href = Href(["api", "v1", "manufacturers", slug] + name.split(separator: "/").map(String.init))
                return item
            }
        }
        return FormsPage(
            title: section.heading, eyebrow: manufacturer.name,
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("thefts.title"), .thefts(slug))],
                here: section.heading), sections: [section])
    }

    /// What both sides have written, of what a route answers.
    private static func shown(_ answer: JSONValue) -> FormSection {
        let rows = (answer["messages"]?.elements ?? []).map { message in
            let time = message["at"]?.text.flatMap { try? ZonedTime(parsing: $0, field: "at").microseconds } ?? 0
            return DataTable.messageRow(
                at: time, side: message["side"]?.text ?? TheftMessage.Side.reporter.rawValue, message["text"]?.text)
        }
        return FormSection("answer", Words.text("findings.thread"), table: DataTable(messageRows: rows))
    }
}
