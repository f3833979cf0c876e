import Hummingbird
import Nameplate
import Registry

// Programs that a manufacturer has told of what happens.

extension Href {
    package static func webhooks(_ slug: String, _ query: [(String, String)] = [], fragment: String? = nil) -> Href {
        Href(["edit", "manufacturers", slug, "webhooks"], query: query, fragment: fragment)
    }
}

extension Site {
    private static let ofManufacturer = "/manufacturers/{manufacturer}/webhooks"
    private static let ofWebhook = "\(ofManufacturer)/{webhook}"

    private static let fields: [EditForm.Field] =
        [.text("name"), .code("url"), .flag("on")]
        + NoticeTopic.subscribable.map { .flag("topics.\(member(of: $0))") }
        + [.lines("businessSteps"), .lines("dispositions"), .prose("population")]

    private static let new: EditForm = {
        var form = EditForm(
            "webhook", Routes.taking(.post, ofManufacturer), fields + [.code("secret")], next: again)
        form.complete = { completeTopics(of: &$0) }
        return form
    }()
    private static let change: EditForm = {
        var form = EditForm("webhookChange", Routes.taking(.put, ofWebhook), fields, next: again)
        form.complete = { completeTopics(of: &$0) }
        return form
    }()
    private static let removal = EditForm(
        "webhookRemoval", Routes.taking(.delete, ofWebhook), in: "webhooks",
        at: "/edit/manufacturers/{manufacturer}/webhooks/{webhook}/removed", next: again)
    private static let test = EditForm(
        "webhookTest", Routes.taking(.post, "\(ofWebhook)/test"), in: "webhooks"
    ) { call, _ in .notices(call.values["manufacturer"] ?? "") }
    private static let secret = EditForm(
        "webhookSecret", Routes.taking(.post, "\(ofWebhook)/secret"), [.code("secret")]
    ) { call, _ in
        .webhooks(
            call.values["manufacturer"] ?? "",
            [("done", "webhookSecret"), ("webhook", call.values["webhook"] ?? ""), ("secret", "true")],
            fragment: "webhookSecret")
    }

    private static let again: @Sendable (Call, [String: String]) -> Href = { call, _ in
        .webhooks(call.values["manufacturer"] ?? "", [("done", "webhooks")], fragment: "webhooks")
    }

    static let webhookEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/webhooks", permission: .manageNotices,
        summary: "Programs that are told of what happens",
        query: [
            .init("webhook", .id, "the webhook to be changed"),
            .init("secret", .boolean, "whether its secret is shown"),
        ], forms: [new, change, removal, test, secret]
    ) { site, call in try await site.webhooksPage(call) }

    private func webhooksPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        let webhooks = try await call.registry.webhooks(of: slug, as: call.principal)
        // A form that was refused names its webhook in its path.
        let wanted = call.values["webhook"] ?? call.query["webhook"]
        let chosen = webhooks.first { $0.id.description == wanted }
        var sections = [list(webhooks, call, slug)]
        if let chosen {
            sections.append(section(Self.change, call, Self.values(of: chosen)))
            sections.append(try await secretSection(of: chosen, call, slug))
        } else {
            sections.append(section(Self.new, call))
        }
        return FormsPage(
            title: Words.text("webhooks.title"), eyebrow: manufacturer.name, lead: Words.text("webhooks.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("notices.title"), .notices(slug))],
                here: Words.text("webhooks.title")), sections: sections)
    }

    private func list(_ webhooks: [WebhookSubscription], _ call: Call, _ slug: String) -> FormSection {
        var section = FormSection(
            "webhooks", Words.text("webhooks.list"), text: webhooks.isEmpty ? Words.text("webhooks.none") : nil)
        for webhook in webhooks {
            let values = ["webhook": webhook.id.description]
            let state =
                switch webhook.offReason {
                case nil: Words.text(webhook.pausedUntil == nil ? "webhooks.on" : "webhooks.paused")
                case .byHand: Words.text("webhooks.off")
                case .gone: Words.text("webhooks.gone")
                }
            let topics = webhook.draft.topics.map { Self.words(of: $0) }
            var item = FormSection.Item(
                webhook.draft.name,
                note: ([state, webhook.draft.address.host] + topics).joined(separator: ", "),
                form: webhook.isOn ? card(Self.test, call, values) : card(Self.removal, call, values, isDanger: true))
            item.href = .webhooks(slug, [("webhook", webhook.id.description)], fragment: "webhookChange")
            section.items.append(item)
        }
        return section
    }

    private func secretSection(
        of webhook: WebhookSubscription, _ call: Call, _ slug: String
    ) async throws -> FormSection {
        var section = section(Self.secret, call, ["webhook": webhook.id.description])
        guard call.query["secret"] == "true" else {
            var item = FormSection.Item(Words.text("webhooks.showSecret"))
            item.href = .webhooks(
                slug, [("webhook", webhook.id.description), ("secret", "true")], fragment: "webhookSecret")
            section.items = [item]
            return section
        }
        let secret = try await call.registry.webhookSecret(
            of: webhook.id, slug, as: call.principal, from: call.source)
        section.secrets = [secret.text]
        return section
    }

    private static func values(of webhook: WebhookSubscription) -> [String: String] {
        let draft = webhook.draft
        var values = [
            "webhook": webhook.id.description, "name": draft.name, "url": draft.address.text,
            "on": webhook.isOn ? "true" : "", "population": draft.population ?? "",
            "businessSteps": draft.businessSteps.map(\.rawValue).joined(separator: "\n"),
            "dispositions": draft.dispositions.map(\.rawValue).joined(separator: "\n"),
        ]
        for topic in draft.topics { values["topics.\(member(of: topic))"] = "true" }
        return values
    }

    /// A topic as a member of the form's document, in whose names a dot means something.
    private static func member(of topic: NoticeTopic) -> String { topic.rawValue.replacing(".", with: "-") }

    /// Makes a list of the topics that are ticked.
    private static func completeTopics(of call: inout Call) {
        guard case .object(let ticked)? = call.json["topics"] else {
            return call.json.set(.array([]), at: ["topics"])
        }
        let topics = NoticeTopic.subscribable.filter { ticked[member(of: $0)]?.boolean == true }
        call.json.set(.array(topics.map { .text($0.rawValue) }), at: ["topics"])
    }
}
