import Hummingbird
import Nameplate
import Registry

// The texts that a manufacturer writes to persons.

extension Href {
    package static func noticeTemplates(_ slug: String, _ query: [(String, String)] = []) -> Href {
        Href(
            ["edit", "manufacturers", slug, "notice-templates"], query: query,
            fragment: query.isEmpty ? nil : "noticeTemplate")
    }
}

extension Site {
    private static let ofTemplate = "/manufacturers/{manufacturer}/notice-templates/{topic}/{language}"
    private static let template = EditForm(
        "noticeTemplate", Routes.taking(.put, ofTemplate), [.text("subject"), .prose("body")], subject: "body",
        next: again)
    private static let removal = EditForm(
        "noticeTemplateRemoval", Routes.taking(.delete, ofTemplate), in: "noticeTemplate",
        at: "/edit/manufacturers/{manufacturer}/notice-templates/{topic}/{language}/removed", next: again)

    private static let again: @Sendable (Call, [String: String]) -> Href = { call, _ in
        .noticeTemplates(
            call.values["manufacturer"] ?? "",
            [
                ("done", "noticeTemplate"), ("topic", call.values["topic"] ?? ""),
                ("language", call.values["language"] ?? ""),
            ])
    }

    static let noticeTemplateEditing = EditPage(
        path: "/edit/manufacturers/{manufacturer}/notice-templates", permission: .manageNotices,
        summary: "The texts that persons are written",
        query: [
            .init("topic", .text(most: 80), "of the text to be changed"),
            .init("language", .text(most: 40), "of the text to be changed"),
        ], forms: [template, removal]
    ) { site, call in try await site.noticeTemplatesPage(call) }

    private func noticeTemplatesPage(_ call: Call) async throws -> FormsPage {
        let slug = try call.segment("manufacturer")
        let manufacturer = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .manageNotices, of: manufacturer.id)
        let all = try await call.registry.noticeTemplates(of: slug, as: call.principal)
        // A form that was refused names its text in its path.
        let topic = call.values["topic"] ?? call.query["topic"]
        let language = call.values["language"] ?? call.query["language"]
        let chosen =
            all.first { $0.template.topic.rawValue == topic && $0.template.language.text == language } ?? all.first
        var sections = [
            FormSection(
                "texts", Words.text("noticeTemplates.texts"),
                items: all.map { kept in
                    var item = FormSection.Item(
                        "\(Self.words(of: kept.template.topic)), \(kept.template.language.text)",
                        note: Words.text(kept.changedAt == nil ? "noticeTemplates.ofProgram" : "noticeTemplates.own"))
                    item.href = .noticeTemplates(
                        slug, [("topic", kept.template.topic.rawValue), ("language", kept.template.language.text)])
                    return item
                })
        ]
        if let chosen { sections += try await textSections(of: chosen, call, slug) }
        return FormsPage(
            title: Words.text("noticeTemplates.title"), eyebrow: manufacturer.name,
            lead: Words.text("noticeTemplates.lead"),
            breadcrumb: Breadcrumb(
                [Link(manufacturer.name, .manufacturer(slug)), Link(Words.text("notices.title"), .notices(slug))],
                here: Words.text("noticeTemplates.title")), sections: sections)
    }

    private func textSections(
        of kept: KeptTemplate, _ call: Call, _ slug: String
    ) async throws -> [FormSection] {
        let template = kept.template
        let values = [
            "topic": template.topic.rawValue, "language": template.language.text, "subject": template.subject,
            "body": template.body,
        ]
        var form = section(Self.template, call, values)
        form.text = Words.text(
            "noticeTemplates.placeholders",
            ["names": NoticeTemplate.placeholders(of: template.topic).map { "{\($0)}" }.joined(separator: ", ")])
        form.isWide = true
        if kept.changedAt != nil { form.forms.append(card(Self.removal, call, values, isDanger: true)) }
        let text = try await call.registry.preview(template, of: slug, as: call.principal)
        let preview = FormSection(
            "preview", Words.text("noticeTemplates.preview"), text: text.subject,
            items: text.body.split(separator: "\n").map { FormSection.Item(String($0)) })
        return [form, preview]
    }
}
