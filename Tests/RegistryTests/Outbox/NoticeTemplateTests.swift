import Registry
import Testing

@Suite struct NoticeTemplateTests {
    private static func template(_ subject: String, _ body: String, _ topic: NoticeTopic = .claimDecided) throws
        -> NoticeTemplate
    {
        NoticeTemplate(topic: topic, language: try LanguageTag(parsing: "en"), subject: subject, body: body)
    }

    @Test func placeholdersAreFilledAndLinesWithoutValueAreLeftOut() throws {
        let template = try Self.template(
            "Claim {claim}", "Hello {name}!\n{?decision=approved}Yes {{sic}}\n{?decision=rejected}No: {reason}\n\nBye")
        let text = try template.filled(["claim": "C\n1", "decision": "approved", "reason": "x"])
        #expect(text.subject == "Claim C 1")
        #expect(text.body == "Yes {sic}\n\nBye")
    }

    @Test func aValueIsNoTemplate() throws {
        let text = try Self.template("{claim}", "{claim}").filled(["claim": "{serial} {{"])
        #expect(text == NoticeText(subject: "{serial} {{", body: "{serial} {{"))
    }

    @Test(arguments: [
        ("Claim {clam}", "x", "subject", 6), ("x", "a {nothing}", "body", 2), ("x", "open {claim", "body", 5),
        ("x", "shut }", "body", 5), ("x", "{?decision}", "body", 0), ("", "x", "subject", nil),
        ("x", " \n", "body", nil), ("x", "{?decision=va\nlid}", "body", 0), ("x", "a {cla\nim}", "body", 2),
        ("a\nb", "x", "subject", nil), ("x", "a\u{202E}b", "body", 1), ("x", "a\u{0}", "body", 1),
    ])
    func whatCannotBeReadIsRefusedWithItsPlace(_ subject: String, _ body: String, _ field: String, _ position: Int?) {
        let error = #expect(throws: RegistryError.self) { try Self.template(subject, body).check() }
        #expect(error?.code == .valueInvalid && error?.field == field && error?.position == position)
    }

    @Test func nobodyIsWrittenAboutEvents() {
        #expect(throws: RegistryError.self) { try Self.template("x", "x", .unitEvent).check() }
    }

    @Test(arguments: Engine.available)
    func theLanguageFallsBackSensiblyAndOnesOwnComesFirst(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            @Sendable func chosen(_ tag: String?) async throws -> String? {
                let language = try tag.map { try LanguageTag(parsing: $0) }
                return try await registry.read {
                    try NoticeTemplates.choose(.claimDecided, for: language, of: maker.id, $0)?.language.text
                }
            }
            #expect(try await chosen("de-AT") == "de")
            #expect(try await chosen("nb") == "en")
            #expect(try await chosen(nil) == "en")
            let own = NoticeTemplate(
                topic: .claimDecided, language: try LanguageTag(parsing: "nb"), subject: "Sak {claim}", body: "Ja")
            try await registry.write {
                try NoticeTemplates.set(own, of: maker.id, as: .administrator, $0.transaction)
            }
            #expect(try await chosen("nb-NO") == "nb")
            // All that come with the program can be filled in.
            let all = try await registry.read { try NoticeTemplates.list(of: maker.id, $0) }
            #expect(all.count == 15 && all.count { $0.changedAt != nil } == 1)
            for kept in all { try kept.template.check() }
            try await registry.write {
                try NoticeTemplates.remove(
                    .claimDecided, own.language, of: maker.id, as: .administrator, $0.transaction)
            }
            let again = try await refusal {
                try await registry.write {
                    try NoticeTemplates.remove(
                        .claimDecided, own.language, of: maker.id, as: .administrator, $0.transaction)
                }
            }
            #expect(again == .templateUnknown)
        }
    }
}
