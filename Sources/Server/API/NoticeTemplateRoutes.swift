import Hummingbird
import Nameplate
import Registry

// The texts that a manufacturer writes to persons.

extension Routes {
    private static let templatesPath = "\(prefix)/manufacturers/{manufacturer}/notice-templates"
    private static let templatePath = "\(templatesPath)/{topic}/{language}"
    private static let words: [ObjectSchema.Property] = [
        .required("subject", .text(most: NoticeTemplate.longestSubject), "one line"),
        .required(
            "body", .text(most: NoticeTemplate.longestBody), "the text; docs/notices.md says what may stand in braces"),
    ]

    static let noticeTemplates: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: templatesPath), permission: .readNotices,
            summary: "List the texts that persons are written, by topic and language",
            answer: .json(
                ObjectSchema(
                    "NoticeTemplates", [.required("items", .list(.object(KeptTemplate.schema), most: 1_000), "all")]),
                "the manufacturer's own, and those of the program")
        ) { call in
            let found = try await call.registry.noticeTemplates(of: call.segment("manufacturer"), as: call.principal)
            return .json { json in json.object { $0.listField("items", found) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(templatePath)/preview"), permission: .readNotices,
            summary: "Show a text with examples in the place of its placeholders",
            request: .json(ObjectSchema("PreviewedTemplate", words)),
            answer: .json(ObjectSchema("NoticeText", words), "as it would be written")
        ) { call in
            let text = try await call.registry.preview(
                call.template(), of: call.segment("manufacturer"), as: call.principal)
            return .json { json in
                json.object { json in
                    json.field("subject", text.subject)
                    json.field("body", text.body)
                }
            }
        },
        Route(
            method: .put, path: PathPattern(stringLiteral: templatePath), permission: .manageNotices,
            summary: "Put a text in the place of the program's own",
            request: .json(ObjectSchema("NewNoticeTemplate", words)), answer: named("KeptNoticeTemplate")
        ) { call in
            let (slug, template) = (try call.segment("manufacturer"), try call.template())
            return try await call.perform(status: 200) { commands, json in
                try commands.setNoticeTemplate(template, of: slug)
                json.object { $0.field("topic", template.topic.rawValue) }
            }
        },
        Route(
            method: .delete, path: PathPattern(stringLiteral: templatePath), permission: .manageNotices,
            summary: "Go back to the program's own text", answer: named("RemovedNoticeTemplate")
        ) { call in
            let (slug, topic, language) = (try call.segment("manufacturer"), try call.topic(), try call.language())
            try await call.registry.perform(as: call.principal, from: call.source) { commands in
                try commands.removeNoticeTemplate(topic, language, of: slug)
            }
            return .json { json in json.object { $0.field("topic", topic.rawValue) } }
        },
    ]

    private static func named(_ name: String) -> Route.Answer {
        .json(ObjectSchema(name, [.required("topic", .text(most: 80), "its topic")]), "its topic")
    }
}

extension Call {
    fileprivate func topic() throws -> NoticeTopic {
        guard let topic = NoticeTopic(rawValue: try segment("topic")), topic.isForPersons else {
            throw RegistryError(.templateUnknown, "Nobody is written to about this. List the texts.", field: "topic")
        }
        return topic
    }

    fileprivate func language() throws -> LanguageTag { try LanguageTag(parsing: segment("language")) }

    fileprivate func template() throws -> NoticeTemplate {
        NoticeTemplate(
            topic: try topic(), language: try language(), subject: json["subject"]?.text ?? "",
            body: json["body"]?.text ?? "")
    }
}

extension KeptTemplate {
    static let schema = ObjectSchema(
        "NoticeTemplate",
        [
            .required("topic", .word(NoticeTopic.allCases.map(\.rawValue)), "what it is about"),
            .required("language", .text(most: 40), "BCP 47"),
            .required("subject", .text(most: NoticeTemplate.longestSubject), "one line"),
            .required("body", .text(most: NoticeTemplate.longestBody), "the text"),
            .required("placeholders", .texts(most: 40), "what may stand in braces"),
            .optional("changedAt", .time, "when it was put in the place of the program's own"),
            .optional("changedBy", .text(most: 80), "by whom"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("topic", template.topic.rawValue)
            json.field("language", template.language.text)
            json.field("subject", template.subject)
            json.field("body", template.body)
            json.field("placeholders", NoticeTemplate.placeholders(of: template.topic))
            json.field("changedAt", changedAt.map { TimeText.text($0) })
            json.field("changedBy", changedBy)
        }
    }
}
