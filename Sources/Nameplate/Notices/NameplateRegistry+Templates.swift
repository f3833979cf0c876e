package import Registry
import Storage

extension NameplateRegistry {
    /// The texts that a manufacturer writes to persons, its own and those of the program.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func noticeTemplates(of slug: String, as principal: Principal) async throws -> [KeptTemplate] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readNotices, of: manufacturer.id)
            return try NoticeTemplates.list(of: manufacturer.id, reader)
        }
    }

    /// A text with examples in the place of its placeholders.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `value.invalid`.
    package func preview(
        _ template: NoticeTemplate, of slug: String, as principal: Principal
    ) async throws -> NoticeText {
        try template.check()
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readNotices, of: manufacturer.id)
            var values = Dictionary(template.topic.facts.map { ($0.name, $0.example) }) { first, _ in first }
            values["manufacturer"] = manufacturer.name
            values["model"] = "M-100"
            values["serial"] = "AB12345678"
            values["name"] = "Owner 17"
            return try template.filled(values)
        }
    }
}

extension Commands {
    /// Puts a text in the place of the program's own.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `value.invalid`.
    package func setNoticeTemplate(_ template: NoticeTemplate, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageNotices, of: manufacturer.id)
        try NoticeTemplates.set(template, of: manufacturer.id, as: principal, from: source, transaction)
    }

    /// Goes back to the program's own text.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `template.unknown`.
    package func removeNoticeTemplate(_ topic: NoticeTopic, _ language: LanguageTag, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageNotices, of: manufacturer.id)
        try NoticeTemplates.remove(topic, language, of: manufacturer.id, as: principal, from: source, transaction)
    }
}
