import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// What a list of serial numbers tells, above the form with the same list.
    func learnFormats(_ call: Call) async throws -> Response {
        try await learn(call, LearnPage()) { _ in nil }
    }

    /// The form to learn the format in which a model was numbered before.
    func learnFormOfModel(_ call: Call) async throws -> Response {
        try respond(await learnPage(of: call), to: call)
    }

    /// The same for a model, which may be given what was learnt.
    ///
    /// The list is sent again with the choice and learnt from again: between the two the server keeps nothing of it.
    func learnFormatsOfModel(_ call: Call) async throws -> Response {
        try await learn(call, await learnPage(of: call)) { sent in
            guard let pattern = sent.fields["adopt"] else { return nil }
            return try await self.adopt(pattern, sent, call)
        }
    }

    private func learnPage(of call: Call) async throws -> LearnPage {
        let answer = try await call.registry.model(
            call.segment("model"), of: call.segment("manufacturer"), as: call.principal)
        try Access.require(call.principal, .issue, of: answer.manufacturer.id)
        let (slug, number) = (answer.manufacturer.slug, answer.model.number.text)
        var page = LearnPage()
        page.model = LearnPage.OfModel(
            breadcrumb: Breadcrumb(
                [
                    Link(Words.text("word.manufacturers"), .manufacturers),
                    Link(answer.manufacturer.name, .manufacturer(slug)),
                    Link(number, .model(slug, number)),
                ], here: Words.text("learn.submit")),
            number: number, action: .learnFormat(slug, number),
            token: tokens.token(for: call.path, as: call.principal))
        page.formHeading = Words.text("learn.serialNumbersOf", ["number": number])
        return page
    }

    /// What was sent, and what it tells.
    private struct Sent {
        var fields: [String: String]
        var text: String
        var learnt: LearntFormats
    }

    /// - Parameter act: What else is done with it; nil where it is only shown.
    private func learn(
        _ call: Call, _ empty: LearnPage, _ act: (Sent) async throws -> Response?
    ) async throws -> Response {
        var page = empty
        do {
            let fields = try await Form.read(call)
            // What cannot be seen would be sent back as something that can. Forms send line breaks as CR LF.
            let text = CleanText(fields["serials"] ?? "", limit: Limits.json).text.replacing("\r\n", with: "\n")
            page.serials = text
            let learnt = try await call.registry.learnFormats(from: Array(text.utf8), as: call.principal)
            page.show(learnt, asOf: call.registry.today)
            if let response = try await act(Sent(fields: fields, text: text, learnt: learnt)) { return response }
            return try respond(page, to: call)
        } catch let error as IdentifierError {
            page.notice = Notice(.attention, Words.text("learn.nothingCouldBeLearnt"), ErrorText(error))
            return try respond(page, to: call, status: 422)
        } catch let error as RequestError where error.code == .bodyTooLarge {
            page.notice = Notice(
                .attention, Words.text("word.theListIsToo"),
                text: Words.text("learn.someThousandSerialNumbers"),
                link: Link(Words.text("word.how"), .api))
            return try respond(page, to: call, status: 413)
        } catch let problem as Problem {
            page.notice = Notice(.attention, Words.text("learn.nothingIsAdoptedYet"), ErrorText(problem))
            return try respond(page, to: call, status: problem.status)
        }
    }

    /// Gives the model a format that its list tells, and makes known what exists.
    /// - Throws: a ``Problem`` for the page.
    private func adopt(_ pattern: String, _ sent: Sent, _ call: Call) async throws -> Response {
        guard let key = tokens.requestKey(of: sent.fields["token"], for: call.path, as: call.principal) else {
            throw Problem(
                409, RegistryError.Code.valueInvalid.rawValue,
                Words.text("word.thisPageHadGrown"))
        }
        let proposals = sent.learnt.groups.compactMap(\.proposals.first)
        guard let proposal = proposals.first(where: { $0.format.pattern == pattern && !$0.spaces.isEmpty }) else {
            throw Problem(
                409, RegistryError.Code.valueInvalid.rawValue,
                Words.text("learn.theListHasChanged"))
        }
        let (existing, _) = proposal.existingBatches(asOf: call.registry.today)
        let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
        let request = IdempotentRequest(
            route: "POST \(call.path)", key: key,
            body: FormatAdoption(pattern: pattern, existing: existing).document)
        do {
            let (stored, _) = try await call.registry.performOnce(
                request, as: call.principal, from: call.source
            ) { commands in
                let adopted = try commands.adopt(pattern, existing: existing, of: slug, model: number)
                return StoredResponse(status: 303, body: Array(String(adopted.serials).utf8))
            }
            let serials = String(decoding: stored.body, as: UTF8.self)
            return redirect(to: .issue(slug, number, query: [("adopted", serials)]))
        } catch {
            guard let problem = Problem(of: error), problem.status != 403, problem.status < 500 else { throw error }
            throw problem
        }
    }
}
