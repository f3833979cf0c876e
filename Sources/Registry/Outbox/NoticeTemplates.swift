package import Storage

/// A template as lists show it.
package struct KeptTemplate: Hashable, Sendable {
    package var template: NoticeTemplate
    /// When a manufacturer has put it in the place of the program's own; nil for that.
    package var changedAt: Int64?
    package var changedBy: String?
}

/// The table `notice_templates`, and the texts that come with the program.
package enum NoticeTemplates {
    /// The most templates of a manufacturer.
    private static let most = 200

    /// All texts that a manufacturer writes, by topic and language.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [KeptTemplate] {
        var found = try own(of: manufacturer, reader)
        for topic in NoticeTopic.allCases where topic.isForPersons {
            for language in BuiltInTemplates.languages {
                let tag = try LanguageTag(parsing: language)
                guard !found.contains(where: { $0.template.topic == topic && $0.template.language == tag }),
                    let text = BuiltInTemplates.find(topic, in: language)
                else { continue }
                found.append(
                    KeptTemplate(
                        template: NoticeTemplate(
                            topic: topic, language: tag, subject: text.subject, body: text.body)))
            }
        }
        return found.sorted {
            ($0.template.topic.rawValue, $0.template.language.text)
                < ($1.template.topic.rawValue, $1.template.language.text)
        }
    }

    /// The text for somebody who reads a language: in that, in the language without its region, or in English.
    package static func choose(
        _ topic: NoticeTopic, for language: LanguageTag?, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> NoticeTemplate? {
        let all = try list(of: manufacturer, reader).map(\.template).filter { $0.topic == topic }
        let wanted = language?.text ?? "en"
        let primary = String(wanted.prefix { $0 != "-" })
        for text in [wanted, primary, "en"] {
            if let found = all.first(where: { $0.language.text.lowercased() == text.lowercased() }) { return found }
        }
        return nil
    }

    /// Puts a text in the place of the program's own.
    /// - Throws: `value.invalid`.
    package static func set(
        _ template: NoticeTemplate, of manufacturer: ID<Manufacturer>, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        try template.check()
        guard try own(of: manufacturer, transaction).count < most else {
            throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) templates.", field: "topic")
        }
        try transaction.run(
            NoticeTemplatesSQL.set,
            [
                .integer(manufacturer.value), .text(template.topic.rawValue), .text(template.language.text),
                .text(template.subject), .text(template.body), .integer(transaction.now), .text(principal.auditName),
            ])
        try AuditTrail.write(
            "template.set", subject: "\(template.topic.rawValue) \(template.language.text)", of: manufacturer,
            as: principal, from: source, transaction)
    }

    /// Goes back to the program's own.
    /// - Throws: `template.unknown` where the manufacturer has none of its own.
    package static func remove(
        _ topic: NoticeTopic, _ language: LanguageTag, of manufacturer: ID<Manufacturer>, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        let removed = try transaction.rowsChanged(
            by: NoticeTemplatesSQL.remove,
            [.integer(manufacturer.value), .text(topic.rawValue), .text(language.text)])
        guard removed == 1 else {
            throw RegistryError(.templateUnknown, "There is no text of your own for this topic and language.")
        }
        try AuditTrail.write(
            "template.remove", subject: "\(topic.rawValue) \(language.text)", of: manufacturer, as: principal,
            from: source, transaction)
    }

    private static func own(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [KeptTemplate] {
        try reader.all(NoticeTemplatesSQL.list, [.integer(manufacturer.value)]) { row in
            KeptTemplate(
                template: NoticeTemplate(
                    topic: try row.word(0), language: try LanguageTag(parsing: row.text(1)), subject: row.text(2),
                    body: row.text(3)), changedAt: row.integer(4), changedBy: row.text(5))
        }
    }
}

private enum NoticeTemplatesSQL {
    static let list = Statement(
        """
        SELECT topic, language, subject, body, changed_at, changed_by
          FROM notice_templates
         WHERE manufacturer_id = $1
         ORDER BY topic, language
        """)
    static let set = Statement(
        """
        INSERT INTO notice_templates (manufacturer_id, topic, language, subject, body, changed_at, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (manufacturer_id, topic, language) DO UPDATE
           SET subject = excluded.subject, body = excluded.body, changed_at = excluded.changed_at,
               changed_by = excluded.changed_by
        """)
    static let remove = Statement(
        "DELETE FROM notice_templates WHERE manufacturer_id = $1 AND topic = $2 AND language = $3")
}
