import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// The form in which one says which owners are meant.
    func audience(_ call: Call) async throws -> Response { try respond(try await audiencePage([:], call), to: call) }

    /// Counts those who are meant, or gives them out as a table.
    func answerAudience(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        var page = try await audiencePage(form, call)
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            page.notice = Notice(
                .attention, Words.text("persons.nothingIsDoneYet"), text: Words.text("word.thisPageHadGrown2"))
            return try respond(page, to: call, status: 409)
        }
        do {
            return try await answerAudience(form, page, call)
        } catch let error as RegistryError
            where [.reasonInvalid, .modelUnknown, .valueInvalid].contains(error.code)
        {
            let place = page.fields.firstIndex { $0.name == error.field } ?? 0
            page.fields[place].problem = FormField.Problem(ErrorText(error))
            return try respond(page, to: call, status: 422)
        }
    }

    private func answerAudience(
        _ form: [String: String], _ page: AudiencePage, _ call: Call
    ) async throws -> Response {
        let (question, slug) = (try AudienceQuestion(form), try call.segment("manufacturer"))
        if form["do"] == "table" {
            return try await AudienceTable.response(question, of: slug, reason: form["reason"], call)
        }
        var page = page
        page.notice = Self.notice(
            of: try await call.registry.audienceCount(question, of: slug, as: call.principal))
        return try respond(page, to: call)
    }

    private static func notice(of count: AudienceCount) -> Notice {
        let found = [
            Words.text("count.person", count: count.owners), Words.text("count.unit", count: count.units),
        ].joined(separator: ", ")
        return Notice(.good, found, text: count.isComplete ? nil : Words.text("audience.more"))
    }

    private func audiencePage(_ form: [String: String], _ call: Call) async throws -> AudiencePage {
        let slug = try call.segment("manufacturer")
        let maker = try await call.registry.manufacturer(slug, as: call.principal)
        try Access.require(call.principal, .readOwners, of: maker.id)
        let action = Href.audience(slug)
        return AudiencePage(
            breadcrumb: Breadcrumb(
                [Link(Words.text("word.manufacturers"), .manufacturers), Link(maker.name, .manufacturer(slug))],
                here: Words.text("audience.title")),
            maker: maker.name, action: action, token: tokens.token(for: action.text, as: call.principal),
            fields: Self.audienceFields.map { name, kind in
                FormField(
                    name, Words.text("audience.field.\(name)"), kind,
                    value: CleanText(form[name] ?? "", limit: kind == .lines ? 20_000 : Reason.most).text,
                    hint: Words.text("audience.hint.\(name)"),
                    options: kind == .choice
                        ? ConsentPurpose.allCases.map {
                            FormField.Option($0.rawValue, Words.text("consentPurpose.\($0.rawValue)"))
                        } : [])
            })
    }

    private static let audienceFields: [(String, FormField.Kind)] = [
        ("purpose", .choice), ("model", .lines), ("ageFrom", .number), ("ageUntil", .number),
        ("warrantyEndingWithin", .number), ("reason", .text),
    ]
}

extension AudienceQuestion {
    /// - Parameter form: As somebody has filled it in.
    /// - Throws: `value.invalid` with the field.
    fileprivate init(_ form: [String: String]) throws(RegistryError) {
        guard let purpose = ConsentPurpose(rawValue: form["purpose"] ?? "") else { throw Self.purposeMissing }
        let models = (form["model"] ?? "").split(whereSeparator: \.isNewline)
            .map { String($0.trimmingPrefix(while: \.isWhitespace)) }.filter { !$0.isEmpty }
        try self.init(
            purpose, models: models, ageFrom: Self.number("ageFrom", form), ageUntil: Self.number("ageUntil", form),
            warrantyEndsWithin: Self.number("warrantyEndingWithin", form))
    }

    /// Nil for an empty field.
    private static func number(_ name: String, _ form: [String: String]) throws(RegistryError) -> Int? {
        let text = (form[name] ?? "").filter { !$0.isWhitespace }
        guard !text.isEmpty else { return nil }
        guard let number = Int(text) else {
            throw RegistryError(.valueInvalid, "This is no whole number.", field: name)
        }
        return number
    }
}
